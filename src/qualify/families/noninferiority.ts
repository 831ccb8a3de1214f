import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import { auc } from '../../stats/auc.js';
import { delong } from '../../stats/delong.js';
import { aucDifference, delongPaired, type AucDifference } from '../../stats/delong-compare.js';
import { nonInferiority, oneSidedTest, requireMargin } from '../../stats/inference/non-inferiority.js';
import { differenceScore } from '../../stats/miettinen-nurminen.js';
import { tangoScore } from '../../stats/tango.js';
import { answerOf, type Answer, type Family, type Question } from '../family.js';
import { binaryFrom, columnFrom, confidence, has, numberFrom, textFrom } from '../input.js';
import { pairedAnswers, pairedTableFrom } from './paired-prop.js';
import { differenceAnswers } from './prop-diff.js';

/** Margins as written, because keys carry them: `noninferiority.margin_0.05.z`. */
function marginsFrom(question: Question): [string, number][] {
  const listed: unknown = question.input['margins'];
  const values = (Array.isArray(listed) ? listed : [listed]).map(Number);
  const written = new Map<number, string>(values.map((value) => [value, String(value)]));
  for (const key of question.keys) {
    const match = /^noninferiority\.margin_([0-9.e-]*[0-9])\./.exec(key);
    if (match?.[1] !== undefined) written.set(Number(match[1]), match[1]);
  }
  for (const value of written.keys()) requireMargin(value);
  return [...written].map(([value, text]) => [text, value]);
}

function answer(question: Question): Record<string, Answer> {
  const { input } = question;
  const margins = marginsFrom(question);
  if (has(input, 'both_positive')) return paired(question, margins);
  if (has(input, 'x1')) return independent(question, margins);
  return areas(question, margins);
}

function put(answers: Record<string, Answer>, name: string, z: number | null, p: number | null): void {
  answers[`noninferiority.${name}z`] = z;
  answers[`noninferiority.${name}p_one_sided`] = p;
}

function independent({ input }: Question, margins: readonly [string, number][]): Record<string, Answer> {
  const counts = {
    x1: numberFrom(input, 'x1'),
    n1: numberFrom(input, 'n1'),
    x2: numberFrom(input, 'x2'),
    n2: numberFrom(input, 'n2'),
  };
  const answers = differenceAnswers(counts, confidence(input));
  for (const [text, margin] of margins) {
    for (const variance of ['farrington-manning', 'miettinen-nurminen'] as const) {
      const name = `margin_${text}.${variance.replace('-', '_')}.`;
      if (counts.n1 === 0 || counts.n2 === 0) put(answers, name, null, null);
      else {
        const { z, pOneSided } = oneSidedTest(differenceScore(counts, -margin, variance));
        put(answers, name, z, pOneSided);
      }
    }
  }
  return answers;
}

function paired({ input }: Question, margins: readonly [string, number][]): Record<string, Answer> {
  const table = pairedTableFrom(input);
  const answers = pairedAnswers(table, confidence(input));
  for (const [text, margin] of margins) {
    const { z, pOneSided } = oneSidedTest(tangoScore(table, -margin));
    const empty = answers['difference'] === null;
    put(answers, `margin_${text}.tango.`, empty ? null : z, empty ? null : pOneSided);
  }
  return answers;
}

function areas(question: Question, margins: readonly [string, number][]): Record<string, Answer> {
  const { input } = question;
  const level = confidence(input);
  const truth = binaryFrom(columnFrom(question, 'truth_column', 'truth'), 'truth');
  const a = scoreFrom(question, 'score_a');
  const b = scoreFrom(question, 'score_b');
  const result =
    input['paired'] === false ? unpaired(a, b, truth, level) : delongPaired(a, b, truth, { level });
  const read = (f: (r: AucDifference) => number): number | null => (result.defined ? f(result.value) : null);
  const answers: Record<string, Answer> = {
    auc_a: answerOf(auc(a, truth)),
    auc_b: answerOf(auc(b, truth)),
    difference: read((r) => r.difference),
    var_a: read((r) => r.varianceA),
    var_b: read((r) => r.varianceB),
    covariance: read((r) => r.covariance),
    se_difference: read((r) => r.standardError),
    z: result.defined ? answerOf(result.value.z) : null,
    p_two_sided: result.defined ? answerOf(result.value.pTwoSided) : null,
    'ci.lower': read((r) => r.interval.lower),
    'ci.upper': read((r) => r.interval.upper),
  };
  for (const [text, margin] of margins) {
    const test = result.defined ? nonInferiority(result.value, margin) : result;
    put(
      answers,
      `margin_${text}.`,
      test.defined ? test.value.z : null,
      test.defined ? test.value.pOneSided : null,
    );
  }
  return answers;
}

/** A score named as a column of the data file, or given inline. */
function scoreFrom(question: Question, name: string): Float64Array {
  const { input, table } = question;
  return has(input, 'data_file')
    ? table(textFrom(input, 'data_file')).numbers(textFrom(input, name))
    : columnFrom(question, name, name);
}

function unpaired(
  a: Float64Array,
  b: Float64Array,
  truth: Uint8Array,
  level: number,
): Estimable<AucDifference> {
  const first = delong(a, truth, { level });
  const second = delong(b, truth, { level });
  if (!first.defined) return first;
  if (!second.defined) return second;
  return defined(
    aucDifference(first.value.auc, second.value.auc, first.value.variance, second.value.variance, 0, {
      level,
    }),
  );
}

export const family: Family = { name: 'noninferiority', answer };
