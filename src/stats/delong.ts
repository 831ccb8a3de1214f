import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel } from './argument.js';
import { aucFromGroups } from './auc.js';
import { clip, type Interval, type Sides } from './interval.js';
import { newcombeAuc } from './newcombe-auc.js';
import { criticalNormal } from './normal.js';
import { mergeTies, sortedByTruth, type TieGroups } from './tie-groups.js';
import { untiedRanks, type UntiedRanks } from './untied-ranks.js';

export interface DelongResult {
  auc: number;
  /** DeLong variance; 0 when degenerate. */
  variance: number;
  standardError: number;
  /** auc ± z SE, cut to [0, 1] as pROC does. Meaningless when degenerate. */
  interval: Interval;
  unclippedInterval: Interval;
  /** Interval on the logit scale; undefined at AUC 0 or 1 and when degenerate. */
  logitInterval: Estimable<Interval>;
  /** True when the standard error is 0 (complete separation or all scores tied): use `newcombeInterval`, flagged. */
  degenerate: boolean;
  /** Newcombe 2006 method 5, defined for every AUC. */
  newcombeInterval: Estimable<Interval>;
  positives: number;
  negatives: number;
}

/**
 * Variance of the AUC by DeLong, DeLong and Clarke-Pearson (1988, Biometrics 44:837) from placement values, ties 1/2;
 * interval plain and on the logit scale (Pepe 2003, section 5.2; Qin and Hotilovac 2008). Sorting once makes it
 * O(n log n) (Sun and Xu 2014). Undefined with fewer than two cases in a class, where the AUC may still exist.
 * @param score one a case, higher = more positive, infinite allowed
 * @param truth 1 positive, 0 negative
 */
export function delong(
  score: Float64Array,
  truth: Uint8Array,
  options: { level: number; sides?: Sides },
): Estimable<DelongResult> {
  const { positive, negative } = sortedByTruth(score, truth);
  const ranks = untiedRanks(positive, negative);
  if (ranks === null) return delongFromGroups(mergeTies(positive, negative), options);
  const area = areaOfRanks(ranks);
  return delongResult(area, varianceOfRanks(ranks, area), positive.length, negative.length, options);
}

export function delongFromGroups(
  groups: TieGroups,
  options: { level: number; sides?: Sides },
): Estimable<DelongResult> {
  requireLevel(options.level);
  const area = aucFromGroups(groups);
  if (!area.defined) return area;
  const { totalPositives: m, totalNegatives: n } = groups;
  return delongResult(area.value, delongVariance(groups, area.value), m, n, options);
}

/** @param variance of no meaning with fewer than two cases in a class @param m positives @param n negatives */
function delongResult(
  area: number,
  variance: number,
  m: number,
  n: number,
  options: { level: number; sides?: Sides },
): Estimable<DelongResult> {
  requireLevel(options.level);
  if (m < 2 || n < 2) return undefinedBecause('fewer than two cases in a class');
  const standardError = Math.sqrt(variance);
  const z = criticalNormal(options.level, options.sides);
  const unclippedInterval = { lower: area - z * standardError, upper: area + z * standardError };
  const degenerate = !(variance > 0);
  return defined({
    auc: area,
    variance,
    standardError,
    interval: clip(unclippedInterval),
    unclippedInterval,
    logitInterval: degenerate
      ? undefinedBecause('standard error 0: complete separation or all scores tied')
      : logitInterval(area, standardError, z),
    degenerate,
    newcombeInterval: newcombeAuc(area, m, n, options),
    positives: m,
    negatives: n,
  });
}

/** As `aucFromGroups`: U is a sum of whole numbers. */
function areaOfRanks({ below, above }: UntiedRanks): number {
  let u = 0;
  for (let i = 0; i < below.length; i += 1) u += below[i]!;
  return u / (below.length * above.length);
}

/** As `delongVariance`, term for term: without ties each group is one case. */
function varianceOfRanks({ below, above }: UntiedRanks, area: number): number {
  const m = below.length;
  const n = above.length;
  let ofPositives = 0;
  for (let i = 0; i < m; i += 1) {
    const v10 = below[i]! / n - area;
    ofPositives += v10 * v10;
  }
  let ofNegatives = 0;
  for (let j = 0; j < n; j += 1) {
    const v01 = above[j]! / m - area;
    ofNegatives += v01 * v01;
  }
  return ofPositives / (m - 1) / m + ofNegatives / (n - 1) / n;
}

function delongVariance(groups: TieGroups, area: number): number {
  const m = groups.totalPositives;
  const n = groups.totalNegatives;
  let negativesBelow = 0;
  let positivesAbove = m;
  let ofPositives = 0;
  let ofNegatives = 0;
  for (let g = 0; g < groups.groups; g += 1) {
    const p = groups.positives[g]!;
    const q = groups.negatives[g]!;
    positivesAbove -= p;
    const v10 = (negativesBelow + q / 2) / n - area;
    const v01 = (positivesAbove + p / 2) / m - area;
    ofPositives += p * v10 * v10;
    ofNegatives += q * v01 * v01;
    negativesBelow += q;
  }
  return ofPositives / (m - 1) / m + ofNegatives / (n - 1) / n;
}

/** @param z critical value */
export function logitInterval(area: number, standardError: number, z: number): Estimable<Interval> {
  if (area <= 0 || area >= 1) return undefinedBecause('the logit of 0 or 1 is infinite');
  const centre = Math.log(area / (1 - area));
  const half = (z * standardError) / (area * (1 - area));
  return defined({ lower: expit(centre - half), upper: expit(centre + half) });
}

export function expit(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}
