import { createHash } from 'node:crypto';
import { AppError } from '../../core/error.js';
import { isMapping, notDvc } from './dvc-entry.js';
import { DVC_LIMITS } from './dvc-limits.js';

/** One file of a folder output. */
export interface DirFile {
  /** Relative to the folder, forward slashes. */
  relpath: string;
  md5: string;
}

/**
 * A `.dir` object: the listing of a folder.
 * @throws AppError INPUT-SYNTAX, INPUT-SCHEMA, INPUT-DUPLICATE, INPUT-PATH-ESCAPES
 */
export function parseDir(bytes: Uint8Array, place: string): DirFile[] {
  if (bytes.length > DVC_LIMITS.dirBytes)
    throw notDvc(`it is larger than ${DVC_LIMITS.dirBytes} bytes`, place);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError('INPUT-SYNTAX', 'the listing of a DVC folder is not JSON', {
      place,
      hint: 'fetch the object again with dvc pull',
      cause,
    });
  }
  if (!Array.isArray(value)) throw notDvc('the listing is not a list', place);
  if (value.length > DVC_LIMITS.dirFiles) throw notDvc(`more than ${DVC_LIMITS.dirFiles} files`, place);
  const seen = new Set<string>();
  return value.map((one: unknown) => {
    if (!isMapping(one)) throw notDvc('an entry of the listing is not a mapping', place);
    const { relpath, md5 } = one;
    if (typeof relpath !== 'string' || typeof md5 !== 'string' || !/^[0-9a-f]{32}$/.test(md5)) {
      throw notDvc('an entry of the listing lacks relpath or md5', place);
    }
    refuseOutside(relpath, place);
    if (seen.has(relpath)) {
      throw new AppError('INPUT-DUPLICATE', 'the listing names a file twice', {
        place,
        hint: 'fetch the object again with dvc pull',
      });
    }
    seen.add(relpath);
    return { relpath, md5 };
  });
}

/** @throws AppError INPUT-PATH-ESCAPES for a path that is absolute or leads up */
export function refuseOutside(relpath: string, place: string): void {
  if (!/^([/\\]|[A-Za-z]:)/.test(relpath) && !relpath.split(/[/\\]/).includes('..')) return;
  throw new AppError('INPUT-PATH-ESCAPES', 'a file of the listing lies outside the folder', {
    place,
    hint: 'do not use this object: DVC never writes such a path',
  });
}

/**
 * The listing as DVC writes it: entries sorted by code points of the path, keys sorted, `", "` and `": "` between,
 * everything outside ASCII escaped (Python's json.dumps).
 */
export function dirJson(files: readonly DirFile[]): string {
  const sorted = [...files].sort((a, b) => Buffer.compare(Buffer.from(a.relpath), Buffer.from(b.relpath)));
  return `[${sorted.map(({ relpath, md5 }) => `{"md5": "${md5}", "relpath": ${asciiJson(relpath)}}`).join(', ')}]`;
}

export function md5OfText(text: string | Uint8Array): string {
  return createHash('md5').update(text).digest('hex');
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
