import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { refuse, requireLevel } from './argument.js';
import { sameValue } from './bootstrap-interval.js';
import { tailProbability, type Interval, type Sides } from './interval.js';
import { quantileSorted } from './quantile.js';
import { ResampleStream } from './resample-stream.js';

export interface StudentizedOptions {
  clusters: number;
  /** Value and standard error when cluster c is taken multiplicity[c] times; NaN in either marks "undefined". */
  statistic: (multiplicity: Uint32Array) => { value: number; standardError: number };
  resamples: number;
  seed: number;
  level: number;
  sides?: Sides;
}

/**
 * Bootstrap-t interval over whole clusters (Efron 1982; Davison and Hinkley 1997, section 5.2): quantiles of
 * (replicate - estimate) / its standard error, turned round on the estimate's. Needs a standard error that is good in every
 * resample; resamples without one are dropped and counted. Undefined with fewer than two clusters and without spread.
 */
export function studentizedBootstrap(
  options: StudentizedOptions,
): Estimable<{ estimate: number; interval: Interval; undefinedResamples: number }> {
  const { clusters, statistic, resamples } = options;
  requireLevel(options.level);
  if (!Number.isInteger(resamples) || resamples < 2)
    refuse(`${resamples} resamples`, 'draw at least 2, better 10000');
  if (clusters < 2) return undefinedBecause('fewer than two clusters');
  const whole = statistic(new Uint32Array(clusters).fill(1));
  if (Number.isNaN(whole.value)) return undefinedBecause('the estimate is undefined');
  if (!(whole.standardError > 0)) return undefinedBecause('the standard error is 0 or undefined');
  const multiplicity = new Uint32Array(clusters);
  const stream = new ResampleStream(options.seed);
  const pivots: number[] = [];
  for (let b = 0; b < resamples; b += 1) {
    stream.start(b);
    stream.countDraws(clusters, clusters, multiplicity);
    const { value, standardError } = statistic(multiplicity);
    if (standardError > 0 && !Number.isNaN(value)) pivots.push((value - whole.value) / standardError);
  }
  const sorted = Float64Array.from(pivots).sort();
  if (sorted.length === 0) return undefinedBecause('no resample has a standard error');
  if (sameValue(sorted[0]!, sorted[sorted.length - 1]!))
    return undefinedBecause('all resamples gave the same value');
  const tail = tailProbability(options.level, options.sides);
  return defined({
    estimate: whole.value,
    interval: {
      lower: whole.value - quantileSorted(sorted, 1 - tail) * whole.standardError,
      upper: whole.value - quantileSorted(sorted, tail) * whole.standardError,
    },
    undefinedResamples: resamples - sorted.length,
  });
}
