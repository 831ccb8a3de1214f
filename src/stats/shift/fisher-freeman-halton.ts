import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { logGamma } from '../gamma.js';
import { usedCategories } from './category-shift.js';

/** Tables as probable as the observed within this relative error count as equal (R's fisher.test). */
const RELATIVE = 1e-7;
const MOST_NODES = 2_000_000;

/**
 * Fisher's exact test of a 2 x k table: the probability of all tables with these margins that are at most as probable as
 * the observed (Freeman & Halton 1951). Branches whose tables are all in, or all out, are settled at once by bounds on
 * their probability (Mehta & Patel 1983, doi:10.2307/2288652).
 * @returns undefined when a sample is empty, one category is left, or the table is too large to enumerate
 */
export function fisherFreemanHalton(reference: ArrayLike<number>, fresh: ArrayLike<number>): Estimable {
  const columns = usedCategories(reference, fresh).sort((a, b) => b[0] + b[1] - a[0] - a[1]);
  const n = columns.reduce((sum, [a]) => sum + a, 0);
  const sizes = columns.map(([a, b]) => a + b);
  if (n === 0 || n === sizes.reduce((a, b) => a + b, 0)) return undefinedBecause('a sample is empty');
  if (columns.length < 2) return undefinedBecause('one category');
  const bounds = branchBounds(sizes, n);
  const whole = bounds.total(0, n);
  let observed = -whole;
  columns.forEach(([a], k) => (observed += bounds.choose(k, a)));
  const limit = observed + Math.log1p(RELATIVE);
  const last = columns.length - 2;
  const tails = new Map<number, (room: number) => number>();
  let p = 0;
  let nodes = 0;
  const visit = (k: number, left: number, past: number): void => {
    nodes += 1;
    if (past + bounds.most(k, left) <= limit) p += Math.exp(past + bounds.total(k, left));
    else if (past + bounds.least(k, left) > limit) return;
    else if (k === last) {
      const share = tails.get(left) ?? twoCategoryTails(bounds, k, left);
      tails.set(left, share);
      p += Math.exp(past + bounds.total(k, left)) * share(limit - past);
    } else {
      const { from, to } = bounds.range(k, left);
      for (let x = from; x <= to && nodes <= MOST_NODES; x += 1)
        visit(k + 1, left - x, past + bounds.choose(k, x));
    }
  };
  visit(0, n, -whole);
  return nodes > MOST_NODES ? undefinedBecause('too many tables to enumerate') : defined(Math.min(1, p));
}

type Bounds = ReturnType<typeof branchBounds>;

/**
 * The last two categories are hypergeometric, so unimodal: tables at most as probable as `room` are its two tails.
 * @returns the share of these tables as a function of the log weight that is left for them
 */
function twoCategoryTails(bounds: Bounds, k: number, left: number): (room: number) => number {
  const { from, to } = bounds.range(k, left);
  const whole = bounds.total(k, left);
  const log = Float64Array.from(
    { length: to - from + 1 },
    (_, i) => bounds.choose(k, from + i) + bounds.choose(k + 1, left - from - i),
  );
  const size = log.length;
  const below = new Float64Array(size + 1);
  const above = new Float64Array(size + 1);
  for (let i = 0; i < size; i += 1) below[i + 1] = below[i]! + Math.exp(log[i]! - whole);
  for (let i = size - 1; i >= 0; i -= 1) above[i] = above[i + 1]! + Math.exp(log[i]! - whole);
  const peak = log.indexOf(Math.max(...log));
  return (room) => {
    let low = 0;
    for (let high = peak; low < high;) {
      const middle = (low + high) >>> 1;
      if (log[middle]! <= room) low = middle + 1;
      else high = middle;
    }
    let up = peak;
    for (let high = size; up < high;) {
      const middle = (up + high) >>> 1;
      if (log[middle]! <= room) high = middle;
      else up = middle + 1;
    }
    return low >= up ? 1 : below[low]! + above[up]!;
  };
}

/** Logs of binomial weights of the categories from k on when `left` of the first row are still to be placed. */
function branchBounds(sizes: readonly number[], n: number) {
  const logChoose = (size: number, x: number): number =>
    logGamma(size + 1) - logGamma(x + 1) - logGamma(size - x + 1);
  const rest = new Float64Array(sizes.length + 1);
  for (let k = sizes.length - 1; k >= 0; k -= 1) rest[k] = rest[k + 1]! + sizes[k]!;
  const weight = sizes.map((size) => Float64Array.from({ length: size + 1 }, (_, x) => logChoose(size, x)));
  const range = (k: number, left: number): { from: number; to: number } => ({
    from: Math.max(0, left - rest[k + 1]!),
    to: Math.min(sizes[k]!, left),
  });
  const most = Array.from({ length: sizes.length + 1 }, () => new Float64Array(n + 1).fill(-Infinity));
  const least = Array.from({ length: sizes.length + 1 }, () => new Float64Array(n + 1).fill(Infinity));
  most[sizes.length]![0] = 0;
  least[sizes.length]![0] = 0;
  for (let k = sizes.length - 1; k >= 0; k -= 1) {
    for (let left = 0; left <= Math.min(n, rest[k]!); left += 1) {
      const { from, to } = range(k, left);
      for (let x = from; x <= to; x += 1) {
        most[k]![left] = Math.max(most[k]![left]!, weight[k]![x]! + most[k + 1]![left - x]!);
        least[k]![left] = Math.min(least[k]![left]!, weight[k]![x]! + least[k + 1]![left - x]!);
      }
    }
  }
  return {
    choose: (k: number, x: number): number => weight[k]![x]!,
    range,
    most: (k: number, left: number): number => most[k]![left]!,
    least: (k: number, left: number): number => least[k]![left]!,
    /** Vandermonde: all tables of the branch together. */
    total: (k: number, left: number): number => logChoose(rest[k]!, left),
  };
}
