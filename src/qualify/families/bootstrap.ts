import { AppError } from '../../core/error.js';
import { defined, type Estimable } from '../../core/estimable.js';
import { aucJackknife } from '../../stats/auc-jackknife.js';
import { aucOfMultiplicities } from '../../stats/auc-resampling.js';
import {
  basicInterval,
  bcaProbabilities,
  biasCorrection,
  percentileInterval,
} from '../../stats/bootstrap-interval.js';
import { jackknifeOf } from '../../stats/bootstrap.js';
import type { Interval } from '../../stats/interval.js';
import { acceleration } from '../../stats/jackknife.js';
import { biasCorrectedNormal, normalScaleQuantile } from '../../stats/normal-scale-interval.js';
import { normalQuantile } from '../../stats/normal.js';
import { quantileSorted } from '../../stats/quantile.js';
import {
  correlationOfMultiplicities,
  meanOfMultiplicities,
  varianceOfMultiplicities,
} from '../../stats/resampled-statistics.js';
import { answerOf, putInterval, type Answer, type Family, type Question } from '../family.js';
import { confidence, has, numbersFrom } from '../input.js';
import { bootstrapAnswers, kinds, type Resampling } from './bootstrap-answers.js';
import { scoredCases } from './roc-auc.js';

export const family: Family = {
  name: 'bootstrap',
  answer: (question) => {
    const { input, keys } = question;
    const resampling = resamplingOf(question);
    return has(input, 'replicates')
      ? given(question, resampling)
      : bootstrapAnswers(resampling, confidence(input), keys);
  },
};

function resamplingOf(question: Question): Resampling {
  const { input } = question;
  const name = String(input['statistic']);
  if (/^auc/i.test(name)) return aucResampling(question);
  if (/correlation/.test(name)) {
    const x = numbersFrom(input, has(input, 'lsat') ? 'lsat' : 'x');
    const y = numbersFrom(input, has(input, 'gpa') ? 'gpa' : 'y');
    return { units: x.length, statistic: correlationOfMultiplicities(x, y) };
  }
  const x = numbersFrom(input, 'x');
  if (name.startsWith('mean')) return { units: x.length, statistic: meanOfMultiplicities(x), same: x };
  if (/^variance with divisor n$/.test(name))
    return { units: x.length, statistic: varianceOfMultiplicities(x), same: x };
  throw new AppError('STATS-UNKNOWN', `no statistic ${name}`, {
    hint: 'known are AUC, mean, variance with divisor n and pearson correlation',
  });
}

/** Negatives and positives resampled apart, unless the case says otherwise. */
function aucResampling(question: Question): Resampling {
  const { input } = question;
  const { score, truth } = has(input, 'positive') ? twoSamples(question) : scoredCases(question);
  const unit = Int32Array.from(score, (_, i) => i);
  // Strata stand together: enumeration walks them one after the other.
  const order = unit.toSorted((a, b) => (truth[a] ?? 0) - (truth[b] ?? 0) || a - b);
  const sortedScore = Float64Array.from(order, (i) => score[i] ?? NaN);
  const sortedTruth = Uint8Array.from(order, (i) => truth[i] ?? 0);
  const pooled =
    has(input, 'resampling') && !/stratified|separate|enumerat/.test(String(input['resampling']));
  return {
    units: score.length,
    statistic: aucOfMultiplicities(sortedScore, sortedTruth, unit),
    jackknife: aucJackknife(sortedScore, sortedTruth, unit, score.length),
    same: kinds(Array.from(order, (i) => `${truth[i] ?? 0} ${score[i] ?? 0}`)),
    ...(pooled ? {} : { strata: Int32Array.from(sortedTruth) }),
  };
}

function twoSamples({ input }: Question): { score: Float64Array; truth: Uint8Array } {
  const negative = numbersFrom(input, 'negative');
  const positive = numbersFrom(input, 'positive');
  const score = Float64Array.from([...negative, ...positive]);
  return { score, truth: Uint8Array.from(score, (_, i) => (i < negative.length ? 0 : 1)) };
}

/** Interval end points from replicates that the case gives: no random numbers. */
function given({ input, keys }: Question, { units, statistic }: Resampling): Record<string, Answer> {
  const tail = (1 - confidence(input)) / 2;
  const replicates = numbersFrom(input, 'replicates');
  const sorted = replicates.toSorted();
  const estimate = statistic(new Uint32Array(units).fill(1));
  if (sorted.length === 0 || Number.isNaN(estimate))
    return Object.fromEntries(keys.map((key) => [key, null]));
  const a = acceleration(jackknifeOf(units, statistic));
  const halfTies = biasCorrection(sorted, estimate);
  const strict = normalQuantile(sorted.filter((value) => value < estimate).length / sorted.length);
  const probabilities = (z0: number): Estimable<Interval> =>
    a.defined ? bcaProbabilities(z0, a.value, tail) : a;
  const answers: Record<string, Answer> = {
    estimate,
    acceleration: answerOf(a),
    z0_half_ties: Number.isFinite(halfTies) ? halfTies : null,
    z0_strict: Number.isFinite(strict) ? strict : null,
  };
  for (const [name, z0] of [
    ['half_ties', halfTies],
    ['strict', strict],
  ] as const) {
    const at = probabilities(z0);
    answers[`alpha_lower_${name}`] = at.defined ? at.value.lower : null;
    answers[`alpha_upper_${name}`] = at.defined ? at.value.upper : null;
  }
  const read = (quantile: (p: number) => number, at: Estimable<Interval>): Estimable<Interval> =>
    at.defined ? defined({ lower: quantile(at.value.lower), upper: quantile(at.value.upper) }) : at;
  const type7 = (p: number): number => quantileSorted(sorted, p);
  const normalScale = (p: number): number => normalScaleQuantile(sorted, p);
  const ends = defined({ lower: tail, upper: 1 - tail });
  putInterval(answers, 'percentile_type7', defined(percentileInterval(sorted, tail)));
  putInterval(answers, 'basic_type7', defined(basicInterval(sorted, estimate, tail)));
  putInterval(answers, 'bca_type7', read(type7, probabilities(halfTies)));
  putInterval(answers, 'boot_ci.percentile', read(normalScale, ends));
  putInterval(answers, 'boot_ci.bca', read(normalScale, probabilities(strict)));
  putInterval(answers, 'boot_ci.normal', defined(biasCorrectedNormal(sorted, estimate, tail)));
  return answers;
}
