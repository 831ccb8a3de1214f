import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { refuse, requireLevel, requireSameLength, requireSuccesses } from './argument.js';
import { clopperPearson } from './clopper-pearson.js';
import type { Interval, Sides } from './interval.js';
import { wilson } from './wilson.js';

export interface ClusteredProportion {
  estimate: number;
  clusters: number;
  units: number;
  successes: number;
  /** Between-cluster linearization variance k/(k-1) Σ (x_i - p n_i)² / N²; undefined for one cluster. */
  variance: Estimable;
  /** variance / (p (1 - p) / N); undefined for one cluster, for variance 0 and at 0 or 1. May be below 1. */
  designEffect: Estimable;
}

/**
 * Ratio estimator of a proportion over clusters (Cochran 1977, section 6.3; = survey linearization).
 * @param x successes, one a cluster
 * @param n units, one a cluster
 */
export function clusteredProportion(
  x: ArrayLike<number>,
  n: ArrayLike<number>,
): Estimable<ClusteredProportion> {
  requireSameLength(x, n, 'successes and units');
  let successes = 0;
  let units = 0;
  let clusters = 0;
  for (let i = 0; i < n.length; i += 1) {
    requireSuccesses(x[i]!, n[i]!);
    successes += x[i]!;
    units += n[i]!;
    // A cluster without units tells nothing and is none.
    if (n[i]! > 0) clusters += 1;
  }
  if (units === 0) return undefinedBecause('no units');
  const p = successes / units;
  let squares = 0;
  for (let i = 0; i < n.length; i += 1) {
    // Whole numbers say exactly whether a cluster has the share of all; in fractions a rest of rounding would stand for
    // a variance, and an effective n of 1e32 for its inverse.
    if (x[i]! * units !== successes * n[i]!) squares += (x[i]! - p * n[i]!) ** 2;
  }
  const variance: Estimable =
    clusters < 2
      ? undefinedBecause('one cluster')
      : defined(((clusters / (clusters - 1)) * squares) / (units * units));
  return defined({
    estimate: p,
    clusters,
    units,
    successes,
    variance,
    designEffect: designEffect(variance, p, units),
  });
}

function designEffect(variance: Estimable, p: number, units: number): Estimable {
  if (!variance.defined) return variance;
  if (p === 0 || p === 1 || !(variance.value > 0)) return undefinedBecause('variance 0 or estimate 0 or 1');
  return defined(variance.value / ((p * (1 - p)) / units));
}

export interface RaoScottOptions {
  level: number;
  sides?: Sides;
  /** Interval on the effective counts; Wilson unless named. */
  interval?: 'wilson' | 'clopper-pearson';
  /**
   * `truncate` (default): a design effect below 1 counts as 1, so clustering never narrows a claim. `as-estimated`:
   * taken as it is.
   */
  designEffectBelowOne?: 'truncate' | 'as-estimated';
}

export interface RaoScottResult {
  interval: Interval;
  proportion: ClusteredProportion;
  effectiveX: number;
  effectiveN: number;
  /** The design effect the counts were divided by. */
  applied: number;
  /** Such as `estimate 0 or 1: effective n = number of clusters`. */
  flags: string[];
}

/**
 * Interval of a clustered proportion: Wilson or Clopper-Pearson on x and n divided by the design effect (Rao and Scott
 * 1992, Biometrics 48:577). At 0 or 1, where the design effect is 0/0, and for variance 0, the effective n is the
 * number of clusters (every unit of a cluster taken as one), flagged. Undefined for one cluster.
 * @param x successes, one a cluster
 * @param n units, one a cluster
 */
export function raoScott(
  x: ArrayLike<number>,
  n: ArrayLike<number>,
  options: RaoScottOptions,
): Estimable<RaoScottResult> {
  requireLevel(options.level);
  const result = clusteredProportion(x, n);
  if (!result.defined) return result;
  const proportion = result.value;
  if (!proportion.variance.defined) return proportion.variance;
  const flags: string[] = [];
  const applied = effectOf(proportion, options, flags);
  const effectiveN = proportion.units / applied;
  const effectiveX = Math.min(proportion.successes / applied, effectiveN);
  const method = options.interval === 'clopper-pearson' ? clopperPearson : wilson;
  const interval = method(effectiveX, effectiveN, options);
  if (!interval.defined) return interval;
  return defined({ interval: interval.value, proportion, effectiveX, effectiveN, applied, flags });
}

function effectOf(proportion: ClusteredProportion, options: RaoScottOptions, flags: string[]): number {
  const effect = proportion.designEffect;
  if (!effect.defined) {
    const extreme = proportion.estimate === 0 || proportion.estimate === 1;
    flags.push(
      `${extreme ? 'estimate 0 or 1' : 'no variance between clusters'}: effective n = number of clusters`,
    );
    return proportion.units / proportion.clusters;
  }
  if (effect.value < 1 && options.designEffectBelowOne !== 'as-estimated') {
    flags.push('design effect below 1 counted as 1');
    return 1;
  }
  return effect.value;
}

/** Successes and units of each cluster, clusters in order of first appearance. */
export function clusterCounts(
  success: ArrayLike<number>,
  clusterIndex: ArrayLike<number>,
  clusters: number,
): { x: Float64Array; n: Float64Array } {
  if (success.length !== clusterIndex.length)
    refuse('outcomes and clusters differ in length', 'give one cluster a unit');
  const x = new Float64Array(clusters);
  const n = new Float64Array(clusters);
  for (let i = 0; i < success.length; i += 1) {
    x[clusterIndex[i]!]! += success[i]!;
    n[clusterIndex[i]!]! += 1;
  }
  return { x, n };
}
