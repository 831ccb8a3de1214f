import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import { blandAltman } from '../../stats/agreement/bland-altman.js';
import { chanceCorrected } from '../../stats/agreement/chance-corrected.js';
import { cohenKappa, type KappaWeights } from '../../stats/agreement/cohen-kappa.js';
import { concordanceCorrelation } from '../../stats/agreement/concordance-correlation.js';
import { fleissKappa } from '../../stats/agreement/fleiss-kappa.js';
import { intraclassCorrelation, type IccModel } from '../../stats/agreement/intraclass-correlation.js';
import { krippendorffAlpha, type MeasurementScale } from '../../stats/agreement/krippendorff-alpha.js';
import {
  readerAnova,
  repeatabilityCoefficient,
  withinSubjectSd,
  type ReaderAnova,
} from '../../stats/agreement/reader-anova.js';
import { refuse } from '../../stats/argument.js';
import { answerOf, putInterval, type Answer, type Family, type Question } from '../family.js';
import { confidence, has, matrixFrom, numbersFrom } from '../input.js';

function answer(question: Question): Record<string, Answer> {
  const { input } = question;
  if (has(input, 'table')) return twoReaders(input);
  if (has(input, 'counts')) return manyReaders(input);
  if (has(input, 'ratings'))
    return input['rows'] === 'readers' ? coded(input, question.keys) : continuous(input);
  return pairs(input);
}

function twoReaders(input: Question['input']): Record<string, Answer> {
  const table = matrixFrom(input, 'table').map((row) => Array.from(row));
  const level = confidence(input);
  const other = chanceCorrected(table);
  const plain = cohenKappa(table, { level });
  const answers: Record<string, Answer> = {
    n: table.flat().reduce((sum, count) => sum + count, 0),
    observed_agreement: answerOf(other.observedAgreement),
    expected_agreement: plain.defined
      ? plain.value.expectedAgreement
      : other.observedAgreement.defined
        ? 1
        : null,
    pabak: answerOf(other.pabak),
    gwet_ac1: answerOf(other.gwetAc1),
    scott_pi: answerOf(other.scottPi),
    prevalence_index: answerOf(other.prevalenceIndex),
    bias_index: answerOf(other.biasIndex),
  };
  const schemes: [string, KappaWeights][] = [
    ['kappa', 'none'],
    ['weighted_linear', 'linear'],
    ['weighted_quadratic', 'quadratic'],
  ];
  if (has(input, 'disagreement_weights'))
    schemes.push([
      'weighted_custom',
      matrixFrom(input, 'disagreement_weights').map((row) => Array.from(row)),
    ]);
  for (const [name, weights] of schemes) {
    const kappa = cohenKappa(table, { weights, level });
    answers[name] = kappa.defined ? kappa.value.kappa : null;
    answers[`${name}.se`] = kappa.defined ? kappa.value.standardError : null;
    answers[`${name}.se_null`] = kappa.defined ? kappa.value.standardErrorNull : null;
    answers[`${name}.lower_unclipped`] = kappa.defined ? kappa.value.interval.lower : null;
    answers[`${name}.upper_unclipped`] = kappa.defined ? kappa.value.interval.upper : null;
  }
  return answers;
}

function manyReaders(input: Question['input']): Record<string, Answer> {
  const result = fleissKappa(matrixFrom(input, 'counts').map((row) => Array.from(row)));
  return {
    n_subjects: result.subjects,
    n_raters: result.raters,
    observed_agreement: answerOf(result.observedAgreement),
    expected_agreement: answerOf(result.expectedAgreement),
    fleiss_kappa: answerOf(result.kappa),
    se_null: answerOf(result.standardErrorNull),
    z: answerOf(result.z),
    p_two_sided: answerOf(result.pTwoSided),
    category_kappa: result.categoryKappa.map(answerOf),
    gwet_ac1: answerOf(result.gwetAc1),
  };
}

