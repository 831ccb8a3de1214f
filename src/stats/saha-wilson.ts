import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel } from './argument.js';
import type { Interval, Sides } from './interval.js';
import { clusteredProportion } from './rao-scott.js';
import { wilson } from './wilson.js';

export interface SahaWilson {
  /** ANOVA intra-cluster correlation (Ridout, Demétrio and Firth 1999, Biometrics 55:137). May be negative. */
  icc: number;
  /** 1 + (Σ n_i² / N - 1) icc. */
  inflation: number;
  /** Undefined when the inflation is not positive. */
  interval: Estimable<Interval>;
}

/** An inflation below this is 0 (clusters alike to the last unit) but for rounding. */
const ROUNDING = 1e-12;

/**
 * Wilson interval on counts divided by the variance inflation of the ANOVA intra-cluster correlation (Saha, Miller and
 * Wang 2016, Int J Biostat 12:20150024). Undefined for one cluster, for clusters of one unit each and without any variance.
 */
export function sahaWilson(
  x: ArrayLike<number>,
  n: ArrayLike<number>,
  options: { level: number; sides?: Sides },
): Estimable<SahaWilson> {
  requireLevel(options.level);
  const proportion = clusteredProportion(x, n);
  if (!proportion.defined) return proportion;
  const { estimate: p, clusters: k, units: total, successes } = proportion.value;
  if (k < 2) return undefinedBecause('one cluster');
  if (total === k) return undefinedBecause('every cluster has one unit');
  let between = 0;
  let within = 0;
  let squares = 0;
  for (let i = 0; i < n.length; i += 1) {
    if (n[i] === 0) continue;
    const own = x[i]! / n[i]!;
    between += n[i]! * (own - p) ** 2;
    within += x[i]! * (1 - own);
    squares += n[i]! ** 2;
  }
  between /= k - 1;
  within /= total - k;
  const size = (total - squares / total) / (k - 1);
  const spread = between + (size - 1) * within;
  if (spread === 0) return undefinedBecause('no variance');
  const icc = (between - within) / spread;
  const inflation = 1 + (squares / total - 1) * icc;
  const interval =
    inflation > ROUNDING
      ? wilson(successes / inflation, total / inflation, options)
      : undefinedBecause('the variance inflation is not positive');
  return defined({ icc, inflation, interval });
}
