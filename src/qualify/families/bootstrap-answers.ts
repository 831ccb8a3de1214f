import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import {
  basicInterval,
  bcaInterval,
  bcaProbabilities,
  biasCorrection,
  percentileInterval,
  replicateMoments,
} from '../../stats/bootstrap-interval.js';
import { drawReplicates, jackknifeOf } from '../../stats/bootstrap.js';
import {
  distributionMidRank,
  distributionMoments,
  distributionQuantile,
  exactBootstrap,
} from '../../stats/exact-bootstrap.js';
import { acceleration } from '../../stats/jackknife.js';
import { normalQuantile } from '../../stats/normal.js';
import { answerOf, putInterval, type Answer } from '../family.js';

/** More than the 10,000 the tolerances are made for, so that chance fails no case. */
const RESAMPLES = 40_000;
const SEED = 20_240_501;

/** A statistic of resampled units, ready to be bootstrapped. */
export interface Resampling {
  units: number;
  statistic: (multiplicity: Uint32Array) => number;
  /** Stratum of each unit, ascending; absent: one stratum. */
  strata?: Int32Array;
  jackknife?: Float64Array;
}

/** Enumerated cases are told by their keys. */
export function bootstrapAnswers(
  resampling: Resampling,
  level: number,
  keys: readonly string[],
): Record<string, Answer> {
  const exact = keys.some((key) => key.startsWith('exact_') || key.startsWith('percentile_'));
  return exact ? enumerated(resampling, (1 - level) / 2) : drawn(resampling, (1 - level) / 2);
}

function drawn({ units, statistic, strata, jackknife }: Resampling, tail: number): Record<string, Answer> {
  const estimate = estimateOf(units, statistic);
  const options = { clusters: units, statistic, seed: SEED, ...(strata === undefined ? {} : { strata }) };
  const all = units < 1 ? new Float64Array(0) : drawReplicates(options, 0, RESAMPLES);
  const sorted = all.filter((value) => !Number.isNaN(value)).sort();
  const answers: Record<string, Answer> = {
    estimate: answerOf(estimate),
    fraction_undefined_resamples: all.length === 0 ? null : 1 - sorted.length / all.length,
  };
  if (!estimate.defined || sorted.length === 0) return answers;
  const same = sorted[0] === sorted[sorted.length - 1];
  const leaveOneOut = jackknife ?? jackknifeOf(units, statistic);
  const a: Estimable = same ? undefinedBecause('all resamples equal') : acceleration(leaveOneOut, strata);
  const z0 = biasCorrection(sorted, estimate.value);
  answers['acceleration'] = answerOf(a);
  answers['acceleration_pooled_leave_one_out'] = same ? null : answerOf(acceleration(leaveOneOut));
  answers['z0'] = same || !Number.isFinite(z0) ? null : z0;
  answers['bootstrap_se'] = replicateMoments(sorted).standardDeviation;
  putInterval(answers, 'percentile', defined(percentileInterval(sorted, tail)));
  putInterval(answers, 'basic', defined(basicInterval(sorted, estimate.value, tail)));
  putInterval(answers, 'bca', bcaInterval(sorted, z0, a, tail));
  return answers;
}

function enumerated(
  { units, statistic, strata, jackknife }: Resampling,
  tail: number,
): Record<string, Answer> {
  const estimate = estimateOf(units, statistic);
  const distribution = exactBootstrap(strata === undefined ? [units] : sizes(strata), statistic);
  if (!distribution.defined) return { estimate: answerOf(estimate), fraction_undefined_resamples: 1 };
  const { value } = distribution;
  const { mean, sd } = distributionMoments(value);
  const answers: Record<string, Answer> = {
    estimate: answerOf(estimate),
    exact_se: sd,
    exact_bootstrap_mean: mean,
    percentile_lower: distributionQuantile(value, tail),
    percentile_upper: distributionQuantile(value, 1 - tail),
    n_distinct_values: value.values.length,
    fraction_undefined_resamples: value.undefinedProbability,
    z0: null,
    acceleration: null,
    bca_lower: null,
    bca_upper: null,
  };
  if (!estimate.defined || value.values.length === 1) return answers;
  const z0 = normalQuantile(distributionMidRank(value, estimate.value));
  const a = acceleration(jackknife ?? jackknifeOf(units, statistic), strata);
  const at = a.defined ? bcaProbabilities(z0, a.value, tail) : a;
  answers['z0'] = Number.isFinite(z0) ? z0 : null;
  answers['acceleration'] = answerOf(a);
  answers['bca_lower'] = at.defined ? distributionQuantile(value, at.value.lower) : null;
  answers['bca_upper'] = at.defined ? distributionQuantile(value, at.value.upper) : null;
  return answers;
}

function estimateOf(units: number, statistic: Resampling['statistic']): Estimable {
  const value = statistic(new Uint32Array(units).fill(1));
  return Number.isNaN(value) ? undefinedBecause('undefined on the data') : defined(value);
}

function sizes(strata: Int32Array): number[] {
  const size = new Map<number, number>();
  for (const stratum of strata) size.set(stratum, (size.get(stratum) ?? 0) + 1);
  return [...size.entries()].sort((a, b) => a[0] - b[0]).map(([, count]) => count);
}
