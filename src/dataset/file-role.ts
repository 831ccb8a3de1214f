import { isObject, readJson } from '../annotation/json-text.js';
import { NAME_FILES } from '../annotation/yolo-names.js';
import { readYolo } from '../annotation/yolo.js';
import { AppError } from '../core/error.js';
import type { OtherFile } from '../schema/types.js';

/** What a file of a data set is for. */
export type FileRole = 'image' | OtherFile['role'];

/** Text files above this size are told by their name alone. */
const TOLD_BY_CONTENT = 64 * 2 ** 20;
/** A label file of one image is small; a longer text is none. */
const YOLO_BYTES = 2 ** 20;

/**
 * What a file is that is no image, by its name and what its content says; `other` when nothing here reads it.
 * @param bytes null for a file too large to be read
 */
export function otherRole(path: string, bytes: Uint8Array | null): OtherFile['role'] {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (isVersionRecord(path)) return 'version-record';
  if (/\.(csv|tsv)$/.test(name)) return 'table';
  if (name.endsWith('.fcsv')) return 'markups';
  if (bytes === null || bytes.length > TOLD_BY_CONTENT) return 'other';
  if (NAME_FILES.test(name) && namesClasses(bytes)) return 'yolo';
  if (name.endsWith('.json')) return jsonRole(bytes, path);
  if (name.endsWith('.xml')) return isLidc(bytes) ? 'lidc' : 'other';
  return name.endsWith('.txt') && isYolo(bytes, path) ? 'yolo' : 'other';
}

/** Of DVC and Git: they describe the files, and are none of them. */
export function isVersionRecord(path: string): boolean {
  return /(\.dvc|(^|\/)(dvc\.lock|dvc\.yaml|\.dvcignore|\.gitignore))$/.test(path);
}

function jsonRole(bytes: Uint8Array, path: string): OtherFile['role'] {
  const value = understood(() => readJson(bytes, path, (read) => read));
  const isCoco = isObject(value) && Array.isArray(value['images']) && Array.isArray(value['annotations']);
  const isDetections =
    Array.isArray(value) && value.length > 0 && value.every((one) => isObject(one) && 'image_id' in one);
  if (isObject(value) && Array.isArray(value['markups'])) return 'markups';
  const isMask = isObject(value) && 'counts' in value && 'size' in value;
  return isCoco || isDetections || isMask ? 'coco' : value === undefined ? 'other' : 'json';
}

/** The root elements of LIDC readings; no more of the file is looked at. */
function isLidc(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  return /<(LidcReadMessage|IdriReadMessage)[\s>]/.test(head);
}

/** A list of classes is as it is called; the settings of a YOLO set are told by their list of names. */
function namesClasses(bytes: Uint8Array): boolean {
  if (bytes.length > YOLO_BYTES) return false;
  const text = new TextDecoder().decode(bytes);
  return !/^[ \t]*\w+:/m.test(text) || /^names[ \t]*:/m.test(text);
}

/** An empty file is an image without objects. */
function isYolo(bytes: Uint8Array, path: string): boolean {
  return bytes.length <= YOLO_BYTES && understood(() => readYolo(bytes, path, '', null)) !== undefined;
}

function understood<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof AppError) return undefined;
    throw thrown;
  }
}
