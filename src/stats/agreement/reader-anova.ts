import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { refuse } from '../argument.js';
import { criticalNormal } from '../normal.js';

/** Two-way analysis of variance of subjects by readers without replication. */
export interface ReaderAnova {
  subjects: number;
  readers: number;
  msSubjects: number;
  msReaders: number;
  /** Interaction and error. */
  msError: number;
  /** Within subjects: readers and error together. */
  msWithin: number;
}

/**
 * @param ratings ratings[subject][reader], complete: impute or drop before, by rule
 * @returns undefined with fewer than two subjects or readers
 */
export function readerAnova(ratings: readonly (readonly number[])[]): Estimable<ReaderAnova> {
  const n = ratings.length;
  const k = ratings[0]?.length ?? 0;
  for (const row of ratings) {
    if (row.length !== k)
      refuse('the rows of ratings differ in length', 'give one rating a reader for each subject');
    for (const value of row)
      if (!Number.isFinite(value))
        refuse(`a rating is ${String(value)}`, 'give a finite rating a reader for each subject');
  }
  if (n < 2) return undefinedBecause('fewer than two subjects');
  if (k < 2) return undefinedBecause('fewer than two readers');
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const bySubject = ratings.map(mean);
  const byReader = Array.from({ length: k }, (_, j) => mean(ratings.map((row) => row[j]!)));
  const grand = mean(bySubject);
  let subjects = 0;
  let readers = 0;
  let error = 0;
  let within = 0;
  for (const value of bySubject) subjects += k * (value - grand) ** 2;
  for (const value of byReader) readers += n * (value - grand) ** 2;
  ratings.forEach((row, i) => {
    row.forEach((value, j) => {
      error += (value - bySubject[i]! - byReader[j]! + grand) ** 2;
      within += (value - bySubject[i]!) ** 2;
    });
  });
  return defined({
    subjects: n,
    readers: k,
    msSubjects: subjects / (n - 1),
    msReaders: readers / (k - 1),
    msError: error / ((n - 1) * (k - 1)),
    msWithin: within / (n * (k - 1)),
  });
}

/** Standard deviation of repeated readings of one subject (Bland & Altman 1996, BMJ 313:41). */
export function withinSubjectSd(anova: ReaderAnova): number {
  return Math.sqrt(anova.msWithin);
}

/** Two readings of one subject differ by less than this in 95 % of pairs: 1.96 √2 times the within-subject SD. */
export function repeatabilityCoefficient(anova: ReaderAnova): number {
  return criticalNormal(0.95) * Math.SQRT2 * withinSubjectSd(anova);
}
