import type { DataSet } from '../data-set.js';
import { LIMITS } from '../limits.js';
import { OBJECT_TAG } from '../object-tags.js';
import type { ContentItem } from './content-tree.js';

export type ReportReference = ImageReference | ImageCoordinates | PatientCoordinates;

export interface ImageReference {
  type: 'IMAGE';
  instanceUid: string;
  sopClassUid: string | null;
  segments: number[];
  frames: number[];
}

/** Places in one image (PS3.3 C.18.6): column and row of each point, the upper left corner of the image at 0, 0. */
export interface ImageCoordinates {
  type: 'SCOORD';
  graphic: string | null;
  points: number;
  coordinates: Float32Array;
  /** The image they are selected from. */
  images: ImageReference[];
}

/** Places in the patient (PS3.3 C.18.9): x, y, z of each point in mm, LPS. */
export interface PatientCoordinates {
  type: 'SCOORD3D';
  graphic: string | null;
  points: number;
  coordinates: Float32Array;
  frameOfReferenceUid: string | null;
}

/**
 * What a content item refers to; nothing for items that are neither images nor coordinates.
 * @param root of the tree, for the image that coordinates name by its place in it
 * @throws AppError IMAGE-INVALID for coordinates that are no points
 */
export function referencesOf(item: ContentItem, root: ContentItem): ReportReference[] {
  const { valueType, dataSet, children } = item;
  if (valueType === 'IMAGE') return imageReferences(dataSet);
  if (valueType !== 'SCOORD' && valueType !== 'SCOORD3D') return [];
  const width = valueType === 'SCOORD' ? 2 : 3;
  const coordinates = readCoordinates(dataSet, width);
  const common = {
    graphic: dataSet.code(OBJECT_TAG.GraphicType),
    points: coordinates.length / width,
    coordinates,
  };
  if (valueType === 'SCOORD3D') {
    const frameOfReferenceUid = dataSet.text(OBJECT_TAG.ReferencedFrameOfReferenceUID);
    return [{ type: valueType, ...common, frameOfReferenceUid }];
  }
  const sources = children.map((child) => byPlace(child, root) ?? child);
  const images = sources.flatMap((child) =>
    child.valueType === 'IMAGE' ? imageReferences(child.dataSet) : [],
  );
  return [{ type: valueType, ...common, images }];
}

function imageReferences(dataSet: DataSet): ImageReference[] {
  const references: ImageReference[] = [];
  for (const image of dataSet.items(OBJECT_TAG.ReferencedSOPSequence)) {
    const instanceUid = image.text(OBJECT_TAG.ReferencedSOPInstanceUID);
    if (instanceUid === null) continue;
    references.push({
      type: 'IMAGE',
      instanceUid,
      sopClassUid: image.text(OBJECT_TAG.ReferencedSOPClassUID),
      segments: words(image, OBJECT_TAG.ReferencedSegmentNumber, 2),
      frames: image.integers(OBJECT_TAG.ReferencedFrameNumber),
    });
  }
  return references;
}

/** Single floats (FL), `width` a point. */
function readCoordinates(dataSet: DataSet, width: number): Float32Array {
  const element = dataSet.elements.get(OBJECT_TAG.GraphicData);
  if (element === undefined) return new Float32Array(0);
  if (element.length % (4 * width) !== 0) {
    throw dataSet.invalid(OBJECT_TAG.GraphicData, `has ${element.length} bytes, not ${4 * width} a point`);
  }
  const { view, littleEndian } = element.encoding;
  const coordinates = new Float32Array(element.length / 4);
  for (let i = 0; i < coordinates.length; i += 1) {
    const value = view.getFloat32(element.valueOffset + 4 * i, littleEndian);
    if (!(Math.abs(value) <= LIMITS.coordinateMm)) {
      throw dataSet.invalid(OBJECT_TAG.GraphicData, `holds ${value}, which is no place`);
    }
    coordinates[i] = value;
  }
  return coordinates;
}

/** The item that an item by reference names by its place in the tree: the root is 1, its second child 1\2. */
function byPlace({ dataSet }: ContentItem, root: ContentItem): ContentItem | null {
  const [first, ...path] = words(dataSet, OBJECT_TAG.ReferencedContentItemIdentifier, 4);
  if (first !== 1) return null;
  let item: ContentItem | undefined = root;
  for (const place of path) item = item?.children[place - 1];
  return item ?? null;
}

/** Whole numbers of an element with one value or several (US or UL). */
function words(dataSet: DataSet, tag: number, width: 2 | 4): number[] {
  const element = dataSet.elements.get(tag);
  if (element === undefined) return [];
  const { view, littleEndian } = element.encoding;
  return Array.from({ length: Math.floor(element.length / width) }, (_, i) => {
    const at = element.valueOffset + width * i;
    return width === 2 ? view.getUint16(at, littleEndian) : view.getUint32(at, littleEndian);
  });
}
