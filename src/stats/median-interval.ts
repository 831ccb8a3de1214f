import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { refuse, requireLevel, requireScores } from './argument.js';
import { binomialTails } from './binomial.js';
import { tailProbability, type Interval, type Sides } from './interval.js';
import { quantileSorted } from './quantile.js';

/**
 * Interval of the median from two order statistics: the widest tail whose binomial(n, 1/2) chance stays within the level
 * (Conover 1999, section 3.2). Holds for every continuous distribution, and at least for ties. Undefined when even the
 * whole range covers too little (n below 6 at 95 %).
 * @param sorted ascending
 */
export function medianInterval(
  sorted: Float64Array,
  options: { level: number; sides?: Sides },
): Estimable<Interval> {
  requireLevel(options.level);
  requireScores(sorted);
  const n = sorted.length;
  const tail = tailProbability(options.level, options.sides);
  // Largest k with P(X <= k - 1) within the tail: limits are the k-th values from either end.
  let k = 0;
  while (k < n && binomialTails(k, n, 0.5).lower <= tail) k += 1;
  if (k === 0) return undefinedBecause(`${n} values are too few for this level`);
  return defined({ lower: sorted[k - 1]!, upper: sorted[n - k]! });
}

const LARGEST = 3000;

/**
 * Hodges-Lehmann centre, the median of all Walsh averages, with the interval that inverts the exact signed-rank test (Hodges
 * and Lehmann 1963; exact null distribution as R's qsignrank). Assumes a symmetric distribution. Undefined without a value.
 */
export function signedRankInterval(
  values: Float64Array,
  options: { level: number; sides?: Sides },
): Estimable<{ estimate: number; interval: Estimable<Interval> }> {
  requireLevel(options.level);
  requireScores(values);
  const n = values.length;
  if (n === 0) return undefinedBecause('no value');
  if (n > LARGEST) refuse(`${n} values`, `at most ${LARGEST}; use order statistics`);
  const walsh = new Float64Array((n * (n + 1)) / 2);
  let at = 0;
  for (let i = 0; i < n; i += 1) for (let j = i; j < n; j += 1) walsh[at++] = (values[i]! + values[j]!) / 2;
  walsh.sort();
  const k = signedRankCount(n, tailProbability(options.level, options.sides));
  return defined({
    estimate: quantileSorted(walsh, 0.5),
    interval:
      k === 0
        ? undefinedBecause(`${n} values are too few for this level`)
        : defined({ lower: walsh[k - 1]!, upper: walsh[walsh.length - k]! }),
  });
}

/** Largest k with P(V <= k - 1) at most `tail`, V the signed-rank sum under symmetry. */
function signedRankCount(n: number, tail: number): number {
  const chance = new Float64Array((n * (n + 1)) / 2 + 1);
  chance[0] = 1;
  let top = 0;
  for (let rank = 1; rank <= n; rank += 1) {
    top += rank;
    for (let v = top; v >= 0; v -= 1) chance[v] = (chance[v]! + (v >= rank ? chance[v - rank]! : 0)) / 2;
  }
  let sum = 0;
  let k = 0;
  for (; k < chance.length; k += 1) {
    sum += chance[k]!;
    if (sum > tail) return k;
  }
  return k;
}
