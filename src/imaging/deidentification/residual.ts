import { AppError } from '../../core/error.js';
import type { DataSet } from '../data-set.js';
import { tagText } from '../element.js';
import type { Element } from '../element.js';
import type { HeaderMemory } from '../header-memory.js';
import { LIMITS } from '../limits.js';
import {
  isDummy,
  isDummyDate,
  identifyingPattern,
  isBareNumber,
  isCoarseDate,
  looksLikePersonName,
} from './looks-real.js';
import { profileRow } from './profile.js';
import type { ProfileRow, ResidualKind } from './profile.js';

/** An attribute that table E.1-1 removes or replaces and that still holds a value. The value itself is never kept. */
export interface Residual {
  /** `(0010,0010)`; inside sequences the way to it, `(0040,0275) > (0008,0090)`. */
  tag: string;
  attribute: string;
  kind: ResidualKind;
  /** Characters of the value, bytes where it is no text. */
  length: number;
  /** The value has the form of a real identifier, not of a pseudonym; what it looks like. */
  looksLike: string | null;
  /** A dummy may have the same form (actions Z and D of table E.1-1): whether it is one, the declaration has to tell. */
  mayBeDummy: boolean;
}

/** Attributes listed for one file; a header that is not de-identified at all stays far below. */
const MOST_RESIDUALS = 500;
const SAFE_UID_ROOTS = /^(2\.25\.|1\.2\.840\.10008\.)/;

/**
 * Walks a data set at every depth, private elements included, for what the profile with the declared options would
 * have removed. Damage inside a nested sequence ends the look into it.
 * @param meta file meta information, group 0002
 * @param codes declared method codes (CID 7050); empty when nothing is declared
 * @param memory what may be known from the header read before
 */
export function findResiduals(
  meta: DataSet,
  dataSet: DataSet,
  codes: readonly string[],
  memory: HeaderMemory | null = null,
): Residual[] {
  const declared = new Set(codes);
  const context = codes.join('\\');
  const found = new Map<string, Residual>();
  const take = (residuals: readonly Residual[]): void => {
    for (const one of residuals) {
      if (found.size < MOST_RESIDUALS && !found.has(one.tag)) found.set(one.tag, one);
    }
  };
  for (const element of meta.elements.values()) take(residualsOf(meta, element, declared));
  for (const element of dataSet.elements.values()) {
    if (found.size >= MOST_RESIDUALS) break;
    const read = (): readonly Residual[] => residualsOf(dataSet, element, declared);
    take(memory === null ? read() : memory.recallElement(dataSet, element.tag, context, read));
  }
  return [...found.values()];
}

const NONE: readonly Residual[] = [];

/** Of one element at the top, and of what is in it. */
function residualsOf(dataSet: DataSet, element: Element, codes: ReadonlySet<string>): readonly Residual[] {
  const found = new Map<string, Residual>();
  look(dataSet, element, '', 0, codes, found);
  return found.size === 0 ? NONE : [...found.values()];
}

function walk(
  dataSet: DataSet,
  way: string,
  depth: number,
  codes: ReadonlySet<string>,
  found: Map<string, Residual>,
): void {
  for (const element of dataSet.elements.values()) {
    if (found.size >= MOST_RESIDUALS) return;
    look(dataSet, element, way, depth, codes, found);
  }
}

function look(
  dataSet: DataSet,
  element: Element,
  way: string,
  depth: number,
  codes: ReadonlySet<string>,
  found: Map<string, Residual>,
): void {
  if (element.length === 0 || element.tag >>> 16 === 0x7fe0) return;
  const sequence = isSequence(element);
  const one = residualOf(dataSet, element, sequence, codes);
  if (one !== null) {
    const tag = `${way}${tagText(element.tag)}`;
    if (!found.has(tag)) found.set(tag, { tag, ...one });
  }
  if (sequence && depth < LIMITS.sequenceDepth && element.tag !== DEIDENTIFICATION_METHOD) {
    const inside = `${way}${tagText(element.tag)} > `;
    try {
      for (const item of dataSet.items(element.tag)) walk(item, inside, depth + 1, codes, found);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
    }
  }
}

const DEIDENTIFICATION_METHOD = 0x00120064;

