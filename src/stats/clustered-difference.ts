import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel } from './argument.js';
import { chiSquareTails } from './gamma.js';
import type { Interval, Sides } from './interval.js';
import { criticalNormal, normalTwoSided } from './normal.js';
import { clusteredProportion, type ClusteredProportion } from './rao-scott.js';

export interface ClusteredDifference {
  first: ClusteredProportion;
  second: ClusteredProportion;
  difference: number;
  /** Undefined for one cluster in a group. */
  standardError: Estimable;
  z: Estimable;
  pTwoSided: Estimable;
  interval: Estimable<Interval>;
  /** Pearson statistic on counts divided by each group's design effect (Rao and Scott 1992). */
  raoScott: Estimable<{ statistic: number; p: number }>;
}

export interface ClusterCountsOf {
  x: ArrayLike<number>;
  n: ArrayLike<number>;
}

/** First minus second proportion of two independent groups of clusters. Undefined when a group has no units. */
export function clusteredDifference(
  a: ClusterCountsOf,
  b: ClusterCountsOf,
  options: { level: number; sides?: Sides },
): Estimable<ClusteredDifference> {
  requireLevel(options.level);
  const one = clusteredProportion(a.x, a.n);
  if (!one.defined) return one;
  const two = clusteredProportion(b.x, b.n);
  if (!two.defined) return two;
  const first = one.value;
  const second = two.value;
  const difference = first.estimate - second.estimate;
  const standardError = errorOf(first, second);
  const z =
    standardError.defined && standardError.value > 0
      ? defined(difference / standardError.value)
      : undefinedBecause('no variance between clusters');
  return defined({
    first,
    second,
    difference,
    standardError,
    z,
    pTwoSided: z.defined ? defined(normalTwoSided(z.value)) : z,
    interval: intervalAbout(difference, standardError, criticalNormal(options.level, options.sides)),
    raoScott: raoScottTest(first, second),
  });
}

function errorOf(a: ClusteredProportion, b: ClusteredProportion): Estimable {
  if (!a.variance.defined) return a.variance;
  return b.variance.defined ? defined(Math.sqrt(a.variance.value + b.variance.value)) : b.variance;
}

export function intervalAbout(
  centre: number,
  standardError: Estimable,
  critical: number,
): Estimable<Interval> {
  if (!standardError.defined) return standardError;
  const half = critical * standardError.value;
  return defined({ lower: centre - half, upper: centre + half });
}

/** Pearson chi-square of two proportions with (effective, not whole) counts. */
export function chiSquareOfCounts(x1: number, n1: number, x2: number, n2: number): Estimable {
  const pooled = (x1 + x2) / (n1 + n2);
  if (!(pooled > 0 && pooled < 1)) return undefinedBecause('the pooled proportion is 0 or 1');
  return defined((x1 / n1 - x2 / n2) ** 2 / (pooled * (1 - pooled) * (1 / n1 + 1 / n2)));
}

function raoScottTest(
  a: ClusteredProportion,
  b: ClusteredProportion,
): Estimable<{ statistic: number; p: number }> {
  if (!a.designEffect.defined) return a.designEffect;
  if (!b.designEffect.defined) return b.designEffect;
  const da = a.designEffect.value;
  const db = b.designEffect.value;
  const statistic = chiSquareOfCounts(a.successes / da, a.units / da, b.successes / db, b.units / db);
  if (!statistic.defined) return statistic;
  return defined({ statistic: statistic.value, p: chiSquareTails(statistic.value, 1).upper });
}
