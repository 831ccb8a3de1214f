import type { Estimable } from '../../core/estimable.js';
import { frocPerformance } from '../../metrics/froc-readers.js';
import type { FrocFigureOfMerit } from '../../metrics/froc-fom.js';
import { refuse } from '../../stats/argument.js';
import {
  delongPerformance,
  jackknifePerformance,
  unbiasedPerformance,
} from '../../stats/readers/covariance.js';
import {
  obuchowskiRockette,
  perReaderDifferences,
  type Generalization,
  type OrAnalysis,
  type OrEstimate,
} from '../../stats/readers/obuchowski-rockette.js';
import { orVariances } from '../../stats/readers/or-components.js';
import {
  areaMetric,
  casesOfClass,
  sensitivityMetric,
  specificityMetric,
  type CellMetric,
  type ReaderPerformance,
} from '../../stats/readers/reader-performance.js';
import type { ReaderStudy } from '../../stats/readers/reader-study.js';
import { answerOf, type Answer, type Family, type Question } from '../family.js';
import { readFroc } from '../froc-input.js';
import { confidence, has, textFrom } from '../input.js';
import { readReaderStudy } from '../reader-input.js';
import { rjafrocAnswers } from './mrmc-or-rjafroc.js';

type Method = 'jackknife' | 'delong' | 'unbiased';

/** Key part of each generalization; random readers and cases have none. */
const KINDS: readonly [string, Generalization][] = [
  ['', 'random-readers-and-cases'],
  ['fixed_reader.', 'fixed-readers'],
  ['fixed_case.', 'fixed-cases'],
];

function answer(question: Question): Record<string, Answer> {
  const { input, keys } = question;
  const level = confidence(input);
  if (has(input, 'marks_file')) return rjafrocAnswers(markPerformance(question), level);
  const study = readReaderStudy(question);
  const { study: used, metric } = metricFrom(input, study);
  const performance = (method: Method): Estimable<ReaderPerformance> => {
    if (method === 'jackknife') return jackknifePerformance(used, metric);
    if (metric !== areaMetric)
      refuse(`${method} covariance of a proportion`, 'it is for areas; use the jackknife');
    return method === 'delong' ? delongPerformance(used) : unbiasedPerformance(used);
  };
  const answers: Record<string, Answer> = {};
  for (const method of ['jackknife', 'delong', 'unbiased'] as const) {
    if (keys.some((key) => key.startsWith(`${method}.`)))
      Object.assign(answers, methodAnswers(method, performance(method), level));
  }
  const jackknifed = performance('jackknife');
  if (keys.some((key) => /^(foms$|varcomp|rrrc|frrc|rrfc)/.test(key)))
    Object.assign(answers, rjafrocAnswers(jackknifed, level));
  Object.assign(answers, plain(jackknifed, level));
  if (!jackknifed.defined) for (const key of keys) answers[key] ??= null;
  return answers;
}

function markPerformance(question: Question): Estimable<ReaderPerformance> {
  const { input } = question;
  const modalities = input['modalities'] as readonly unknown[];
  const readers = input['readers'] as readonly unknown[];
  const cells = modalities.flatMap((modality) =>
    readers.map((reader) => readFroc(question, { modality, reader })),
  );
  return frocPerformance(cells, modalities.length, textFrom(input, 'figure_of_merit') as FrocFigureOfMerit);
}

function metricFrom(
  input: Question['input'],
  study: ReaderStudy,
): { study: ReaderStudy; metric: CellMetric } {
  const name = has(input, 'metric') ? textFrom(input, 'metric') : 'empirical AUC';
  const rule = /^rating\s*>=\s*(-?[0-9.]+)$/.exec(
    has(input, 'positive_if') ? textFrom(input, 'positive_if') : 'rating >= 1',
  );
  if (rule === null) refuse('positive_if is no rule', 'write it as "rating >= 3"');
  const called = (rating: number): boolean => rating >= Number(rule[1]);
  if (name.startsWith('sensitivity'))
    return { study: casesOfClass(study, 1), metric: sensitivityMetric(called) };
  if (name.startsWith('specificity'))
    return { study: casesOfClass(study, 0), metric: specificityMetric(called) };
  if (name.startsWith('empirical')) return { study, metric: areaMetric };
  return refuse(`metric ${name}`, 'use the empirical AUC, sensitivity or specificity');
}

