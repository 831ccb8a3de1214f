import type { Estimable } from '../core/estimable.js';
import { defined, undefinedBecause } from '../core/estimable.js';
import { requireProbability } from '../stats/argument.js';
import { checkLroc, type LrocData } from './lroc.js';

/** Operating points at the distinct ratings of all cases, from (0,0) to (1, fraction correctly localised). */
export interface LrocCurve {
  readonly rating: Float64Array;
  /** False-positive fraction: normal cases at or above the rating. */
  readonly fpf: Float64Array;
  /** Correctly localised abnormal cases at or above the rating, over all abnormal cases. */
  readonly pcl: Float64Array;
}

/** Empirical LROC curve. @returns undefined when a class is empty */
export function lrocCurve(data: LrocData): Estimable<LrocCurve> {
  checkLroc(data);
  const { normal, abnormal, correct } = data;
  if (abnormal.length === 0) return undefinedBecause('no abnormal case');
  if (normal.length === 0) return undefinedBecause('no normal case');
  const ratings = Float64Array.from(new Set([...Array.from(normal), ...Array.from(abnormal)]))
    .sort()
    .reverse();
  const falseAt = new Map<number, number>();
  const rightAt = new Map<number, number>();
  for (let i = 0; i < normal.length; i += 1) falseAt.set(normal[i]!, (falseAt.get(normal[i]!) ?? 0) + 1);
  for (let i = 0; i < abnormal.length; i += 1) {
    if (correct[i] === 1) rightAt.set(abnormal[i]!, (rightAt.get(abnormal[i]!) ?? 0) + 1);
  }
  const size = ratings.length + 1;
  const curve = { rating: new Float64Array(size), fpf: new Float64Array(size), pcl: new Float64Array(size) };
  curve.rating[0] = Infinity;
  let alarms = 0;
  let right = 0;
  ratings.forEach((rating, k) => {
    alarms += falseAt.get(rating) ?? 0;
    right += rightAt.get(rating) ?? 0;
    curve.rating[k + 1] = rating;
    curve.fpf[k + 1] = alarms / normal.length;
    curve.pcl[k + 1] = right / abnormal.length;
  });
  return defined(curve);
}

/**
 * Fraction correctly localised at a false-positive fraction, on the polyline. `upper`: at a vertical rise the upper
 * point counts. `rjafroc`: the rule of RJafroc's LROC figures of merit, the lower point of a rise and a flat last segment
 * (correct localisations at the lowest rating do not count).
 */
export function pclAtFpf(curve: LrocCurve, fpf: number, rule: 'upper' | 'rjafroc' = 'upper'): number {
  requireProbability('the false-positive fraction', fpf);
  return rule === 'upper' ? upperPoint(curve.fpf, curve.pcl, fpf) : lowerPoint(curve.fpf, curve.pcl, fpf);
}

/** Area under the LROC polyline from 0 to a false-positive fraction. */
export function lrocAreaTo(curve: LrocCurve, fpf: number): number {
  requireProbability('the false-positive fraction', fpf);
  const { fpf: x, pcl: y } = curve;
  let area = 0;
  for (let k = 1; k < x.length && x[k - 1]! < fpf; k += 1) {
    if (x[k] === x[k - 1]) continue;
    const end = Math.min(x[k]!, fpf);
    const width = end - x[k - 1]!;
    const height = y[k - 1]! + ((y[k]! - y[k - 1]!) * width) / (x[k]! - x[k - 1]!);
    area += (width * (y[k - 1]! + height)) / 2;
  }
  return area;
}

function upperPoint(x: Float64Array, y: Float64Array, at: number): number {
  let last = 0;
  for (let k = 1; k < x.length; k += 1) if (x[k]! <= at) last = k;
  if (last === x.length - 1) return y[last]!;
  return y[last]! + ((y[last + 1]! - y[last]!) * (at - x[last]!)) / (x[last + 1]! - x[last]!);
}

function lowerPoint(x: Float64Array, y: Float64Array, at: number): number {
  const end = x.length - 1;
  // That tool's cut-offs are strict: unless some case has no correct localisation, the lowest rating is lost.
  const height = (k: number): number => (k === end && y[end] === 1 ? y[end - 1]! : y[k]!);
  let upper = 0;
  while (upper < end && x[upper]! < at) upper += 1;
  if (upper === 0) return height(0);
  const share = (at - x[upper - 1]!) / (x[upper]! - x[upper - 1]!);
  return height(upper - 1) + share * (height(upper) - height(upper - 1));
}
