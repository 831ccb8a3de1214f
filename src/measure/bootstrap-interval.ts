import { undefinedBecause, type Estimable } from '../core/estimable.js';
import { clusterBootstrap, type BootstrapMethod } from '../stats/bootstrap.js';
import type { Interval } from '../stats/interval.js';
import type { Question, WeightedStatistic } from './estimator.js';

const WORDS: Readonly<Record<BootstrapMethod, string>> = {
  percentile: 'percentile (Davison and Hinkley 1997)',
  basic: 'basic (Davison and Hinkley 1997)',
  bca: 'BCa (Efron 1987)',
};

/** Estimator and citation, for the method of a protocol. */
export function bootstrapSource(method: string): string {
  return `stats/bootstrap: patients resampled with all their units, ${WORDS[kindOf(method)]}`;
}

/** What is drawn: the metric of a resample of whole patients. */
export interface Drawn {
  clusters: number;
  statistic: WeightedStatistic;
  /** The metric without each patient, where a short way is known; asked for by BCa alone. */
  jackknife?: () => Float64Array | undefined;
}

/**
 * The interval of any metric from resampling whole patients with all their units.
 * @param draw called only where there is something to draw
 * @param value the metric of the sample itself: without one there is no interval
 * @param flags what a reader must know is added
 */
export function bootstrapInterval(
  draw: () => Drawn,
  { method, level, sides, resamples, seed, memory }: Question,
  value: Estimable,
  flags: string[],
): Estimable<Interval> {
  if (resamples === null) return undefinedBecause('the protocol names no number of resamples');
  if (!value.defined) return value;
  if (!Number.isFinite(value.value)) return undefinedBecause('the estimate is infinite');
  const { clusters, statistic, jackknife } = draw();
  const kind = kindOf(method);
  const result = clusterBootstrap({
    clusters,
    statistic,
    resamples,
    seed,
    level,
    sides,
    method: kind,
    memory,
    jackknife: kind === 'bca' && memory?.leaveOneOut === undefined ? jackknife?.() : undefined,
  });
  if (!result.defined) return result;
  flags.push(...result.value.flags);
  return result.value.interval;
}

function kindOf(method: string): BootstrapMethod {
  return method === 'cluster-bootstrap-bca'
    ? 'bca'
    : method === 'cluster-bootstrap-basic'
      ? 'basic'
      : 'percentile';
}
