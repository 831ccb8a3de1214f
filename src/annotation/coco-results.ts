import type { Finding } from '../core/finding.js';
import type { CocoFile } from './coco.js';
import { entryDoubts } from './entry-doubts.js';
import { leavesImage, outsideImage } from './shape-doubts.js';

/** What detections say once they are held against the file they were made for. */
export interface HeldResults {
  findings: Finding[];
  /** Names of the categories, by the truth file; null for a category it does not know. */
  labels: (string | null)[];
  imagesWithoutDetection: number;
}

/**
 * Holds detections against the instances file with the reference standard: every image and category must be one of
 * it, by an id of the same type; masks have the size of their image.
 * @param path of the results
 */
export function holdResults(results: CocoFile, truth: CocoFile, path: string): HeldResults {
  const findings: Finding[] = [];
  const unknownImages: number[] = [];
  const unknownCategories: number[] = [];
  const otherSize: number[] = [];
  const outside: string[] = [];
  const detected = new Set<string>();
  const labels = results.ids.map(({ image, category }, i) => {
    const of = truth.images.get(image);
    const name = truth.categories.get(category)?.name ?? null;
    if (of === undefined) unknownImages.push(i);
    if (name === null) unknownCategories.push(i);
    const shape = results.set.annotations[i]?.shape ?? null;
    if (of === undefined) return name;
    detected.add(image);
    if (shape?.type === 'mask') {
      const { rows, columns } = shape.mask;
      if ((of.rows ?? rows) !== rows || (of.columns ?? columns) !== columns) otherSize.push(i);
    }
    if (leavesImage(shape, of)) outside.push(pointer(i));
    return name;
  });
  const unknown = (at: readonly number[], kind: 'image' | 'category'): void => {
    const known: ReadonlyMap<string, unknown> = kind === 'image' ? truth.images : truth.categories;
    const onlyType = at.some((i) => known.has(otherType(results.ids[i]?.[kind] ?? '')));
    findings.push(
      ...entryDoubts(
        {
          ...(kind === 'image'
            ? { code: 'ANNOTATION-IMAGE-UNKNOWN' }
            : { code: 'ANNOTATION-CATEGORY-UNKNOWN' }),
          severity: 'error',
          what: `of ${kind === 'image' ? 'an image' : 'a category'} that is not in the truth file`,
          fix: onlyType
            ? `write ${kind} ids as the truth file does: a number and a text are different ids`
            : 'give the truth file these detections were made for',
        },
        path,
        at.map(pointer),
      ),
    );
  };
  unknown(unknownImages, 'image');
  unknown(unknownCategories, 'category');
  findings.push(
    ...entryDoubts(
      {
        code: 'ANNOTATION-MASK-SIZE',
        severity: 'error',
        what: 'with a mask of another size than its image',
        fix: 'size is [height, width] of the whole image',
      },
      path,
      otherSize.map(pointer),
    ),
  );
  findings.push(...outsideImage(path, outside));
  return { findings, labels, imagesWithoutDetection: truth.images.size - detected.size };
}

function pointer(index: number): string {
  return `/${index}`;
}

function otherType(id: string): string {
  return `${id.startsWith('n') ? 's' : 'n'}${id.slice(1)}`;
}
