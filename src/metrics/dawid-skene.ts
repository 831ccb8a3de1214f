import type { Estimable } from '../core/estimable.js';
import { defined, undefinedBecause } from '../core/estimable.js';
import { refuse, requireSameLength } from '../stats/argument.js';

export interface DawidSkeneEstimate {
  /** Share of each category among the subjects. */
  prevalence: Float64Array;
  /** confusion[rater][true * categories + given]; a row is all 0 for a category nobody holds. */
  confusion: Float64Array[];
  /** posterior[subject * categories + category]. */
  posterior: Float64Array;
  logLikelihood: number;
  iterations: number;
  converged: boolean;
}

/**
 * Hidden categories and each rater's confusion matrix from categorical ratings with gaps, by EM started from the shares
 * of votes (Dawid & Skene 1979, doi:10.2307/2346806). With two categories and no gap it is STAPLE with an estimated
 * prevalence.
 * @param ratings one array a rater: category 0 … categories-1, or -1 when the rater did not rate the subject
 * @returns undefined when a subject has no rating
 * @throws AppError STATS-ARGUMENT for no rater, unequal lengths or a category out of range
 */
export function dawidSkene(
  ratings: readonly Int32Array[],
  categories: number,
  { tolerance = 1e-12, maxIterations = 10_000 }: { tolerance?: number; maxIterations?: number } = {},
): Estimable<DawidSkeneEstimate> {
  const first = ratings[0];
  if (first === undefined) refuse('no rater', 'give at least one rater');
  if (!Number.isInteger(categories) || categories < 2)
    refuse(`${categories} categories`, 'give at least two categories');
  const subjects = first.length;
  const posterior = new Float64Array(subjects * categories);
  for (const rater of ratings) {
    requireSameLength(first, rater, 'ratings of raters');
    rater.forEach((given, i) => {
      if (given < -1 || given >= categories)
        refuse(
          `subject ${i} has category ${given}`,
          `categories run from 0 to ${categories - 1}, -1 is missing`,
        );
      if (given >= 0) posterior[i * categories + given] = posterior[i * categories + given]! + 1;
    });
  }
  for (let i = 0; i < subjects; i += 1) {
    if (!normalize(posterior.subarray(i * categories, (i + 1) * categories)))
      return undefinedBecause(`subject ${i} has no rating`);
  }
  if (subjects === 0) return undefinedBecause('no subject');

  const prevalence = new Float64Array(categories);
  const confusion = ratings.map(() => new Float64Array(categories * categories));
  let logLikelihood = -Infinity;
  let iterations = 0;
  let gain = Infinity;
  while (gain > tolerance && iterations < maxIterations) {
    maximize(ratings, posterior, prevalence, confusion);
    const next = expect(ratings, posterior, prevalence, confusion);
    gain = next - logLikelihood;
    logLikelihood = next;
    iterations += 1;
  }
  return defined({
    prevalence,
    confusion,
    posterior,
    logLikelihood,
    iterations,
    converged: gain <= tolerance,
  });
}

function maximize(
  ratings: readonly Int32Array[],
  posterior: Float64Array,
  prevalence: Float64Array,
  confusion: readonly Float64Array[],
): void {
  const categories = prevalence.length;
  const subjects = posterior.length / categories;
  prevalence.fill(0);
  posterior.forEach((value, k) => {
    prevalence[k % categories] = prevalence[k % categories]! + value / subjects;
  });
  ratings.forEach((rater, j) => {
    const table = confusion[j]!.fill(0);
    rater.forEach((given, i) => {
      if (given < 0) return;
      for (let c = 0; c < categories; c += 1)
        table[c * categories + given] = table[c * categories + given]! + posterior[i * categories + c]!;
    });
    for (let c = 0; c < categories; c += 1) normalize(table.subarray(c * categories, (c + 1) * categories));
  });
}

/** @returns the log likelihood of the ratings */
function expect(
  ratings: readonly Int32Array[],
  posterior: Float64Array,
  prevalence: Float64Array,
  confusion: readonly Float64Array[],
): number {
  const categories = prevalence.length;
  let logLikelihood = 0;
  for (let i = 0; i * categories < posterior.length; i += 1) {
    const row = posterior.subarray(i * categories, (i + 1) * categories);
    let whole = 0;
    for (let c = 0; c < categories; c += 1) {
      let product = prevalence[c]!;
      ratings.forEach((rater, j) => {
        if (rater[i]! >= 0) product *= confusion[j]![c * categories + rater[i]!]!;
      });
      row[c] = product;
      whole += product;
    }
    logLikelihood += Math.log(whole);
    normalize(row);
  }
  return logLikelihood;
}

function normalize(row: Float64Array): boolean {
  let sum = 0;
  for (const value of row) sum += value;
  if (sum > 0) for (let k = 0; k < row.length; k += 1) row[k] = row[k]! / sum;
  return sum > 0;
}