function residualOf(
  dataSet: DataSet,
  element: Element,
  sequence: boolean,
  codes: ReadonlySet<string>,
): Omit<Residual, 'tag'> | null {
  const group = element.tag >>> 16;
  if (group % 2 === 1) {
    const element16 = element.tag & 0xffff;
    if ((element16 >= 0x10 && element16 <= 0xff) || element16 === 0) return null;
    const looksLike =
      sequence || element.length > 4096 ? null : identifyingPattern(latin1(dataSet, element.tag));
    if (looksLike === null && codes.has('113111')) return null;
    return {
      attribute: 'private element',
      kind: 'private',
      length: element.length,
      looksLike,
      mayBeDummy: false,
    };
  }
  const row = profileRow(element.tag);
  if (row === undefined) return null;
  const { attribute, kind } = row;
  if (sequence) {
    if (kind === 'administrative' || keptByOption(row, codes)) return null;
    return { attribute, kind, length: element.length, looksLike: null, mayBeDummy: false };
  }
  const value = isBinary(element)
    ? shortText(dataSet, element)
    : dataSet.texts(element.tag).join('\\').trim();
  const look = value === '' ? NO_LOOK : lookOf(row, value);
  if (look.looksLike === null) {
    if (kind === 'administrative' || keptByOption(row, codes)) return null;
    if (!isBinary(element) && isHarmless(row, value)) return null;
  }
  return { attribute, kind, length: value.length || element.length, ...look };
}

/** An option that keeps or cleans an attribute lets it stand; whether it was cleaned well shows in its text alone. */
function keptByOption(row: ProfileRow, codes: ReadonlySet<string>): boolean {
  if (codes.size === 0) return false;
  for (const code of row.options.keys()) if (codes.has(code)) return true;
  return false;
}

function isHarmless(row: ProfileRow, value: string): boolean {
  if (value === '' || isDummy(value)) return true;
  if (row.kind === 'uid') return SAFE_UID_ROOTS.test(value);
  return (row.kind === 'date-time' || row.kind === 'birth-date') && isDummyDate(value);
}

type Look = Pick<Residual, 'looksLike' | 'mayBeDummy'>;
const NO_LOOK: Look = { looksLike: null, mayBeDummy: false };

function lookOf({ kind }: ProfileRow, value: string): Look {
  const certain = (looksLike: string): Look => ({ looksLike, mayBeDummy: false });
  const either = (looksLike: string): Look => ({ looksLike, mayBeDummy: true });
  if (kind === 'uid' || kind === 'date-time') return NO_LOOK;
  if (kind === 'person-name' && looksLikePersonName(value)) return certain('the name of a person');
  const pattern = identifyingPattern(value);
  if (pattern !== null) return certain(kind === 'identifier' ? 'the number of a patient' : pattern);
  if (kind === 'identifier') return isBareNumber(value) ? either('the number of a patient') : NO_LOOK;
  if ((kind !== 'birth-date' && kind !== 'contact') || isDummy(value) || isDummyDate(value)) return NO_LOOK;
  if (kind === 'birth-date')
    return isCoarseDate(value) ? either('a year of birth') : certain('a date of birth');
  // A ward or a country alone leads to nobody; a street, a number or several words do.
  return /\d|\p{L}+[\s,^]+\p{L}+/u.test(value) ? certain('an address or a number to call') : NO_LOOK;
}

function isSequence(element: Element): boolean {
  if (element.vr === 'SQ') return true;
  if (element.vr !== null && element.vr !== 'UN') return false;
  if (element.length < 8) return false;
  const { bytes } = element.encoding;
  const at = element.valueOffset;
  return bytes[at] === 0xfe && bytes[at + 1] === 0xff && bytes[at + 2] === 0 && bytes[at + 3] === 0xe0;
}

const BINARY_VRS = new Set('OB OW OF OD OL OV US SS UL SL FL FD AT SV UV'.split(' '));

function isBinary(element: Element): boolean {
  return element.vr !== null && BINARY_VRS.has(element.vr);
}

/** PrivateInformation (0002,0102) is bytes by its representation, and text as often as not. */
function shortText(dataSet: DataSet, element: Element): string {
  return element.tag === 0x00020102 && element.length <= 4096 ? latin1(dataSet, element.tag) : '';
}

function latin1(dataSet: DataSet, tag: number): string {
  return Buffer.from(dataSet.bytes(tag) ?? []).toString('latin1');
}
