import { mapValues } from '../map-values.js';
import type { ModelImage } from '../model-image.js';

/**
 * MONOCHROME1 stores high values for dark; this mirrors the values about the middle of the image's own range,
 * v → (min + max) − v, so that more attenuating is brighter and the range stays. The header's window is mirrored
 * with them. Any other photometric interpretation passes unchanged.
 */
export function invertMonochrome1(image: ModelImage): ModelImage {
  if (image.photometric !== 'MONOCHROME1') return image;
  let least = Infinity;
  let most = -Infinity;
  // By index: an iterator over a typed array costs ten times as much.
  for (let i = 0; i < image.values.length; i += 1) {
    const value = image.values[i] as number;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const sum = least + most;
  return {
    ...image,
    values: mapValues(image.values, (value) => sum - value),
    window: image.window === null ? null : { centre: sum - image.window.centre, width: image.window.width },
    // The values now read as MONOCHROME2: a second inversion would undo the first unseen.
    photometric: 'MONOCHROME2',
  };
}
