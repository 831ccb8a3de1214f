import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { refuse, requireLevel } from '../argument.js';
import type { Interval } from '../interval.js';
import { criticalNormal } from '../normal.js';
import { tableShares, type AgreementTable, type TableShares } from './agreement-table.js';

/**
 * How near two categories count as agreement: none (plain kappa), 1-|i-j|/(k-1), 1-((i-j)/(k-1))², or declared
 * disagreements (0 on the diagonal), turned into agreement by 1 - v/max(v).
 */
export type KappaWeights = 'none' | 'linear' | 'quadratic' | readonly (readonly number[])[];

export interface KappaEstimate {
  n: number;
  observedAgreement: number;
  expectedAgreement: number;
  kappa: number;
  /** Large-sample standard error of Fleiss, Cohen & Everitt 1969: for the interval. */
  standardError: number;
  /** Standard error when kappa = 0: for the test only. */
  standardErrorNull: number;
  /** kappa ± z SE, not clipped. */
  interval: Interval;
}

/**
 * Cohen's kappa (1960), weighted after Cohen 1968 (Psychol Bull 70:213), standard errors of Fleiss, Cohen & Everitt 1969
 * (Psychol Bull 72:323), as R's vcd; psych's variance for quadratic weights differs and is wrong.
 * @returns undefined for an empty table or when the expected agreement is 1 (one category only)
 * @throws AppError STATS-ARGUMENT for a table or weights that are not square, counts that are not counts
 */
export function cohenKappa(
  table: AgreementTable,
  options: { weights?: KappaWeights; level?: number } = {},
): Estimable<KappaEstimate> {
  const { weights = 'none', level = 0.95 } = options;
  requireLevel(level);
  const shares = tableShares(table);
  const w = agreementWeights(weights, table.length);
  if (shares === null) return undefinedBecause('no subject');
  const { n, categories: k, share, first, second } = shares;
  let observed = 0;
  let expected = 0;
  const rowMean = new Float64Array(k);
  const columnMean = new Float64Array(k);
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) {
      const weight = w[i * k + j]!;
      observed += weight * share[i * k + j]!;
      expected += weight * first[i]! * second[j]!;
      rowMean[i] = rowMean[i]! + weight * second[j]!;
      columnMean[j] = columnMean[j]! + weight * first[i]!;
    }
  }
  if (1 - expected < 1e-14) return undefinedBecause('expected agreement is 1');
  const kappa = (observed - expected) / (1 - expected);
  const [alternative, none] = variances(shares, w, rowMean, columnMean, kappa, expected);
  const standardError = Math.sqrt(alternative / n) / (1 - expected);
  const half = criticalNormal(level) * standardError;
  return defined({
    n,
    observedAgreement: observed,
    expectedAgreement: expected,
    kappa,
    standardError,
    standardErrorNull: Math.sqrt(none / n) / (1 - expected),
    interval: { lower: kappa - half, upper: kappa + half },
  });
}

/** Numerators of the two variances, summed about their means: a difference of squares would leave 1e-16 for 0. */
function variances(
  { categories: k, share, first, second }: TableShares,
  w: Float64Array,
  rowMean: Float64Array,
  columnMean: Float64Array,
  kappa: number,
  expected: number,
): [number, number] {
  const mean = kappa - expected * (1 - kappa);
  let alternative = 0;
  let none = 0;
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) {
      const margins = rowMean[i]! + columnMean[j]!;
      alternative += share[i * k + j]! * (w[i * k + j]! - margins * (1 - kappa) - mean) ** 2;
      none += first[i]! * second[j]! * (w[i * k + j]! - margins + expected) ** 2;
    }
  }
  return [alternative, none];
}

function agreementWeights(weights: KappaWeights, k: number): Float64Array {
  if (typeof weights !== 'string') return declaredWeights(weights, k);
  const w = new Float64Array(k * k);
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) {
      const gap = k === 1 ? 0 : Math.abs(i - j) / (k - 1);
      w[i * k + j] =
        weights === 'linear' ? 1 - gap : weights === 'quadratic' ? 1 - gap * gap : i === j ? 1 : 0;
    }
  }
  return w;
}

function declaredWeights(disagreement: readonly (readonly number[])[], k: number): Float64Array {
  if (disagreement.length !== k || disagreement.some((row) => row.length !== k))
    refuse('the disagreement weights do not fit the table', `give ${k} x ${k} weights`);
  const flat = disagreement.flat();
  const largest = Math.max(...flat);
  if (!(largest > 0) || flat.some((v) => !(v >= 0)) || !Number.isFinite(largest))
    refuse(
      'the disagreement weights are not finite and from 0',
      'give 0 for agreement and positive weights elsewhere',
    );
  return Float64Array.from(flat, (v) => 1 - v / largest);
}
