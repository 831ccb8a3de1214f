import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { refuse, requireCount } from '../argument.js';
import { exactBinomialGreater } from '../binomial.js';
import { errorQuantiles, requireOpenUnit } from './requirements.js';

/** One-sided exact binomial test of H0 p <= goal at n cases. */
export interface ExactBinomialPlan {
  /** Reject when at least so many succeed; undefined when even n of n would not reject. */
  criticalValue: Estimable;
  /** P(reject) at the goal: at most alpha. */
  actualAlpha: number;
  /** P(reject) at the expected proportion. */
  power: number;
}

/** @param goal performance goal, @param expected true proportion hoped for, above the goal, @param alpha one-sided */
export function exactBinomialPlan(
  n: number,
  goal: number,
  expected: number,
  alpha: number,
): ExactBinomialPlan {
  requireCount('n', n);
  requireGoal(goal, expected);
  requireOpenUnit('alpha', alpha);
  return planFrom(n, goal, expected, alpha, 0);
}

function planFrom(n: number, goal: number, expected: number, alpha: number, from: number): ExactBinomialPlan {
  let critical = from;
  while (critical <= n && exactBinomialGreater(critical, n, goal) > alpha) critical += 1;
  if (critical > n)
    return { criticalValue: undefinedBecause('no outcome rejects'), actualAlpha: 0, power: 0 };
  return {
    criticalValue: defined(critical),
    actualAlpha: exactBinomialGreater(critical, n, goal),
    power: exactBinomialGreater(critical, n, expected),
  };
}

/** Power is a saw-tooth in n: both sizes matter. */
export interface SawToothSizes {
  /** First n that reaches the power; a larger n may lose it again. */
  first: Estimable;
  /** From here on no n up to the limit falls below: plan with this one. */
  kept: Estimable;
}

/** Sizes with at least the wanted power, searched below `limit` (Chernick & Liu 2002, doi:10.1198/000313002317572835). */
export function exactBinomialSizes(
  goal: number,
  expected: number,
  alpha: number,
  power: number,
  limit = 1500,
): SawToothSizes {
  requireGoal(goal, expected);
  requireOpenUnit('alpha', alpha);
  requireOpenUnit('power', power);
  let first: Estimable = undefinedBecause(`no size below ${limit} reaches the power`);
  let start = -1;
  let critical = 0;
  for (let n = 1; n < limit; n += 1) {
    const plan = planFrom(n, goal, expected, alpha, critical);
    if (plan.criticalValue.defined) critical = plan.criticalValue.value;
    if (plan.power < power) start = -1;
    else {
      if (start < 0) start = n;
      if (!first.defined) first = defined(n);
    }
  }
  return {
    first,
    kept: start < 0 ? undefinedBecause(`no size below ${limit} keeps the power`) : defined(start),
  };
}

/** Normal approximation, real: a start, not a plan. */
export function goalNormalSize(goal: number, expected: number, alpha: number, power: number): number {
  requireGoal(goal, expected);
  const { zAlpha, zBeta } = errorQuantiles({ alpha, sides: 1, power });
  return (
    ((zAlpha * Math.sqrt(goal * (1 - goal)) + zBeta * Math.sqrt(expected * (1 - expected))) /
      (expected - goal)) **
    2
  );
}

function requireGoal(goal: number, expected: number): void {
  requireOpenUnit('the performance goal', goal);
  if (!(expected > goal && expected <= 1))
    refuse(`expected ${expected} against a goal of ${goal}`, 'expect more than the goal');
}
