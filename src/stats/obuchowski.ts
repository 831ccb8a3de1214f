import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { refuse, requireLevel, requireSameLength } from './argument.js';
import { logitInterval } from './delong.js';
import { clip, type Interval, type Sides } from './interval.js';
import { criticalNormal } from './normal.js';
import { placements } from './placements.js';

export interface ClusteredAucResult {
  auc: number;
  variance: number;
  standardError: number;
  /** auc ± z SE, cut to [0, 1]. */
  interval: Interval;
  unclippedInterval: Interval;
  logitInterval: Estimable<Interval>;
  clusters: number;
  clustersWithPositive: number;
  clustersWithNegative: number;
  positives: number;
  negatives: number;
}

/** Sums of placement values and unit counts, one a cluster. */
export interface ClusterComponents {
  clusters: number;
  positives: Float64Array;
  negatives: Float64Array;
  positivePlacements: Float64Array;
  negativePlacements: Float64Array;
  withPositive: number;
  withNegative: number;
  m: number;
  n: number;
  /** Undefined as 0/0 when a class is missing: check m and n. */
  auc: number;
}

/** @param cluster any whole number a unit; equal numbers are one cluster */
export function clusterComponents(
  score: Float64Array,
  truth: ArrayLike<number>,
  cluster: Int32Array,
): ClusterComponents {
  requireSameLength(score, cluster, 'score and cluster');
  const { value, positives: m, negatives: n, u } = placements(score, truth);
  const { index, clusters } = denseClusters(cluster);
  const sums = Array.from({ length: 4 }, () => new Float64Array(clusters));
  const [pos, neg, posSum, negSum] = sums as [Float64Array, Float64Array, Float64Array, Float64Array];
  for (let i = 0; i < index.length; i += 1) {
    const c = index[i]!;
    (truth[i] === 1 ? pos : neg)[c]! += 1;
    (truth[i] === 1 ? posSum : negSum)[c]! += value[i]!;
  }
  return {
    clusters,
    positives: pos,
    negatives: neg,
    positivePlacements: posSum,
    negativePlacements: negSum,
    withPositive: pos.reduce((count, k) => count + (k > 0 ? 1 : 0), 0),
    withNegative: neg.reduce((count, k) => count + (k > 0 ? 1 : 0), 0),
    m,
    n,
    auc: m * n === 0 ? 0 : u / (m * n),
  };
}

/** Clusters renumbered 0, 1, 2 … in order of first appearance. */
export function denseClusters(cluster: ArrayLike<number>): { index: Int32Array; clusters: number } {
  const numbered = numberedInOrder(cluster);
  if (numbered !== null) return { index: Int32Array.from(cluster), clusters: numbered };
  const number = new Map<number, number>();
  const index = new Int32Array(cluster.length);
  for (let i = 0; i < cluster.length; i += 1) {
    const label = cluster[i]!;
    if (!Number.isInteger(label))
      refuse(`cluster ${i} is ${label}`, 'number the clusters with whole numbers');
    let dense = number.get(label);
    if (dense === undefined) {
      dense = number.size;
      number.set(label, dense);
    }
    index[i] = dense;
  }
  return { index, clusters: number.size };
}

/** Number of clusters when they are numbered so already, else null: a map of a million clusters outweighs the data. */
function numberedInOrder(cluster: ArrayLike<number>): number | null {
  let next = 0;
  for (let i = 0; i < cluster.length; i += 1) {
    const label = cluster[i]!;
    if (label === next) next += 1;
    else if (!(Number.isInteger(label) && label >= 0 && label < next)) return null;
  }
  return next;
}

/**
 * Covariance of two AUCs of the same units (the variance when both are the same), Obuchowski 1997 (Biometrics 53:567):
 * S10 uses I10/(I10-1), S01 I01/(I01-1), S11 I/(I-1), I10 and I01 the clusters with at least one positive and one
 * negative unit. With one unit a cluster it is DeLong's.
 */
export function obuchowskiCovariance(a: ClusterComponents, b: ClusterComponents): number {
  let s10 = 0;
  let s01 = 0;
  let s11 = 0;
  let s11Mirrored = 0;
  for (let c = 0; c < a.clusters; c += 1) {
    const posA = excess(a.positivePlacements[c]!, a.positives[c]!, a.auc);
    const posB = excess(b.positivePlacements[c]!, b.positives[c]!, b.auc);
    const negA = excess(a.negativePlacements[c]!, a.negatives[c]!, a.auc);
    const negB = excess(b.negativePlacements[c]!, b.negatives[c]!, b.auc);
    s10 += posA * posB;
    s01 += negA * negB;
    s11 += posA * negB;
    s11Mirrored += negA * posB;
  }
  const { m, n, withPositive, withNegative, clusters } = a;
  return (
    (s10 * withPositive) / ((withPositive - 1) * m * m) +
    (s01 * withNegative) / ((withNegative - 1) * n * n) +
    ((s11 + s11Mirrored) * clusters) / ((clusters - 1) * m * n)
  );
}

/** A cluster's placements over what its units would have at the mean; of equal ones rounding leaves their last bits. */
function excess(placements: number, units: number, auc: number): number {
  const difference = placements - units * auc;
  return Math.abs(difference) <= 16 * Number.EPSILON * units ? 0 : difference;
}

/** Why the variance does not exist, or null. */
export function clusteredAucUndefined(parts: ClusterComponents): string | null {
  if (parts.m === 0) return 'no positive unit';
  if (parts.n === 0) return 'no negative unit';
  if (parts.withPositive < 2) return 'positive units in fewer than two clusters';
  return parts.withNegative < 2 ? 'negative units in fewer than two clusters' : null;
}

/**
 * AUC of clustered units (several images or findings a patient) with Obuchowski's variance. The estimate is that of
 * all units pooled. Undefined when a class is missing or stands in one cluster only, and when the variance is not
 * positive, which positive covariance between the classes within patients can bring about.
 * @param score higher = more positive, infinite allowed
 * @param truth 1 positive, 0 negative
 * @param cluster any whole number a unit; equal numbers are one cluster
 */
export function clusteredAuc(
  score: Float64Array,
  truth: Uint8Array,
  cluster: Int32Array,
  options: { level: number; sides?: Sides },
): Estimable<ClusteredAucResult> {
  requireLevel(options.level);
  const parts = clusterComponents(score, truth, cluster);
  const missing = clusteredAucUndefined(parts);
  if (missing !== null) return undefinedBecause(missing);
  const variance = obuchowskiCovariance(parts, parts);
  if (!(variance > 0)) return undefinedBecause('the variance between clusters is not positive');
  const standardError = Math.sqrt(variance);
  const z = criticalNormal(options.level, options.sides);
  const unclippedInterval = { lower: parts.auc - z * standardError, upper: parts.auc + z * standardError };
  return defined({
    auc: parts.auc,
    variance,
    standardError,
    interval: clip(unclippedInterval),
    unclippedInterval,
    logitInterval: logitInterval(parts.auc, standardError, z),
    clusters: parts.clusters,
    clustersWithPositive: parts.withPositive,
    clustersWithNegative: parts.withNegative,
    positives: parts.m,
    negatives: parts.n,
  });
}
