import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';

export type KappaWeights = 'none' | 'linear' | 'quadratic';

/**
 * Cohen's kappa of a k×k table, plain or weighted (Cohen 1960, 1968), as chance-corrected agreement of truth and
 * prediction: 1 - Σ w observed / Σ w expected, w the disagreement weight of a cell. Undefined when no disagreement is
 * expected (all in one class, or no cases).
 * @param table rows truth, columns prediction
 */
export function kappaOfTable(table: readonly ArrayLike<number>[], weights: KappaWeights = 'none'): Estimable {
  const k = table.length;
  const rows = new Float64Array(k);
  const columns = new Float64Array(k);
  let n = 0;
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) {
      rows[i]! += table[i]![j]!;
      columns[j]! += table[i]![j]!;
      n += table[i]![j]!;
    }
  }
  if (n === 0) return undefinedBecause('no cases');
  let observed = 0;
  let expected = 0;
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) {
      const step = Math.abs(i - j);
      const weight = weights === 'none' ? Number(step > 0) : weights === 'linear' ? step : step * step;
      observed += weight * table[i]![j]!;
      expected += weight * rows[i]! * (columns[j]! / n);
    }
  }
  return expected === 0 ? undefinedBecause('expected agreement is 1') : defined(1 - observed / expected);
}
