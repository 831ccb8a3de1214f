import type { EvidenceRecords } from '../evidence-records.js';
import { recorded, type Marked } from '../marked.js';
import { miniPlot } from '../figures/mini-plot.js';
import { wordFor, type Words } from './words.js';

/** The data sheet of the test set, quoted from its manifest. */
export interface DataSheetView {
  id: Marked;
  version: Marked;
  counts: { what: string; amount: Marked }[];
  spanYears: Marked | null;
  versions: { path: Marked; record: Marked; md5: Marked; files: Marked; gitRevision: Marked }[];
  facts: {
    variable: Marked;
    source: Marked;
    /** SVG of the distribution. */
    plot: string;
    levels: { value: Marked; images: Marked }[];
    /** Levels beyond those shown. */
    hasMore: boolean;
    numbers: { min: Marked; median: Marked; max: Marked } | null;
    notStated: Marked;
  }[];
  /** What the de-identification check found, and somebody answered for. */
  acceptedIdentifiers: { code: Marked; tag: Marked | null; reason: Marked; files: Marked }[];
  /** What was left out of the set, and why. */
  leftOut: { path: Marked; why: Marked }[];
}

const LEVELS = 8;

/** Four places are enough for a reader; the whole number stands in the manifest, and what is printed begins it. */
function short(value: number): Marked {
  const [whole = '', decimals = ''] = String(value).split('.');
  return recorded('cases', /e/.test(decimals) ? value : `${whole}.${decimals.slice(0, 3)}`);
}

export function dataSheetView({ cases }: EvidenceRecords, words: Words): DataSheetView | null {
  const { dataSheet: sheet, versions = [], acquisitionSpanYears: span = null } = cases;
  const { acceptedIdentifiers = [] } = cases;
  if (sheet === undefined) return null;
  const quote = (value: string | number | null): Marked => recorded('cases', value);
  const known = (variable: string): Marked =>
    words.variables[variable] === undefined ? quote(variable) : wordFor(words, 'variables', variable);
  const shown = (value: string): Marked =>
    words.values[value] === undefined ? quote(value) : wordFor(words, 'values', value);
  // Ages of ninety and over are one class (45 CFR 164.514(b)(2)(i)(C)); the manifest holds its lower end.
  const number = (variable: string, value: number): Marked =>
    variable === 'patient.ageYears' && value >= 90 ? wordFor(words, 'values', '90') : rounded(value);
  const rounded = (value: number): Marked => (Number.isInteger(value) ? quote(value) : short(value));
  return {
    id: quote(cases.id),
    version: quote(cases.version),
    counts: [
      { what: 'Cases', amount: quote(sheet.cases) },
      { what: 'Studies', amount: quote(sheet.studies) },
      { what: 'Series', amount: quote(sheet.series) },
      { what: 'Images', amount: quote(sheet.images) },
      { what: 'Files', amount: quote(sheet.files) },
      { what: 'Bytes', amount: quote(sheet.bytes) },
    ],
    spanYears: span === null ? null : quote(span),
    versions: versions.map(({ path, record, md5, files, gitRevision }) => ({
      path: quote(path),
      record: quote(record),
      md5: quote(md5),
      files: quote(files),
      gitRevision: quote(gitRevision),
    })),
    facts: sheet.facts.map(({ variable, source, levels, numbers, notStated }) => ({
      variable: known(variable),
      source: quote(source),
      plot: miniPlot(numbers === null ? levels.map(({ images }) => images) : numbers.bins, numbers !== null),
      levels: levels
        .slice(0, LEVELS)
        .map(({ value, images }) => ({ value: shown(value), images: quote(images) })),
      hasMore: levels.length > LEVELS,
      numbers:
        numbers === null
          ? null
          : {
              min: number(variable, numbers.min),
              median: number(variable, numbers.median),
              max: number(variable, numbers.max),
            },
      notStated: quote(notStated),
    })),
    acceptedIdentifiers: acceptedIdentifiers.map(({ code, tag, reason, files }) => ({
      code: quote(code),
      tag: tag === null ? null : quote(tag),
      reason: quote(reason),
      files: quote(files),
    })),
    leftOut: cases.findings
      .filter(({ code }) => code === 'DATA-NOT-AN-IMAGE')
      .map(({ path, message }) => ({ path: quote(path), why: quote(message) })),
  };
}
