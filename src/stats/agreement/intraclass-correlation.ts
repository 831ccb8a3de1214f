import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { requireLevel } from '../argument.js';
import { fQuantile } from '../fisher-f.js';
import type { Interval } from '../interval.js';
import { readerAnova, type ReaderAnova } from './reader-anova.js';

/**
 * Shrout & Fleiss 1979 (Psychol Bull 86:420). 1: one-way random, readers differ between subjects. 2: two-way random,
 * absolute agreement. 3: two-way mixed, consistency. `single` for one reader, `average` for the mean of all k.
 */
export type IccModel = 1 | 2 | 3;

export interface IccEstimate {
  single: Estimable;
  singleInterval: Estimable<Interval>;
  average: Estimable;
  averageInterval: Estimable<Interval>;
}

/**
 * Intraclass correlation with F intervals; the interval of model 2 is McGraw & Wong's (1996, Psychol Methods 1:30) with
 * Satterthwaite degrees of freedom. Intervals are not clipped at 0.
 * @param ratings ratings[subject][reader], complete
 * @returns undefined parts with fewer than two subjects or readers, or no variance at all
 * @throws AppError STATS-ARGUMENT for ragged rows or a rating that is not finite
 */
export function intraclassCorrelation(
  ratings: readonly (readonly number[])[],
  model: IccModel,
  level = 0.95,
): IccEstimate {
  requireLevel(level);
  const anova = readerAnova(ratings);
  if (!anova.defined) return { single: anova, singleInterval: anova, average: anova, averageInterval: anova };
  if (model === 2) return absoluteAgreement(anova.value, level);
  const { subjects: n, readers: k, msSubjects, msError, msWithin } = anova.value;
  const noise = model === 1 ? msWithin : msError;
  const df = model === 1 ? n * (k - 1) : (n - 1) * (k - 1);
  if (msSubjects === 0 && noise === 0) return none('no variance');
  const single = (msSubjects - noise) / (msSubjects + (k - 1) * noise);
  const average =
    msSubjects === 0 ? undefinedBecause('subjects do not vary') : defined((msSubjects - noise) / msSubjects);
  if (noise === 0)
    return { single: defined(single), average, singleInterval: noError(), averageInterval: noError() };
  const ratio = msSubjects / noise;
  const lower = ratio / fQuantile(1 - (1 - level) / 2, n - 1, df);
  const upper = ratio * fQuantile(1 - (1 - level) / 2, df, n - 1);
  return {
    single: defined(single),
    singleInterval: defined({ lower: (lower - 1) / (lower + k - 1), upper: (upper - 1) / (upper + k - 1) }),
    average,
    averageInterval:
      ratio === 0
        ? undefinedBecause('subjects do not vary')
        : defined({ lower: 1 - 1 / lower, upper: 1 - 1 / upper }),
  };
}

function absoluteAgreement(
  { subjects: n, readers: k, msSubjects, msReaders, msError }: ReaderAnova,
  level: number,
): IccEstimate {
  const whole = msSubjects + (k - 1) * msError + (k * (msReaders - msError)) / n;
  if (msSubjects === 0 && msReaders === 0 && msError === 0) return none('no variance');
  if (whole === 0) return none('the total variance is estimated as 0');
  const single = (msSubjects - msError) / whole;
  const averageWhole = msSubjects + (msReaders - msError) / n;
  const average =
    averageWhole === 0
      ? undefinedBecause('the total variance is estimated as 0')
      : defined((msSubjects - msError) / averageWhole);
  if (msError === 0)
    return { single: defined(single), average, singleInterval: noError(), averageInterval: noError() };
  const ratio = msReaders / msError;
  const rest = n * (1 + (k - 1) * single) - k * single;
  const df =
    ((k - 1) * (n - 1) * (k * single * ratio + rest) ** 2) /
    ((n - 1) * k * k * single * single * ratio * ratio + rest * rest);
  const high = fQuantile(1 - (1 - level) / 2, n - 1, df);
  const low = fQuantile(1 - (1 - level) / 2, df, n - 1);
  const spread = k * msReaders + (k * n - k - n) * msError;
  const lower = (n * (msSubjects - high * msError)) / (high * spread + n * msSubjects);
  const upper = (n * (low * msSubjects - msError)) / (spread + n * low * msSubjects);
  const ofMean = (limit: number): number => (limit * k) / (1 + limit * (k - 1));
  return {
    single: defined(single),
    singleInterval: defined({ lower, upper }),
    average,
    averageInterval: defined({ lower: ofMean(lower), upper: ofMean(upper) }),
  };
}

function noError(): Estimable<Interval> {
  return undefinedBecause('no error variance');
}

function none(reason: string): IccEstimate {
  const undef = undefinedBecause(reason);
  return { single: undef, singleInterval: undef, average: undef, averageInterval: undef };
}
