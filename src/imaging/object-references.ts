import type { DataSet } from './data-set.js';
import { OBJECT_TAG } from './object-tags.js';
import { TAG } from './tags.js';

/** Which images an annotation says it belongs to. UIDs are identifiers: they stay inside imaging and its callers' checks. */
export interface ObjectReferences {
  frameOfReferenceUids: string[];
  seriesUids: string[];
  instanceUids: string[];
}

/** Length of what is printed of a UID: enough to tell instances of a series apart, too little to look the study up. */
const INSTANCE_TAIL = 16;

export function uidTail(uid: string, length = INSTANCE_TAIL): string {
  return uid.slice(-length);
}

/** Common Instance Reference module (PS3.3 C.12.2): the series and instances a SEG was made from. */
export function commonReferences(dataSet: DataSet): ObjectReferences {
  const seriesUids = new Set<string>();
  const instanceUids = new Set<string>();
  const collect = (holder: DataSet): void => {
    for (const series of holder.items(OBJECT_TAG.ReferencedSeriesSequence)) {
      addText(seriesUids, series, TAG.SeriesInstanceUID);
      for (const instance of series.items(OBJECT_TAG.ReferencedInstanceSequence)) {
        addText(instanceUids, instance, OBJECT_TAG.ReferencedSOPInstanceUID);
      }
    }
  };
  collect(dataSet);
  for (const study of dataSet.items(OBJECT_TAG.StudiesContainingOtherReferencedInstancesSequence)) {
    collect(study);
  }
  for (const source of dataSet.items(OBJECT_TAG.SourceImageSequence)) {
    addText(instanceUids, source, OBJECT_TAG.ReferencedSOPInstanceUID);
  }
  const frame = dataSet.text(OBJECT_TAG.FrameOfReferenceUID);
  return {
    frameOfReferenceUids: frame === null ? [] : [frame],
    seriesUids: [...seriesUids],
    instanceUids: [...instanceUids],
  };
}

export function addText(to: Set<string>, dataSet: DataSet, tag: number): void {
  const text = dataSet.text(tag);
  if (text !== null) to.add(text);
}
