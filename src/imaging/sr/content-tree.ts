import { conceptOf } from '../coded-concept.js';
import type { CodedConcept } from '../coded-concept.js';
import type { DataSet } from '../data-set.js';
import { LIMITS } from '../limits.js';
import { OBJECT_TAG } from '../object-tags.js';

/** One content item of a structured report (PS3.3 C.17.3). */
export interface ContentItem {
  /** CONTAINER, NUM, CODE, TEXT, IMAGE …; null for an item by reference. */
  valueType: string | null;
  concept: CodedConcept | null;
  relationship: string | null;
  dataSet: DataSet;
  children: ContentItem[];
}

/**
 * The content tree, bounded in depth and number. Items by reference point into the tree and may form cycles: they are
 * kept as leaves and never followed.
 * @throws AppError IMAGE-INVALID for a tree beyond the bounds
 */
export function readContentTree(root: DataSet): ContentItem {
  let items = 0;
  return read(root, 0);

  function read(dataSet: DataSet, depth: number): ContentItem {
    items += 1;
    if (depth > LIMITS.sequenceDepth || items > LIMITS.items) {
      throw dataSet.invalid(
        OBJECT_TAG.ContentSequence,
        `holds a tree deeper than ${LIMITS.sequenceDepth} or of more than ${LIMITS.items} items`,
      );
    }
    const children: ContentItem[] = [];
    if (!dataSet.has(OBJECT_TAG.ReferencedContentItemIdentifier)) {
      for (const child of dataSet.items(OBJECT_TAG.ContentSequence)) children.push(read(child, depth + 1));
    }
    return {
      valueType: dataSet.code(OBJECT_TAG.ValueType),
      concept: conceptOf(dataSet, OBJECT_TAG.ConceptNameCodeSequence),
      relationship: dataSet.code(OBJECT_TAG.RelationshipType),
      dataSet,
      children,
    };
  }
}
