import type { CountRow, Results } from '../../schema/types.js';
import { recorded, type Marked } from '../marked.js';
import { compareCodes } from './table-order.js';
import { wordFor, type Words } from './words.js';

/** One line of a table of counts: words on the left, trace codes of the cells. Null: no such cell. */
export interface CountLine {
  label: Marked;
  cells: (string | null)[];
}

export function countsOf(results: Results, group: CountRow['group']): CountRow[] {
  return Object.values(results.counts)
    .filter((row) => row.group === group)
    .sort((a, b) => compareCodes(a.code, b.code));
}

/** The case flow: a line a step, images and patients. */
export function flowLines(results: Results): CountLine[] {
  const rows = countsOf(results, 'flow');
  return distinct(rows.map((row) => row.at['step'] ?? row.code)).map((step) => {
    const of = rows.filter((row) => (row.at['step'] ?? row.code) === step);
    return {
      label: recorded('results', (of[0]?.label ?? step).replace(/, (images|patients)$/, '')),
      cells: ['image', 'patient'].map((unit) => of.find((row) => row.at['unit'] === unit)?.code ?? null),
    };
  });
}

/** Columns of the tables by truth, where there are no several classes. */
const TRUTHS = ['positive', 'negative'] as const;

/** Truth by decision at one unit, with the row of cases that gave no result. Columns: positive, negative. */
export function crossTabulation(results: Results, unit: 'patient' | 'image'): CountLine[] {
  const rows = countsOf(results, 'cross-tabulation').filter((row) => row.at['unit'] === unit);
  return distinct(rows.map((row) => row.at['decision'] ?? '')).map((decision) => ({
    label: recorded('results', decision),
    cells: TRUTHS.map(
      (truth) =>
        rows.find((row) => row.at['decision'] === decision && row.at['truth'] === truth)?.code ?? null,
    ),
  }));
}

export interface PopulationBlock {
  variable: Marked;
  lines: CountLine[];
}

/** Baseline characteristics: a block a variable, a line a level, a column a truth. */
export function populationBlocks(
  results: Results,
  words: Words,
  truths: readonly string[] = TRUTHS,
): PopulationBlock[] {
  const rows = countsOf(results, 'population').filter((row) => row.at['variable'] !== 'all');
  return distinct(rows.map((row) => row.at['variable'] ?? '')).map((variable) => {
    const of = rows.filter((row) => row.at['variable'] === variable);
    return {
      variable: wordFor(words, 'variables', variable),
      lines: distinct(of.map((row) => row.at['level'] ?? '')).map((level) => ({
        label: recorded('results', level),
        cells: truths.map(
          (truth) => of.find((row) => row.at['level'] === level && row.at['truth'] === truth)?.code ?? null,
        ),
      })),
    };
  });
}

/** Whole sample, by unit and truth. */
export function sampleLines(results: Results, truths: readonly string[] = TRUTHS): CountLine[] {
  const rows = countsOf(results, 'population').filter((row) => row.at['variable'] === 'all');
  return distinct(rows.map((row) => row.at['unit'] ?? '')).map((unit) => ({
    label: recorded('results', unit),
    cells: truths.map(
      (truth) => rows.find((row) => row.at['unit'] === unit && row.at['truth'] === truth)?.code ?? null,
    ),
  }));
}

/** Groups whose rows speak for themselves: label and number. */
export function plainLines(results: Results, group: CountRow['group']): CountLine[] {
  return countsOf(results, group).map((row) => ({
    label: recorded('results', row.label),
    cells: [row.code],
  }));
}

export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
