import type { SurfaceDistances } from './surface-distances.js';

/** Average symmetric surface distance, mm: the mean of all distances of both directions together (Heimann et al. 2009). */
export function assd({ referenceToPrediction: a, predictionToReference: b }: SurfaceDistances): number {
  return (total(a) + total(b)) / (a.length + b.length);
}

/** Mean average surface distance, mm: the mean of the two directed means. */
export function masd({ referenceToPrediction: a, predictionToReference: b }: SurfaceDistances): number {
  return (total(a) / a.length + total(b) / b.length) / 2;
}

function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