/** Keys without a method: the values and the plain test. */
function plain(performance: Estimable<ReaderPerformance>, level: number): Record<string, Answer> {
  if (!performance.defined) return {};
  const analysis = obuchowskiRockette(performance.value, { level });
  const { components, equality, pairwise } = analysis;
  return {
    per_modality_reader: matrix(performance.value),
    difference: pairwise.defined ? (pairwise.value[0]?.estimate ?? null) : null,
    ms_treatment: answerOf(components.msTreatment),
    ms_treatment_reader: answerOf(components.msInteraction),
    F: equality.defined ? equality.value.statistic : null,
    p: equality.defined ? equality.value.p : null,
  };
}

/** Keys in the words of MRMCaov, whose intervals of a modality end at 0 and 1. */
function methodAnswers(
  method: Method,
  performance: Estimable<ReaderPerformance>,
  level: number,
): Record<string, Answer> {
  const answers: Record<string, Answer> = {};
  if (!performance.defined) return answers;
  for (const [part, generalization] of KINDS) {
    const prefix = `${method}.${part}`;
    const analysis = obuchowskiRockette(performance.value, { generalization, level, truncate: false });
    putComponents(answers, prefix, analysis);
    putTest(answers, prefix, analysis, generalization);
    putEstimates(
      answers,
      `${prefix}pairwise`,
      'difference',
      analysis.pairwise.defined ? analysis.pairwise.value : null,
      false,
    );
    const means = analysis.modalities.map((estimate) => (estimate.defined ? estimate.value : null));
    putEstimates(answers, `${prefix}modality`, 'mean', means, true);
  }
  const own = perReaderDifferences(performance.value, level);
  const prefix = `${method}.fixed_reader.per_reader.`;
  answers[`${prefix}difference`] = own.map(({ estimate }) => estimate);
  answers[`${prefix}se`] = own.map(({ standardError }) => standardError);
  answers[`${prefix}p`] = own.map(({ p }) => answerOf(p));
  return answers;
}

function putComponents(answers: Record<string, Answer>, prefix: string, { components }: OrAnalysis): void {
  const variances = orVariances(components);
  answers[`${prefix}varcomp.reader`] = variances.defined ? variances.value.reader : null;
  answers[`${prefix}varcomp.test:reader`] = variances.defined ? variances.value.interaction : null;
  answers[`${prefix}varcomp.Error`] = components.variance;
  for (const k of [1, 2, 3] as const) {
    answers[`${prefix}varcomp.Cov${k}`] = components[`cov${k}`];
    answers[`${prefix}anova.Cov${k}`] = components[`cov${k}`];
  }
}

function putTest(
  answers: Record<string, Answer>,
  prefix: string,
  { components, equality }: OrAnalysis,
  generalization: Generalization,
): void {
  const test = equality.defined ? equality.value : null;
  answers[`${prefix}anova.MS(T)`] = answerOf(components.msTreatment);
  answers[`${prefix}anova.MS(T:R)`] = answerOf(components.msInteraction);
  answers[`${prefix}anova.Denominator`] = test?.denominator ?? null;
  answers[`${prefix}anova.p-value`] = test?.p ?? null;
  if (generalization === 'fixed-readers') {
    answers[`${prefix}anova.X2`] = test?.statistic ?? null;
    answers[`${prefix}anova.df`] = test?.df1 ?? null;
  } else {
    answers[`${prefix}anova.F`] = test?.statistic ?? null;
    answers[`${prefix}anova.df1`] = test?.df1 ?? null;
    answers[`${prefix}anova.df2`] = test?.df2 ?? null;
  }
}

function putEstimates(
  answers: Record<string, Answer>,
  prefix: string,
  name: string,
  estimates: readonly (OrEstimate | null)[] | null,
  clipped: boolean,
): void {
  const clip = (value: number): number => (clipped ? Math.min(Math.max(value, 0), 1) : value);
  const each = (f: (estimate: OrEstimate) => Answer): Answer =>
    estimates === null ? null : estimates.map((estimate) => (estimate === null ? null : f(estimate)));
  answers[`${prefix}.${name}`] = each((e) => e.estimate);
  answers[`${prefix}.se`] = each((e) => e.standardError);
  answers[`${prefix}.df`] = each((e) => (e.standardError === 0 ? null : e.df));
  answers[`${prefix}.lower`] = each((e) => (e.interval.defined ? clip(e.interval.value.lower) : null));
  answers[`${prefix}.upper`] = each((e) => (e.interval.defined ? clip(e.interval.value.upper) : null));
  answers[`${prefix}.statistic`] = each((e) => answerOf(e.statistic));
  answers[`${prefix}.p`] = each((e) => answerOf(e.p));
}

function matrix({ readers, value }: ReaderPerformance): number[][] {
  return Array.from({ length: value.length / readers }, (_, i) =>
    Array.from(value.slice(i * readers, (i + 1) * readers)),
  );
}

export const family: Family = { name: 'mrmc_or', answer };
