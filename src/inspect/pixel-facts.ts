import type { DicomFile } from '../imaging/dicom.js';
import { lookUp } from '../imaging/lookup-table.js';
import type { StoredPixels } from '../imaging/stored-pixels.js';
import { TAG } from '../imaging/tags.js';

const HIGH_BIT = 0x00280102;
const LOSSY = 0x00282110;
const RESCALE_TYPE = 0x00281054;
const VOI_LUT_SEQUENCE = 0x00283010;
const DOSE_GRID_SCALING = 0x3004000e;

/** What the header says about the pixels beyond their size, and their values after the modality transform. */
export function pixelFacts({ dataSet, facts }: DicomFile, pixels: StoredPixels): Record<string, unknown> {
  return {
    bitsStored: pixels.bitsStored,
    highBit: dataSet.unsigned(HIGH_BIT),
    planarConfiguration: dataSet.unsigned(TAG.PlanarConfiguration),
    pixelSpacingMm: facts.pixelSpacingMm,
    rescaleType: dataSet.text(RESCALE_TYPE),
    rescalePerFrame: pixels.rescalePerFrame,
    modalityTable: pixels.modalityTable,
    voiTable: dataSet.has(VOI_LUT_SEQUENCE),
    window: pixels.window,
    padding: pixels.padding,
    lossyCompression: dataSet.text(LOSSY),
    doseGridScaling: dataSet.decimal(DOSE_GRID_SCALING),
    burnedInAnnotation: facts.burnedInAnnotation,
    patientIdentityRemoved: facts.deidentified,
    ...modalityFacts(pixels),
  };
}

/**
 * Smallest, largest and mean modality value of grey images, with padding and without; colours have none. Dose grids are
 * left in stored units: `doseGridScaling` is given beside them.
 */
export function modalityFacts(pixels: StoredPixels): Record<string, unknown> {
  if (pixels.samplesPerPixel !== 1 || pixels.photometric === 'PALETTE COLOR') return {};
  const { stored, padding, modalityLookup: table } = pixels;
  const all = new Summary();
  const picture = new Summary();
  const transforms = pixels.rescalePerFrame ?? [pixels.rescale];
  const size = stored.length / transforms.length;
  transforms.forEach(({ slope, intercept }, frame) => {
    for (let i = frame * size; i < (frame + 1) * size; i += 1) {
      const value = stored[i] ?? 0;
      const modality = table === null ? value * slope + intercept : lookUp(table, value);
      all.add(modality);
      if (padding === null || value < padding.from || value > padding.to) picture.add(modality);
    }
  });
  return {
    modalityValues: all.facts(),
    modalityValuesWithoutPadding: picture.facts(),
    paddingPixels: all.count - picture.count,
  };
}

class Summary {
  count = 0;
  #min = Infinity;
  #max = -Infinity;
  #sum = 0;

  add(value: number): void {
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    this.#sum += value;
    this.count += 1;
  }

  /** Null each for nothing, and for values that are no numbers. */
  facts(): { min: number | null; max: number | null; mean: number | null } {
    const mean = this.#sum / this.count;
    return Number.isFinite(mean)
      ? { min: this.#min, max: this.#max, mean }
      : { min: null, max: null, mean: null };
  }
}
