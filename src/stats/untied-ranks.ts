/** Where no two cases have the same score, the ranks of one class in the other say all that AUC and DeLong need. */
export interface UntiedRanks {
  /** Negatives below each positive, by ascending score. */
  below: Uint32Array;
  /** Positives above each negative, by ascending score. */
  above: Uint32Array;
}

/**
 * Null when any two scores are equal, or a class is empty. The merge takes steps of 0 or 1 in place of branches: which class
 * comes next is as good as random, and a processor that guesses wrong half of the time takes twice as long.
 * @param positive ascending @param negative ascending
 */
export function untiedRanks(positive: Float64Array, negative: Float64Array): UntiedRanks | null {
  const m = positive.length;
  const n = negative.length;
  if (m === 0 || n === 0 || hasTie(positive) || hasTie(negative)) return null;
  const below = new Uint32Array(m);
  const above = new Uint32Array(n);
  let i = 0;
  let j = 0;
  while (i < m && j < n) {
    const a = positive[i]!;
    const b = negative[j]!;
    const positiveFirst = Number(a < b);
    const negativeFirst = Number(b < a);
    if (positiveFirst === negativeFirst) return null;
    below[i] = j;
    above[j] = m - i;
    i = (i + positiveFirst) | 0;
    j = (j + negativeFirst) | 0;
  }
  // What is left of one class lies above all of the other.
  below.fill(n, i);
  above.fill(m - i, j);
  return { below, above };
}

function hasTie(ascending: Float64Array): boolean {
  for (let i = 1; i < ascending.length; i += 1) if (ascending[i] === ascending[i - 1]) return true;
  return false;
}
