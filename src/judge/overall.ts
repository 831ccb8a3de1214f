import type { AnalysisPlan } from '../schema/analysis-plan.js';
import type { Results, Verdict } from '../schema/types.js';

/**
 * The verdict on the whole: every endpoint of the family must be met. One that is not met decides; otherwise one that
 * cannot be evaluated decides. An empty family is not evaluable: nothing was promised, so nothing can be met.
 */
export function judgeOverall(
  plan: AnalysisPlan,
  verdicts: readonly Verdict[],
): Omit<Results['overall'], 'weakestSubgroup'> {
  const family = plan.family.map((id) => ({ id, verdict: verdicts.find((v) => v.endpoint === id)?.verdict }));
  const verdict =
    family.length === 0
      ? 'not-evaluable'
      : family.some((member) => member.verdict === 'not-met')
        ? 'not-met'
        : family.every((member) => member.verdict === 'met')
          ? 'met'
          : 'not-evaluable';
  return {
    verdict,
    procedure: plan.procedure,
    family: plan.family,
    arithmetic: family.map((member) => `${member.id} ${member.verdict ?? 'not-evaluable'}`).join(', '),
  };
}
