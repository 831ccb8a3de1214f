import { AppError } from '../../core/error.js';
import { defined, type Estimable } from '../../core/estimable.js';
import { auc } from '../../stats/auc.js';
import {
  aucContrast,
  aucDifference,
  delongCovariance,
  delongPaired,
  welchAuc,
  type AucDifference,
} from '../../stats/delong-compare.js';
import { delong } from '../../stats/delong.js';
import { answerOf, type Answer, type Family, type Question } from '../family.js';
import { columnFrom, confidence, has, matrixFrom, textFrom, truthFrom } from '../input.js';

export const family: Family = { name: 'roc_compare', answer };

function answer(question: Question): Record<string, Answer> {
  const { input } = question;
  requireDistinct(input['case']);
  if (has(input, 'score_columns')) return several(question);
  return has(input, 'group_a') || input['paired'] === false ? unpaired(question) : pairedAnswers(question);
}

/** The same case twice would count one patient as two. */
function requireDistinct(cases: unknown): void {
  if (!Array.isArray(cases) || new Set(cases).size === cases.length) return;
  throw new AppError('STATS-ARGUMENT', 'a case stands twice in a paired comparison', {
    hint: 'give each case once',
  });
}

/** Keys of two scores of the same cases; the non-inferiority family adds its own. */
export function pairedAnswers(question: Question): Record<string, Answer> {
  const truth = truthFrom(question);
  const a = columnFrom(question, 'score_a', 'score_a');
  const b = columnFrom(question, 'score_b', 'score_b');
  return pairedDifferenceAnswers(delongPaired(a, b, truth, { level: confidence(question.input) }), [
    auc(a, truth),
    auc(b, truth),
  ]);
}

export function pairedDifferenceAnswers(
  result: Estimable<AucDifference>,
  [areaA, areaB]: readonly [Estimable, Estimable],
): Record<string, Answer> {
  const value = result.defined ? result.value : null;
  const difference = areaA.defined && areaB.defined ? areaA.value - areaB.value : null;
  return {
    auc_a: answerOf(areaA),
    auc_b: answerOf(areaB),
    difference,
    var_a: value?.varianceA ?? null,
    var_b: value?.varianceB ?? null,
    covariance: value?.covariance ?? null,
    se_difference: value?.standardError ?? null,
    z: value === null ? null : answerOf(value.z),
    p_two_sided: value === null ? null : answerOf(value.pTwoSided),
    'ci.lower': value?.interval.lower ?? null,
    'ci.upper': value?.interval.upper ?? null,
  };
}

function unpaired(question: Question): Record<string, Answer> {
  const { input, table } = question;
  const level = confidence(input);
  const score = columnFrom(question, 'score_column', 'score');
  const truth = truthFrom(question);
  const data = table(textFrom(input, 'data_file'));
  const side = (group: string): { nTotal: number; area: Estimable; variance: Estimable } => {
    const keep = membership(data, has(input, 'group_column') ? textFrom(input, 'group_column') : null, group);
    const s = score.filter((_, i) => keep[i] === true);
    const t = truth.filter((_, i) => keep[i] === true);
    const result = delong(s, t, { level });
    return {
      nTotal: s.length,
      area: auc(s, t),
      variance: result.defined ? defined(result.value.variance) : result,
    };
  };
  const a = side(textFrom(input, 'group_a'));
  const b = side(textFrom(input, 'group_b'));
  const value =
    a.area.defined && b.area.defined && a.variance.defined && b.variance.defined
      ? aucDifference(a.area.value, b.area.value, a.variance.value, b.variance.value, 0, { level })
      : null;
  const welch = value === null ? null : welchAuc(value, a.nTotal, b.nTotal);
  return {
    auc_a: answerOf(a.area),
    auc_b: answerOf(b.area),
    difference: a.area.defined && b.area.defined ? a.area.value - b.area.value : null,
    var_a: answerOf(a.variance),
    var_b: answerOf(b.variance),
    se_difference: value?.standardError ?? null,
    statistic: value === null ? null : answerOf(value.z),
    z: value === null ? null : answerOf(value.z),
    p_two_sided_normal: value === null ? null : answerOf(value.pTwoSided),
    df_welch: welch?.defined === true ? welch.value.df : null,
    p_two_sided_t: welch?.defined === true ? welch.value.pTwoSided : null,
    'ci_normal.lower': value?.interval.lower ?? null,
    'ci_normal.upper': value?.interval.upper ?? null,
  };
}

/** Rows of a group: a value of the group column, or a rule on a numeric column such as `age<30`. */
function membership(data: ReturnType<Question['table']>, column: string | null, group: string): boolean[] {
  const rule = /^(\w+)\s*(<=|>=|<|>)\s*(-?[\d.]+)$/.exec(group);
  if (rule !== null && data.columns.includes(rule[1] ?? '')) {
    const bound = Number(rule[3]);
    const holds: Record<string, (value: number) => boolean> = {
      '<': (value) => value < bound,
      '<=': (value) => value <= bound,
      '>': (value) => value > bound,
      '>=': (value) => value >= bound,
    };
    const test = holds[rule[2] ?? ''] ?? (() => false);
    return Array.from(data.numbers(rule[1] ?? ''), test);
  }
  if (column === null) {
    throw new AppError('INPUT-SCHEMA', `group ${group} names no column`, {
      hint: 'give group_column, or a rule such as age<30',
    });
  }
  return data.text(column).map((value) => value === group);
}

function several(question: Question): Record<string, Answer> {
  const { input, table } = question;
  const data = table(textFrom(input, 'data_file'));
  const scores = (input['score_columns'] as string[]).map((column) => data.numbers(column));
  const truth = truthFrom(question);
  const result = delongCovariance(scores, truth);
  const answers: Record<string, Answer> = {
    auc: scores.map((score) => answerOf(auc(score, truth))),
    covariance: result.defined ? result.value.covariance.map((row) => Array.from(row)) : null,
    se: result.defined ? result.value.covariance.map((row, i) => Math.sqrt(row[i] ?? 0)) : null,
  };
  if (!has(input, 'contrast')) return answers;
  const contrast = result.defined ? aucContrast(result.value, matrixFrom(input, 'contrast')) : null;
  const test = contrast?.test;
  answers['contrast.estimates'] = contrast === null ? null : Array.from(contrast.estimates);
  answers['contrast.se'] = contrast === null ? null : Array.from(contrast.standardErrors);
  answers['contrast.chi2'] = test?.defined === true ? test.value.statistic : null;
  answers['contrast.df'] = test?.defined === true ? test.value.df : null;
  answers['contrast.p'] = test?.defined === true ? test.value.p : null;
  return answers;
}