function coded(input: Question['input'], keys: readonly string[]): Record<string, Answer> {
  const rows = input['ratings'];
  if (!Array.isArray(rows)) refuse('ratings is not a list', 'give one row a reader');
  const ratings = (rows as unknown[][]).map((row) =>
    row.map((value) =>
      value === null || typeof value === 'number'
        ? value
        : refuse(`a rating is ${JSON.stringify(value)}`, 'give numbers, null when missing'),
    ),
  );
  const answers: Record<string, Answer> = {};
  const asked = (['nominal', 'ordinal', 'interval', 'ratio'] as const).filter((scale) =>
    keys.includes(`alpha_${scale}`),
  );
  for (const scale of asked.length > 0 ? asked : (['nominal'] as MeasurementScale[])) {
    const result = krippendorffAlpha(ratings, scale);
    answers[`alpha_${scale}`] = answerOf(result.alpha);
    answers['n_pairable_values'] = result.pairableValues;
  }
  return answers;
}

function continuous(input: Question['input']): Record<string, Answer> {
  const ratings = matrixFrom(input, 'ratings').map((row) => Array.from(row));
  const anova = readerAnova(ratings);
  const read = (f: (a: ReaderAnova) => number): Answer => (anova.defined ? f(anova.value) : null);
  const answers: Record<string, Answer> = {
    ms_subjects: read((a) => a.msSubjects),
    ms_raters: read((a) => a.msReaders),
    ms_error: read((a) => a.msError),
    ms_within: read((a) => a.msWithin),
    within_subject_sd: read(withinSubjectSd),
    repeatability_coefficient: read(repeatabilityCoefficient),
  };
  for (const model of [1, 2, 3] as IccModel[]) {
    const icc = intraclassCorrelation(ratings, model, confidence(input));
    answers[`icc_${model}_1`] = answerOf(icc.single);
    answers[`icc_${model}_k`] = answerOf(icc.average);
    putInterval(answers, `icc_${model}_1`, icc.singleInterval);
    putInterval(answers, `icc_${model}_k`, icc.averageInterval);
  }
  return answers;
}

function pairs(input: Question['input']): Record<string, Answer> {
  const a = numbersFrom(input, 'a');
  const b = numbersFrom(input, 'b');
  const level = confidence(input);
  const result = blandAltman(a, b, { level });
  const double = blandAltman(a, b, { level, multiple: 2 });
  const from = (
    source: typeof result,
    f: (r: Extract<typeof result, { defined: true }>['value']) => number,
  ): number | null => (source.defined ? f(source.value) : null);
  const answers: Record<string, Answer> = {
    n: a.length,
    bias: from(result, (r) => r.bias),
    sd: from(result, (r) => r.sd),
    loa_lower: from(result, (r) => r.limits.lower),
    loa_upper: from(result, (r) => r.limits.upper),
    loa_lower_2sd: from(double, (r) => r.limits.lower),
    loa_upper_2sd: from(double, (r) => r.limits.upper),
    loa_se: from(result, (r) => r.limitStandardError),
    lin_ccc: answerOf(concordanceCorrelation(a, b)),
    lin_ccc_divisor_n_minus_1: answerOf(concordanceCorrelation(a, b, 'n-1')),
  };
  const interval = (
    f: (r: Extract<typeof result, { defined: true }>['value']) => { lower: number; upper: number },
  ): Estimable<{ lower: number; upper: number }> => (result.defined ? defined(f(result.value)) : result);
  putInterval(
    answers,
    'bias',
    interval((r) => r.biasInterval),
  );
  for (const end of ['lower', 'upper'] as const) {
    const limit = interval((r) => (end === 'lower' ? r.lowerLimitInterval : r.upperLimitInterval));
    answers[`loa_${end}.ci_lower`] = limit.defined ? limit.value.lower : null;
    answers[`loa_${end}.ci_upper`] = limit.defined ? limit.value.upper : null;
  }
  return answers;
}

export const family: Family = { name: 'agreement', answer };
