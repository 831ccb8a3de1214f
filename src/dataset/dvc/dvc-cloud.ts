import { AppError } from '../../core/error.js';
import { refuseOutside, type DirFile } from './dvc-dir.js';
import { isMapping, notDvc } from './dvc-entry.js';
import { DVC_LIMITS } from './dvc-limits.js';

/** A version that a cloud store keeps (https://dvc.org/doc/user-guide/data-management/cloud-versioning). */
export interface CloudVersion {
  /** Name of the remote; null where the entry itself lies in the store. */
  remote: string | null;
  versionId: string | null;
  etag: string | null;
}

/** A file of a folder that is versioned in the cloud. */
export interface CloudFile extends Omit<DirFile, 'md5'> {
  /** Null where the store alone names the version. */
  md5: string | null;
  cloud: CloudVersion[];
}

/** Versions of one file: `cloud` by remote, or `version_id` and `etag` at the entry itself. @throws AppError INPUT-SCHEMA */
export function cloudVersions(value: Record<string, unknown>, where: string, place: string): CloudVersion[] {
  const own = versionOf(value, null, where, place);
  const cloud = value['cloud'];
  if (cloud === undefined) return own === null ? [] : [own];
  if (!isMapping(cloud)) throw notDvc(`${where}.cloud is not a mapping`, place);
  return Object.entries(cloud).flatMap(([remote, version]) => {
    if (!isMapping(version)) throw notDvc(`${where}.cloud.${remote} is not a mapping`, place);
    return versionOf(version, remote, where, place) ?? [];
  });
}

/**
 * The `files` of a folder entry. Null where the entry has none.
 * @throws AppError INPUT-SCHEMA, INPUT-DUPLICATE, INPUT-PATH-ESCAPES
 */
export function cloudFiles(value: unknown, where: string, place: string): CloudFile[] | null {
  if (value === undefined) return null;
  if (!Array.isArray(value)) throw notDvc(`${where}.files is not a list`, place);
  if (value.length > DVC_LIMITS.dirFiles) throw notDvc(`more than ${DVC_LIMITS.dirFiles} files`, place);
  const seen = new Set<string>();
  return value.map((one: unknown, i) => {
    const here = `${where}.files[${i}]`;
    if (!isMapping(one)) throw notDvc(`${here} is not a mapping`, place);
    const { relpath, md5 } = one;
    if (typeof relpath !== 'string' || relpath === '') throw notDvc(`${here} names no relpath`, place);
    if (md5 !== undefined && (typeof md5 !== 'string' || !/^[0-9a-f]{32}$/.test(md5))) {
      throw notDvc(`${here}.md5 is not 32 hexadecimal digits`, place);
    }
    refuseOutside(relpath, place);
    if (seen.has(relpath)) {
      throw new AppError('INPUT-DUPLICATE', `${where}.files names a file twice`, {
        place,
        hint: 'make the file again with dvc add or dvc push',
      });
    }
    seen.add(relpath);
    return { relpath, md5: md5 ?? null, cloud: cloudVersions(one, here, place) };
  });
}

function versionOf(
  value: Record<string, unknown>,
  remote: string | null,
  where: string,
  place: string,
): CloudVersion | null {
  const text = (name: string): string | null => {
    const one = value[name];
    if (one === undefined || one === '' || one === 'null') return null;
    if (typeof one !== 'string') throw notDvc(`${where}: ${name} is not text`, place);
    return one;
  };
  const [versionId, etag] = [text('version_id'), text('etag')];
  return versionId === null && etag === null ? null : { remote, versionId, etag };
}
