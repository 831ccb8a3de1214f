import type { ImageFile } from '../annotation/hold-images.js';
import type { ImageSeries } from '../imaging/check-against-images.js';
import { open, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { AppError, messageOf } from '../core/error.js';
import { identifyingNames } from '../imaging/deidentification/identifying-names.js';
import type { Candidate, InspectOptions, Truth, Understood } from './inspector.js';
import { INSPECTORS } from './inspectors.js';

const HEAD_BYTES = 4096;

/**
 * Reads one file or folder with the first reader that claims it.
 * @param path relative to the working folder
 * @returns rejects with AppError: INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE, INPUT-UNKNOWN-KIND, or what the reader refused
 */
export async function inspectPath(path: string, options: InspectOptions = {}): Promise<Understood> {
  const candidate = { ...(await lookAt(path)), options };
  for (const load of INSPECTORS) {
    const inspector = await load();
    if (!(await inspector.claims(candidate))) continue;
    const understood = await inspector.inspect(candidate);
    understood.findings.push(...identifyingNames([basename(path)]));
    return options.names === undefined ? understood : withLabels(understood, options.names, path);
  }
  throw new AppError(
    'INPUT-UNKNOWN-KIND',
    candidate.isFolder ? 'no reader knows what this folder holds' : 'no reader knows this kind of file',
    { place: path, hint: 'give an image, a series folder, a segmentation or a table of annotations' },
  );
}

/** @throws AppError INPUT-SCHEMA for a name without label, or where there are no names at all */
async function withLabels(
  understood: Understood,
  entries: NonNullable<InspectOptions['names']>,
  path: string,
): Promise<Understood> {
  const { NameMap } = await import('../annotation/name-map.js');
  const names = understood.names ?? namesOfStructures(understood.facts['labels']);
  if (names === null)
    throw new AppError('INPUT-SCHEMA', 'holds no names that a name map could join', {
      place: path,
      hint: 'leave out --names',
    });
  const mappedLabels = new NameMap(entries, path).apply(names, path);
  return { ...understood, facts: { ...understood.facts, mappedLabels } };
}

/** Segmentations list their structures: by name, or by number where they have no name. */
function namesOfStructures(labels: unknown): Record<string, number> | null {
  if (!Array.isArray(labels)) return null;
  const names: Record<string, number> = {};
  for (const { name, number } of labels as { name?: string | null; number?: number }[]) {
    const key = name ?? String(number);
    names[key] = (names[key] ?? 0) + 1;
  }
  return names;
}

/** Images that annotations are held against; read when they are first asked for. */
export interface ImageFolder {
  /** Rejects with AppError INPUT-FILE-MISSING for a folder without DICOM images. */
  series(): Promise<readonly ImageSeries[]>;
  /** Pictures and DICOM images, subfolders included. */
  files(): Promise<readonly ImageFile[]>;
}

export function imageFolder(folder: string): ImageFolder {
  let series: Promise<readonly ImageSeries[]> | null = null;
  let files: Promise<readonly ImageFile[]> | null = null;
  return {
    series: () =>
      (series ??= import('../imaging/image-series.js').then((reader) => reader.readImageSeries(folder))),
    files: () => (files ??= import('./image-files.js').then((reader) => reader.readImageFiles(folder))),
  };
}

/** What holding against the images adds; nothing where there is nothing to hold. */
export async function heldAgainst(
  { against, set }: Understood,
  folder: ImageFolder,
  path: string,
): Promise<Pick<Understood, 'facts' | 'findings'>> {
  if (against !== undefined) return against(await folder.series());
  if (set === undefined) return { facts: {}, findings: [] };
  const files = await folder.files();
  // Pictures alone are no series; anything else that is wrong with one is told.
  const series = await folder.series().catch((error: unknown): readonly ImageSeries[] => {
    if (error instanceof AppError && error.code === 'INPUT-FILE-MISSING') return [];
    throw error;
  });
  const { holdAgainstImages } = await import('../annotation/hold-images.js');
  return holdAgainstImages(set, files, series, path);
}

/**
 * Truth files among several paths, in their order: detections named beside them are held against them, whichever
 * stands first. What cannot be read is told when its turn comes.
 */
export async function truthsAmong(paths: readonly string[]): Promise<Truth[]> {
  const tables = paths.filter((path) => /\.json$/i.test(path));
  if (tables.length < 2) return [];
  const truths: Truth[] = [];
  for (const path of tables) {
    const { truth } = await inspectPath(path).catch((error: unknown) => {
      if (error instanceof AppError) return { truth: undefined };
      throw error;
    });
    if (truth !== undefined) truths.push(truth);
  }
  return truths;
}

async function lookAt(path: string): Promise<Candidate> {
  const absolute = resolve(path);
  try {
    const isFolder = (await stat(absolute)).isDirectory();
    return { path, absolute, isFolder, head: isFolder ? new Uint8Array(0) : await headOf(absolute) };
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new AppError(
      missing ? 'INPUT-FILE-MISSING' : 'INPUT-FILE-UNREADABLE',
      missing ? 'there is no such file or folder' : `cannot be read: ${messageOf(cause)}`,
      { place: path, hint: 'name an existing file or folder that you may read', cause },
    );
  }
}

async function headOf(absolute: string): Promise<Uint8Array> {
  const file = await open(absolute, 'r');
  try {
    const head = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
