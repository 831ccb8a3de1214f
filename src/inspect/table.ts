import { readFile, stat } from 'node:fs/promises';
import type { Finding } from '../core/finding.js';
import type { AnnotationSet } from '../annotation/annotation.js';
import { isSeriesColumn } from '../annotation/columns.js';
import { ANNOTATION_LIMITS } from '../annotation/limits.js';
import { refused } from '../annotation/refused.js';
import { annotationsOf } from '../annotation/table-annotations.js';
import type { TableContext } from '../annotation/table-annotations.js';
import { isMissing, numberOf, readTable } from '../annotation/table.js';
import type { Table } from '../annotation/table.js';
import { countNames } from './count-names.js';
import type { Inspector, Understood } from './inspector.js';

const PRINTED_VALUES = 1000;

/** A table of cases, findings or points. */
export const table: Inspector = {
  name: 'table',
  claims: ({ path, isFolder }) => !isFolder && /\.(csv|tsv)$/i.test(path),
  async inspect({ path, absolute, options }) {
    if ((await stat(absolute)).size > ANNOTATION_LIMITS.fileBytes)
      throw refused(path, 'the file is too large to be a table', 'split it', 'INPUT-SYNTAX');
    const bytes = await readFile(absolute);
    const read = readTable(bytes, path, options?.decimalComma === true);
    const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    const reader = options?.readerPseudonym ?? null;
    return tableUnderstood(read, path, { reader }, { encoding: 'UTF-8', byteOrderMark });
  },
};

/** What a table holds, from CSV or JSON. */
export function tableUnderstood(
  read: Table,
  path: string,
  context: TableContext,
  source: Record<string, unknown>,
): Understood {
  const { header, records, delimiter } = read;
  const set = annotationsOf(read, path, context);
  const column = (i: number | null): string[] =>
    i === null ? [] : records.map(({ fields }) => (fields[i] ?? '').trim());
  const ids = [...new Set(column(read.id))];
  const labels = column(read.label);
  const comments = header.findIndex((name) => /^(comments?|notes?|remarks?)$/i.test(name));
  const isSeries = read.id !== null && isSeriesColumn(header[read.id] ?? '');
  const numbers = (i: number): (number | null)[] => column(i).map(numberOf);
  const sum = (i: number): number => numbers(i).reduce<number>((total, n) => total + (n ?? 0), 0);
  const facts = {
    rows: records.length,
    columns: header.length,
    header,
    delimiter,
    ...source,
    idColumn: read.id === null ? null : header[read.id],
    distinctIds: ids.length,
    ids: ids.slice(0, PRINTED_VALUES),
    repeatedIds: read.id === null ? 0 : records.length - ids.length,
    missing: Object.fromEntries(header.map((name, i) => [name, column(i).filter(isMissing).length])),
    // Kept as text: a spreadsheet would compute them.
    formulaLikeCells: records.reduce((total, { fields }) => total + fields.filter(isFormula).length, 0),
    ...(read.label === null ? {} : { labels: countNames(labels), ...positives(labels) }),
    ...(read.score === null ? {} : { scores: numbers(read.score).slice(0, PRINTED_VALUES) }),
    ...(comments < 0 ? {} : { comments: column(comments).slice(0, PRINTED_VALUES) }),
    ...(isSeries ? { series: ids.length } : {}),
    ...(read.diameter === null ? {} : { sumDiameterMm: sum(read.diameter) }),
    ...(read.radius === null ? {} : { sumRadiusMm: sum(read.radius) }),
    ...(set === null ? {} : annotationFacts(set)),
  };
  const kind = read.point !== null ? 'points' : read.box !== null ? 'boxes' : 'table';
  return {
    kind,
    facts,
    ...(read.label === null ? {} : { names: countNames(labels) }),
    ...(set === null || (read.id === null && context.image === undefined) ? {} : { set }),
    findings: records.length === 0 ? [noRows(path)] : [],
    lines: [`${kind}, ${records.length} rows, columns ${header.join(', ')}`],
  };
}

/** What the rows are once they are annotations like any others. */
export function annotationFacts({ annotations }: AnnotationSet): Record<string, unknown> {
  const printed = annotations.slice(0, PRINTED_VALUES);
  const points = printed.flatMap(({ shape }) => (shape.type === 'point' ? [shape] : []));
  const boxes = printed.flatMap(({ shape }) => (shape.type === 'box' ? [shape.box] : []));
  const readers = new Set(annotations.flatMap(({ reader }) => reader ?? []));
  const inMm = points.every(({ point }) => point.length === 3);
  return {
    annotations: annotations.length,
    shapes: countNames(annotations.map(({ shape }) => shape.type)),
    ...(points.length === 0 ? {} : { [inMm ? 'pointsLpsMm' : 'pointsPx']: points.map(({ point }) => point) }),
    ...(points.some(({ radiusMm }) => radiusMm !== null)
      ? { radiiMm: points.map(({ radiusMm }) => radiusMm) }
      : {}),
    ...(boxes.length === 0 ? {} : { boxesXywhPx: boxes }),
    ...(readers.size === 0 ? {} : { readers: readers.size, readerNames: [...readers] }),
  };
}

function positives(labels: readonly string[]): Record<string, number> {
  const isYes = (text: string): boolean => /^(1|positive|true|yes)$/i.test(text);
  const isNo = (text: string): boolean => /^(0|negative|false|no)$/i.test(text);
  if (labels.length === 0 || !labels.every((text) => isYes(text) || isNo(text))) return {};
  return { positives: labels.filter(isYes).length, negatives: labels.filter(isNo).length };
}

/** OWASP: a cell that a spreadsheet takes for a formula. A signed number is none. */
function isFormula(text: string): boolean {
  return /^\s*[=@\t\r]/.test(text) || (/^\s*[+-]/.test(text) && numberOf(text) === null && text.length > 1);
}

function noRows(path: string): Finding {
  return {
    code: 'TABLE-NO-ROWS',
    severity: 'warning',
    path,
    message: 'the table has a header and no rows',
    fix: 'fill it, or leave it out',
    args: {},
  };
}
