import { conceptOf, isConcept } from '../coded-concept.js';
import type { CodedConcept } from '../coded-concept.js';
import type { DataSet } from '../data-set.js';
import type { ObjectReferences } from '../object-references.js';
import { OBJECT_TAG } from '../object-tags.js';
import { SEG_CLASSES } from '../object-classes.js';
import { addReaders } from '../readers.js';
import type { NamedReader } from '../readers.js';
import { TAG } from '../tags.js';
import { readContentTree } from './content-tree.js';
import type { ContentItem } from './content-tree.js';
import { referencesOf } from './report-references.js';
import type { ReportReference } from './report-references.js';

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
  modifiers: CodedAnswer[];
}

export interface CodedAnswer {
  concept: CodedConcept | null;
  value: CodedConcept;
}

/** Measurement Group (TID 1410, 1411 and 1501). */
export interface MeasurementGroup {
  trackingId: string | null;
  trackingUid: string | null;
  finding: CodedConcept | null;
  findingSite: CodedConcept | null;
  /** Other coded answers: qualitative evaluations. */
  evaluations: CodedAnswer[];
  /** Those of nested items too, but not of groups within the group. */
  measurements: Measurement[];
  references: ReportReference[];
  /** Person observers of the group, else those of what is around it. */
  observers: NamedReader[];
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
  /** Instances that items refer to, segmentations among them. */
  referencedInstances: number;
  /** Images and frames of reference: what is measured must lie there. */
  references: ObjectReferences;
  coordinates: Exclude<ReportReference, { type: 'IMAGE' }>[];
  readers: NamedReader[];
}

/** @throws AppError IMAGE-INVALID for a tree beyond the bounds, values that are no numbers, coordinates that are no places */
export function readReport(dataSet: DataSet): Report {
  const root = readContentTree(dataSet);
  const readers: NamedReader[] = [];
  const groups: MeasurementGroup[] = [];
  const outsideGroups: Measurement[] = [];
  const references: ReportReference[] = [];
  let [numericItems, contentItems] = [0, 0];
  visit(root, [], []);
  for (const observer of dataSet.items(OBJECT_TAG.VerifyingObserverSequence)) {
    addReaders(readers, observer, OBJECT_TAG.VerifyingObserverName, 'verifier');
  }
  for (const author of dataSet.items(OBJECT_TAG.AuthorObserverSequence)) {
    addReaders(readers, author, OBJECT_TAG.PersonName, 'author');
  }
  return {
    title: root.concept,
    template:
      dataSet.firstItem(OBJECT_TAG.ContentTemplateSequence)?.text(OBJECT_TAG.TemplateIdentifier) ?? null,
    completion: dataSet.code(OBJECT_TAG.CompletionFlag),
    verification: dataSet.code(OBJECT_TAG.VerificationFlag),
    groups,
    numericItems,
    outsideGroups,
    contentItems,
    referencedInstances: instancesOf(references, () => true).size,
    references: objectReferences(dataSet, references),
    coordinates: references.filter((one) => one.type !== 'IMAGE'),
    readers,
  };

  /** @param around the groups an item is in, the innermost last */
  function visit(
    item: ContentItem,
    around: readonly MeasurementGroup[],
    inherited: readonly NamedReader[],
  ): void {
    contentItems += 1;
    const own = observersOf(item);
    readers.push(...own);
    const observers = own.length > 0 ? own : inherited;
    if (isGroup(item)) {
      const group = readGroup(item, [...observers]);
      groups.push(group);
      around = [...around, group];
    }
    if (item.valueType === 'NUM') {
      numericItems += 1;
      (around.at(-1)?.measurements ?? outsideGroups).push(readMeasurement(item));
    }
    const found = referencesOf(item, root);
    references.push(...found);
    for (const group of around) group.references.push(...found);
    for (const child of item.children) visit(child, around, observers);
  }
}

