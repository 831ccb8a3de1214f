import { atLeastOne } from './bonferroni.js';
import { ascending, requirePValues } from './p-values.js';

/** Holm (1979, Scand J Stat 6:65), step-down; uniformly better than Bonferroni, any dependence. */
export function holm(p: ArrayLike<number>): Float64Array {
  return stepDown(p, (value, left) => Math.min(1, left * value));
}

/** Holm-Sidak: the step-down with Sidak's bound. */
export function holmSidak(p: ArrayLike<number>): Float64Array {
  return stepDown(p, atLeastOne);
}

/** Running maximum from the smallest p, each adjusted for the hypotheses still standing. */
function stepDown(p: ArrayLike<number>, adjust: (p: number, left: number) => number): Float64Array {
  requirePValues(p);
  const adjusted = new Float64Array(p.length);
  let highest = 0;
  ascending(p).forEach((index, rank) => {
    highest = Math.max(highest, adjust(p[index]!, p.length - rank));
    adjusted[index] = highest;
  });
  return adjusted;
}
