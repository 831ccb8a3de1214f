import { refuse } from '../argument.js';
import { requireWeights } from './fixed-sequence.js';
import { requirePValues } from './p-values.js';

/** Hypotheses as nodes with shares of alpha; edges say where a rejected hypothesis' share goes. */
export interface TestingGraph {
  /** Share of alpha of each hypothesis, sum at most 1. */
  readonly weights: ArrayLike<number>;
  /** transitions[i][j]: part of i's share that j receives when i is rejected; rows sum to at most 1, diagonal 0. */
  readonly transitions: readonly ArrayLike<number>[];
}

/**
 * Adjusted p values of the sequentially rejective graph procedure (Bretz, Maurer, Brannath & Posch 2009, Stat Med 28:586,
 * algorithm 2): the closed test of weighted Bonferroni tests in graph form. Serial and parallel gatekeeping, fixed
 * sequence, fallback and Holm are graphs.
 * @returns cut at 1; 1 for a hypothesis that no share ever reaches
 * @throws AppError STATS-ARGUMENT for weights or transitions that are not shares
 */
export function graphicalGatekeeping(p: ArrayLike<number>, graph: TestingGraph): Float64Array {
  requirePValues(p);
  const weight = requireGraph(p, graph);
  const edge = graph.transitions.map((row) => Float64Array.from(row));
  const left = new Set(weight.keys());
  const adjusted = new Float64Array(p.length).fill(1);
  let highest = 0;
  while (left.size > 0) {
    let next = -1;
    let smallest = Infinity;
    for (const i of left) {
      const ratio = weight[i] === 0 ? Infinity : p[i]! / weight[i]!;
      if (ratio < smallest) [next, smallest] = [i, ratio];
    }
    if (next < 0) break;
    highest = Math.min(1, Math.max(highest, smallest));
    adjusted[next] = highest;
    left.delete(next);
    passShare(next, left, weight, edge);
  }
  return adjusted;
}

/** Hands a rejected hypothesis' share on and closes the paths that led through it; changes `weight` and `edge`. */
export function passShare(
  gone: number,
  left: ReadonlySet<number>,
  weight: Float64Array,
  edge: readonly Float64Array[],
): void {
  const before = edge.map((row) => Float64Array.from(row));
  for (const l of left) {
    weight[l] = weight[l]! + weight[gone]! * before[gone]![l]!;
    const loop = before[l]![gone]! * before[gone]![l]!;
    for (const k of left) {
      const through = before[l]![k]! + before[l]![gone]! * before[gone]![k]!;
      edge[l]![k] = l === k || loop >= 1 ? 0 : through / (1 - loop);
    }
  }
  weight[gone] = 0;
}

/** @returns a copy of the weights @throws AppError STATS-ARGUMENT for weights or transitions that are not shares */
export function requireGraph(p: ArrayLike<number>, { weights, transitions }: TestingGraph): Float64Array {
  requireWeights(weights, p);
  if (transitions.length !== p.length)
    refuse('the transitions do not fit the p values', 'give one row a hypothesis');
  transitions.forEach((row, i) => {
    if (row.length !== p.length)
      refuse(`transition row ${i} has ${row.length} entries`, 'give one entry a hypothesis');
    let sum = 0;
    for (let j = 0; j < row.length; j += 1) {
      if (!(row[j]! >= 0) || (i === j && row[j] !== 0))
        refuse(
          `transition ${i} to ${j} is ${String(row[j])}`,
          'transitions are shares from 0, none to itself',
        );
      sum += row[j]!;
    }
    if (sum > 1 + 1e-9)
      refuse(
        `the transitions of hypothesis ${i} sum to ${sum}`,
        'a hypothesis passes on at most its whole share',
      );
  });
  return Float64Array.from(weights);
}
