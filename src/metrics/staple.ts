import type { Estimable } from '../core/estimable.js';
import { defined, undefinedBecause } from '../core/estimable.js';
import { refuse, requireSameLength } from '../stats/argument.js';

export interface StapleOptions {
  /** Multiplies the mean of all decisions to give the prior. @default 1 */
  confidenceWeight?: number;
  /** Where the EM starts, the same for every rater. @default 0.99999 (ITK) */
  initialSensitivity?: number;
  initialSpecificity?: number;
  /** The EM stops when no parameter moves by more. @default 1e-13 */
  tolerance?: number;
  /** @default 100000 */
  maxIterations?: number;
}

export interface StapleEstimate {
  /** Prior probability of foreground, the same everywhere: it depends on how the image was cropped. */
  prior: number;
  sensitivity: Float64Array;
  /** Undefined when every decision of every rater is foreground. */
  specificity: Estimable<Float64Array>;
  /** Probability of foreground, each voxel. */
  probability: Float64Array;
  iterations: number;
  converged: boolean;
}

/**
 * Simultaneous truth and performance level estimation of binary masks: EM for each rater's sensitivity and specificity
 * and the hidden truth (Warfield, Zou & Wells 2004, doi:10.1109/TMI.2004.828354), conventions of ITK: prior = mean of all
 * decisions x confidence weight, no spatial model. Voxels with the same decisions are computed once.
 * @param raters one mask a rater (0 or not 0), all of the same length
 * @returns undefined without a foreground decision
 * @throws AppError STATS-ARGUMENT for no rater, no voxel, unequal lengths or parameters outside (0, 1)
 */
export function staple(
  raters: readonly Uint8Array[],
  options: StapleOptions = {},
): Estimable<StapleEstimate> {
  const {
    confidenceWeight = 1,
    initialSensitivity = 0.99999,
    initialSpecificity = 0.99999,
    tolerance = 1e-13,
    maxIterations = 100_000,
  } = options;
  requireRaters(raters);
  if (!(confidenceWeight > 0)) refuse(`confidence weight ${confidenceWeight}`, 'give a weight above 0');
  for (const start of [initialSensitivity, initialSpecificity]) {
    if (!(start > 0 && start < 1)) refuse(`the EM starts at ${start}`, 'start strictly between 0 and 1');
  }
  const { patternOf, decisions, count } = patterns(raters);
  const voxels = raters[0]!.length;
  let positive = 0;
  for (let k = 0; k < count.length; k += 1)
    for (const decision of decisions[k]!) positive += decision * count[k]!;
  if (positive === 0) return undefinedBecause('no rater marked foreground');
  const prior = (confidenceWeight * positive) / (voxels * raters.length);
  if (prior > 1) refuse(`the prior is ${prior}`, 'give a smaller confidence weight');

  const sensitivity = new Float64Array(raters.length).fill(initialSensitivity);
  const specificity = new Float64Array(raters.length).fill(initialSpecificity);
  const weight = new Float64Array(count.length);
  let iterations = 0;
  let moved = Infinity;
  while (moved > tolerance && iterations < maxIterations) {
    expectation(decisions, prior, sensitivity, specificity, weight);
    moved = maximization(decisions, count, weight, sensitivity, specificity);
    iterations += 1;
  }
  expectation(decisions, prior, sensitivity, specificity, weight);
  return defined({
    prior,
    sensitivity,
    specificity: prior === 1 ? undefinedBecause('every decision is foreground') : defined(specificity),
    probability: Float64Array.from(patternOf, (k) => weight[k]!),
    iterations,
    converged: moved <= tolerance,
  });
}

/** Voxels that more than half of the raters marked. */
export function majorityVote(raters: readonly Uint8Array[]): Uint8Array {
  requireRaters(raters);
  return raters[0]!.map((_, i) => {
    let votes = 0;
    for (const rater of raters) if (rater[i] !== 0) votes += 1;
    return 2 * votes > raters.length ? 1 : 0;
  });
}

function requireRaters(raters: readonly Uint8Array[]): void {
  const first = raters[0];
  if (first === undefined) refuse('no rater', 'give at least one mask');
  if (first.length === 0) refuse('the masks hold no voxel', 'give masks with voxels');
  for (const rater of raters) requireSameLength(first, rater, 'masks of raters');
}

function patterns(raters: readonly Uint8Array[]): {
  patternOf: Uint32Array;
  decisions: Uint8Array[];
  count: number[];
} {
  const index = new Map<string, number>();
  const decisions: Uint8Array[] = [];
  const count: number[] = [];
  const patternOf = new Uint32Array(raters[0]!.length);
  for (let i = 0; i < patternOf.length; i += 1) {
    let key = '';
    for (const rater of raters) key += rater[i] === 0 ? '0' : '1';
    let pattern = index.get(key);
    if (pattern === undefined) {
      pattern = decisions.length;
      index.set(key, pattern);
      decisions.push(Uint8Array.from(key, Number));
      count.push(0);
    }
    count[pattern] = count[pattern]! + 1;
    patternOf[i] = pattern;
  }
  return { patternOf, decisions, count };
}

function expectation(
  decisions: readonly Uint8Array[],
  prior: number,
  sensitivity: Float64Array,
  specificity: Float64Array,
  weight: Float64Array,
): void {
  const ifForeground = new Float64Array(sensitivity.length);
  const ifBackground = new Float64Array(sensitivity.length);
  decisions.forEach((decision, k) => {
    decision.forEach((positive, j) => {
      ifForeground[j] = positive === 1 ? sensitivity[j]! : 1 - sensitivity[j]!;
      ifBackground[j] = positive === 1 ? 1 - specificity[j]! : specificity[j]!;
    });
    const foreground = prior * product(ifForeground);
    const background = (1 - prior) * product(ifBackground);
    // Raters that are all perfect and yet disagree say nothing about this voxel.
    weight[k] = foreground + background === 0 ? prior : foreground / (foreground + background);
  });
}

/**
 * In order of size, not of raters: where raters contradict each other symmetrically, the rounding of another order would
 * decide which of two solutions the EM falls into. Sorts in place.
 */
function product(factors: Float64Array): number {
  let result = 1;
  for (const factor of factors.sort()) result *= factor;
  return result;
}

/** @returns the largest move of a parameter */
function maximization(
  decisions: readonly Uint8Array[],
  count: readonly number[],
  weight: Float64Array,
  sensitivity: Float64Array,
  specificity: Float64Array,
): number {
  let foreground = 0;
  let background = 0;
  for (let k = 0; k < count.length; k += 1) {
    foreground += count[k]! * weight[k]!;
    background += count[k]! * (1 - weight[k]!);
  }
  let moved = 0;
  for (let j = 0; j < sensitivity.length; j += 1) {
    let hit = 0;
    let rejected = 0;
    for (let k = 0; k < count.length; k += 1) {
      if (decisions[k]![j] === 1) hit += count[k]! * weight[k]!;
      else rejected += count[k]! * (1 - weight[k]!);
    }
    const p = foreground === 0 ? sensitivity[j]! : hit / foreground;
    const q = background === 0 ? specificity[j]! : rejected / background;
    moved = Math.max(moved, Math.abs(p - sensitivity[j]!), Math.abs(q - specificity[j]!));
    sensitivity[j] = p;
    specificity[j] = q;
  }
  return moved;
}
