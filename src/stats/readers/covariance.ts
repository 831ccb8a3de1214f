import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { refuse } from '../argument.js';
import { delongCovariance } from '../delong-compare.js';
import { cellMoments, successMatrices } from './bdg-moments.js';
import { areaMetric, cellValues, type CellMetric, type ReaderPerformance } from './reader-performance.js';
import { isFullyCrossed, type ReaderStudy } from './reader-study.js';

/**
 * Covariance by the jackknife over cases, (n-1)/n times the centred cross products (Hillis, Obuchowski, Schartz & Berbaum
 * 2005, doi:10.1002/sim.2024); any metric, any design. Without a case that a cell did not read its value stays.
 * @throws AppError when a reader read nothing under a modality
 */
export function jackknifePerformance(study: ReaderStudy, metric: CellMetric): Estimable<ReaderPerformance> {
  requireEveryCell(study);
  const value = cellValues(study, metric);
  if (!value.defined) return value;
  const rows: Float64Array[] = [];
  for (let i = 0; i < study.cases.length; i += 1) {
    const without = cellValues(study, metric, i);
    if (!without.defined) return without;
    rows.push(without.value);
  }
  return defined({ ...shape(study), value: value.value, covariance: jackknifeCovariance(rows) });
}

/** Sum of squared deviations of a figure of merit (of order 1) below which it is rounding. */
const ROUNDING = 1e-26;

/** @param rows rows[case][cell]: every cell's value without that case */
export function jackknifeCovariance(rows: readonly Float64Array[]): Float64Array[] {
  const n = rows.length;
  const cells = rows[0]?.length ?? 0;
  const mean = new Float64Array(cells);
  for (const row of rows) for (let a = 0; a < cells; a += 1) mean[a] = mean[a]! + row[a]! / n;
  return symmetric(cells, (a, b) => {
    let sum = 0;
    for (const row of rows) sum += (row[a]! - mean[a]!) * (row[b]! - mean[b]!);
    // Equal values differ by their last bits, which is not a variance.
    return Math.abs(sum) < ROUNDING ? 0 : ((n - 1) / n) * sum;
  });
}

/** Covariance of AUCs by DeLong, DeLong & Clarke-Pearson 1988. @throws AppError unless fully crossed */
export function delongPerformance(study: ReaderStudy): Estimable<ReaderPerformance> {
  if (!isFullyCrossed(study)) refuse('the design is not fully crossed', 'use the jackknife or U-statistics');
  const result = delongCovariance(study.ratings, study.truth);
  if (!result.defined) return result;
  return defined({ ...shape(study), value: result.value.auc, covariance: result.value.covariance });
}

/**
 * Unbiased covariance of AUCs (Gallas, Pennello & Myers 2007, J Opt Soc Am A 24:B70), any design.
 * @throws AppError when a reader read nothing under a modality
 */
export function unbiasedPerformance(study: ReaderStudy): Estimable<ReaderPerformance> {
  requireEveryCell(study);
  const value = cellValues(study, areaMetric);
  if (!value.defined) return value;
  const success = successMatrices(study);
  const reasons: string[] = [];
  const covariance = symmetric(study.ratings.length, (a, b) => {
    const { covariance: between } = cellMoments(success[a]!, success[b]!);
    if (!between.defined) reasons.push(between.reason);
    return between.defined ? between.value : 0;
  });
  const reason = reasons[0];
  return reason === undefined
    ? defined({ ...shape(study), value: value.value, covariance })
    : undefinedBecause(reason);
}

/** The model has one value a reader and modality: a reader who never read under one has no place in it. */
function requireEveryCell({ read, readers, modalities, cases }: ReaderStudy): void {
  if (cases.length === 0) return;
  const empty = read.findIndex((row) => !row.includes(1));
  if (empty < 0) return;
  refuse(
    `reader ${readers[empty % readers.length] ?? ''} read nothing under modality ${modalities[Math.floor(empty / readers.length)] ?? ''}`,
    'leave that reader out, or use U-statistics',
  );
}

function shape(study: ReaderStudy): { modalities: number; readers: number } {
  return { modalities: study.modalities.length, readers: study.readers.length };
}

function symmetric(size: number, entry: (a: number, b: number) => number): Float64Array[] {
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      const value = entry(a, b);
      matrix[a]![b] = value;
      matrix[b]![a] = value;
    }
  }
  return matrix;
}
