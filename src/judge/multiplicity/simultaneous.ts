import type { PlannedCriterion, TestingPlan } from '../../schema/analysis-plan.js';
import type { Limits } from '../../schema/types.js';
import { levelOfShare } from '../../stats/inference/rejection-steps.js';
import { limitsOf } from '../../schema/criterion-limits.js';
import type { Decided } from './decide.js';

/**
 * Limits that hold for all endpoints of the family together and agree with every decision (Strassburger and Bretz 2008,
 * Stat Med 27:4914; Guilbaud 2008, Biom J 50:678). A rejected hypothesis has its goal as limit: rejecting the others as
 * well has used up the level. A retained one has the limit at the level it kept; one that no level reached has none.
 * Only when every hypothesis is rejected is something left over to say more, at the shares of the start. With fixed
 * shares (Bonferroni) each limit stands at its own share whatever became of the others.
 * @returns null for Hochberg, which has no such limits in closed form, and for an endpoint without limits
 */
export function simultaneousLimits(
  testing: TestingPlan,
  decided: Decided,
  index: number,
  criterion: PlannedCriterion,
  limitsAt: (oneSided: number) => Limits | null,
): Limits | null {
  const { graph, procedure, alphaOneSided } = testing;
  if (graph === null) return null;
  const goal = goalLimits(criterion);
  const local = decided.levels[index] ?? 0;
  const looked = (limits: Limits | null): Limits | null => onlyLooked(criterion, limits);
  if (decided.rejected[index] !== true) return local === 0 ? null : looked(limitsAt(local));
  if (procedure === 'bonferroni') return looked(limitsAt(local));
  if (!decided.rejected.every(Boolean)) return goal;
  const start = levelOfShare(graph.weights[index] ?? 0, alphaOneSided);
  const limits = start === 0 ? null : looked(limitsAt(start));
  return limits === null ? goal : inner(goal, limits);
}

/** The hypothesis itself as limits: above the goal, below it, or inside the range. */
function goalLimits(criterion: PlannedCriterion): Limits {
  const of = (side: 'lower' | 'upper'): number | null =>
    limitsOf(criterion).find(({ bound }) => bound === side)?.value ?? null;
  return { lower: of('lower'), upper: of('upper') };
}

/** A one-sided hypothesis says nothing about the other side. */
function onlyLooked(criterion: PlannedCriterion, limits: Limits | null): Limits | null {
  if (limits === null) return null;
  const looks = (side: 'lower' | 'upper'): boolean => limitsOf(criterion).some(({ bound }) => bound === side);
  return { lower: looks('lower') ? limits.lower : null, upper: looks('upper') ? limits.upper : null };
}

/** The limits nearer to the estimate. */
function inner(a: Limits, b: Limits): Limits {
  return {
    lower: a.lower === null || b.lower === null ? null : Math.max(a.lower, b.lower),
    upper: a.upper === null || b.upper === null ? null : Math.min(a.upper, b.upper),
  };
}