/** Person observers that stand as context below an item (TID 1003). */
function observersOf({ children }: ContentItem): NamedReader[] {
  const observers: NamedReader[] = [];
  for (const { valueType, concept, dataSet } of children) {
    if (valueType === 'PNAME' && isConcept(concept, 'DCM', '121008')) {
      addReaders(observers, dataSet, OBJECT_TAG.PersonName, 'observer');
    }
  }
  return observers;
}

function isGroup({ valueType, concept }: ContentItem): boolean {
  return valueType === 'CONTAINER' && isConcept(concept, 'DCM', '125007');
}

const FINDING: Code = ['DCM', '121071'];
const FINDING_SITES: Code[] = [
  ['SRT', 'G-C0E3'],
  ['SCT', '363698007'],
];

type Code = [scheme: string, value: string];

function readGroup({ children }: ContentItem, observers: NamedReader[]): MeasurementGroup {
  const answers = codedAnswers(children);
  const answerTo = (...codes: Code[]): CodedConcept | null =>
    answers.find(({ concept }) => isAny(concept, codes))?.value ?? null;
  return {
    trackingId: childOf(children, ['DCM', '112039'])?.dataSet.text(OBJECT_TAG.TextValue) ?? null,
    trackingUid: childOf(children, ['DCM', '112040'])?.dataSet.text(OBJECT_TAG.UID) ?? null,
    finding: answerTo(FINDING),
    findingSite: answerTo(...FINDING_SITES),
    evaluations: answers.filter(({ concept }) => !isAny(concept, [FINDING, ...FINDING_SITES])),
    measurements: [],
    references: [],
    observers,
  };
}

function childOf(children: readonly ContentItem[], code: Code): ContentItem | undefined {
  return children.find(({ concept }) => isAny(concept, [code]));
}

function isAny(concept: CodedConcept | null, codes: readonly Code[]): boolean {
  return codes.some(([scheme, value]) => isConcept(concept, scheme, value));
}

function codedAnswers(children: readonly ContentItem[]): CodedAnswer[] {
  return children.flatMap(({ valueType, concept, dataSet }) => {
    const value = conceptOf(dataSet, OBJECT_TAG.ConceptCodeSequence);
    return valueType === 'CODE' && value !== null ? [{ concept, value }] : [];
  });
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
    modifiers: codedAnswers(children),
  };
}

function instancesOf(
  references: readonly ReportReference[],
  wanted: (sopClassUid: string | null) => boolean,
): Set<string> {
  const uids = new Set<string>();
  for (const one of references) {
    const images = one.type === 'IMAGE' ? [one] : one.type === 'SCOORD' ? one.images : [];
    for (const { instanceUid, sopClassUid } of images) if (wanted(sopClassUid)) uids.add(instanceUid);
  }
  return uids;
}

/** Segmentations are left out: what they were drawn on is checked with them. Series are told by the evidence. */
function objectReferences(dataSet: DataSet, references: readonly ReportReference[]): ObjectReferences {
  const instances = instancesOf(references, (uid) => uid === null || !SEG_CLASSES.has(uid));
  const frames = new Set<string>();
  for (const one of references) {
    if (one.type === 'SCOORD3D' && one.frameOfReferenceUid !== null) frames.add(one.frameOfReferenceUid);
  }
  const series = new Set<string>();
  for (const study of dataSet.items(OBJECT_TAG.CurrentRequestedProcedureEvidenceSequence)) {
    for (const one of study.items(OBJECT_TAG.ReferencedSeriesSequence)) {
      const uid = one.text(TAG.SeriesInstanceUID);
      for (const instance of one.items(OBJECT_TAG.ReferencedSOPSequence)) {
        const instanceUid = instance.text(OBJECT_TAG.ReferencedSOPInstanceUID);
        if (uid !== null && instanceUid !== null && instances.has(instanceUid)) series.add(uid);
      }
    }
  }
  return { frameOfReferenceUids: [...frames], seriesUids: [...series], instanceUids: [...instances] };
}
