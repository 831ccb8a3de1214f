import { AppError } from '../core/error.js';
import { modalityValues, type StoredValues } from '../imaging/modality-values.js';

/** What the model layer needs of decoded pixels; `StoredPixels` of the imaging layer fits it. */
export interface PixelSource extends StoredValues {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly photometric: string;
  /** VOI window of the header, in modality values. */
  readonly window: { readonly centre: number; readonly width: number } | null;
}

/**
 * One image on its way into the model: modality values (after rescale) and what later steps map them to. Steps compute
 * in doubles; the values are rounded to float32 once, at the tensor, so that no step depends on how another rounds.
 */
export interface ModelImage {
  readonly rows: number;
  readonly columns: number;
  /** Row after row, rows × columns. */
  readonly values: Float64Array;
  readonly photometric: string;
  /** VOI window of the header, in the units of `values`; null once it no longer applies. */
  readonly window: { readonly centre: number; readonly width: number } | null;
}

/**
 * Modality values of a single-frame greyscale image.
 * @throws AppError IMAGE-UNSUPPORTED for several frames or colour: no step is defined on them; IMAGE-INVALID for values
 *   that are not finite
 */
export function modalityImage(source: PixelSource): ModelImage {
  const { rows, columns, frames, samplesPerPixel } = source;
  if (frames !== 1 || samplesPerPixel !== 1) {
    throw new AppError(
      'IMAGE-UNSUPPORTED',
      `${frames} frames of ${samplesPerPixel} samples per pixel; the model takes one frame of one`,
      { place: source.place, hint: 'exclude such images by the eligibility of the protocol' },
    );
  }
  const values = new Float64Array(modalityValues(source));
  if (!allFinite(values)) {
    throw new AppError('IMAGE-INVALID', 'the image holds values that are not finite', {
      place: source.place,
      hint: 'exclude such images by the eligibility of the protocol',
    });
  }
  return { rows, columns, values, photometric: source.photometric, window: source.window };
}

function allFinite(values: Float64Array): boolean {
  // One sum finds any of them: NaN and infinities never leave it, and finite single-precision values cannot overflow it.
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number;
  return Number.isFinite(sum);
}
