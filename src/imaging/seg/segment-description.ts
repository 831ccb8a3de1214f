import { conceptOf, isConcept } from '../coded-concept.js';
import type { CodedConcept } from '../coded-concept.js';
import type { DataSet } from '../data-set.js';
import { OBJECT_TAG } from '../object-tags.js';

/** One item of the Segment Sequence (PS3.3 C.8.20.4). */
export interface SegmentDescription {
  number: number;
  label: string | null;
  description: string | null;
  algorithm: string | null;
  algorithmName: string | null;
  category: CodedConcept | null;
  type: CodedConcept | null;
  anatomicRegion: CodedConcept | null;
  trackingId: string | null;
  trackingUid: string | null;
  /** RecommendedDisplayCIELabValue turned into sRGB, 0 to 255. */
  colour: [number, number, number] | null;
}

/**
 * Segments by number, in the order of the file; numbers need not be 1 … n.
 * @throws AppError IMAGE-INVALID for a segment without a number, a number that stands twice, or no segment at all
 */
export function readSegmentDescriptions(dataSet: DataSet): Map<number, SegmentDescription> {
  const segments = new Map<number, SegmentDescription>();
  for (const item of dataSet.items(OBJECT_TAG.SegmentSequence)) {
    const number = item.unsigned(OBJECT_TAG.SegmentNumber);
    if (number === null) throw item.invalid(OBJECT_TAG.SegmentNumber, 'is missing in a segment');
    if (segments.has(number)) throw item.invalid(OBJECT_TAG.SegmentNumber, `${number} stands twice`);
    segments.set(number, {
      number,
      label: item.text(OBJECT_TAG.SegmentLabel),
      description: item.text(OBJECT_TAG.SegmentDescription),
      algorithm: item.code(OBJECT_TAG.SegmentAlgorithmType),
      algorithmName: item.text(OBJECT_TAG.SegmentAlgorithmName),
      category: conceptOf(item, OBJECT_TAG.SegmentedPropertyCategoryCodeSequence),
      type: conceptOf(item, OBJECT_TAG.SegmentedPropertyTypeCodeSequence),
      anatomicRegion: conceptOf(item, OBJECT_TAG.AnatomicRegionSequence),
      trackingId: item.text(OBJECT_TAG.TrackingID),
      trackingUid: item.text(OBJECT_TAG.TrackingUID),
      colour: colourOf(item),
    });
  }
  if (segments.size === 0) throw dataSet.invalid(OBJECT_TAG.SegmentSequence, 'describes no segment');
  return segments;
}

/** Segments of a label map that stand for "nothing here" (CID 7150 and 7151: 125040 DCM). */
export function isBackground({ type }: SegmentDescription): boolean {
  return isConcept(type, 'DCM', '125040');
}

/** CIELab with D50 white as 16-bit numbers (PS3.3 C.10.7.1.1) → sRGB by the D50 matrix of ICC profiles. */
function colourOf(item: DataSet): [number, number, number] | null {
  const bytes = item.bytes(OBJECT_TAG.RecommendedDisplayCIELabValue);
  const element = item.elements.get(OBJECT_TAG.RecommendedDisplayCIELabValue);
  if (bytes === null || element === undefined || bytes.length !== 6) return null;
  const { view, littleEndian } = element.encoding;
  const word = (i: number): number => view.getUint16(element.valueOffset + 2 * i, littleEndian);
  const lightness = (word(0) * 100) / 65535;
  const a = (word(1) * 255) / 65535 - 128;
  const b = (word(2) * 255) / 65535 - 128;
  const fy = (lightness + 16) / 116;
  const inverse = (t: number): number => (t > 6 / 29 ? t ** 3 : 3 * (6 / 29) ** 2 * (t - 4 / 29));
  const [x, y, z] = [0.96422 * inverse(fy + a / 500), inverse(fy), 0.82521 * inverse(fy - b / 200)];
  return [
    gamma(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
    gamma(-0.9787684 * x + 1.9161415 * y + 0.033454 * z),
    gamma(0.0719453 * x - 0.2289914 * y + 1.4052427 * z),
  ];
}

function gamma(linear: number): number {
  const u = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (u <= 0.0031308 ? 12.92 * u : 1.055 * u ** (1 / 2.4) - 0.055));
}
