import { AppError } from '../../core/error.js';
import { mapValues } from '../map-values.js';
import type { ModelImage } from '../model-image.js';
import { quantiles } from './quantile.js';

/**
 * Linear map of two percentiles of the image (type 7, see `quantile.ts`) to 0 and 1, clipped.
 * @param lower percent, 0 ≤ lower < upper ≤ 100
 * @throws AppError IMAGE-INVALID when both percentiles are the same value: the image holds no contrast to scale
 */
export function scalePercentiles(image: ModelImage, lower: number, upper: number): ModelImage {
  const [low = Number.NaN, high = Number.NaN] = quantiles(image.values, [lower / 100, upper / 100]);
  const span = high - low;
  if (!(span > 0)) {
    throw new AppError('IMAGE-INVALID', `percentiles ${lower} and ${upper} of the image are the same value`, {
      hint: 'a flat image cannot be scaled; exclude such images by the eligibility of the protocol',
    });
  }
  return {
    ...image,
    values: mapValues(image.values, (value) => Math.min(1, Math.max(0, (value - low) / span))),
    window: null,
  };
}
