import type { PlannedCriterion } from '../../schema/analysis-plan.js';
import type { Limits } from '../../schema/types.js';
import { ALPHA_SLACK } from '../../stats/inference/p-values.js';
import { limitsOf } from '../../schema/criterion-limits.js';
import { holdLimit } from '../limit.js';

/**
 * The test that belongs to an interval: at one-sided level a the null hypothesis is rejected when the interval that
 * leaves a outside at each end meets the criterion. So a decision and an interval of the same level never disagree.
 */
export interface LevelTest {
  /** Limits at a one-sided level; null where they do not exist. */
  limits: (oneSided: number) => Limits | null;
  rejects: (oneSided: number) => boolean;
  /** Smallest level at which it rejects, found to a relative tolerance of 1e-9 from above. */
  p: () => number;
  /** True when it rejects at the smallest level that is looked at: the p value is at most this. */
  pIsBound: () => boolean;
  /** Makes the p value agree with the decision at this very level, where the two lie within the tolerance. */
  settle: (oneSided: number) => void;
}

/** No level below this is looked at: levels are differences from 1, and digits run out. */
const SMALLEST_LEVEL = 1e-6;
/** Above it an interval has no meaning: less than 0.2 % confidence. */
const LARGEST_LEVEL = 0.499;
const TOLERANCE = 1e-9;
/** Levels, evenly spaced by ratio, at which a limit is looked at besides the one asked for. */
const GRID = 16;

/**
 * @param limitsAt interval at a one-sided level; null where there is none
 * @param alpha level of the family
 * @param resamples of a bootstrap, whose quantiles end at 1 / (resamples + 1); null for other methods
 *
 * A stricter level must not give a limit nearer to the estimate. Formulas keep that law; BCa, which falls back to
 * percentiles where its own formula breaks, need not. Limits are therefore the outermost of those at the level asked
 * for and at the laxer levels of a fixed grid, up to alpha: rejecting at one level then implies rejecting at the laxer
 * ones, as the procedures assume.
 */
export function levelTest(
  criterion: PlannedCriterion,
  limitsAt: (oneSided: number) => Limits | null,
  alpha: number,
  resamples: number | null,
): LevelTest {
  const smallest = resamples === null ? SMALLEST_LEVEL : 1 / (resamples + 1);
  const held = limitsOf(criterion);
  const grid = gridOf(smallest);
  const known = new Map<number, Limits | null>();
  const at = (level: number): Limits | null => {
    let limits = known.get(level);
    if (limits === undefined) known.set(level, (limits = limitsAt(level)));
    return limits;
  };
  const limits = (level: number): Limits | null => {
    const laxest = level <= alpha ? alpha : LARGEST_LEVEL;
    const levels = [level, ...grid.filter((other) => other > level && other < laxest), laxest];
    return levels.map(at).reduce(outermost);
  };
  const rejects = (level: number): boolean => {
    const found = limits(level);
    return found !== null && held.every((limit) => holdLimit(limit, found[limit.bound] ?? NaN).holds);
  };
  /** Halves the ratio until the two lie within the tolerance. @returns the level that still rejects */
  const search = (keeps: number, rejecting: number): number => {
    let [low, high] = [keeps, rejecting];
    while (high > low * (1 + TOLERANCE)) {
      const middle = Math.sqrt(low * high);
      if (middle <= low || middle >= high) break;
      if (rejects(middle)) high = middle;
      else low = middle;
    }
    return high;
  };
  const invert = (): number => {
    if (rejects(alpha)) return rejects(smallest) ? smallest : search(smallest, alpha);
    return rejects(LARGEST_LEVEL) ? search(alpha, LARGEST_LEVEL) : 1;
  };
  let p: number | undefined;
  const value = (): number => (p ??= invert());
  return {
    limits,
    rejects,
    p: value,
    pIsBound: () => value() === smallest && rejects(smallest),
    settle: (level) => {
      if (!grid.includes(level)) grid.push(level);
      if (rejects(level)) p = Math.min(value(), level);
      else p = Math.max(rejects(alpha) ? search(level, alpha) : invert(), level + 2 * ALPHA_SLACK);
    },
  };
}

function gridOf(smallest: number): number[] {
  const step = (LARGEST_LEVEL / smallest) ** (1 / GRID);
  return Array.from({ length: GRID - 1 }, (_, i) => smallest * step ** (i + 1));
}

/** The limits further from the estimate on each side; null when one of the intervals does not exist. */
function outermost(a: Limits | null, b: Limits | null): Limits | null {
  if (a === null || b === null) return null;
  return { lower: outer(a.lower, b.lower, Math.min), upper: outer(a.upper, b.upper, Math.max) };
}

/** A side without a limit is unbounded, which is the furthest there is. */
function outer(a: number | null, b: number | null, further: (a: number, b: number) => number): number | null {
  return a === null || b === null ? null : further(a, b);
}
