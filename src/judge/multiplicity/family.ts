import { AppError } from '../../core/error.js';
import { finiteOrNull, type Estimable } from '../../core/estimable.js';
import type {
  AnalysisPlan,
  PlannedCriterion,
  PlannedEndpoint,
  TestingPlan,
} from '../../schema/analysis-plan.js';
import type { DecisionStep, EndpointDecision, FamilyDecision, Limits, Verdict } from '../../schema/types.js';
import { limitsOf } from '../../schema/criterion-limits.js';
import { holdLimit } from '../limit.js';
import { decide, type Decided } from './decide.js';
import { levelTest, type LevelTest } from './level-test.js';
import { simultaneousLimits } from './simultaneous.js';
import { comparedText, probabilityText, SOURCES, stepText } from './words.js';

/** What the measurement can say of an endpoint at other levels than the declared one. */
export interface FamilyLimits {
  limits: (endpoint: string, oneSided: number) => Estimable<{ lower: number; upper: number }>;
  print: (endpoint: string, value: number, direction: 'down' | 'up') => string;
}

export interface FamilyVerdicts {
  verdicts: Verdict[];
  decision: FamilyDecision;
}

interface Member {
  endpoint: PlannedEndpoint;
  criterion: PlannedCriterion;
  test: LevelTest | null;
}

/**
 * Decides a family in which each success is a claim of its own. A member is met when the procedure rejects its null
 * hypothesis at the level of the family, and not when its own interval alone would.
 * @param alone the verdicts of the declared intervals: what cannot be evaluated there has p = 1 here
 */
export function judgeFamily(
  plan: AnalysisPlan,
  testing: TestingPlan,
  alone: readonly Verdict[],
  measured: FamilyLimits,
): FamilyVerdicts {
  const members = plan.family.map((id) => memberOf(plan, testing, id, alone, measured));
  const decided = decide(
    testing,
    members.map(({ test }) => test),
  );
  const endpoints = members.map((member, i) => endpointDecision(testing, member, decided, i, measured));
  const verdicts = alone.map((verdict) => {
    const index = plan.family.indexOf(verdict.endpoint);
    const [member, decision] = [members[index], endpoints[index]];
    return member === undefined || decision === undefined
      ? verdict
      : withConclusions({ ...verdict, ...verdictOf(verdict, member, decision, plan, endpoints) });
  });
  return {
    verdicts,
    decision: {
      procedure: testing.procedure,
      alphaOneSided: testing.alphaOneSided,
      printedAlpha: probabilityText(testing.alphaOneSided),
      source: SOURCES[testing.procedure],
      endpoints,
      steps: stepsOf(members, decided),
    },
  };
}

function memberOf(
  plan: AnalysisPlan,
  testing: TestingPlan,
  id: string,
  alone: readonly Verdict[],
  measured: FamilyLimits,
): Member {
  const endpoint = plan.endpoints.find((candidate) => candidate.id === id);
  const criterion = endpoint?.criterion ?? null;
  if (endpoint === undefined || criterion === null) {
    throw new AppError('INPUT-SCHEMA', `${id} is in the family and has no criterion`, {
      hint: 'run `veritome check`',
    });
  }
  const evaluable = alone.find((verdict) => verdict.endpoint === id)?.verdict !== 'not-evaluable';
  const limitsAt = (oneSided: number): Limits | null => {
    const interval = measured.limits(id, oneSided);
    if (!interval.defined) return null;
    const { lower, upper } = interval.value;
    return { lower: finiteOrNull(lower), upper: finiteOrNull(upper) };
  };
  const { resamples } = endpoint.interval;
  return {
    endpoint,
    criterion,
    test: evaluable ? levelTest(criterion, limitsAt, testing.alphaOneSided, resamples) : null,
  };
}

