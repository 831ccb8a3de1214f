/**
 * For each of `higher`, the number of `lower` it exceeds, ties counting one half: the rows of the Mann-Whitney kernel
 * in O((m + n) log n). Infinite values compare as usual (two -Infinity tie).
 */
export function pairwiseWins(higher: ArrayLike<number>, lower: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(lower).sort();
  const wins = new Float64Array(higher.length);
  for (let i = 0; i < higher.length; i += 1) {
    wins[i] = (countBelow(sorted, higher[i]!, false) + countBelow(sorted, higher[i]!, true)) / 2;
  }
  return wins;
}

/** Entries `< value`, or `<= value` when inclusive, of an ascending array. */
export function countBelow(sorted: Float64Array, value: number, inclusive: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const here = sorted[middle]!;
    if (here < value || (inclusive && here === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
