import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import {
  basicInterval,
  bcaInterval,
  bcaProbabilities,
  biasCorrection,
  percentileInterval,
  replicateMoments,
  sameValue,
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

/** Keys that are null where the bootstrap has no answer. */
const DRAWN_KEYS = [
  ...['acceleration', 'acceleration_pooled_leave_one_out', 'z0', 'bootstrap_se'],
  ...['percentile', 'basic', 'bca'].flatMap((name) => [`${name}.lower`, `${name}.upper`]),
];
const ENUMERATED_KEYS = [
  ...['exact_se', 'exact_bootstrap_mean', 'percentile_lower', 'percentile_upper', 'n_distinct_values'],
  ...['z0', 'acceleration', 'bca_lower', 'bca_upper'],
];

/** A statistic of resampled units, ready to be bootstrapped. */
export interface Resampling {
  units: number;
  statistic: (multiplicity: Uint32Array) => number;
  /** Stratum of each unit, ascending; absent: one stratum. */
  strata?: Int32Array;
  jackknife?: Float64Array;
  /** Kind of each unit: units of a kind can change places. For enumeration. */
  same?: ArrayLike<number>;
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
    ...Object.fromEntries(DRAWN_KEYS.map((key) => [key, null])),
    estimate: answerOf(estimate),
    fraction_undefined_resamples: all.length === 0 ? null : 1 - sorted.length / all.length,
  };
  if (!estimate.defined || sorted.length === 0) return answers;
  const same = sameValue(sorted[0] ?? NaN, sorted[sorted.length - 1] ?? NaN);
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
  { units, statistic, strata, jackknife, same }: Resampling,
  tail: number,
): Record<string, Answer> {
  const estimate = estimateOf(units, statistic);
  const distribution = exactBootstrap(strata === undefined ? [units] : sizes(strata), statistic, same);
  if (!distribution.defined) {
    const none = Object.fromEntries(ENUMERATED_KEYS.map((key) => [key, null]));
    return { ...none, estimate: answerOf(estimate), fraction_undefined_resamples: units === 0 ? null : 1 };
  }
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

/** Numbers units by what they hold, equal ones alike. */
export function kinds(contents: readonly string[]): Int32Array {
  const number = new Map<string, number>();
  for (const content of contents) if (!number.has(content)) number.set(content, number.size);
  return Int32Array.from(contents, (content) => number.get(content) ?? 0);
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
