import { refuse } from '../stats/argument.js';

/** One case of a localisation study, before matching is stored. */
export interface FrocCase {
  case: number | string;
  /** Weights are positive and sum to 1 within the case; leave every weight out for 1 / number of lesions. */
  lesions: readonly { lesion: number | string; weight?: number }[];
}

/** One matched mark: `lesion` 0 is a false positive (non-lesion localisation). */
export interface FrocMark {
  case: number | string;
  lesion: number | string;
  rating: number;
}

/**
 * Marks after matching, ready for every FROC-type estimator. Only the highest mark on a lesion is kept: lower marks on
 * the same lesion are neither true nor false positives. An unmarked lesion or case has rating -Infinity.
 */
export interface FrocData {
  /** Number of cases, diseased and non-diseased. */
  readonly cases: number;
  /** 1 when the case holds a lesion. */
  readonly diseased: Uint8Array;
  /** Case index, weight within its case and highest rating of every lesion, grouped by case. */
  readonly lesionCase: Uint32Array;
  readonly lesionWeight: Float64Array;
  readonly lesionRating: Float64Array;
  /** Case index and rating of every false-positive mark. */
  readonly falseCase: Uint32Array;
  readonly falseRating: Float64Array;
  /** Highest false-positive rating of each case. */
  readonly highestFalse: Float64Array;
  /** Highest rating of any mark on each case: the inferred ROC rating. */
  readonly highestMark: Float64Array;
}

/** Thirds written with four digits are still thirds. */
const WEIGHT_SLACK = 1e-3;

/**
 * Checks and indexes matched marks.
 * @throws AppError STATS-ARGUMENT for a duplicate case or lesion, a mark on an unknown case or lesion, a rating that is
 * not finite, or weights that do not sum to 1
 */
export function frocData(cases: readonly FrocCase[], marks: readonly FrocMark[]): FrocData {
  const caseIndex = new Map<string, number>();
  const lesionIndex = new Map<string, number>();
  const lesionCase: number[] = [];
  const lesionWeight: number[] = [];
  cases.forEach((entry, index) => {
    const id = String(entry.case);
    if (caseIndex.has(id)) refuse(`case ${id} is listed twice`, 'list every case once');
    caseIndex.set(id, index);
    const weights = caseWeights(entry);
    entry.lesions.forEach(({ lesion }, position) => {
      const key = lesionKey(id, lesion);
      if (String(lesion) === '0')
        refuse(`case ${id} names a lesion 0`, 'number lesions from 1: 0 marks a false positive');
      if (lesionIndex.has(key))
        refuse(`lesion ${lesion} of case ${id} is listed twice`, 'list every lesion once');
      lesionIndex.set(key, lesionCase.length);
      lesionCase.push(index);
      lesionWeight.push(weights[position]!);
    });
  });

  const lesionRating = new Float64Array(lesionCase.length).fill(-Infinity);
  const highestFalse = new Float64Array(cases.length).fill(-Infinity);
  const highestMark = new Float64Array(cases.length).fill(-Infinity);
  const falseCase: number[] = [];
  const falseRating: number[] = [];
  for (const mark of marks) {
    const id = String(mark.case);
    const index = caseIndex.get(id);
    if (index === undefined)
      refuse(`a mark names case ${id}, which is not listed`, 'list every case that was read');
    if (!Number.isFinite(mark.rating))
      refuse(`a mark on case ${id} has rating ${mark.rating}`, 'give every mark a finite rating');
    highestMark[index] = Math.max(highestMark[index]!, mark.rating);
    if (String(mark.lesion) === '0') {
      falseCase.push(index);
      falseRating.push(mark.rating);
      highestFalse[index] = Math.max(highestFalse[index]!, mark.rating);
    } else {
      const lesion = lesionIndex.get(lesionKey(id, mark.lesion));
      if (lesion === undefined)
        refuse(`a mark names lesion ${mark.lesion} of case ${id}, which is not listed`, 'list every lesion');
      lesionRating[lesion] = Math.max(lesionRating[lesion]!, mark.rating);
    }
  }
  return {
    cases: cases.length,
    diseased: Uint8Array.from(cases, (entry) => (entry.lesions.length > 0 ? 1 : 0)),
    lesionCase: Uint32Array.from(lesionCase),
    lesionWeight: Float64Array.from(lesionWeight),
    lesionRating,
    falseCase: Uint32Array.from(falseCase),
    falseRating: Float64Array.from(falseRating),
    highestFalse,
    highestMark,
  };
}

function lesionKey(caseId: string, lesion: number | string): string {
  return `${caseId}\u0000${lesion}`;
}

function caseWeights(entry: FrocCase): number[] {
  const given = entry.lesions.map((lesion) => lesion.weight);
  if (given.every((weight) => weight === undefined)) return given.map(() => 1 / given.length);
  let sum = 0;
  for (const weight of given) {
    if (weight === undefined || !(weight > 0))
      refuse(
        `case ${entry.case} has a lesion weight ${weight ?? 'missing'}`,
        'weights are positive, for all lesions of a case or for none',
      );
    sum += weight;
  }
  if (Math.abs(sum - 1) > WEIGHT_SLACK)
    refuse(`the lesion weights of case ${entry.case} sum to ${sum}`, 'weights sum to 1 within a case');
  return given.map((weight) => weight! / sum);
}
