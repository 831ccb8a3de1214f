import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import { frocCurve, type FrocDenominator } from '../../metrics/froc-curve.js';
import type { FrocData } from '../../metrics/froc-data.js';
import { FROC_FIGURES_OF_MERIT, frocFigureOfMerit, frocJackknifeVariance } from '../../metrics/froc-fom.js';
import {
  CAMELYON16_RATES,
  LUNA16_RATES,
  meanSensitivity,
  sensitivityAtFp,
} from '../../metrics/froc-sensitivity.js';
import { frocSummary } from '../../metrics/froc-summary.js';
import { inferredRocAuc } from '../../metrics/inferred-roc.js';
import { clusterBootstrap } from '../../stats/bootstrap.js';
import { answerOf, putInterval, type Answer, type Family, type Question } from '../family.js';
import { readFroc } from '../froc-input.js';
import { confidence, has, numberFrom } from '../input.js';

const RESAMPLES = 10_000;
const SEED = 20_260_101;

function froc(question: Question): Record<string, Answer> {
  const { input } = question;
  if (has(input, 'modalities') || has(input, 'readers')) return everyReader(question);
  const data = readFroc(question);
  return has(input, 'fp_per_image')
    ? bootstrapped(data, numberFrom(input, 'fp_per_image'), confidence(input))
    : oneReader(data, question.keys);
}

function oneReader(data: FrocData, keys: readonly string[]): Record<string, Answer> {
  const answers = figures(data);
  for (const kind of FROC_FIGURES_OF_MERIT)
    answers[`${kind}.jackknife_variance`] = answerOf(frocJackknifeVariance(data, kind));
  for (const denominator of ['all', 'nondiseased'] as const) curveAnswers(answers, data, denominator, keys);
  return answers;
}

function figures(data: FrocData): Record<string, Answer> {
  const summary = frocSummary(data);
  const answers: Record<string, Answer> = {
    HrAuc: answerOf(inferredRocAuc(data)),
    HrSe: answerOf(summary.inferredSensitivity),
    HrSp: answerOf(summary.inferredSpecificity),
    MaxLLF: answerOf(summary.maxLesionFraction),
    MaxNLF: answerOf(summary.maxFalsePerNondiseased),
    MaxNLFAllCases: answerOf(summary.maxFalsePerCase),
  };
  for (const kind of FROC_FIGURES_OF_MERIT) answers[kind] = answerOf(frocFigureOfMerit(data, kind));
  return answers;
}

function curveAnswers(
  answers: Record<string, Answer>,
  data: FrocData,
  denominator: FrocDenominator,
  keys: readonly string[],
): void {
  const curve = frocCurve(data, denominator);
  const prefix = `froc.${denominator}`;
  const asked = keys.flatMap((key) => {
    const match = /^froc\.(all|nondiseased)\.sens_at_([0-9.e+-]+)\.(step|linear)$/.exec(key);
    return match?.[1] === denominator ? [match] : [];
  });
  const read = (f: (c: Extract<typeof curve, { defined: true }>['value']) => number): number | null =>
    curve.defined ? f(curve.value) : null;
  for (const [key, , rate, rule] of asked)
    answers[key] = read((c) => sensitivityAtFp(c, Number(rate), rule as 'step' | 'linear').sensitivity);
  for (const rule of ['step', 'linear'] as const) {
    answers[`${prefix}.cpm_${rule}`] = read((c) => meanSensitivity(c, LUNA16_RATES, rule));
    answers[`${prefix}.camelyon_${rule}`] = read((c) => meanSensitivity(c, CAMELYON16_RATES, rule));
  }
  answers[`${prefix}.max_fp_per_image`] = read((c) => c.fpPerImage.at(-1) ?? 0);
  answers[`${prefix}.max_sensitivity`] = read((c) => c.sensitivity.at(-1) ?? 0);
  answers[`${prefix}.curve`] = curve.defined
    ? Array.from(curve.value.rating, (rating, k) => [
        rating,
        curve.value.fpPerImage[k] ?? 0,
        curve.value.sensitivity[k] ?? 0,
      ])
    : null;
}

/** Matrices [modality][reader]. */
function everyReader(question: Question): Record<string, Answer> {
  const { input } = question;
  const modalities = input['modalities'] as readonly (number | string)[] | undefined;
  const readers = input['readers'] as readonly (number | string)[] | undefined;
  const table: Record<string, Answer[][]> = {};
  (modalities ?? [undefined]).forEach((modality, i) => {
    for (const reader of readers ?? [undefined]) {
      for (const [key, value] of Object.entries(figures(readFroc(question, { modality, reader })))) {
        const rows = (table[key] ??= []);
        (rows[i] ??= []).push(value);
      }
    }
  });
  return table;
}

/** Sensitivity by the step rule, cases resampled apart among diseased and non-diseased. */
function bootstrapped(data: FrocData, fpPerImage: number, level: number): Record<string, Answer> {
  const statistic = (multiplicity: Uint32Array): number => {
    const curve = frocCurve(data, 'all', multiplicity);
    return curve.defined ? sensitivityAtFp(curve.value, fpPerImage, 'step').sensitivity : NaN;
  };
  const result = clusterBootstrap({
    clusters: data.cases,
    statistic,
    resamples: RESAMPLES,
    seed: SEED,
    level,
    method: 'percentile',
    strata: Int32Array.from(data.diseased),
  });
  const part = (f: (r: Extract<typeof result, { defined: true }>['value']) => number): Estimable =>
    result.defined ? defined(f(result.value)) : result;
  const answers: Record<string, Answer> = {
    estimate: answerOf(part((r) => r.estimate)),
    bootstrap_se: answerOf(part((r) => r.standardError)),
  };
  putInterval(answers, 'percentile', result.defined ? defined(result.value.percentile) : result);
  putInterval(answers, 'basic', result.defined ? defined(result.value.basic) : result);
  return answers;
}

export const family: Family = { name: 'froc', answer: froc };
