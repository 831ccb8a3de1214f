import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { refuse, requireSuccesses } from '../argument.js';
import { exactBinomialGreater, exactBinomialLess } from '../binomial.js';
import { normalUpper } from '../normal.js';

/**
 * One proportion against a performance goal, H0 p <= goal: `exact` (inverted by the one-sided Clopper-Pearson limit, level
 * guaranteed), `score` (inverted by the one-sided Wilson limit, approximate).
 */
export type GoalMethod = 'exact' | 'score';

/**
 * @param x successes among n
 * @param goal strictly between 0 and 1
 * @param direction `above` when larger is better, `below` for a rate that must stay under the goal
 * @returns one-sided p value; undefined without a trial
 */
export function proportionGoal(
  x: number,
  n: number,
  goal: number,
  { method = 'exact', direction = 'above' }: { method?: GoalMethod; direction?: 'above' | 'below' } = {},
): Estimable {
  requireSuccesses(x, n);
  if (!(goal > 0 && goal < 1))
    refuse(`performance goal ${goal}`, 'a goal for a proportion lies strictly between 0 and 1');
  if (n === 0) return undefinedBecause('no trial');
  if (method === 'exact')
    return defined(direction === 'above' ? exactBinomialGreater(x, n, goal) : exactBinomialLess(x, n, goal));
  const z = (x / n - goal) / Math.sqrt((goal * (1 - goal)) / n);
  return defined(normalUpper(direction === 'above' ? z : -z));
}
