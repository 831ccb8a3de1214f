import { readFile, stat } from 'node:fs/promises';
import { readJson } from '../annotation/json-text.js';
import { ANNOTATION_LIMITS } from '../annotation/limits.js';
import { refused } from '../annotation/refused.js';
import { AppError } from '../core/error.js';
import type { Inspector, Understood } from './inspector.js';

/**
 * Annotations in JSON: COCO, markups of 3D Slicer, then tables of rows. What a file holds is told by its keys,
 * wherever they stand in it.
 */
export const json: Inspector = {
  name: 'json',
  claims: ({ path, isFolder }) => !isFolder && /\.json$/i.test(path),
  async inspect({ path, absolute, options }) {
    if ((await stat(absolute)).size > ANNOTATION_LIMITS.fileBytes)
      throw refused(path, 'the file is too large to be a table of annotations', 'split it', 'INPUT-SYNTAX');
    const [{ readAsCoco }, { readMarkups }, { readJsonTable }, { tableUnderstood }, { markupsUnderstood }] =
      await Promise.all([
        import('./coco.js'),
        import('../annotation/markups.js'),
        import('../annotation/json-table.js'),
        import('./table.js'),
        import('./markups.js'),
      ]);
    return readJson(await readFile(absolute), path, (value, text): Understood => {
      const coco = readAsCoco(value, path);
      if (coco !== null) return coco;
      const markups = readMarkups(value, path);
      if (markups !== null) return markupsUnderstood(markups);
      const rows = readJsonTable(value, text, path);
      const reader = options?.readerPseudonym ?? null;
      if (rows !== null) return tableUnderstood(rows.table, path, { ...rows.context, reader }, {});
      throw new AppError('INPUT-UNKNOWN-KIND', 'is JSON, and no form of annotations that is known', {
        place: path,
        hint: 'give COCO, markups of 3D Slicer, or a list of rows that name an image, a point or a box',
      });
    });
  },
};
