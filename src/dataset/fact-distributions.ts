import { compareText } from '../core/finding.js';
import type { DataSheet, FactDistribution, ImageEntry, ImageFile } from '../schema/types.js';
import { FACT_VARIABLES } from './fact-variables.js';
import { shownFact } from './top-coded-age.js';

const FEW_VALUES = 6;
const BINS = 20;

/** What a set is made of. It stands in the manifest, so that a dossier can quote it and need not count. */
export function dataSheet(images: readonly ImageEntry[], files: readonly ImageFile[]): DataSheet {
  const distinct = (of: (image: ImageEntry) => string | null): number =>
    new Set(images.map(of).filter((key) => key !== null)).size;
  return {
    images: images.length,
    cases: distinct((image) => image.case),
    studies: distinct((image) => image.study),
    series: distinct((image) => image.series),
    files: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    facts: factDistributions(images),
  };
}

/** In the order of `FACT_VARIABLES`; facts that no header states are left out. */
function factDistributions(images: readonly ImageEntry[]): FactDistribution[] {
  return Object.entries(FACT_VARIABLES).flatMap(([variable, { type, source, of }]): FactDistribution[] => {
    const values = images.map(({ facts }) => of(facts));
    const stated = values.filter((value) => value !== null);
    if (stated.length === 0) return [];
    const notStated = values.length - stated.length;
    const counts = new Map<string, number>();
    for (const value of stated) {
      const level = word(variable, value);
      counts.set(level, (counts.get(level) ?? 0) + 1);
    }
    if (type === 'number' && counts.size > FEW_VALUES) {
      return [{ variable, source, notStated, levels: [], numbers: histogram(stated.map(Number)) }];
    }
    const levels = [...counts]
      .map(([value, images]) => ({ value, images }))
      .sort((a, b) => b.images - a.images || compareText(a.value, b.value));
    return [{ variable, source, notStated, levels, numbers: null }];
  });
}

function word(variable: string, value: string | number | boolean): string {
  if (typeof value === 'number') return shownFact(variable, value, String(value));
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
}

/** Equal bins from smallest to largest; the largest value belongs to the last. */
function histogram(values: number[]): NonNullable<FactDistribution['numbers']> {
  const sorted = values.sort((a, b) => a - b);
  const at = (i: number): number => sorted[i] ?? 0;
  const [min, max] = [at(0), at(sorted.length - 1)];
  const bins = new Array<number>(BINS).fill(0);
  for (const value of sorted) {
    const bin = Math.min(BINS - 1, Math.floor((BINS * (value - min)) / (max - min)));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const middle = (sorted.length - 1) / 2;
  return { min, max, median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, bins };
}
