import type { ImageFacts } from '../../schema/types.js';
import type { DataSet } from '../data-set.js';
import { TAG } from '../tags.js';

/** Slices of a scanner: original ones are computed, hardly ever written on, and there are many of them. */
const SLICES = new Set(['CT', 'MR', 'PT', 'NM', 'RTDOSE', 'SEG']);
/** Of original slices every so many, told by InstanceNumber so that the choice is the same each time. */
const EVERY = 20;
const IMAGE_TYPE = 0x00080008;
const CONVERSION_TYPE = 0x00080064;
const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';

/**
 * Whether an inventory searches the pixels of an image for text: always, but for slices of CT, MR, PET and nuclear
 * medicine that call themselves original and are not flagged; of those each 20th, and any without a number.
 */
export function isSearchedForText(dataSet: DataSet, facts: ImageFacts): boolean {
  if (facts.burnedInAnnotation === true || !SLICES.has(facts.modality ?? '')) return true;
  const original = dataSet.texts(IMAGE_TYPE).slice(0, 2).join('\\').toUpperCase() === 'ORIGINAL\\PRIMARY';
  const captured = dataSet.has(CONVERSION_TYPE) || facts.sopClassUid?.startsWith(SECONDARY_CAPTURE) === true;
  if (!original || captured) return true;
  const number = Number(dataSet.text(TAG.InstanceNumber) ?? NaN);
  return !Number.isInteger(number) || number % EVERY === 1;
}
