import { AppError } from '../../core/error.js';
import { cloudFiles, cloudVersions, type CloudFile, type CloudVersion } from './dvc-cloud.js';
import { dirJson, md5OfText } from './dvc-dir.js';

/** A path with its digest, as an `outs` or `deps` entry of DVC names it. */
export interface DvcEntry {
  /** As written: relative to `wdir`. */
  path: string;
  /** 32 hexadecimal digits, without `.dir`; null where none is recorded (not yet committed, or not an md5). */
  md5: string | null;
  /** A folder: its md5 is that of the listing of its files. */
  dir: boolean;
  /** `md5`: of the bytes (DVC 3). Null: of the text with CRLF turned into LF (before DVC 3). */
  hash: string | null;
  /** Bytes; of a folder those of all files together. */
  size: number | null;
  /** Files of a folder. */
  nfiles: number | null;
  /** Versions that a cloud store keeps of a file. */
  cloud: CloudVersion[];
  /** Files of a folder that is versioned in the cloud, where the entry lists them. */
  files: CloudFile[] | null;
}

type Mapping = Record<string, unknown>;

/**
 * Entries of a list in a `.dvc` file or a stage. Scalars come as text: an md5 of digits only is no number.
 * @throws AppError INPUT-SCHEMA
 */
export function dvcEntries(value: unknown, where: string, place: string): DvcEntry[] {
  if (value === undefined || value === null || value === '') return [];
  if (!Array.isArray(value)) throw notDvc(`${where} is not a list`, place);
  return value.map((one: unknown, i) => dvcEntry(one, `${where}[${i}]`, place));
}

function dvcEntry(value: unknown, where: string, place: string): DvcEntry {
  if (!isMapping(value)) throw notDvc(`${where} is not a mapping`, place);
  const path = value['path'];
  if (typeof path !== 'string' || path === '') throw notDvc(`${where} names no path`, place);
  const written = value['md5'];
  const form = typeof written === 'string' ? /^([0-9a-f]{32})(\.dir)?$/.exec(written) : null;
  if (written !== undefined && written !== '' && form === null) {
    throw notDvc(`${where}.md5 is not 32 hexadecimal digits`, place);
  }
  const hash = value['hash'];
  if (hash !== undefined && hash !== 'md5') throw notDvc(`${where}.hash is not md5`, place);
  const files = cloudFiles(value['files'], where, place);
  return {
    path,
    md5: form?.[1] ?? md5OfFiles(files),
    dir: form?.[2] !== undefined || files !== null,
    cloud: files === null ? cloudVersions(value, where, place) : [],
    files,
    hash: hash ?? null,
    size: wholeNumber(value['size'], `${where}.size`, place),
    nfiles: wholeNumber(value['nfiles'], `${where}.nfiles`, place),
  };
}

/** DVC leaves the md5 of a folder out where it lists the files; it follows from theirs. */
function md5OfFiles(files: readonly CloudFile[] | null): string | null {
  if (files === null) return null;
  const known = files.flatMap(({ relpath, md5 }) => (md5 === null ? [] : [{ relpath, md5 }]));
  return known.length === files.length ? md5OfText(dirJson(known)) : null;
}

function wholeNumber(value: unknown, where: string, place: string): number | null {
  if (value === undefined || value === '') return null;
  if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) {
    throw notDvc(`${where} is not a whole number`, place);
  }
  return Number(value);
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function notDvc(what: string, place: string): AppError {
  return new AppError('INPUT-SCHEMA', `not in the form of DVC: ${what}`, {
    place,
    hint: 'make the file again with dvc add, dvc commit or dvc repro',
  });
}
