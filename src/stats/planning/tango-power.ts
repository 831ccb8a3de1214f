import { refuse, requireLevel, requireProbability } from '../argument.js';
import { binomialPmf, binomialTails } from '../binomial.js';
import type { Sides } from '../interval.js';
import { criticalNormal } from '../normal.js';
import { tangoScore } from '../tango.js';

/** What the Tango interval of a paired difference, first minus second, must show. */
export interface PairedGoal {
  level: number;
  sides: Sides;
  /** The lower limit lies above this. */
  above: number;
  /** For equivalence: the upper limit lies below this. */
  below?: number;
}

/** Expected shares of pairs that only the first, and only the second, is right on. */
export interface Discordance {
  onlyFirst: number;
  onlySecond: number;
}

/** @returns the shares with this difference and this sum; undefined when there are none */
export function discordanceOf(difference: number, discordant: number): Discordance | undefined {
  if (!(Math.abs(difference) <= discordant && discordant <= 1)) return undefined;
  return { onlyFirst: (discordant + difference) / 2, onlySecond: (discordant - difference) / 2 };
}

/**
 * Exact power at n pairs: the probabilities of all tables whose Tango limits meet the goal, summed over the number of
 * discordant pairs d ~ Bin(n, p10 + p01) and the part of them in favour of the first, Bin(d, p10 / (p10 + p01)). The
 * score rises with that part, so each d has one run of counts that meet the goal (Tango 1998, Stat Med 17:891).
 * @param pairs at least 1
 */
export function tangoPower(pairs: number, { onlyFirst, onlySecond }: Discordance, goal: PairedGoal): number {
  requireLevel(goal.level);
  requireProbability('the first discordant probability', onlyFirst);
  requireProbability('the second discordant probability', onlySecond);
  const discordant = onlyFirst + onlySecond;
  if (discordant > 1) refuse(`discordant probabilities sum to ${discordant}`, 'their sum is at most 1');
  const z = criticalNormal(goal.level, goal.sides);
  const share = discordant === 0 ? 0 : onlyFirst / discordant;
  // Beyond ten standard deviations the probabilities are below 1e-20.
  const reach = 10 * Math.sqrt(pairs * discordant * (1 - discordant)) + 10;
  const first = Math.max(0, Math.floor(pairs * discordant - reach));
  const last = Math.min(pairs, Math.ceil(pairs * discordant + reach));
  let power = 0;
  for (let d = first; d <= last; d += 1) {
    const weight = binomialPmf(d, pairs, discordant);
    if (weight === 0) continue;
    const low = firstMeeting(d, (b) => scoreAt(b, d, pairs, goal.above) > z);
    const { below } = goal;
    // The upper limit is met up to here, the count before the first that breaks it.
    const high = below === undefined ? d : firstMeeting(d, (b) => scoreAt(b, d, pairs, below) >= -z) - 1;
    if (low > high) continue;
    power += weight * (binomialTails(high, d, share).lower - binomialTails(low - 1, d, share).lower);
  }
  return Math.min(1, Math.max(0, power));
}

/** Half the widest window, in pairs, in which the power may still go up and down by its saw-tooth. */
const WINDOW = 60;

/**
 * Fewest pairs from which on the power keeps the wanted one, over a window of pairs around the first that reaches it:
 * the saw-tooth of the discrete distribution may fall short again there.
 * @returns undefined when `limit` pairs are not enough
 */
export function tangoPairsNeeded(
  discordance: Discordance,
  goal: PairedGoal,
  power: number,
  limit = 100_000,
): number | undefined {
  const enough = (n: number): boolean => tangoPower(n, discordance, goal) >= power;
  let high = 1;
  while (!enough(high)) {
    high *= 2;
    if (high > limit) return undefined;
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (enough(middle)) high = middle;
    else low = middle;
  }
  let needed = Math.max(1, high - WINDOW);
  for (let n = needed; n <= high + WINDOW; n += 1) if (!enough(n)) needed = n + 1;
  return needed;
}

function scoreAt(b: number, d: number, pairs: number, delta: number): number {
  return tangoScore({ bothPositive: pairs - d, onlyFirst: b, onlySecond: d - b, bothNegative: 0 }, delta);
}

/** Smallest b in 0 … d that meets a condition which stays met as b rises; d + 1 when none does. */
function firstMeeting(d: number, meets: (b: number) => boolean): number {
  let [fails, holds] = [-1, d + 1];
  while (holds - fails > 1) {
    const middle = Math.floor((fails + holds) / 2);
    if (meets(middle)) holds = middle;
    else fails = middle;
  }
  return holds;
}
