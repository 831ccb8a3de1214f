import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { refuse, requireLevel } from './argument.js';
import {
  basicInterval,
  bcaInterval,
  biasCorrection,
  outerInterval,
  percentileInterval,
  replicateMoments,
  sameValue,
} from './bootstrap-interval.js';
import { tailProbability, type Interval, type Sides } from './interval.js';
import { acceleration as accelerationOf } from './jackknife.js';
import { ResampleStream } from './resample-stream.js';

export type BootstrapMethod = 'percentile' | 'basic' | 'bca';

export interface ClusterBootstrapOptions {
  /** Number of clusters (of cases, when each is its own cluster). */
  clusters: number;
  /**
   * The statistic when cluster c is taken multiplicity[c] times; NaN marks "undefined in this resample". The array is
   * reused: do not keep it. All ones gives the estimate, a zero leaves a cluster out.
   */
  statistic: (multiplicity: Uint32Array) => number;
  resamples: number;
  seed: number;
  /** Fraction, 0.95. */
  level: number;
  sides?: Sides;
  method: BootstrapMethod;
  /** Stratum of each cluster; strata are resampled apart and keep their size. */
  strata?: Int32Array | Uint8Array;
  /** The statistic without cluster c, where a closed form is at hand; else it is computed. NaN: undefined. */
  jackknife?: Float64Array | undefined;
  /** Filled by the first call, read by the next: the same bootstrap at another level draws nothing anew. */
  memory?: BootstrapMemory | undefined;
}

/** What one bootstrap drew; of one statistic, number of resamples, seed and method. */
export interface BootstrapMemory {
  replicates?: Float64Array;
  leaveOneOut?: Float64Array;
}

export interface BootstrapResult {
  estimate: number;
  /**
   * By `method`, or by percentile after a flagged fall-back. Each limit is read as if the resamples without a value lay
   * beyond it: dropping them, as `percentile`, `basic` and `bca` do like other tools, could move a limit inwards. Undefined
   * where they are more than a limit leaves out.
   */
  interval: Estimable<Interval>;
  /** The method that gave `interval`. */
  method: BootstrapMethod;
  percentile: Interval;
  basic: Interval;
  bca: Estimable<Interval>;
  standardError: number;
  mean: number;
  resamples: number;
  /** Resamples without a value. */
  undefinedResamples: number;
  z0: Estimable;
  /** Undefined also when BCa was not asked for. */
  acceleration: Estimable;
  flags: string[];
}

/** Fewer clusters than this make a bootstrap interval too narrow (Cameron, Gelbach and Miller 2008). */
const FEW_CLUSTERS = 20;

/**
 * Bootstrap of whole clusters (Davison and Hinkley 1997, section 3.8; BCa Efron 1987). Resample b draws from the
 * stream (seed, b) of a counter-based generator, so its bits depend on nothing else. Fall-backs, flagged: BCa undefined
 * -> percentile; resamples without a value widen the interval, and void it when they are many. Undefined: fewer than two clusters, no estimate, all replicates equal (the interval would be a point:
 * use the exact method of the metric).
 */
export function clusterBootstrap(options: ClusterBootstrapOptions): Estimable<BootstrapResult> {
  const { clusters, statistic, resamples } = options;
  requireLevel(options.level);
  if (!Number.isInteger(resamples) || resamples < 2)
    refuse(`${resamples} resamples`, 'draw at least 2, better 10000');
  if (clusters < 2) return undefinedBecause('fewer than two clusters');
  const estimate = statistic(new Uint32Array(clusters).fill(1));
  if (Number.isNaN(estimate)) return undefinedBecause('the estimate is undefined');
  const memory = options.memory ?? {};
  memory.replicates ??= drawReplicates(options, 0, resamples);
  memory.leaveOneOut ??=
    options.method === 'bca' ? (options.jackknife ?? jackknifeOf(clusters, statistic)) : new Float64Array(0);
  return summarizeBootstrap(estimate, memory.replicates, memory.leaveOneOut, options);
}

/** Replicates of resamples from … to - 1; NaN where undefined. Any split of the range gives the same bits. */
export function drawReplicates(
  options: Pick<ClusterBootstrapOptions, 'clusters' | 'statistic' | 'seed' | 'strata'>,
  from: number,
  to: number,
): Float64Array {
  const replicates = new Float64Array(to - from);
  const multiplicity = new Uint32Array(options.clusters);
  const stream = new ResampleStream(options.seed);
  const draw = resampler(options.clusters, options.strata);
  for (let b = from; b < to; b += 1) {
    stream.start(b);
    draw(stream, multiplicity);
    replicates[b - from] = options.statistic(multiplicity);
  }
  return replicates;
}

