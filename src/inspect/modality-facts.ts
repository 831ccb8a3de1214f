import { conceptOf } from '../imaging/coded-concept.js';
import type { DataSet } from '../imaging/data-set.js';
import type { DicomFile } from '../imaging/dicom.js';
import { lookUp } from '../imaging/lookup-table.js';
import { OBJECT_TAG } from '../imaging/object-tags.js';
import type { StoredPixels } from '../imaging/stored-pixels.js';
import { TAG } from '../imaging/tags.js';
import { range } from './range.js';

/** Attributes only this line of `inspect` shows. */
const SHOWN = {
  pixelIntensityRelationship: 0x00281040,
  doseUnits: 0x30040002,
  doseType: 0x30040004,
  doseSummationType: 0x3004000a,
} as const;
const DOSE_GRID_SCALING = 0x3004000e;
const REAL_WORLD_VALUE_MAPPING = 0x00409096;
const LUT_EXPLANATION = 0x00283003;
const LUT_LABEL = 0x00409210;
const LUT_DATA = 0x00409212;

interface Mapped {
  word: number;
  double: number;
}
const FIRST_MAPPED: Mapped = { word: 0x00409216, double: 0x00409214 };
const LAST_MAPPED: Mapped = { word: 0x00409211, double: 0x00409213 };
const INTERCEPT = 0x00409224;
const SLOPE = 0x00409225;

/**
 * Values after the modality transform, what they mean, and the other scalings of the header: dose grids (PS3.3 C.8.8.3),
 * PET units (C.8.9.1), real world value maps (C.7.6.16.2.11).
 */
export function modalityFacts({ dataSet }: DicomFile, pixels: StoredPixels): Record<string, unknown> {
  const values = modalitySummary(pixels);
  const doseGridScaling = dataSet.decimal(DOSE_GRID_SCALING);
  const texts: Record<string, string> = {};
  for (const [name, tag] of Object.entries(SHOWN)) {
    const text = dataSet.text(tag);
    if (text !== null) texts[name] = text;
  }
  return {
    units: dataSet.text(TAG.Units),
    ...values,
    doseGridScaling,
    ...texts,
    ...(doseGridScaling === null || values === null
      ? {}
      : { doseValues: scaled(values.modalityValues, doseGridScaling) }),
    realWorldValueMapping: realWorldValueMaps(dataSet, pixels),
  };
}

/**
 * Of the whole image or all its frames; of frames that differ, what the first says. A map is linear, or a table of the
 * stored values from the first to the last it maps. `values` is what a linear map of all frames makes of the smallest
 * and largest stored value.
 */
function realWorldValueMaps(dataSet: DataSet, pixels: StoredPixels): Record<string, unknown>[] {
  const ofAll = [dataSet, dataSet.firstItem(TAG.SharedFunctionalGroupsSequence)].find(mapsValues);
  const holder = ofAll ?? dataSet.firstItem(TAG.PerFrameFunctionalGroupsSequence);
  const stored = pixels.samplesPerPixel === 1 && ofAll !== undefined ? range(pixels.stored) : null;
  return [...(holder?.items(REAL_WORLD_VALUE_MAPPING) ?? [])].map((item) => {
    const [slope, intercept] = [item.double(SLOPE), item.double(INTERCEPT)];
    return {
      label: item.text(LUT_LABEL),
      explanation: item.text(LUT_EXPLANATION),
      unit: conceptOf(item, OBJECT_TAG.MeasurementUnitsCodeSequence),
      slope,
      intercept,
      firstValueMapped: mappedValue(item, FIRST_MAPPED, pixels.signed),
      lastValueMapped: mappedValue(item, LAST_MAPPED, pixels.signed),
      table: item.has(LUT_DATA),
      values: stored === null ? null : linear(stored, slope, intercept),
    };
  });
}

function mapsValues(holder: DataSet | null): boolean {
  return holder?.has(REAL_WORLD_VALUE_MAPPING) === true;
}

/** A word whose sign is that of the pixels, or a double for pixels of more than 16 bit and floats. */
function mappedValue(item: DataSet, { word, double }: Mapped, signed: boolean): number | null {
  const value = item.unsigned(word);
  if (value === null) return item.double(double);
  return signed ? (value << 16) >> 16 : value;
}

function linear({ min, max }: Omit<Triple, 'mean'>, slope: number | null, intercept: number | null) {
  if (min === null || max === null || slope === null || intercept === null) return null;
  const ends = [min * slope + intercept, max * slope + intercept];
  return { min: Math.min(...ends), max: Math.max(...ends) };
}

function scaled({ min, max, mean }: Triple, by: number): Triple {
  const times = (value: number | null): number | null => (value === null ? null : value * by);
  return { min: times(min), max: times(max), mean: times(mean) };
}

interface Triple {
  min: number | null;
  max: number | null;
  mean: number | null;
}

/**
 * Smallest, largest and mean modality value of grey images, with padding and without; colours have none.
 * DoseGridScaling is no modality transform and left out here.
 */
function modalitySummary(pixels: StoredPixels): {
  modalityValues: Triple;
  modalityValuesWithoutPadding: Triple;
  paddingPixels: number;
} | null {
  if (pixels.samplesPerPixel !== 1 || pixels.photometric === 'PALETTE COLOR') return null;
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
  facts(): Triple {
    const mean = this.#sum / this.count;
    return Number.isFinite(mean)
      ? { min: this.#min, max: this.#max, mean }
      : { min: null, max: null, mean: null };
  }
}
