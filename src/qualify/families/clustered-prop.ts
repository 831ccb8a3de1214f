import type { Estimable } from '../../core/estimable.js';
import {
  kornGraubard,
  ratioLogitStudent,
  ratioNormal,
  ratioStudent,
} from '../../stats/cluster-ratio-interval.js';
import { chiSquareOfCounts, clusteredDifference } from '../../stats/clustered-difference.js';
import { clusteredPaired } from '../../stats/clustered-paired.js';
import { clip } from '../../stats/interval.js';
import { clusteredProportion, raoScott } from '../../stats/rao-scott.js';
import { sahaWilson } from '../../stats/saha-wilson.js';
import { answerOf, putInterval, type Answer, type Family, type Question } from '../family.js';
import { confidence, has, numbersFrom } from '../input.js';
import { clusterLabels } from './clustered-auc.js';

export const family: Family = {
  name: 'clustered_prop',
  answer: (question) => {
    if (has(question.input, 'group1')) return groups(question);
    return has(question.input, 'first') ? pairs(question) : one(question);
  },
};

const ends = (name: string): string[] => [`${name}.lower`, `${name}.upper`];

/** Keys that are null without units. */
const ONE_KEYS = [
  ...[
    'estimate',
    'cluster_mean_of_proportions',
    'ratio.variance',
    'ratio.se',
    'design_effect',
    'effective_n',
  ],
  ...['effective_x', 'icc_anova', 'variance_inflation_saha'],
  ...['saha_wilson', 'ratio.normal_unclipped', 'ratio.t_unclipped', 'ratio.normal', 'ratio.t'].flatMap(ends),
  ...['ratio.logit_t', 'korn_graubard', 'rao_scott_wilson', 'rao_scott_clopper_pearson'].flatMap(ends),
];
const GROUP_KEYS = [
  ...['p1', 'p2', 'deff1', 'deff2', 'chi2_naive', 'chi2_rao_scott', 'p_rao_scott'],
  ...['difference', 'se_difference', 'z', 'p_z', ...ends('difference')],
];
const PAIR_KEYS = [
  ...['p1', 'p2', 'difference', 'ratio.se', ...ends('ratio.normal'), 'naive_mcnemar.chi2'],
  ...['obuchowski.chi2', 'obuchowski.p', 'durkalski.chi2', 'durkalski.p'],
];

function nulls(keys: readonly string[]): Record<string, Answer> {
  return Object.fromEntries(keys.map((key) => [key, null]));
}

function one({ input }: Question): Record<string, Answer> {
  const x = numbersFrom(input, 'cluster_x');
  const n = numbersFrom(input, 'cluster_n');
  const level = confidence(input);
  const result = clusteredProportion(x, n);
  if (!result.defined) return { ...nulls(ONE_KEYS), n_clusters: 0, n_units: 0 };
  const { value } = result;
  const own: number[] = Array.from(x, (count, i) => count / (n[i] ?? 0)).filter((p) => !Number.isNaN(p));
  const effect = value.designEffect;
  const saha = sahaWilson(x, n, { level });
  const answers: Record<string, Answer> = {
    n_clusters: value.clusters,
    n_units: value.units,
    estimate: value.estimate,
    cluster_mean_of_proportions: own.reduce((sum, p) => sum + p, 0) / own.length,
    'ratio.variance': answerOf(value.variance),
    'ratio.se': value.variance.defined ? Math.sqrt(value.variance.value) : null,
    design_effect: answerOf(effect),
    effective_n: effect.defined ? value.units / effect.value : null,
    effective_x: effect.defined ? value.successes / effect.value : null,
    icc_anova: saha.defined ? saha.value.icc : null,
    variance_inflation_saha: saha.defined ? saha.value.inflation : null,
  };
  putInterval(answers, 'saha_wilson', saha.defined ? saha.value.interval : saha);
  const normal = ratioNormal(value, { level });
  const student = ratioStudent(value, { level });
  putInterval(answers, 'ratio.normal_unclipped', normal);
  putInterval(answers, 'ratio.t_unclipped', student);
  putInterval(answers, 'ratio.normal', normal.defined ? { ...normal, value: clip(normal.value) } : normal);
  putInterval(answers, 'ratio.t', student.defined ? { ...student, value: clip(student.value) } : student);
  putInterval(answers, 'ratio.logit_t', ratioLogitStudent(value, { level }));
  putInterval(answers, 'korn_graubard', kornGraubard(value, { level }));
  for (const [key, interval] of [
    ['rao_scott_wilson', 'wilson'],
    ['rao_scott_clopper_pearson', 'clopper-pearson'],
  ] as const) {
    const rao = raoScott(x, n, { level, interval, designEffectBelowOne: 'as-estimated' });
    // Without a design effect the plain formula has no answer; `raoScott` falls back to the number of clusters, flagged.
    putInterval(
      answers,
      key,
      effect.defined && rao.defined ? { defined: true, value: rao.value.interval } : NONE,
    );
  }
  return answers;
}

const NONE = { defined: false, reason: 'no design effect' } as const;

function groups({ input }: Question): Record<string, Answer> {
  const side = (name: string): { x: Float64Array; n: Float64Array } => {
    const group = input[name] as Question['input'];
    return { x: numbersFrom(group, 'x'), n: numbersFrom(group, 'n') };
  };
  const result = clusteredDifference(side('group1'), side('group2'), { level: confidence(input) });
  if (!result.defined) return nulls(GROUP_KEYS);
  const { first, second, difference, standardError, z, pTwoSided, interval, raoScott: test } = result.value;
  const answers: Record<string, Answer> = {
    p1: first.estimate,
    p2: second.estimate,
    deff1: answerOf(first.designEffect),
    deff2: answerOf(second.designEffect),
    chi2_naive: answerOf(chiSquareOfCounts(first.successes, first.units, second.successes, second.units)),
    chi2_rao_scott: test.defined ? test.value.statistic : null,
    p_rao_scott: test.defined ? test.value.p : null,
    difference,
    se_difference: answerOf(standardError),
    z: answerOf(z),
    p_z: answerOf(pTwoSided),
  };
  putInterval(answers, 'difference', interval);
  return answers;
}

function pairs(question: Question): Record<string, Answer> {
  const { input } = question;
  const result = clusteredPaired(
    numbersFrom(input, 'first'),
    numbersFrom(input, 'second'),
    clusterLabels(question),
    {
      level: confidence(input),
    },
  );
  if (!result.defined) return { ...nulls(PAIR_KEYS), n_clusters: 0, n_units: 0 };
  const { value } = result;
  const answers: Record<string, Answer> = {
    n_clusters: value.clusters,
    n_units: value.units,
    p1: value.p1,
    p2: value.p2,
    difference: value.difference,
    'ratio.se': answerOf(value.standardError),
    'naive_mcnemar.chi2': answerOf(value.naiveMcnemar),
    ...testAnswers('obuchowski', value.obuchowski),
    ...testAnswers('durkalski', value.durkalski),
  };
  putInterval(answers, 'ratio.normal', value.interval);
  return answers;
}

function testAnswers(
  name: string,
  test: Estimable<{ statistic: number; p: number }>,
): Record<string, Answer> {
  return {
    [`${name}.chi2`]: test.defined ? test.value.statistic : null,
    [`${name}.p`]: test.defined ? test.value.p : null,
  };
}
