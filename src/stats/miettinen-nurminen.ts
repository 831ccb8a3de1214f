import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireDifference, requireLevel, requireSuccesses } from './argument.js';
import type { Interval, Sides } from './interval.js';
import type { TwoProportions } from './newcombe-difference.js';
import { criticalNormal } from './normal.js';
import { bisect } from './root.js';

/**
 * `miettinen-nurminen` multiplies the null variance by N/(N-1) (Miettinen and Nurminen 1985, Stat Med 4:213);
 * `farrington-manning` does not (Farrington and Manning 1990, Stat Med 9:1447; as an interval Mee 1984, Biometrics 40:1175).
 */
export type ScoreVariance = 'miettinen-nurminen' | 'farrington-manning';

/**
 * Score statistic of H0: p1 - p2 = delta, by the constrained maximum-likelihood estimate found as a root (statsmodels'
 * closed form has a wrong linear coefficient). Infinite where the null variance is 0 and the difference is not delta.
 */
export function differenceScore(
  { x1, n1, x2, n2 }: TwoProportions,
  delta: number,
  variance: ScoreVariance = 'miettinen-nurminen',
): number {
  requireDifference(delta);
  const excess = x1 / n1 - x2 / n2 - delta;
  const { p1, p2 } = constrainedProportions({ x1, n1, x2, n2 }, delta);
  const total = n1 + n2;
  const factor = variance === 'miettinen-nurminen' ? total / (total - 1) : 1;
  const spread = Math.sqrt(((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2) * factor);
  if (spread === 0) return excess === 0 ? 0 : excess > 0 ? Infinity : -Infinity;
  return excess / spread;
}

/** Maximum-likelihood proportions under p1 - p2 = delta: the log-likelihood is concave in p2, its slope has one root. */
export function constrainedProportions(
  { x1, n1, x2, n2 }: TwoProportions,
  delta: number,
): { p1: number; p2: number } {
  const low = Math.max(0, -delta);
  const high = Math.min(1, 1 - delta);
  const term = (count: number, p: number): number => (count === 0 ? 0 : count / Math.max(p, 0));
  const fall = (p2: number): number =>
    term(n1 - x1, 1 - p2 - delta) + term(n2 - x2, 1 - p2) - term(x1, p2 + delta) - term(x2, p2);
  const p2 = bisect(fall, low, high);
  return { p1: Math.min(1, Math.max(0, p2 + delta)), p2 };
}

/**
 * Score interval of p1 - p2: all delta the two-sided score test does not reject. Default interval for non-inferiority,
 * because test and interval agree. Undefined when a sample is empty.
 */
export function miettinenNurminen(
  counts: TwoProportions,
  options: { level: number; sides?: Sides; variance?: ScoreVariance },
): Estimable<Interval> {
  const { x1, n1, x2, n2 } = counts;
  requireLevel(options.level);
  requireSuccesses(x1, n1);
  requireSuccesses(x2, n2);
  if (n1 === 0 || n2 === 0) return undefinedBecause('a sample is empty');
  const z = criticalNormal(options.level, options.sides);
  const difference = x1 / n1 - x2 / n2;
  const score = (delta: number): number => differenceScore(counts, delta, options.variance);
  return defined({
    lower: bisect((delta) => z - score(delta), -1, difference),
    upper: bisect((delta) => -z - score(delta), difference, 1),
  });
}
