import { betaCdf } from '../stats/beta.js';
import { clopperPearson } from '../stats/clopper-pearson.js';
import { tailProbability, type Sides } from '../stats/interval.js';
import { binomialTerm } from '../stats/saddle-point.js';
import { wilson } from '../stats/wilson.js';

/** Intervals whose power is a sum of binomial probabilities. */
export type ExactMethod = 'wilson' | 'clopper-pearson';

export function isExactMethod(method: string): method is ExactMethod {
  return method === 'wilson' || method === 'clopper-pearson';
}

/** A proportion that must have its lower limit above a goal. All fractions. */
export interface ProportionGoal {
  method: ExactMethod;
  level: number;
  sides: Sides;
  goal: number;
}

export interface Expectation {
  /** Fewest successes among n that meet the criterion; null when n of n do not. */
  successesNeeded: number | null;
  /** Chance of meeting it when the true proportion is the assumed one. */
  power: number;
  /** Mean half width of the interval under the same assumption. */
  halfWidth: number;
}

/**
 * Exact power and expected half width of "lower limit above goal" at n units, by summing binomial probabilities: no
 * normal approximation, so the saw-tooth of the discrete distribution is in it (Chernick and Liu 2002, Am Stat 56:149).
 * @param n units in the denominator, at least 1 @param assumed true proportion
 */
export function expectAt(plan: ProportionGoal, n: number, assumed: number): Expectation {
  const needed = successesNeeded(plan, n);
  return {
    successesNeeded: needed,
    power: needed === null ? 0 : upperTail(needed, n, assumed),
    halfWidth: expectedHalfWidth(plan, n, assumed),
  };
}

/**
 * Fewest units from which on the power never falls below the wanted one again: the saw-tooth may reach it earlier and
 * lose it again.
 * @returns undefined when `limit` units are not enough
 */
export function unitsNeeded(
  plan: ProportionGoal,
  assumed: number,
  power: number,
  limit = 200_000,
): number | undefined {
  if (assumed <= plan.goal) return undefined;
  let successes = 0;
  let lastShort = 0;
  for (let n = 1; n <= limit; n += 1) {
    const possible = meets(plan, n, n);
    // One unit more never needs fewer successes.
    while (possible && !meets(plan, successes, n)) successes += 1;
    if (!possible || upperTail(successes, n, assumed) < power) lastShort = n;
    // The teeth get smaller as n grows: a quarter more units without falling short is past the last of them.
    if (n >= 1.25 * lastShort + 100) return lastShort + 1;
  }
  return undefined;
}

/** Fewest successes among n that meet the criterion; null when n of n do not. */
export function successesNeeded(plan: ProportionGoal, n: number): number | null {
  if (!meets(plan, n, n)) return null;
  let fails = -1;
  let holds = n;
  while (holds - fails > 1) {
    const middle = Math.floor((fails + holds) / 2);
    if (meets(plan, middle, n)) holds = middle;
    else fails = middle;
  }
  return holds;
}

function meets(plan: ProportionGoal, x: number, n: number): boolean {
  if (plan.method === 'clopper-pearson') {
    // Lower limit above the goal ⇔ the exact one-sided test at the goal rejects; far cheaper than the beta quantile.
    return x > 0 && upperTail(x, n, plan.goal) < tailProbability(plan.level, plan.sides);
  }
  const interval = wilson(x, n, { level: plan.level, sides: plan.sides });
  return interval.defined && interval.value.lower > plan.goal;
}

/** P(X ≥ x) for X binomial(n, p), through the incomplete beta function. */
function upperTail(x: number, n: number, p: number): number {
  return x <= 0 ? 1 : x > n ? 0 : betaCdf(p, x, n - x + 1);
}

function expectedHalfWidth(plan: ProportionGoal, n: number, assumed: number): number {
  // Beyond ten standard deviations the probabilities are below 1e-20.
  const reach = 10 * Math.sqrt(n * assumed * (1 - assumed)) + 10;
  const first = Math.max(0, Math.floor(n * assumed - reach));
  const last = Math.min(n, Math.ceil(n * assumed + reach));
  const limits = plan.method === 'wilson' ? wilson : clopperPearson;
  let sum = 0;
  for (let x = first; x <= last; x += 1) {
    const interval = limits(x, n, { level: plan.level, sides: plan.sides });
    if (interval.defined) {
      sum += (binomialTerm(x, n, assumed, 1 - assumed) * (interval.value.upper - interval.value.lower)) / 2;
    }
  }
  return sum;
}
