import { undefinedBecause, type Estimable } from '../core/estimable.js';
import { refuse, requireLevel } from './argument.js';
import { drawBinomial } from './binomial-draw.js';
import { summarizeBootstrap, type BootstrapMethod, type BootstrapResult } from './bootstrap.js';
import type { Sides } from './interval.js';
import { ResampleStream } from './resample-stream.js';

export interface CountBootstrapOptions {
  /** Counts of each cluster, `width` a cluster, row after row: for example tp, fp, fn, tn. */
  counts: Float64Array;
  width: number;
  /** Statistics of the summed counts; NaN marks "undefined in this resample". */
  statistics: readonly ((total: Float64Array) => number)[];
  resamples: number;
  seed: number;
  level: number;
  sides?: Sides;
  method: BootstrapMethod;
}

/**
 * Cluster bootstrap of statistics that depend on summed counts only (sensitivity, F1, MCC …). Clusters with equal counts
 * are interchangeable, so a resample is one multinomial draw over the distinct rows, not one draw a cluster: the same
 * distribution as `clusterBootstrap`, other bits. All statistics see the same resamples. Undefined, each statistic for
 * itself, as `clusterBootstrap`.
 */
export function countBootstrap(options: CountBootstrapOptions): Estimable<BootstrapResult>[] {
  const { statistics, resamples, width } = options;
  requireLevel(options.level);
  if (!Number.isInteger(resamples) || resamples < 2)
    refuse(`${resamples} resamples`, 'draw at least 2, better 10000');
  const patterns = patternsOf(options.counts, width);
  const { clusters } = patterns;
  if (clusters < 2) return statistics.map(() => undefinedBecause('fewer than two clusters'));
  const totals = sumOf(patterns, patterns.multiplicity, width);
  const replicates = drawTotals(patterns, options, statistics);
  const leaveOneOut = options.method === 'bca' ? leaveOneOutTotals(patterns, totals, width) : [];
  return statistics.map((statistic, s) => {
    const estimate = statistic(totals);
    if (Number.isNaN(estimate)) return undefinedBecause('the estimate is undefined');
    const jackknife = expand(leaveOneOut.map(statistic), patterns.multiplicity, clusters);
    return summarizeBootstrap(estimate, replicates[s]!, jackknife, { ...options, clusters });
  });
}

interface Patterns {
  clusters: number;
  /** Distinct rows. */
  rows: Float64Array[];
  /** Clusters that have each row. */
  multiplicity: Uint32Array;
}

/** Distinct rows in order of first appearance. */
function patternsOf(counts: Float64Array, width: number): Patterns {
  if (!(width >= 1) || counts.length % width !== 0)
    refuse(`${counts.length} counts of width ${width}`, 'give a whole row a cluster');
  const clusters = counts.length / width;
  const seen = new Map<string, number>();
  const rows: Float64Array[] = [];
  const multiplicity: number[] = [];
  for (let c = 0; c < clusters; c += 1) {
    const row = counts.subarray(c * width, (c + 1) * width);
    const key = row.join();
    const at = seen.get(key);
    if (at === undefined) {
      seen.set(key, rows.length);
      rows.push(row);
      multiplicity.push(1);
    } else multiplicity[at]! += 1;
  }
  return { clusters, rows, multiplicity: Uint32Array.from(multiplicity) };
}

function sumOf(
  { rows }: Patterns,
  multiplicity: Uint32Array,
  width: number,
  into = new Float64Array(width),
): Float64Array {
  into.fill(0);
  for (let r = 0; r < rows.length; r += 1) {
    const times = multiplicity[r]!;
    if (times === 0) continue;
    const row = rows[r]!;
    for (let j = 0; j < width; j += 1) into[j]! += times * row[j]!;
  }
  return into;
}

function drawTotals(
  patterns: Patterns,
  { resamples, seed, width }: CountBootstrapOptions,
  statistics: CountBootstrapOptions['statistics'],
): Float64Array[] {
  const replicates = statistics.map(() => new Float64Array(resamples));
  const stream = new ResampleStream(seed);
  const drawn = new Uint32Array(patterns.rows.length);
  const totals = new Float64Array(width);
  for (let b = 0; b < resamples; b += 1) {
    stream.start(b);
    let left = patterns.clusters;
    let clustersLeft = patterns.clusters;
    for (let r = 0; r < drawn.length; r += 1) {
      const share = patterns.multiplicity[r]!;
      const times = drawBinomial(stream, left, share / clustersLeft);
      drawn[r] = times;
      left -= times;
      clustersLeft -= share;
    }
    sumOf(patterns, drawn, width, totals);
    for (let s = 0; s < statistics.length; s += 1) replicates[s]![b] = statistics[s]!(totals);
  }
  return replicates;
}

/** Totals without one cluster of each pattern. */
function leaveOneOutTotals({ rows }: Patterns, totals: Float64Array, width: number): Float64Array[] {
  return rows.map((row) => {
    const rest = new Float64Array(width);
    for (let j = 0; j < width; j += 1) rest[j] = totals[j]! - row[j]!;
    return rest;
  });
}

/** One value a pattern to one value a cluster: the order of leave-one-out values does not matter. */
function expand(values: readonly number[], multiplicity: Uint32Array, clusters: number): Float64Array {
  if (values.length === 0) return new Float64Array(0);
  const all = new Float64Array(clusters);
  let at = 0;
  values.forEach((value, r) => {
    all.fill(value, at, at + multiplicity[r]!);
    at += multiplicity[r]!;
  });
  return all;
}
