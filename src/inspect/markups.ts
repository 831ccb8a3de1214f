import { readFile, stat } from 'node:fs/promises';
import { readFiducials } from '../annotation/fiducials.js';
import { ANNOTATION_LIMITS } from '../annotation/limits.js';
import type { Markups } from '../annotation/markups.js';
import { refused } from '../annotation/refused.js';
import { countNames } from './count-names.js';
import type { Inspector, Understood } from './inspector.js';
import { annotationFacts } from './table.js';

/** Fiducials of 3D Slicer in their table form; their JSON is read with other JSON. */
export const fiducials: Inspector = {
  name: 'fiducials',
  claims: ({ path, isFolder }) => !isFolder && /\.fcsv$/i.test(path),
  async inspect({ path, absolute }) {
    if ((await stat(absolute)).size > ANNOTATION_LIMITS.fileBytes)
      throw refused(path, 'the file is too large to be a table', 'split it', 'INPUT-SYNTAX');
    return markupsUnderstood(readFiducials(await readFile(absolute), path));
  },
};

export function markupsUnderstood({ set, markups, findings }: Markups): Understood {
  const labels = countNames(set.annotations.map(({ label }) => label));
  return {
    kind: 'markups',
    facts: { markups, points: set.annotations.length, labels, ...annotationFacts(set) },
    names: labels,
    set,
    findings,
    lines: [`markups of 3D Slicer, ${set.annotations.length} points in ${markups.length} markups`],
  };
}
