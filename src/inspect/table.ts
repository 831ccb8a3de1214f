import { readFile, stat } from 'node:fs/promises';
import type { Finding } from '../core/finding.js';
import { ANNOTATION_LIMITS } from '../annotation/limits.js';
import { refused } from '../annotation/refused.js';
import { isMissing, numberOf, readTable } from '../annotation/table.js';
import { countNames } from './count-names.js';
import type { Inspector } from './inspector.js';

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
    const { header, records, delimiter } = read;
    const column = (i: number | null): string[] =>
      i === null ? [] : records.map(({ fields }) => (fields[i] ?? '').trim());
    const numbers = (i: number | null): (number | null)[] => column(i).map(numberOf);
    const ids = [...new Set(column(read.id))];
    const labels = column(read.label);
    const isYes = (text: string): boolean => /^(1|positive|true|yes)$/i.test(text);
    const isNo = (text: string): boolean => /^(0|negative|false|no)$/i.test(text);
    const binary = labels.length > 0 && labels.every((text) => isYes(text) || isNo(text));
    const comments = header.findIndex((name) => /^(comments?|notes?|remarks?)$/i.test(name));
    const sum = (values: (number | null)[]): number =>
      values.reduce<number>((total, n) => total + (n ?? 0), 0);
    const isSeries = read.id !== null && /^series_?uid$/i.test(header[read.id] ?? '');
    const facts = {
      rows: records.length,
      columns: header.length,
      header,
      delimiter,
      encoding: 'UTF-8',
      byteOrderMark: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf,
      idColumn: read.id === null ? null : header[read.id],
      distinctIds: ids.length,
      ids: ids.slice(0, PRINTED_VALUES),
      repeatedIds: read.id === null ? 0 : records.length - ids.length,
      missing: Object.fromEntries(header.map((name, i) => [name, column(i).filter(isMissing).length])),
      ...(read.label === null ? {} : { labels: countNames(labels) }),
      ...(binary ? { positives: labels.filter(isYes).length, negatives: labels.filter(isNo).length } : {}),
      ...(read.score === null ? {} : { scores: numbers(read.score).slice(0, PRINTED_VALUES) }),
      ...(comments < 0 ? {} : { comments: column(comments).slice(0, PRINTED_VALUES) }),
      ...(read.reader === null ? {} : { readers: new Set(column(read.reader)).size }),
      ...(isSeries ? { series: ids.length } : {}),
      ...(read.diameter === null ? {} : { sumDiameterMm: sum(numbers(read.diameter)) }),
      ...(read.radius === null ? {} : { sumRadiusMm: sum(numbers(read.radius)) }),
    };
    const kind = read.point === null ? 'table' : 'points';
    return {
      kind,
      facts,
      ...(read.label === null ? {} : { names: countNames(labels) }),
      findings: records.length === 0 ? [noRows(path)] : [],
      lines: [`${kind}, ${records.length} rows, columns ${header.join(', ')}`],
    };
  },
};

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
