import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel, requireSuccesses } from './argument.js';
import { binomialPmf, binomialTails } from './binomial.js';
import { tailProbability, type Interval, type Sides } from './interval.js';
import { bisect } from './root.js';

/**
 * Mid-P exact interval of a proportion (Lancaster 1961; Newcombe 1998, Stat Med 17:857, method 6): as Clopper-Pearson,
 * with half of the probability of the observed count in the tail. 0 at x = 0, 1 at x = n. Undefined for n = 0.
 */
export function midP(x: number, n: number, options: { level: number; sides?: Sides }): Estimable<Interval> {
  requireLevel(options.level);
  requireSuccesses(x, n);
  if (n === 0) return undefinedBecause('no trials');
  const tail = tailProbability(options.level, options.sides);
  const above = (p: number): number => binomialTails(x, n, p).upper + binomialPmf(x, n, p) / 2 - tail;
  const below = (p: number): number => tail - binomialTails(x - 1, n, p).lower - binomialPmf(x, n, p) / 2;
  return defined({
    lower: x === 0 ? 0 : bisect(above, 0, x / n),
    upper: x === n ? 1 : bisect(below, x / n, 1),
  });
}
