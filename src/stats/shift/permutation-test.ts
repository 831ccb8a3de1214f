import { RandomStream } from '../../core/random.js';
import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { refuse } from '../argument.js';

export interface PermutationTest {
  observed: number;
  /** Share of permutations at or above the observed; the observed one counts itself when drawn at random. */
  p: number;
  permutations: number;
  exact: boolean;
}

/** Values this close, relative to the observed, count as equal: summation order differs between permutations. */
const SLACK = 1e-12;

/**
 * Permutation test that the two samples are exchangeable, large values speak against it: all C(n+m, n) splits when there
 * are at most `exactUpTo`, else `draws` random ones with (1 + count) / (1 + draws) (Phipson & Smyth 2010).
 * @param statistic of a membership vector: 0 reference, 1 new; reused, do not keep it; NaN is refused
 */
export function permutationTest(
  n: number,
  m: number,
  statistic: (member: Uint8Array) => number,
  { exactUpTo = 200_000, draws = 9_999, seed }: { exactUpTo?: number; draws?: number; seed: number },
): Estimable<PermutationTest> {
  if (n === 0 || m === 0) return undefinedBecause('a sample is empty');
  const member = new Uint8Array(n + m).fill(1, n);
  const observed = statistic(member);
  if (Number.isNaN(observed)) refuse('the statistic is not a number', 'test a statistic that is defined');
  const reaches = (value: number): boolean => value >= observed - SLACK * Math.max(1, Math.abs(observed));
  const splits = splitCount(n, m);
  if (splits <= exactUpTo) {
    let count = 0;
    eachSplit(n, m, (split) => {
      if (reaches(statistic(split))) count += 1;
    });
    return defined({ observed, p: count / splits, permutations: splits, exact: true });
  }
  let count = 0;
  for (let b = 0; b < draws; b += 1) {
    const random = new RandomStream(seed, b);
    for (let i = member.length - 1; i > 0; i -= 1) {
      const j = random.below(i + 1);
      [member[i], member[j]] = [member[j]!, member[i]!];
    }
    if (reaches(statistic(member))) count += 1;
  }
  return defined({ observed, p: (1 + count) / (1 + draws), permutations: draws, exact: false });
}

/** C(n + m, n), Infinity when large. */
export function splitCount(n: number, m: number): number {
  let count = 1;
  for (let k = 1; k <= Math.min(n, m); k += 1) count = (count * (n + m - k + 1)) / k;
  return Math.round(count);
}

function eachSplit(n: number, m: number, visit: (member: Uint8Array) => void): void {
  const member = new Uint8Array(n + m).fill(1);
  const choose = (from: number, left: number): void => {
    if (left === 0) {
      visit(member);
      return;
    }
    for (let i = from; i <= member.length - left; i += 1) {
      member[i] = 0;
      choose(i + 1, left - 1);
      member[i] = 1;
    }
  };
  choose(0, n);
}
