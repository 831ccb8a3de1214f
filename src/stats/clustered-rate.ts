import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireCount, requireLevel, requireSameLength } from './argument.js';
import { tailProbability, type Interval, type Sides } from './interval.js';
import { studentQuantile } from './student-t.js';

export interface ClusteredRate {
  rate: number;
  standardError: number;
  /** On the log scale with t(k - 1); undefined for rate 0, where Garwood on the number of clusters is left. */
  interval: Estimable<Interval>;
  clusters: number;
}

/**
 * Rate of events over exposure when events gather in clusters (false positives in images of patients): ratio estimator with
 * variance k/(k-1) Σ (x_i - r e_i)² / E² (Cochran 1977, section 6.3), which needs no Poisson law. Undefined without
 * exposure and for one cluster.
 * @param count events of each cluster @param exposure images, or other units, of each cluster
 */
export function clusteredRate(
  count: ArrayLike<number>,
  exposure: ArrayLike<number>,
  options: { level: number; sides?: Sides },
): Estimable<ClusteredRate> {
  requireLevel(options.level);
  requireSameLength(count, exposure, 'counts and exposures');
  let events = 0;
  let total = 0;
  let clusters = 0;
  for (let i = 0; i < count.length; i += 1) {
    requireCount(`count ${i}`, count[i]!);
    requireCount(`exposure ${i}`, exposure[i]!, false);
    events += count[i]!;
    total += exposure[i]!;
    if (exposure[i]! > 0) clusters += 1;
  }
  if (total === 0) return undefinedBecause('no exposure');
  if (clusters < 2) return undefinedBecause('one cluster');
  const rate = events / total;
  let squares = 0;
  for (let i = 0; i < count.length; i += 1) squares += (count[i]! - rate * exposure[i]!) ** 2;
  const standardError = Math.sqrt((clusters / (clusters - 1)) * squares) / total;
  const t = -studentQuantile(tailProbability(options.level, options.sides), clusters - 1);
  const factor = Math.exp((t * standardError) / rate);
  return defined({
    rate,
    standardError,
    interval:
      rate === 0 ? undefinedBecause('no event') : defined({ lower: rate / factor, upper: rate * factor }),
    clusters,
  });
}
