import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireBinary, requireLevel, requireSameLength } from './argument.js';
import { intervalAbout } from './clustered-difference.js';
import { chiSquareTails } from './gamma.js';
import type { Interval, Sides } from './interval.js';
import { criticalNormal } from './normal.js';
import { denseClusters } from './obuchowski.js';

interface Test {
  statistic: number;
  p: number;
}

export interface ClusteredPaired {
  clusters: number;
  units: number;
  p1: number;
  p2: number;
  /** First minus second. */
  difference: number;
  /**
   * Obuchowski's test (1998, Stat Med 17:1495), primary: units weigh equally; variance under H0 K/(K-1) Σ (x1k - x2k)² / N².
   */
  obuchowski: Estimable<Test>;
  /** Durkalski's test (2003, Stat Med 22:2417): clusters weigh equally, another estimand. */
  durkalski: Estimable<Test>;
  /** Standard error of the difference, ratio estimator, not under H0. */
  standardError: Estimable;
  interval: Estimable<Interval>;
  /** McNemar's statistic as if units were independent. */
  naiveMcnemar: Estimable;
}

/**
 * Two proportions of the same clustered units (two readers of the same lesions). Undefined without units.
 * @param first outcome 0 or 1 of each unit @param second the same @param cluster any whole number
 */
export function clusteredPaired(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  cluster: ArrayLike<number>,
  options: { level: number; sides?: Sides },
): Estimable<ClusteredPaired> {
  requireLevel(options.level);
  requireSameLength(first, second, 'first and second');
  requireSameLength(first, cluster, 'outcomes and cluster');
  requireBinary(first);
  requireBinary(second);
  const units = first.length;
  if (units === 0) return undefinedBecause('no units');
  const { index, clusters: k } = denseClusters(cluster);
  const size = new Float64Array(k);
  const excess = new Float64Array(k);
  let sum1 = 0;
  let sum2 = 0;
  let discordant = 0;
  for (let i = 0; i < units; i += 1) {
    size[index[i]!]! += 1;
    excess[index[i]!]! += first[i]! - second[i]!;
    sum1 += first[i]!;
    sum2 += second[i]!;
    discordant += first[i] === second[i] ? 0 : 1;
  }
  const net = sum1 - sum2;
  const difference = net / units;
  const scale = k / (k - 1) / (units * units);
  let squares = 0;
  let centred = 0;
  let shares = 0;
  let shareSquares = 0;
  for (let c = 0; c < k; c += 1) {
    squares += excess[c]! ** 2;
    // Exact in whole numbers: rounding is no variance.
    if (excess[c]! * units !== net * size[c]!) centred += (excess[c]! - difference * size[c]!) ** 2;
    shares += excess[c]! / size[c]!;
    shareSquares += (excess[c]! / size[c]!) ** 2;
  }
  const standardError: Estimable =
    k < 2 ? undefinedBecause('one cluster') : defined(Math.sqrt(scale * centred));
  return defined({
    clusters: k,
    units,
    p1: sum1 / units,
    p2: sum2 / units,
    difference,
    obuchowski: k < 2 ? undefinedBecause('one cluster') : test(difference ** 2, scale * squares),
    durkalski: test(shares ** 2, shareSquares),
    standardError,
    interval: intervalAbout(difference, standardError, criticalNormal(options.level, options.sides)),
    naiveMcnemar:
      discordant === 0 ? undefinedBecause('no discordant pair') : defined((net * net) / discordant),
  });
}

function test(square: number, variance: number): Estimable<Test> {
  if (variance === 0) return undefinedBecause('no discordant cluster');
  const statistic = square / variance;
  return defined({ statistic, p: chiSquareTails(statistic, 1).upper });
}
