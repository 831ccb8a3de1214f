import { mapValues } from '../map-values.js';
import type { ModelImage } from '../model-image.js';

/** (v − mean) / standard deviation, both of the training data, in the units the step before left. */
export function normalise(image: ModelImage, mean: number, standardDeviation: number): ModelImage {
  return {
    ...image,
    values: mapValues(image.values, (value) => (value - mean) / standardDeviation),
    window: null,
  };
}
