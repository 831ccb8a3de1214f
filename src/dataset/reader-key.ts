import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReaderPseudonym } from '../annotation/reader-names.js';
import { pseudonym } from './pseudonym.js';

const KEY_FILE = 'model/development.keys.json';

/**
 * Names of readers by the key of a project: `reader-` and eight hex digits of HMAC-SHA-256 of what a file calls them,
 * so that one reader has one name in every file.
 * @returns null for a project without key: readers are numbered
 */
export function readerPseudonym(projectDir: string): ReaderPseudonym {
  const file = join(projectDir, KEY_FILE);
  if (!existsSync(file)) return null;
  const { key } = JSON.parse(readFileSync(file, 'utf8')) as { key?: unknown };
  return typeof key === 'string' && key !== ''
    ? (name) => `reader-${pseudonym(key, `reader:${name}`).slice(0, 8)}`
    : null;
}
