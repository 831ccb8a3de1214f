import { ascending, requirePValues } from './p-values.js';

/** Hochberg (1988, Biometrika 75:800), step-up of Holm's bounds; needs positive dependence (Sarkar 1998). */
export function hochberg(p: ArrayLike<number>): Float64Array {
  return stepUp(p, (rank) => p.length - rank);
}

/** Benjamini & Hochberg (1995): false discovery rate, independence or positive dependence. */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  return stepUp(p, (rank) => p.length / (rank + 1));
}

/** Benjamini & Yekutieli (2001): false discovery rate under any dependence. */
export function benjaminiYekutieli(p: ArrayLike<number>): Float64Array {
  let harmonic = 0;
  for (let i = 1; i <= p.length; i += 1) harmonic += 1 / i;
  return stepUp(p, (rank) => (harmonic * p.length) / (rank + 1));
}

/** Running minimum from the largest p; `factor` by rank, 0 for the smallest. */
function stepUp(p: ArrayLike<number>, factor: (rank: number) => number): Float64Array {
  requirePValues(p);
  const order = ascending(p);
  const adjusted = new Float64Array(p.length);
  let lowest = 1;
  for (let rank = p.length - 1; rank >= 0; rank -= 1) {
    lowest = Math.min(lowest, factor(rank) * p[order[rank]!]!);
    adjusted[order[rank]!] = lowest;
  }
  return adjusted;
}