type Draw = (stream: ResampleStream, into: Uint32Array) => void;

/** As many draws as clusters; within strata, in order of their number, when there are some. */
function resampler(clusters: number, strata?: Int32Array | Uint8Array): Draw {
  if (strata === undefined) return (stream, into) => stream.countDraws(clusters, clusters, into);
  const groups = groupsOf(strata, clusters);
  const counts = new Uint32Array(Math.max(0, ...groups.map(({ members }) => members?.length ?? 0)));
  return (stream, into) => {
    for (const { first, size, members } of groups) {
      if (members === null) {
        // Units of the stratum stand together: count in place.
        stream.countDraws(size, size, into, first);
        continue;
      }
      stream.countDraws(size, size, counts);
      for (let i = 0; i < size; i += 1) into[members[i]!] = counts[i]!;
    }
  };
}

/** Clusters of one stratum; `members` null where they stand together from `first` on. */
interface Stratum {
  first: number;
  size: number;
  members: Uint32Array | null;
}

/** In order of their number. */
function groupsOf(strata: Int32Array | Uint8Array, clusters: number): Stratum[] {
  const found = new Map<number, { first: number; last: number; size: number }>();
  for (let c = 0; c < clusters; c += 1) {
    const stratum = strata[c]!;
    const group = found.get(stratum);
    if (group === undefined) found.set(stratum, { first: c, last: c, size: 1 });
    else {
      group.last = c;
      group.size += 1;
    }
  }
  return [...found.entries()]
    .sort((a, b) => a[0] - b[0])
    .map(([stratum, { first, last, size }]) => {
      if (last - first + 1 === size) return { first, size, members: null };
      const members = new Uint32Array(size);
      let next = 0;
      for (let c = first; c <= last; c += 1) if (strata[c] === stratum) members[next++] = c;
      return { first, size, members };
    });
}

/** The statistic without each cluster in turn. */
export function jackknifeOf(
  clusters: number,
  statistic: (multiplicity: Uint32Array) => number,
): Float64Array {
  const multiplicity = new Uint32Array(clusters).fill(1);
  const values = new Float64Array(clusters);
  for (let c = 0; c < clusters; c += 1) {
    multiplicity[c] = 0;
    values[c] = statistic(multiplicity);
    multiplicity[c] = 1;
  }
  return values;
}

/**
 * Everything that follows from the replicates.
 * @param replicates in order of resample; NaN where undefined
 * @param leaveOneOut empty unless BCa is asked for
 */
export function summarizeBootstrap(
  estimate: number,
  replicates: Float64Array,
  leaveOneOut: Float64Array,
  options: Pick<ClusterBootstrapOptions, 'clusters' | 'level' | 'sides' | 'method' | 'strata'>,
): Estimable<BootstrapResult> {
  const sorted = replicates.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return undefinedBecause('the statistic is undefined in every resample');
  if (sameValue(sorted[0]!, sorted[sorted.length - 1]!)) {
    return undefinedBecause('all resamples gave the same value: use the exact method of the metric');
  }
  const tail = tailProbability(options.level, options.sides);
  const flags: string[] = [];
  const undefinedResamples = replicates.length - sorted.length;
  if (undefinedResamples > 0)
    flags.push(`undefined in ${undefinedResamples} of ${replicates.length} resamples`);
  if (options.clusters < FEW_CLUSTERS) flags.push(`fewer than ${FEW_CLUSTERS} clusters`);
  const z0 = biasCorrection(sorted, estimate);
  const acceleration: Estimable =
    options.method === 'bca'
      ? accelerationOf(leaveOneOut, options.strata)
      : undefinedBecause('BCa was not asked for');
  const percentile = percentileInterval(sorted, tail);
  const basic = basicInterval(sorted, estimate, tail);
  const bca = bcaInterval(sorted, z0, acceleration, tail);
  let { method } = options;
  if (method === 'bca' && !bca.defined) {
    flags.push(`fell back to percentile: ${bca.reason}`);
    method = 'percentile';
  }
  const moments = replicateMoments(sorted);
  return defined({
    estimate,
    interval:
      undefinedResamples === 0
        ? defined(method === 'bca' && bca.defined ? bca.value : method === 'basic' ? basic : percentile)
        : outerInterval(sorted, undefinedResamples, { method, estimate, z0, acceleration, tail }),
    method,
    percentile,
    basic,
    bca,
    standardError: moments.standardDeviation,
    mean: moments.mean,
    resamples: replicates.length,
    undefinedResamples,
    z0: Number.isFinite(z0) ? defined(z0) : undefinedBecause('the estimate lies outside all resamples'),
    acceleration,
    flags,
  });
}
