import { AppError } from '../core/error.js';
import type { EstimateRow, Results } from '../schema/types.js';
import { Marked } from './marked.js';

type Field = 'units' | 'clusters' | 'positives' | 'negatives' | 'failed';

/** The one place where measured numbers become page text: by trace code, in the form results.json prints them. */
export function numberHelpers(results: Results): Record<string, (...args: string[]) => Marked> {
  const estimateOf = (code: string): EstimateRow => results.estimates[code] ?? unknownCode(code);
  return {
    /** `88.2 % [79.0, 93.7]` */
    estimate: (code: string) => mark(code, estimateText(estimateOf(code))),
    /** `88.2 %` */
    point: (code: string) => mark(code, estimateOf(code).printed.estimate),
    /** `[79.0, 93.7]` */
    interval: (code: string) => mark(code, intervalText(estimateOf(code))),
    /** `67 of 76 patients` */
    counts: (code: string) => new Marked('code', code, estimateOf(code).printed.counts),
    /** A whole number of an estimate's row, such as its positives. */
    field: (code: string, field: string) => mark(code, String(estimateOf(code)[field as Field])),
    count: (code: string) => mark(code, (results.counts[code] ?? unknownCode(code)).printed),
    trace: (code: string) => new Marked('code', code, code, 'trace'),
  };
}

/** Every printed form of every code, for the number check. */
export function printedForms(results: Results): Map<string, string[]> {
  const forms = new Map<string, string[]>();
  for (const row of Object.values(results.estimates)) {
    const { units, clusters, positives, negatives, failed } = row;
    const whole = [units, clusters, positives, negatives, failed].map(String);
    forms.set(row.code, [...Object.values(row.printed), ...whole]);
  }
  for (const row of Object.values(results.counts)) forms.set(row.code, [row.printed]);
  return forms;
}

export function estimateText(row: EstimateRow): string {
  return `${row.printed.estimate} ${intervalText(row)}`;
}

/** The unit is printed once, behind the estimate. */
function intervalText({ printed }: EstimateRow): string {
  const bare = (text: string): string => text.replace(/ %$/, '');
  return `[${bare(printed.lower)}, ${bare(printed.upper)}]`;
}

function mark(code: string, text: string): Marked {
  return new Marked('code', code, text, 'number');
}

function unknownCode(code: string): never {
  throw new AppError('RENDER-UNKNOWN-NUMBER', `results.json has no number with the trace code ${code}`, {
    place: code,
    hint: 'use a code from the number-to-record list of the report',
  });
}
