import { requireScores } from '../argument.js';

/** Both samples in one ascending order, equal values as one step. */
export interface EcdfSteps {
  readonly value: Float64Array;
  /** How many of each sample lie at the value. */
  readonly reference: Float64Array;
  readonly fresh: Float64Array;
  readonly n: number;
  readonly m: number;
}

/** @throws AppError STATS-ARGUMENT for a value that is NaN */
export function ecdfSteps(reference: ArrayLike<number>, fresh: ArrayLike<number>): EcdfSteps {
  requireScores(reference);
  requireScores(fresh);
  const a = Float64Array.from(reference).sort();
  const b = Float64Array.from(fresh).sort();
  const value: number[] = [];
  const ofA: number[] = [];
  const ofB: number[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const here = j >= b.length || (i < a.length && a[i]! <= b[j]!) ? a[i]! : b[j]!;
    const fromI = i;
    const fromJ = j;
    while (i < a.length && a[i] === here) i += 1;
    while (j < b.length && b[j] === here) j += 1;
    value.push(here);
    ofA.push(i - fromI);
    ofB.push(j - fromJ);
  }
  return {
    value: Float64Array.from(value),
    reference: Float64Array.from(ofA),
    fresh: Float64Array.from(ofB),
    n: a.length,
    m: b.length,
  };
}
