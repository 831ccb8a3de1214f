/**
 * Sorting of doubles by their bit pattern. A double's bits, with the sign folded in, order as the number does; a radix
 * sort on them is linear and needs no comparisons.
 */

/** Below this many values the built-in sort is as fast. */
const SMALL = 4096;
const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
const MASK = BUCKETS - 1;
const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Sorts ascending, in place; infinities at the ends, -0 before 0. @param values without NaN */
export function sortScores(values: Float64Array): Float64Array {
  return values.length < SMALL || !littleEndian ? values.sort() : radixSort(values);
}

/**
 * Three passes over the upper word (sign, exponent, 20 bits of mantissa), carrying the lower; then the few runs that
 * agree in the upper word are put in order by the built-in sort.
 */
function radixSort(values: Float64Array): Float64Array {
  const n = values.length;
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * n);
  let upper = new Int32Array(n);
  let lower = new Int32Array(n);
  const counts = [new Uint32Array(BUCKETS), new Uint32Array(BUCKETS), new Uint32Array(BUCKETS)] as const;
  const [low, middle, high] = counts;
  for (let i = 0; i < n; i += 1) {
    const word = words[2 * i + 1]!;
    // All bits turned for negative numbers, the sign bit for the others.
    const key = word ^ ((word >> 31) | 0x80000000);
    upper[i] = key;
    lower[i] = words[2 * i]!;
    low[key & MASK]! += 1;
    middle[(key >>> DIGIT) & MASK]! += 1;
    high[key >>> (2 * DIGIT)]! += 1;
  }
  let upperTo = new Int32Array(n);
  let lowerTo = new Int32Array(n);
  for (let pass = 0; pass < 3; pass += 1) {
    const count = counts[pass]!;
    const shift = pass * DIGIT;
    // All keys share this digit: the pass would move nothing.
    if (count[(upper[0]! >>> shift) & MASK] === n) continue;
    startsOf(count);
    for (let i = 0; i < n; i += 1) {
      const key = upper[i]!;
      const to = count[(key >>> shift) & MASK]!++;
      upperTo[to] = key;
      lowerTo[to] = lower[i]!;
    }
    [upper, upperTo] = [upperTo, upper];
    [lower, lowerTo] = [lowerTo, lower];
  }
  for (let i = 0; i < n; i += 1) {
    const key = upper[i]!;
    words[2 * i + 1] = key < 0 ? key ^ 0x80000000 : ~key;
    words[2 * i] = lower[i]!;
  }
  finishRuns(values, upper);
  return values;
}

/** Counts to first positions. */
function startsOf(count: Uint32Array): void {
  let start = 0;
  for (let digit = 0; digit < BUCKETS; digit += 1) {
    const size = count[digit]!;
    count[digit] = start;
    start += size;
  }
}

/** Orders each run of equal upper words by the whole value. */
function finishRuns(values: Float64Array, upper: Int32Array): void {
  const n = values.length;
  for (let start = 0; start < n;) {
    let end = start + 1;
    let ordered = true;
    while (end < n && upper[end] === upper[start]) {
      if (values[end]! < values[end - 1]!) ordered = false;
      end += 1;
    }
    if (!ordered) {
      if (end - start > 24) values.subarray(start, end).sort();
      else insertionSort(values, start, end);
    }
    start = end;
  }
}

function insertionSort(values: Float64Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i += 1) {
    const value = values[i]!;
    let j = i - 1;
    while (j >= start && values[j]! > value) {
      values[j + 1] = values[j]!;
      j -= 1;
    }
    values[j + 1] = value;
  }
}
