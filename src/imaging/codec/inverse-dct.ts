/*
 * Inverse DCT in integers, the "slow" method of the Independent JPEG Group (Loeffler, Ligtenberg, Moschytz 1989, 13-bit
 * constants): the arithmetic of dcmtk, GDCM and libjpeg-turbo, so that lossy images come out as theirs do.
 */

const C0298 = 2446;
const C0390 = 3196;
const C0541 = 4433;
const C0765 = 6270;
const C0899 = 7373;
const C1175 = 9633;
const C1501 = 12299;
const C1847 = 15137;
const C1961 = 16069;
const C2053 = 16819;
const C2562 = 20995;
const C3072 = 25172;

const work = new Int32Array(64);

/**
 * @param coefficients of all blocks; 64 from `from`, in natural order
 * @param quantisation in natural order
 * @param precision 8 or 12 bit
 * @param to receives 8 × 8 samples from `at`, rows `stride` apart
 */
export function inverseDct(
  coefficients: Int16Array,
  from: number,
  quantisation: Uint16Array,
  precision: number,
  to: Uint16Array,
  at: number,
  stride: number,
): void {
  for (let i = 0; i < 64; i += 1) work[i] = coefficients[from + i]! * quantisation[i]!;
  // One bit of headroom less where the samples are wider.
  const extra = precision > 8 ? 1 : 2;
  for (let column = 0; column < 8; column += 1) pass(column, 8, 13 - extra);
  for (let row = 0; row < 64; row += 8) pass(row, 1, 13 + extra + 3);
  const centre = 2 ** (precision - 1);
  const largest = 2 ** precision - 1;
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const value = work[row * 8 + column]! + centre;
      to[at + row * stride + column] = value < 0 ? 0 : value > largest ? largest : value;
    }
  }
}

/** Eight values `step` apart, in place; the result is divided by 2^`shift`, rounded. */
function pass(first: number, step: number, shift: number): void {
  const i1 = first + step;
  const i2 = i1 + step;
  const i3 = i2 + step;
  const i4 = i3 + step;
  const i5 = i4 + step;
  const i6 = i5 + step;
  const i7 = i6 + step;
  const half = 1 << (shift - 1);

  const e2 = work[i2]!;
  const e6 = work[i6]!;
  const rotated = (e2 + e6) * C0541;
  const even2 = rotated - e6 * C1847;
  const even3 = rotated + e2 * C0765;
  const sum = (work[first]! + work[i4]!) * 8192 + half;
  const difference = (work[first]! - work[i4]!) * 8192 + half;
  const a0 = sum + even3;
  const a3 = sum - even3;
  const a1 = difference + even2;
  const a2 = difference - even2;

  const o0 = work[i7]!;
  const o1 = work[i5]!;
  const o2 = work[i3]!;
  const o3 = work[i1]!;
  const z5 = (o0 + o2 + o1 + o3) * C1175;
  const z1 = -(o0 + o3) * C0899;
  const z2 = -(o1 + o2) * C2562;
  const z3 = z5 - (o0 + o2) * C1961;
  const z4 = z5 - (o1 + o3) * C0390;
  const b0 = o0 * C0298 + z1 + z3;
  const b1 = o1 * C2053 + z2 + z4;
  const b2 = o2 * C3072 + z2 + z3;
  const b3 = o3 * C1501 + z1 + z4;

  work[first] = (a0 + b3) >> shift;
  work[i7] = (a0 - b3) >> shift;
  work[i1] = (a1 + b2) >> shift;
  work[i6] = (a1 - b2) >> shift;
  work[i2] = (a2 + b1) >> shift;
  work[i5] = (a2 - b1) >> shift;
  work[i3] = (a3 + b0) >> shift;
  work[i4] = (a3 - b0) >> shift;
}
