import { readFile, stat } from 'node:fs/promises';
import { readJson } from '../annotation/json-text.js';
import { ANNOTATION_LIMITS } from '../annotation/limits.js';
import { refused } from '../annotation/refused.js';
import { AppError } from '../core/error.js';
import type { Inspector } from './inspector.js';

/** Annotations in JSON. What a file holds is told by its keys, wherever they stand in it. */
export const json: Inspector = {
  name: 'json',
  claims: ({ path, isFolder }) => !isFolder && /\.json$/i.test(path),
  async inspect({ path, absolute }) {
    if ((await stat(absolute)).size > ANNOTATION_LIMITS.fileBytes)
      throw refused(path, 'the file is too large to be a table of annotations', 'split it', 'INPUT-SYNTAX');
    const { readAsCoco } = await import('./coco.js');
    return readJson(await readFile(absolute), path, (value) => {
      const understood = readAsCoco(value, path);
      if (understood !== null) return understood;
      throw new AppError('INPUT-UNKNOWN-KIND', 'is JSON, and no form of annotations that is known', {
        place: path,
        hint: 'give COCO instances or results',
      });
    });
  },
};
