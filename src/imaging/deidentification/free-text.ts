import type { Finding } from '../../core/finding.js';
import { lookOfName } from './identifying-names.js';
import { identifyingPattern, isBareNumber, isDummy, isDummyDate, looksLikePersonName } from './looks-real.js';

/** A text that a header of no DICOM file has room for. */
export interface HeaderText {
  /** Where it stands: `descrip`, `extension 1`, the name of a key. */
  field: string;
  text: string;
}

/** More is looked at no further. */
const LONGEST = 2 ** 20;

/**
 * Identifiers in texts of NIfTI and NRRD headers: the patterns that are looked for in DICOM's free text, and values of
 * keys that say what they hold (`PatientName`). The place is named, the value masked.
 */
export function freeTextFindings(texts: readonly HeaderText[], place: string): Finding[] {
  return texts.flatMap(({ field, text }) => {
    const value = text.slice(0, LONGEST).trim();
    const look = value === '' ? null : lookOf(field, value);
    return look === null ? [] : [finding(field, value.length, look, place)];
  });
}

interface Look {
  what: string;
  certain: boolean;
}

function lookOf(field: string, value: string): Look | null {
  if (isDummy(value)) return null;
  const pattern = identifyingPattern(value);
  if (pattern !== null) return { what: pattern, certain: true };
  // Names and terms of segments are words like any person's.
  if (/^Segment/.test(field)) return null;
  const named = KEYS.find(([form]) => form.test(field));
  if (named !== undefined) {
    if (isDummyDate(value)) return null;
    const [, what, isReal] = named;
    return { what, certain: isReal(value) };
  }
  // Short fields hold names of programs and of files too: what a name of a file would be asked for is asked of them.
  return value.length <= SHORT ? lookOfName(value) : null;
}

const SHORT = 80;

/** Keys that say what they hold: with what a real value looks like, where another is only a doubt. */
const KEYS: readonly (readonly [RegExp, string, (value: string) => boolean])[] = [
  [
    /(patient|person|physician|operator|reader).{0,3}s?.?name|0010.?0010/i,
    'the name of a person',
    looksLikePersonName,
  ],
  [/birth.?(date|day)|0010.?0030/i, 'a date of birth', (value) => /\d{4}/.test(value)],
  [
    /(patient|accession|medical.?record|admission).{0,3}(id|number)\b|0010.?0020|0008.?0050/i,
    'the number of a patient',
    isBareNumber,
  ],
  [/address|telephone|phone|e-?mail/i, 'an address or a number to call', () => true],
];

function finding(field: string, length: number, { what, certain }: Look, place: string): Finding {
  return {
    code: 'IMAGE-IDENTIFIER',
    severity: certain ? 'error' : 'warning',
    path: place,
    message: `${field} holds a value of ${length} ${length === 1 ? 'character' : 'characters'} that looks like ${what}`,
    fix: 'empty the field, or export the image again from de-identified data',
    args: { field, looksLike: what, length },
  };
}
