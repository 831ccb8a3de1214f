/**
 * Sorting of doubles by their bit pattern. A double's bits, with the sign folded in, order as the number does; a radix
 * sort on them is linear and needs no comparisons.
 */

/** Below this many values the built-in sort is as fast. */
const SMALL = 4096;
const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
const MASK = BUCKETS - 1;
const NEGATIVE_ZERO = -0x80000000;
const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/**
 * The values in ascending order, infinities at the ends. The array given is used as working space: read the result only.
 * @param values without NaN
 */
export function sortScores(values: Float64Array): Float64Array {
  return tooSmall(values) ? values.sort() : radixSort(values);
}

/**
 * Three passes over the upper word (sign, exponent, 20 bits of mantissa); then the few runs that agree in the upper word
 * and not in the lower are put in order by comparing.
 */
function radixSort(values: Float64Array): Float64Array {
  const n = values.length;
  const counts = histograms(wordsOf(values));
  let from = values;
  let to: Float64Array = new Float64Array(n);
  for (let pass = 0; pass < 3; pass += 1) {
    const count = counts[pass]!;
    const words = wordsOf(from);
    const shift = pass * DIGIT;
    // All keys share this digit: the pass would move nothing.
    if (count[(keyOf(words[1]!) >>> shift) & MASK] === n) continue;
    startsOf(count);
    scatter(from, to, count, shift);
    [from, to] = [to, from];
  }
  finishRuns(from);
  return from;
}

/**
 * One pass: each value to the next place of its digit. Four places are known before the first value is written, so that no
 * read waits to learn whether a write has touched what it reads: nearly twice as fast.
 */
function scatter(from: Float64Array, to: Float64Array, next: Uint32Array, shift: number): void {
  const n = from.length;
  const words = wordsOf(from);
  const placeOf = (i: number): number => next[(keyOf(words[2 * i + 1]!) >>> shift) & MASK]!++;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const first = placeOf(i);
    const second = placeOf(i + 1);
    const third = placeOf(i + 2);
    const fourth = placeOf(i + 3);
    to[first] = from[i]!;
    to[second] = from[i + 1]!;
    to[third] = from[i + 2]!;
    to[fourth] = from[i + 3]!;
  }
  for (; i < n; i += 1) to[placeOf(i)] = from[i]!;
}

/** The same for the numbers of the values, in the order so far. */
function scatterUnits(
  from: Uint32Array,
  to: Uint32Array,
  words: Int32Array,
  next: Uint32Array,
  shift: number,
): void {
  const n = from.length;
  const placeOf = (unit: number): number => next[(keyOf(words[2 * unit + 1]!) >>> shift) & MASK]!++;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const [a, b, c, d] = [from[i]!, from[i + 1]!, from[i + 2]!, from[i + 3]!];
    const first = placeOf(a);
    const second = placeOf(b);
    const third = placeOf(c);
    const fourth = placeOf(d);
    to[first] = a;
    to[second] = b;
    to[third] = c;
    to[fourth] = d;
  }
  for (; i < n; i += 1) to[placeOf(from[i]!)] = from[i]!;
}

function tooSmall(values: Float64Array): boolean {
  return values.length < SMALL || !littleEndian;
}

/** Indices in ascending order of value; equal values keep their order. @param values without NaN */
export function ascendingOrder(values: Float64Array): Uint32Array {
  const n = values.length;
  let order = new Uint32Array(n);
  for (let i = 0; i < n; i += 1) order[i] = i;
  // Subtraction would give NaN for two equal infinities.
  const compare = (a: number, b: number): number =>
    values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b;
  if (tooSmall(values)) return order.sort(compare);
  const words = wordsOf(values);
  const counts = histograms(words);
  let to = new Uint32Array(n);
  for (let pass = 0; pass < 3; pass += 1) {
    const count = counts[pass]!;
    const shift = pass * DIGIT;
    if (count[(keyOf(words[1]!) >>> shift) & MASK] === n) continue;
    startsOf(count);
    scatterUnits(order, to, words, count, shift);
    [order, to] = [to, order];
  }
  for (let i = 1; i < n; i += 1) {
    if (values[order[i]!]! >= values[order[i - 1]!]!) continue;
    const keyAt = (k: number): number => keyOf(words[2 * order[k]! + 1]!);
    const key = keyAt(i);
    let start = i - 1;
    while (start > 0 && keyAt(start - 1) === key) start -= 1;
    let end = i + 1;
    while (end < n && keyAt(end) === key) end += 1;
    order.subarray(start, end).sort(compare);
    i = end - 1;
  }
  return order;
}

/** Lower and upper word of each value, in turn. */
function wordsOf(values: Float64Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
}

/**
 * All bits turned for negative numbers, the sign bit for the others: unsigned order is then the order of the numbers. The word
 * of -0, which some negative subnormals share, has the key of 0: the two zeros tie.
 */
function keyOf(upperWord: number): number {
  return upperWord === NEGATIVE_ZERO ? NEGATIVE_ZERO : upperWord ^ ((upperWord >> 31) | NEGATIVE_ZERO);
}

/** How often each digit occurs, for the three passes at once. */
function histograms(words: Int32Array): readonly [Uint32Array, Uint32Array, Uint32Array] {
  const low = new Uint32Array(BUCKETS);
  const middle = new Uint32Array(BUCKETS);
  const high = new Uint32Array(BUCKETS);
  for (let i = 1; i < words.length; i += 2) {
    const key = keyOf(words[i]!);
    low[key & MASK]! += 1;
    middle[(key >>> DIGIT) & MASK]! += 1;
    high[key >>> (2 * DIGIT)]! += 1;
  }
  return [low, middle, high];
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

/** Where a value is below its predecessor, the run with that upper word is sorted by the whole value. */
function finishRuns(values: Float64Array): void {
  const n = values.length;
  const words = wordsOf(values);
  for (let i = 1; i < n; i += 1) {
    if (values[i]! >= values[i - 1]!) continue;
    const keyAt = (k: number): number => keyOf(words[2 * k + 1]!);
    const key = keyAt(i);
    let start = i - 1;
    while (start > 0 && keyAt(start - 1) === key) start -= 1;
    let end = i + 1;
    while (end < n && keyAt(end) === key) end += 1;
    if (end - start > 24) values.subarray(start, end).sort();
    else insertionSort(values, start, end);
    i = end - 1;
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
