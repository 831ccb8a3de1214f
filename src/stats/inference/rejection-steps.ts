import { passShare, requireGraph, type TestingGraph } from './graphical-gatekeeping.js';
import { ALPHA_SLACK, ascending, requireAlpha, requirePValues } from './p-values.js';

/** One hypothesis held against its level. */
export interface RejectionStep {
  /** Position among the p values. */
  hypothesis: number;
  /** The level it was held against: its share of alpha at this step. */
  level: number;
  rejected: boolean;
  /** Levels of all hypotheses after the step, 0 for rejected ones; null where no level is passed on (Hochberg). */
  levels: number[] | null;
}

/** A procedure walked through, not only its outcome: what a reader can follow with a pencil. */
export interface RejectionSteps {
  steps: RejectionStep[];
  rejected: boolean[];
  /** Level at which each hypothesis was decided last; 0 for one that no share reached. */
  levels: number[];
  /** Levels before the first step; for Hochberg, which has none, zeros. */
  startLevels: number[];
}

/**
 * The sequentially rejective graph procedure, step by step (Bretz, Maurer, Brannath & Posch 2009, Stat Med 28:586, algorithm 1).
 * Of the hypotheses left, the one with the smallest p over its share is next, the first of equal ones; when none
 * can be rejected, each of them is listed with the level it kept. Decides as `graphicalGatekeeping`
 * does; the order of steps cannot change what is rejected.
 * @throws AppError STATS-ARGUMENT for weights or transitions that are not shares
 */
export function graphSteps(p: ArrayLike<number>, graph: TestingGraph, alpha: number): RejectionSteps {
  requirePValues(p);
  requireAlpha(alpha);
  const weight = requireGraph(p, graph);
  const edge = graph.transitions.map((row) => Float64Array.from(row));
  const left = new Set(weight.keys());
  const rejected = Array.from(weight, () => false);
  const levels = Array.from(weight, (share) => levelOfShare(share, alpha));
  const startLevels = [...levels];
  const steps: RejectionStep[] = [];
  const stillHeld = (): number[] => levels.map((level, i) => (left.has(i) ? level : 0));
  const ratio = (i: number): number => (weight[i] === 0 ? Infinity : p[i]! / weight[i]!);
  for (;;) {
    const order = [...left].filter((i) => weight[i]! > 0).sort((a, b) => ratio(a) - ratio(b) || a - b);
    const next = order.find((i) => p[i]! <= levelOfShare(weight[i]!, alpha) + ALPHA_SLACK);
    if (next === undefined) {
      for (const i of order)
        steps.push({ hypothesis: i, level: levels[i]!, rejected: false, levels: stillHeld() });
      break;
    }
    const level = levels[next]!;
    rejected[next] = true;
    left.delete(next);
    passShare(next, left, weight, edge);
    for (const i of left) levels[i] = levelOfShare(weight[i]!, alpha);
    steps.push({ hypothesis: next, level, rejected: true, levels: stillHeld() });
  }
  return { steps, rejected, levels, startLevels };
}

/**
 * Hochberg's procedure, step by step: from the largest p, held against alpha, alpha / 2, alpha / 3 … until one is
 * rejected, and with it every smaller one at the same level (Hochberg 1988, Biometrika 75:800). Decides as `hochberg`.
 */
export function hochbergSteps(p: ArrayLike<number>, alpha: number): RejectionSteps {
  requirePValues(p);
  requireAlpha(alpha);
  const order = ascending(p).reverse();
  const rejected = order.map(() => false);
  const levels = order.map(() => 0);
  const steps: RejectionStep[] = [];
  let found = 0;
  order.forEach((i, rank) => {
    const level = found > 0 ? found : levelOfShare(1 / (rank + 1), alpha);
    const rejects = p[i]! <= level + ALPHA_SLACK;
    if (rejects) found = level;
    rejected[i] = rejects;
    levels[i] = level;
    steps.push({ hypothesis: i, level, rejected: rejects, levels: null });
  });
  return { steps, rejected, levels, startLevels: order.map(() => 0) };
}

/** Equal shares, each passed on in equal parts: Holm's procedure as a graph. */
export function holmGraph(hypotheses: number): TestingGraph {
  const each = Array.from({ length: hypotheses }, (_, i) => i);
  return {
    weights: each.map(() => 1 / hypotheses),
    transitions: each.map((i) => each.map((j) => (i === j ? 0 : 1 / (hypotheses - 1)))),
  };
}

/** The whole of alpha on the first, handed on to the next: a fixed sequence as a graph. @param order positions */
export function sequenceGraph(order: readonly number[]): TestingGraph {
  const each = order.map((_, i) => i);
  return {
    weights: each.map((i) => (order[0] === i ? 1 : 0)),
    transitions: each.map((i) => each.map((j) => (order[order.indexOf(i) + 1] === j ? 1 : 0))),
  };
}

/** Shares that are kept: weighted Bonferroni as a graph. */
export function bonferroniGraph(weights: readonly number[]): TestingGraph {
  return { weights, transitions: weights.map(() => weights.map(() => 0)) };
}

/** Fifteen digits: sums of shares leave a few ulp, and a level is printed and compared. */
export function levelOfShare(share: number, alpha: number): number {
  return Number((share * alpha).toPrecision(15));
}
