import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { refuse, requireMeasurement } from '../argument.js';
import { meanOf } from '../mean.js';
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
    for (const value of row) requireMeasurement('a rating', value);
  }
  if (n < 2) return undefinedBecause('fewer than two subjects');
  if (k < 2) return undefinedBecause('fewer than two readers');
  const bySubject = ratings.map(meanOf);
  const byReader = Array.from({ length: k }, (_, j) => meanOf(ratings.map((row) => row[j]!)));
  const grand = meanOf(bySubject);
  let subjects = 0;
  let readers = 0;
  let error = 0;
  let within = 0;
  // Ratings such as 0.1 are no binary fractions: what is equal or additive on paper leaves their last bits.
  let largest = 0;
  for (const row of ratings) for (const value of row) largest = Math.max(largest, Math.abs(value));
  const rounding = 8 * Number.EPSILON * largest;
  const square = (deviation: number): number => (Math.abs(deviation) <= rounding ? 0 : deviation ** 2);
  for (const value of bySubject) subjects += k * square(value - grand);
  for (const value of byReader) readers += n * square(value - grand);
  ratings.forEach((row, i) => {
    row.forEach((value, j) => {
      error += square(value - bySubject[i]! - byReader[j]! + grand);
      within += square(value - bySubject[i]!);
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
