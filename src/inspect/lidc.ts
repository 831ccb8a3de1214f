import { readFile, stat } from 'node:fs/promises';
import { ANNOTATION_LIMITS } from '../annotation/limits.js';
import { readLidc } from '../annotation/lidc.js';
import { readingStructures } from '../annotation/structure/reading-structures.js';
import { refused } from '../annotation/refused.js';
import type { Annotation } from '../annotation/annotation.js';
import { countNames } from './count-names.js';
import type { Inspector } from './inspector.js';

/** The readings of one CT in the form of LIDC-IDRI, each reader apart. */
export const lidc: Inspector = {
  name: 'lidc',
  claims: ({ path, isFolder }) => !isFolder && /\.xml$/i.test(path),
  async inspect({ path, absolute, options }) {
    if ((await stat(absolute)).size > ANNOTATION_LIMITS.xmlBytes)
      throw refused(path, 'the file is too large to be a reading', 'split it', 'INPUT-SYNTAX');
    const { root, seriesUid, studyUid, readers, set } = readLidc(
      await readFile(absolute),
      path,
      options?.readerPseudonym ?? null,
    );
    const sessions = readers.map((reader) => {
      const own = set.annotations.filter((annotation) => annotation.reader === reader);
      const count = (label: string): number => own.filter((a) => a.label === label).length;
      return {
        reader,
        nodulesGe3: own.filter(({ label }) => label === 'nodule-ge-3mm').map(noduleFacts),
        nodulesLt3: count('nodule-lt-3mm'),
        nonNodules: count('non-nodule'),
      };
    });
    return {
      kind: 'lidc',
      facts: { root, seriesUid, studyUid, sessions },
      names: countNames(set.annotations.map(({ label }) => label)),
      set,
      structures: readingStructures(set, path),
      findings: [],
      lines: [`CT reading of LIDC, ${readers.length} readers, ${set.annotations.length} marks`],
    };
  },
};

function noduleFacts({ shape, attributes }: Annotation): Record<string, unknown> {
  const contours = shape.type === 'contours' ? shape.contours : [];
  const z = contours.flatMap(({ zMm }) => (zMm === null ? [] : [zMm]));
  const { id, ...characteristics } = attributes;
  return {
    id,
    nRoi: contours.length,
    nPoints: contours.reduce((sum, { pixels }) => sum + pixels.length / 2, 0),
    exclusions: contours.filter(({ inclusion }) => !inclusion).length,
    zMin: z.length === 0 ? null : z.reduce((a, b) => Math.min(a, b)),
    zMax: z.length === 0 ? null : z.reduce((a, b) => Math.max(a, b)),
    malignancy: characteristics['malignancy'] ?? null,
    subtlety: characteristics['subtlety'] ?? null,
    characteristics,
  };
}
