import type { DataSet } from './data-set.js';
import { OBJECT_TAG } from './object-tags.js';
import { TAG } from './tags.js';

/** A code with its scheme and meaning (PS3.3 section 8). */
export interface CodedConcept {
  value: string;
  /** Coding scheme designator; null where a URN is its own scheme. */
  scheme: string | null;
  meaning: string | null;
}

/** First concept of a code sequence; null when there is none, or none with a value. */
export function conceptOf(dataSet: DataSet, sequence: number): CodedConcept | null {
  const item = dataSet.firstItem(sequence);
  return item === null ? null : concept(item);
}

/** True for the same code in the same scheme; meanings are words for people and may differ. */
export function isConcept(concept: CodedConcept | null, scheme: string, ...values: string[]): boolean {
  return concept !== null && concept.scheme === scheme && values.includes(concept.value);
}

function concept(item: DataSet): CodedConcept | null {
  const value =
    item.text(TAG.CodeValue) ?? item.text(OBJECT_TAG.LongCodeValue) ?? item.text(OBJECT_TAG.URNCodeValue);
  if (value === null) return null;
  return {
    value,
    scheme: item.text(OBJECT_TAG.CodingSchemeDesignator),
    meaning: item.text(OBJECT_TAG.CodeMeaning),
  };
}
