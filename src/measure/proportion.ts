import type { Estimable } from '../core/estimable.js';
import { agrestiCoull } from '../stats/agresti-coull.js';
import { ratioLogitStudent } from '../stats/cluster-ratio-interval.js';
import { clopperPearson } from '../stats/clopper-pearson.js';
import type { Interval, Sides } from '../stats/interval.js';
import { jeffreys } from '../stats/jeffreys.js';
import { midP } from '../stats/mid-p.js';
import { clusteredProportion, raoScott } from '../stats/rao-scott.js';
import { wilson } from '../stats/wilson.js';
import { cellsOf, decisionMetric, PROPORTIONS } from './decision-metric.js';
import type { Answer, Estimator, Question } from './estimator.js';
import type { Sample } from './sample.js';

const SOURCES: Record<string, string> = {
  wilson: 'stats/wilson: Wilson score interval (Wilson 1927; Newcombe 1998, Stat Med 17:857)',
  'clopper-pearson': 'stats/clopper-pearson: exact binomial interval (Clopper and Pearson 1934)',
  'wilson-continuity': 'stats/wilson: Wilson with continuity correction (Newcombe 1998, Stat Med 17:857)',
  'mid-p': 'stats/mid-p: mid-P exact interval (Newcombe 1998, Stat Med 17:857)',
  jeffreys: 'stats/jeffreys: Jeffreys interval (Brown, Cai and DasGupta 2001, Stat Sci 16:101)',
  'agresti-coull': 'stats/agresti-coull: adjusted normal interval (Agresti and Coull 1998, Am Stat 52:119)',
  'cluster-ratio-logit-t':
    'stats/cluster-ratio-interval: ratio estimator, logit scale, t (Cochran 1977, section 6.3)',
  'rao-scott-wilson':
    'stats/rao-scott: Wilson interval on effective counts (Rao and Scott 1992, Biometrics 48:577)',
};

type OneProportion = (x: number, n: number, options: { level: number; sides: Sides }) => Estimable<Interval>;

const INDEPENDENT: Readonly<Record<string, OneProportion>> = {
  wilson,
  'clopper-pearson': clopperPearson,
  'wilson-continuity': (x, n, options) => wilson(x, n, { ...options, continuity: true }),
  'mid-p': midP,
  jeffreys,
  'agresti-coull': agrestiCoull,
};

/** Proportions of the decision with an analytic interval. */
export const estimateProportion: Estimator = (sample, question) => {
  const { successes, units, numerator, denominator } = proportionOf(sample, question.metric);
  const flags: string[] = [];
  return {
    value: decisionMetric(question.metric, cellsOf(sample), { prevalence: null, thresholdProbability: null }),
    interval: intervalOf(question, successes, units, numerator, denominator, flags),
    numerator,
    denominator,
    flags,
    source: SOURCES[question.method] ?? question.method,
  } satisfies Answer;
};

interface CountsByCluster {
  successes: Float64Array;
  units: Float64Array;
  numerator: number;
  denominator: number;
}

/** Numerator and denominator of a proportion, one pair a cluster and in all. */
export function proportionOf(sample: Sample, metric: string): CountsByCluster {
  const membership = PROPORTIONS[metric];
  const successes = new Float64Array(sample.clusters);
  const units = new Float64Array(sample.clusters);
  let numerator = 0;
  let denominator = 0;
  for (let i = 0; i < sample.size; i += 1) {
    const truth = sample.truth[i] ?? 0;
    const decision = sample.decision[i] ?? 0;
    const cluster = sample.cluster[i] ?? 0;
    if (membership?.counted(truth, decision) !== true) continue;
    denominator += 1;
    units[cluster] = (units[cluster] ?? 0) + 1;
    if (!membership.right(truth, decision)) continue;
    numerator += 1;
    successes[cluster] = (successes[cluster] ?? 0) + 1;
  }
  return { successes, units, numerator, denominator };
}

function intervalOf(
  { method, level, sides }: Question,
  successes: Float64Array,
  units: Float64Array,
  numerator: number,
  denominator: number,
  flags: string[],
): Estimable<Interval> {
  const independent = INDEPENDENT[method];
  if (independent !== undefined) return independent(numerator, denominator, { level, sides });
  if (method === 'cluster-ratio-logit-t') {
    const proportion = clusteredProportion(successes, units);
    return proportion.defined ? ratioLogitStudent(proportion.value, { level, sides }) : proportion;
  }
  const clustered = raoScott(successes, units, { level, sides });
  if (!clustered.defined) return clustered;
  flags.push(...clustered.value.flags);
  return { defined: true, value: clustered.value.interval };
}
