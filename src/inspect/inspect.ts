import { basename } from 'node:path';
import { AppError } from '../core/error.js';
import { identifyingNames } from '../imaging/deidentification/identifying-names.js';
import type { InspectOptions, Truth, Understood } from './inspector.js';
import { INSPECTORS } from './inspectors.js';
import { lookAt } from './look-at.js';
import { cleanerOf, withoutReaderNames } from './without-reader-names.js';

/** Paths that were read before their turn came; each is taken out when it is used. */
export type ReadBefore = Map<string, Promise<Understood>>;

/**
 * Reads one file or folder with the first reader that claims it.
 * @param path relative to the working folder
 * @param before what `truthsAmong` read already
 * @returns rejects with AppError: INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE, INPUT-UNKNOWN-KIND, or what the reader refused
 */
export async function inspectPath(
  path: string,
  options: InspectOptions = {},
  before: ReadBefore = new Map(),
): Promise<Understood> {
  const read = before.get(path) ?? understand(path, options);
  before.delete(path);
  const understood = await read;
  return options.names === undefined ? understood : withLabels(understood, options.names, path);
}

async function understand(path: string, options: InspectOptions): Promise<Understood> {
  const candidate = { ...(await lookAt(path)), options };
  for (const load of INSPECTORS) {
    const inspector = await load();
    if (!(await inspector.claims(candidate))) continue;
    const understood = withoutReaderNames(await inspector.inspect(candidate), path);
    understood.findings.push(...identifyingNames([basename(path)]));
    return understood;
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
  const shown = cleanerOf(understood);
  const mappedLabels = new NameMap(entries, path).apply(names, path, shown);
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

/**
 * Truth files among several paths, in their order: detections named beside them are held against them, whichever
 * stands first. What cannot be read is told when its turn comes.
 * @returns the truths, and all that was read for them, so that nothing is read twice
 */
export async function truthsAmong(
  paths: readonly string[],
  options: InspectOptions = {},
): Promise<{ truths: Truth[]; before: ReadBefore }> {
  const tables = new Set(paths.filter((path) => /\.json$/i.test(path)));
  const truths: Truth[] = [];
  const before: ReadBefore = new Map();
  if (tables.size < 2) return { truths, before };
  for (const path of tables) {
    const read = understand(path, options);
    before.set(path, read);
    const { truth } = await read.catch((error: unknown) => {
      if (error instanceof AppError) return { truth: undefined };
      throw error;
    });
    if (truth !== undefined) truths.push(truth);
  }
  return { truths, before };
}