function endpointDecision(
  testing: TestingPlan,
  { endpoint, criterion, test }: Member,
  decided: Decided,
  index: number,
  { print }: FamilyLimits,
): EndpointDecision {
  const p = decided.p[index] ?? 1;
  const adjustedP = decided.adjusted[index] ?? 1;
  const localLevel = decided.levels[index] ?? 0;
  const rejected = decided.rejected[index] === true;
  const limits = test === null || localLevel === 0 ? null : test.limits(localLevel);
  const simultaneous =
    test === null ? null : simultaneousLimits(testing, decided, index, criterion, (at) => test.limits(at));
  const shown = comparedText(p, localLevel, rejected);
  const bound = test?.pIsBound() === true;
  const printed = (value: number | null, direction: 'down' | 'up'): string =>
    value === null ? 'none' : print(endpoint.id, value, direction);
  return {
    endpoint: endpoint.id,
    outcome: rejected
      ? 'rejected'
      : test === null
        ? 'not-evaluable'
        : localLevel === 0
          ? 'not-reached'
          : 'retained',
    p,
    pIsBound: bound,
    adjustedP,
    localLevel,
    limits,
    simultaneous,
    printed: {
      p: `${bound ? '≤ ' : ''}${localLevel === 0 ? probabilityText(p) : shown.p}`,
      adjustedP: comparedText(adjustedP, testing.alphaOneSided, rejected).p,
      localLevel: localLevel === 0 ? 'none' : shown.level,
      limits: limits === null ? 'none' : `[${printed(limits.lower, 'down')}, ${printed(limits.upper, 'up')}]`,
      simultaneous: simultaneousText(simultaneous, printed),
    },
  };
}

function simultaneousText(
  limits: Limits | null,
  printed: (value: number | null, direction: 'down' | 'up') => string,
): string {
  if (limits === null) return 'none';
  const parts = [
    ...(limits.lower === null ? [] : [`above ${printed(limits.lower, 'down')}`]),
    ...(limits.upper === null ? [] : [`below ${printed(limits.upper, 'up')}`]),
  ];
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function stepsOf(members: readonly Member[], decided: Decided): DecisionStep[] {
  let before = decided.startLevels;
  return decided.steps.flatMap(({ hypothesis, level, rejected, levels }, i) => {
    const passesTo = members.flatMap(({ endpoint }, j) => {
      const now = levels?.[j] ?? 0;
      return rejected && now > (before[j] ?? 0) ? [{ endpoint: endpoint.id, level: now }] : [];
    });
    before = levels ?? before;
    const member = members[hypothesis];
    if (member === undefined) return [];
    const step = { endpoint: member.endpoint.id, p: decided.p[hypothesis] ?? 1, level, rejected, passesTo };
    const how = { pIsBound: member.test?.pIsBound() === true, isEvaluable: member.test !== null };
    return [{ ...step, text: stepText(step, i + 1, how) }];
  });
}

/** What is concluded of a difference is what the family decided of it. */
function withConclusions(verdict: Verdict): Verdict {
  const { conclusions, arithmetic } = verdict;
  if (conclusions === undefined) return verdict;
  const holds = verdict.verdict === 'met';
  return { ...verdict, conclusions: conclusions.map(({ statement }) => ({ statement, holds, arithmetic })) };
}

/** Verdict and arithmetic of a member; an endpoint that cannot be evaluated keeps its own. */
function verdictOf(
  verdict: Verdict,
  { criterion }: Member,
  { endpoint, outcome, limits, localLevel, printed }: EndpointDecision,
  plan: AnalysisPlan,
  all: readonly EndpointDecision[],
): Pick<Verdict, 'verdict' | 'arithmetic'> {
  if (outcome === 'not-evaluable') return { verdict: 'not-evaluable', arithmetic: verdict.arithmetic };
  const p = `(p ${printed.p})`;
  if (outcome === 'not-reached') {
    const stopped = all.find((other) => other.localLevel > 0 && other.outcome !== 'rejected');
    const arithmetic =
      plan.procedure === 'fixed-sequence' && stopped !== undefined
        ? `sequence stopped at ${stopped.endpoint}, before ${endpoint} was tested ${p}`
        : `level of the family never reached ${endpoint} ${p}`;
    return { verdict: 'not-met', arithmetic };
  }
  const held = limitsOf(criterion).map((limit) => {
    const value = limits?.[limit.bound] ?? null;
    return value === null ? `${limit.bound} limit does not exist` : holdLimit(limit, value).arithmetic;
  });
  return {
    verdict: outcome === 'rejected' ? 'met' : 'not-met',
    arithmetic: `${held.join(', ')}, at its one-sided level of ${localLevel} ${p}`,
  };
}
