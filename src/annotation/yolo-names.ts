import { AppError } from '../core/error.js';
import { ANNOTATION_LIMITS } from './limits.js';
import { refused } from './refused.js';
import { isObject } from './json-text.js';

/** What a file beside YOLO labels says of them. */
export interface YoloNames {
  /** By class number. */
  names: ReadonlyMap<number, string>;
  /** Folders of images that a `data.yaml` names: path, train, val, test. They are not followed. */
  folders: string[];
}

/** Names of these files, in the order they are looked for. */
export const NAME_FILES = /^(data|dataset)\.ya?ml$|^classes\.txt$|^[^.].*\.names$/i;

const HINT = 'list the names of the classes: one a line, or names: in data.yaml';

/**
 * Names of classes from `data.yaml` (Ultralytics), `classes.txt` or `obj.names` (Darknet: one a line, in order).
 * @returns null for YAML that holds no names
 * @throws AppError INPUT-SYNTAX, INPUT-SCHEMA, INPUT-DUPLICATE; INPUT-SCHEMA for labels with keypoints (`kpt_shape`)
 */
export async function readYoloNames(bytes: Uint8Array, path: string): Promise<YoloNames | null> {
  if (bytes.length > ANNOTATION_LIMITS.yamlBytes)
    throw refused(path, 'the file is too large to be a list of classes', HINT, 'INPUT-SYNTAX');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(path, 'is not UTF-8 text', HINT, 'INPUT-SYNTAX');
  }
  return /\.ya?ml$/i.test(path) ? namesOfYaml(text, path) : { names: namesOfLines(text, path), folders: [] };
}

function namesOfLines(text: string, path: string): Map<number, string> {
  const lines = text.trimEnd().split(/\r\n|\n|\r/);
  const names = new Map<number, string>();
  lines.forEach((line, i) => {
    if (line.trim() === '') throw refused(`${path}:${i + 1}`, 'a class has no name', HINT);
    names.set(i, line.trim());
  });
  return checked(names, path);
}

async function namesOfYaml(text: string, path: string): Promise<YoloNames | null> {
  const value = await parseYaml(text, path);
  if (!isObject(value) || value['names'] === undefined) return null;
  if (value['kpt_shape'] !== undefined)
    throw refused(path, 'declares keypoints (kpt_shape)', 'pose labels are not read: give boxes or polygons');
  const given: unknown = value['names'];
  const entries: [unknown, unknown][] = Array.isArray(given)
    ? (given as unknown[]).map((name, i) => [i, name])
    : isObject(given)
      ? Object.entries(given)
      : [];
  const names = new Map<number, string>();
  for (const [number, name] of entries) {
    const plain = typeof name === 'string' ? name.trim() : typeof name === 'number' ? String(name) : '';
    if (plain === '' || !/^\d{1,6}$/.test(String(number)))
      throw refused(`${path}#/names`, 'is no list of names, and no map of numbers to names', HINT);
    names.set(Number(number), plain);
  }
  const count: unknown = value['nc'];
  if (names.size === 0 || (count !== undefined && count !== names.size))
    throw refused(`${path}#/names`, `there are ${names.size} names for another number of classes`, HINT);
  const folders = ['path', 'train', 'val', 'test'].flatMap((key) => value[key] ?? []);
  return { names: checked(names, path), folders: folders.filter((one) => typeof one === 'string') };
}

/** No aliases: a list of names needs none, and they can be made to grow without bound. */
async function parseYaml(text: string, path: string): Promise<unknown> {
  const { parseDocument } = await import('yaml');
  try {
    const document = parseDocument(text, { prettyErrors: false, schema: 'core', logLevel: 'silent' });
    if (document.errors.length > 0) throw refused(path, 'is not readable as YAML', HINT, 'INPUT-SYNTAX');
    return document.toJS({ maxAliasCount: 0 }) as unknown;
  } catch (error) {
    if (error instanceof AppError) throw error;
    // An alias makes toJS throw a ReferenceError, nesting deeper than the call stack a RangeError.
    if (error instanceof ReferenceError || error instanceof RangeError)
      throw refused(path, 'holds aliases, or nests too deeply', HINT, 'INPUT-SYNTAX');
    throw error;
  }
}

function checked(names: Map<number, string>, path: string): Map<number, string> {
  const seen = new Set<string>();
  for (const name of names.values()) {
    if (seen.has(name.normalize('NFC')))
      throw refused(path, 'two classes have one name', 'give every class its own name', 'INPUT-DUPLICATE');
    seen.add(name.normalize('NFC'));
  }
  return names;
}

/** True for a folder that lies outside of the folder it is named in. */
export function leadsOut(folder: string): boolean {
  return /^([/\\]|[A-Za-z]:|[a-z]+:\/\/)|(^|[/\\])\.\.([/\\]|$)/i.test(folder);
}
