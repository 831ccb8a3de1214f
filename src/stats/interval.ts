/** Limits on the scale of the estimate; `lower <= upper`, either may be infinite where the estimator says so. */
export interface Interval {
  lower: number;
  upper: number;
}

/**
 * `two`: both limits together have the level. `one`: each limit alone is a one-sided limit of the level, so a
 * two-sided 95 % interval equals the pair of one-sided 97.5 % limits.
 */
export type Sides = 'two' | 'one';

/** Probability left outside at each end that the limits guard. @param level confidence as a fraction, 0.95 */
export function tailProbability(level: number, sides: Sides = 'two'): number {
  return sides === 'two' ? (1 - level) / 2 : 1 - level;
}

export function clip(interval: Interval, lowest = 0, highest = 1): Interval {
  return {
    lower: Math.min(Math.max(interval.lower, lowest), highest),
    upper: Math.min(Math.max(interval.upper, lowest), highest),
  };
}

/** The confidence level that leaves `oneSided` at each end; the declared one, to the last bit, where it does already. */
export function levelLeaving(oneSided: number, declared: number, sides: Sides): number {
  if (Math.abs(oneSided - tailProbability(declared, sides)) <= 1e-12) return declared;
  return sides === 'two' ? 1 - 2 * oneSided : 1 - oneSided;
}
