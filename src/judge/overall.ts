import type { AnalysisPlan } from '../schema/analysis-plan.js';
import type { Results, Verdict } from '../schema/types.js';

/**
 * The verdict on the whole. All of them: one that is not met decides; otherwise one that cannot be evaluated decides.
 * Any of them: one that is met decides; otherwise one that cannot be evaluated does, since it might have been. No
 * endpoint at all is not evaluable: nothing was promised, so nothing can be met.
 */
export function judgeOverall(
  plan: AnalysisPlan,
  verdicts: readonly Verdict[],
): Omit<Results['overall'], 'weakestSubgroup'> {
  const verdictOf = (id: string): Verdict['verdict'] | undefined =>
    verdicts.find(({ endpoint }) => endpoint === id)?.verdict;
  const rule = plan.testing?.verdict ?? { rule: 'all', of: plan.family };
  const told = (ids: readonly string[]): string =>
    ids.map((id) => `${id} ${verdictOf(id) ?? 'not-evaluable'}`).join(', ');
  return {
    verdict: (rule.rule === 'all' ? allMet : anyMet)(rule.of.map(verdictOf)),
    procedure: plan.procedure,
    family: plan.family,
    arithmetic:
      plan.testing === undefined
        ? told(plan.family)
        : `${told(plan.family)}; ${ruleText(plan.testing.verdict)}`,
  };
}

type Outcome = Results['overall']['verdict'];

function allMet(verdicts: readonly (Verdict['verdict'] | undefined)[]): Outcome {
  if (verdicts.length === 0) return 'not-evaluable';
  if (verdicts.includes('not-met')) return 'not-met';
  return verdicts.every((verdict) => verdict === 'met') ? 'met' : 'not-evaluable';
}

function anyMet(verdicts: readonly (Verdict['verdict'] | undefined)[]): Outcome {
  if (verdicts.includes('met')) return 'met';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'not-met')
    ? 'not-met'
    : 'not-evaluable';
}

function ruleText({ rule, of }: { rule: 'all' | 'any'; of: readonly string[] }): string {
  return `the verdict needs ${rule} of ${of.join(', ')}`;
}
