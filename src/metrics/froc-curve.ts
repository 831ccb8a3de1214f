import type { Estimable } from '../core/estimable.js';
import { defined, undefinedBecause } from '../core/estimable.js';
import { requireSameLength } from '../stats/argument.js';
import type { FrocData } from './froc-data.js';

/**
 * Whose false positives are counted, over how many images. `all`: every false positive over every case (LUNA16,
 * CAMELYON16, MONAI). `nondiseased`: those of cases without a lesion over these cases (RJafroc's NLF).
 */
export type FrocDenominator = 'all' | 'nondiseased';

/** Operating points from strict to lax; the first is (Infinity, 0, 0). Tied ratings enter together. */
export interface FrocCurve {
  readonly rating: Float64Array;
  /** False-positive marks per image at `mark rating >= rating`. */
  readonly fpPerImage: Float64Array;
  /** Fraction of lesions whose highest mark is `>= rating`. */
  readonly sensitivity: Float64Array;
}

/**
 * Empirical FROC curve (Bunch et al. 1978; Chakraborty 2017, Observer Performance Methods, ch. 12).
 * @param multiplicity how often each case is counted (a bootstrap resample); once each when left out
 * @returns undefined without a lesion or without an image in the denominator
 */
export function frocCurve(
  data: FrocData,
  denominator: FrocDenominator,
  multiplicity?: Uint32Array,
): Estimable<FrocCurve> {
  if (multiplicity !== undefined) requireSameLength(multiplicity, data.diseased, 'multiplicities and cases');
  const times = (index: number): number => (multiplicity === undefined ? 1 : multiplicity[index]!);
  let images = 0;
  for (let i = 0; i < data.cases; i += 1)
    if (denominator === 'all' || data.diseased[i] === 0) images += times(i);
  let lesions = 0;
  for (const index of data.lesionCase) lesions += times(index);
  if (lesions === 0) return undefinedBecause('no lesion');
  if (images === 0) return undefinedBecause(denominator === 'all' ? 'no case' : 'no non-diseased case');

  const hits = new Map<number, number>();
  const alarms = new Map<number, number>();
  const count = (into: Map<number, number>, rating: number, weight: number): void => {
    if (weight > 0) into.set(rating, (into.get(rating) ?? 0) + weight);
  };
  data.lesionRating.forEach((rating, l) => {
    if (rating > -Infinity) count(hits, rating, times(data.lesionCase[l]!));
  });
  data.falseRating.forEach((rating, m) => {
    const index = data.falseCase[m]!;
    if (denominator === 'all' || data.diseased[index] === 0) count(alarms, rating, times(index));
  });

  const ratings = Float64Array.from(new Set([...hits.keys(), ...alarms.keys()]))
    .sort()
    .reverse();
  const curve = {
    rating: new Float64Array(ratings.length + 1),
    fpPerImage: new Float64Array(ratings.length + 1),
    sensitivity: new Float64Array(ratings.length + 1),
  };
  curve.rating[0] = Infinity;
  let hit = 0;
  let alarm = 0;
  ratings.forEach((rating, k) => {
    hit += hits.get(rating) ?? 0;
    alarm += alarms.get(rating) ?? 0;
    curve.rating[k + 1] = rating;
    curve.fpPerImage[k + 1] = alarm / images;
    curve.sensitivity[k + 1] = hit / lesions;
  });
  return defined(curve);
}
