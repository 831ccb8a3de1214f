import { AppError } from '../../core/error.js';
import { mapValues } from '../map-values.js';
import type { ModelImage } from '../model-image.js';

/**
 * The header's VOI window as LINEAR_EXACT (DICOM PS3.3 C.11.2.1.3.2): centre − width/2 → 0, centre + width/2 → 1,
 * clipped. Not LINEAR, which shifts by half a stored value and depends on integer values.
 * @throws AppError IMAGE-INVALID when the header has no window of positive width
 */
export function windowFromHeader(image: ModelImage): ModelImage {
  const { window } = image;
  if (window === null || !(window.width > 0)) {
    throw new AppError('IMAGE-INVALID', 'the header has no window of positive width', {
      hint: 'the model package asks for it in window-from-header; exclude such images by the eligibility',
    });
  }
  const low = window.centre - window.width / 2;
  const { width } = window;
  return {
    ...image,
    values: mapValues(image.values, (value) => Math.min(1, Math.max(0, (value - low) / width))),
    window: null,
  };
}
