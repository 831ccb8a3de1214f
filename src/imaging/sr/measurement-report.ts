import { conceptOf, isConcept } from '../coded-concept.js';
import type { CodedConcept } from '../coded-concept.js';
import type { DataSet } from '../data-set.js';
import { OBJECT_TAG } from '../object-tags.js';
import { itemsBelow, readContentTree } from './content-tree.js';
import type { ContentItem } from './content-tree.js';

/** Structured reports of all classes; TID 1500 lives in Enhanced, Comprehensive and Comprehensive 3D SR. */
const SR_CLASSES = '1.2.840.10008.5.1.4.1.1.88.';

export function isReport(sopClassUid: string | null): boolean {
  return sopClassUid?.startsWith(SR_CLASSES) === true;
}

/** One NUM item. */
export interface Measurement {
  concept: CodedConcept | null;
  /** As written, so that no digit is lost; null where the report says that there is no value. */
  value: string | null;
  units: CodedConcept | null;
  /** Why there is no value, or what is special about it. */
  qualifier: CodedConcept | null;
  /** Of this measurement alone, beside that of its group (highdicom writes both). */
  trackingUid: string | null;
  /** Modifiers such as the derivation (mean, maximum) or method. */
  modifiers: { concept: CodedConcept | null; value: CodedConcept }[];
}

export type ReportReference =
  | { type: 'IMAGE'; instanceUid: string; segments: number[]; frames: number[] }
  | { type: 'SCOORD' | 'SCOORD3D'; graphic: string | null; points: number };

/** Measurement Group (TID 1410, 1411 and 1501). */
export interface MeasurementGroup {
  trackingId: string | null;
  trackingUid: string | null;
  finding: CodedConcept | null;
  findingSite: CodedConcept | null;
  measurements: Measurement[];
  references: ReportReference[];
}

export interface Report {
  title: CodedConcept | null;
  /** Template identifier, `1500` for measurement reports. */
  template: string | null;
  completion: string | null;
  verification: string | null;
  groups: MeasurementGroup[];
  /** NUM items of the whole tree. */
  numericItems: number;
  outsideGroups: Measurement[];
  contentItems: number;
  imageUids: string[];
}

/** @throws AppError IMAGE-INVALID for a tree beyond the bounds, and for values that are no numbers */
export function readReport(dataSet: DataSet): Report {
  const root = readContentTree(dataSet);
  const all = [...itemsBelow(root)];
  const groups = all.filter(isGroup);
  const inGroups = new Set(groups.flatMap((group) => [...itemsBelow(group)]));
  const numeric = all.filter(({ valueType }) => valueType === 'NUM');
  const images = all.flatMap(referencesOf).flatMap((one) => (one.type === 'IMAGE' ? [one.instanceUid] : []));
  return {
    title: root.concept,
    template:
      dataSet.firstItem(OBJECT_TAG.ContentTemplateSequence)?.text(OBJECT_TAG.TemplateIdentifier) ?? null,
    completion: dataSet.code(OBJECT_TAG.CompletionFlag),
    verification: dataSet.code(OBJECT_TAG.VerificationFlag),
    groups: groups.map(readGroup),
    numericItems: numeric.length,
    outsideGroups: numeric.filter((item) => !inGroups.has(item)).map(readMeasurement),
    contentItems: all.length,
    imageUids: [...new Set(images)],
  };
}

function isGroup({ valueType, concept }: ContentItem): boolean {
  return valueType === 'CONTAINER' && isConcept(concept, 'DCM', '125007');
}

function readGroup(group: ContentItem): MeasurementGroup {
  const coded = (item: ContentItem | undefined): CodedConcept | null =>
    item === undefined ? null : conceptOf(item.dataSet, OBJECT_TAG.ConceptCodeSequence);
  const below = [...itemsBelow(group)];
  return {
    trackingId: childOf(group.children, ['DCM', '112039'])?.dataSet.text(OBJECT_TAG.TextValue) ?? null,
    trackingUid: childOf(group.children, ['DCM', '112040'])?.dataSet.text(OBJECT_TAG.UID) ?? null,
    finding: coded(childOf(group.children, ['DCM', '121071'])),
    findingSite: coded(childOf(group.children, ['SRT', 'G-C0E3'], ['SCT', '363698007'])),
    measurements: group.children.filter(({ valueType }) => valueType === 'NUM').map(readMeasurement),
    references: below.flatMap(referencesOf),
  };
}

function childOf(
  children: readonly ContentItem[],
  ...codes: [scheme: string, value: string][]
): ContentItem | undefined {
  return children.find(({ concept }) => codes.some(([scheme, value]) => isConcept(concept, scheme, value)));
}

function readMeasurement({ dataSet, concept, children }: ContentItem): Measurement {
  const measured = dataSet.firstItem(OBJECT_TAG.MeasuredValueSequence);
  // Read as a number first: text that is none is refused.
  if (measured !== null) measured.decimals(OBJECT_TAG.NumericValue);
  return {
    concept,
    value: measured?.text(OBJECT_TAG.NumericValue) ?? null,
    units: measured === null ? null : conceptOf(measured, OBJECT_TAG.MeasurementUnitsCodeSequence),
    qualifier: conceptOf(dataSet, OBJECT_TAG.NumericValueQualifierCodeSequence),
    trackingUid: childOf(children, ['DCM', '112040'])?.dataSet.text(OBJECT_TAG.UID) ?? null,
    modifiers: children.flatMap((child) => {
      const value = conceptOf(child.dataSet, OBJECT_TAG.ConceptCodeSequence);
      return child.valueType === 'CODE' && value !== null ? [{ concept: child.concept, value }] : [];
    }),
  };
}

function referencesOf({ valueType, dataSet }: ContentItem): ReportReference[] {
  if (valueType === 'SCOORD' || valueType === 'SCOORD3D') {
    // Single floats, two or three a point.
    const bytes = dataSet.bytes(OBJECT_TAG.GraphicData)?.length ?? 0;
    const width = valueType === 'SCOORD' ? 8 : 12;
    if (bytes % width !== 0) {
      throw dataSet.invalid(OBJECT_TAG.GraphicData, `has ${bytes} bytes, not ${width} a point`);
    }
    return [{ type: valueType, graphic: dataSet.code(OBJECT_TAG.GraphicType), points: bytes / width }];
  }
  if (valueType !== 'IMAGE') return [];
  const references: ReportReference[] = [];
  for (const image of dataSet.items(OBJECT_TAG.ReferencedSOPSequence)) {
    const instanceUid = image.text(OBJECT_TAG.ReferencedSOPInstanceUID);
    if (instanceUid === null) continue;
    references.push({
      type: 'IMAGE',
      instanceUid,
      segments: segmentNumbers(image),
      frames: image.integers(OBJECT_TAG.ReferencedFrameNumber),
    });
  }
  return references;
}

/** ReferencedSegmentNumber has one value or several (US). */
function segmentNumbers(image: DataSet): number[] {
  const element = image.elements.get(OBJECT_TAG.ReferencedSegmentNumber);
  if (element === undefined) return [];
  const { view, littleEndian } = element.encoding;
  return Array.from({ length: Math.floor(element.length / 2) }, (_, i) =>
    view.getUint16(element.valueOffset + 2 * i, littleEndian),
  );
}
