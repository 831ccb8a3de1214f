import type { PreprocessStep } from '../schema/types.js';
import { modalityImage, type ModelImage, type PixelSource } from './model-image.js';
import { invertMonochrome1 } from './steps/invert-monochrome1.js';
import { normalise } from './steps/normalise.js';
import { resize } from './steps/resize.js';
import { scalePercentiles } from './steps/scale-percentiles.js';
import { windowFromHeader } from './steps/window-from-header.js';

/**
 * The steps of a component in order, on modality values.
 * @throws AppError IMAGE-UNSUPPORTED or IMAGE-INVALID when a step is not defined on this image
 */
export function preprocess(source: PixelSource, steps: readonly PreprocessStep[]): ModelImage {
  return steps.reduce(applyStep, modalityImage(source));
}

function applyStep(image: ModelImage, step: PreprocessStep): ModelImage {
  switch (step.step) {
    case 'invert-monochrome1':
      return invertMonochrome1(image);
    case 'window-from-header':
      return windowFromHeader(image);
    case 'scale-percentiles':
      return scalePercentiles(image, step.lower, step.upper);
    case 'resize':
      return resize(image, step.rows, step.columns, step.method);
    case 'normalise':
      return normalise(image, step.mean, step.standardDeviation);
  }
}
