/**
 * Inverse of a small symmetric positive-definite matrix by Cholesky; null when it is singular to rounding.
 * @param matrix k rows of k
 */
export function invertSymmetric(matrix: readonly Float64Array[]): Float64Array[] | null {
  const k = matrix.length;
  const lower = matrix.map(() => new Float64Array(k));
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i]![j]!;
      for (let l = 0; l < j; l += 1) sum -= lower[i]![l]! * lower[j]![l]!;
      if (i !== j) lower[i]![j] = sum / lower[j]![j]!;
      else if (sum > 1e-13 * Math.abs(matrix[i]![i]!)) lower[i]![i] = Math.sqrt(sum);
      else return null;
    }
  }
  return matrix.map((_, column) => solve(lower, column));
}

/** L Lᵀ x = unit vector. */
function solve(lower: readonly Float64Array[], column: number): Float64Array {
  const k = lower.length;
  const x = new Float64Array(k);
  for (let i = 0; i < k; i += 1) {
    let sum = i === column ? 1 : 0;
    for (let l = 0; l < i; l += 1) sum -= lower[i]![l]! * x[l]!;
    x[i] = sum / lower[i]![i]!;
  }
  for (let i = k - 1; i >= 0; i -= 1) {
    let sum = x[i]!;
    for (let l = i + 1; l < k; l += 1) sum -= lower[l]![i]! * x[l]!;
    x[i] = sum / lower[i]![i]!;
  }
  return x;
}
