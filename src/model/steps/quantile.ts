/**
 * Sample quantiles by linear interpolation of order statistics: type 7 of Hyndman and Fan (1996,
 * doi:10.2307/2684934), the default of R's `quantile` and of `numpy.percentile`. h = (n − 1)p; the value is
 * x[⌊h⌋] + (h − ⌊h⌋)(x[⌊h⌋ + 1] − x[⌊h⌋]) on the ordered values.
 * @param values at least one, finite; not changed
 * @param probabilities each in [0, 1]
 */
export function quantiles(values: Float64Array, probabilities: readonly number[]): number[] {
  const work = Float64Array.from(values);
  return probabilities.map((probability) => {
    const h = (work.length - 1) * probability;
    const below = Math.floor(h);
    selectInPlace(work, below);
    const low = work[below]!;
    if (h === below) return low;
    // Everything right of the selected place is not smaller, so the next order statistic is its minimum.
    let next = Infinity;
    for (let i = below + 1; i < work.length; i += 1) if (work[i]! < next) next = work[i]!;
    return low + (h - below) * (next - low);
  });
}

/**
 * Hoare's selection with the median of three as pivot: afterwards place `k` holds the k-th smallest, smaller or equal
 * values to its left. Linear on images, where sorting costs ten times as much.
 */
function selectInPlace(a: Float64Array, k: number): void {
  let left = 0;
  let right = a.length - 1;
  while (left < right) {
    const pivot = medianOfThree(a[left]!, a[(left + right) >>> 1]!, a[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (a[i]! < pivot) i += 1;
      while (a[j]! > pivot) j -= 1;
      if (i <= j) {
        const swap = a[i]!;
        a[i] = a[j]!;
        a[j] = swap;
        i += 1;
        j -= 1;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
