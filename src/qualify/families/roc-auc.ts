import { aucFromGroups, mannWhitney } from '../../stats/auc.js';
import { delongFromGroups, logitInterval } from '../../stats/delong.js';
import { hanleyMcNeil } from '../../stats/hanley-mcneil.js';
import { newcombeAuc } from '../../stats/newcombe-auc.js';
import { criticalNormal } from '../../stats/normal.js';
import { tieGroups } from '../../stats/tie-groups.js';
import { undefinedBecause } from '../../core/estimable.js';
import { answerOf, putInterval, type Answer, type Family, type Question } from '../family.js';
import { columnFrom, confidence, has, numbersFrom, truthFrom } from '../input.js';

export const family: Family = { name: 'roc_auc', answer };

function answer(question: Question): Record<string, Answer> {
  const { score, truth } = scoredCases(question);
  const level = confidence(question.input);
  const groups = tieGroups(score, truth);
  const area = aucFromGroups(groups);
  const m = groups.totalPositives;
  const n = groups.totalNegatives;
  const delong = delongFromGroups(groups, { level });
  const result = delong.defined ? delong.value : null;
  const answers: Record<string, Answer> = {
    n_positive: m,
    n_negative: n,
    auc: answerOf(area),
    mann_whitney_u: area.defined ? mannWhitney(groups) : null,
    'hanley_mcneil.se': area.defined ? answerOf(hanleyMcNeil(area.value, m, n)) : null,
    'delong.variance': result?.variance ?? null,
    'delong.se': result?.standardError ?? null,
    'delong.lower_unclipped': result?.unclippedInterval.lower ?? null,
    'delong.upper_unclipped': result?.unclippedInterval.upper ?? null,
    'delong.lower': result?.interval.lower ?? null,
    'delong.upper': result?.interval.upper ?? null,
  };
  const z = criticalNormal(level);
  // The bare formula: a standard error of 0 inside (0, 1) gives the point, which `delong` itself flags as degenerate.
  const logit =
    result === null ? undefinedBecause('no variance') : logitInterval(result.auc, result.standardError, z);
  putInterval(answers, 'delong_logit', logit);
  putInterval(answers, 'newcombe_mw', area.defined ? newcombeAuc(area.value, m, n, { level }) : area);
  return answers;
}

/** Scores and truth: a data file, inline lists, or counts by rating. */
export function scoredCases(question: Question): { score: Float64Array; truth: Uint8Array } {
  const { input } = question;
  if (has(input, 'ratings')) {
    const ratings = numbersFrom(input, 'ratings');
    const normal = spread(ratings, numbersFrom(input, 'normal_counts'));
    const abnormal = spread(ratings, numbersFrom(input, 'abnormal_counts'));
    const score = Float64Array.from([...normal, ...abnormal]);
    const truth = Uint8Array.from(score, (_, i) => (i < normal.length ? 0 : 1));
    return { score, truth };
  }
  const score = columnFrom(question, 'score_column', 'score');
  const truth = truthFrom(question);
  return { score: input['higher_score'] === 'more negative' ? score.map((value) => -value) : score, truth };
}

function spread(ratings: Float64Array, counts: Float64Array): number[] {
  return Array.from(ratings).flatMap((rating, i) => Array.from({ length: counts[i] ?? 0 }, () => rating));
}
