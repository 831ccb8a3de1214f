import { isAbsolute, relative, resolve } from 'node:path';
import { readableJson } from '../core/canonical.js';
import { sha256 } from '../core/digest.js';
import { systemClock } from '../core/clock.js';
import { parseAcceptance } from '../dataset/accepted-identifiers.js';
import type { Unit } from '../dataset/group-images.js';
import { inventory } from '../dataset/inventory.js';
import { writeFileAtomic } from '../evidence/atomic.js';
import { dataSheetLines } from './data-sheet-lines.js';
import { pseudonymKeyFor } from './pseudonym-key.js';
import { progressState } from './progress-state.js';
import type { ProgressState } from './progress-state.js';

export interface InventoryRequest {
  id: string;
  version: string;
  /** Where the manifest is written, relative to the project; null: nowhere. */
  out: string | null;
  /** What one image is; `auto` where it is not given. */
  unit?: Unit;
  /** `CODE/TAG=reason` for each finding about identifiers that somebody answers for. */
  accept?: readonly string[];
  onProgress?: (state: ProgressState) => void;
}

export interface MadeInventory {
  data: Record<string, unknown>;
  lines: string[];
}

/**
 * Manifest of a folder of images. Inside a project the key of the development keys is used for pseudonyms, so that
 * overlap with the development data can be seen; elsewhere a key is drawn for this one call (`pseudonymKeyFor`).
 */
export async function inventoryFolder(
  project: string,
  folder: string,
  request: InventoryRequest,
): Promise<MadeInventory> {
  const given = resolve(folder);
  const inProject =
    !relative(resolve(project), given).startsWith('..') && !isAbsolute(relative(resolve(project), given));
  const projectDir = inProject ? resolve(project) : given;
  const root = inProject ? posixRelative(projectDir, given) || '.' : '.';
  const started = systemClock.elapsedMs();
  const manifest = await inventory(projectDir, root, {
    id: request.id,
    version: request.version,
    pseudonymKey: await pseudonymKeyFor(projectDir),
    unit: request.unit ?? 'auto',
    leaveOut: request.out === null ? [] : [posixRelative(projectDir, resolve(project, request.out))],
    accept: (request.accept ?? []).map(parseAcceptance),
    progress: (done, total) =>
      request.onProgress?.(progressState(done, total, systemClock.elapsedMs() - started)),
  });
  const text = readableJson(manifest);
  if (request.out !== null)
    await writeFileAtomic(resolve(project, request.out), text, { place: request.out });
  const digest = sha256(text);
  return {
    data: {
      out: request.out,
      digest,
      images: manifest.images.length,
      files: manifest.files.length,
      otherFiles: manifest.otherFiles?.length ?? 0,
      manifest,
    },
    lines: [
      ...dataSheetLines(manifest),
      ...(manifest.acceptedIdentifiers ?? []).map(
        ({ code, tag, reason, files }) =>
          `accepted  ${code}${tag === null ? '' : ` ${tag}`} in ${files} ${files === 1 ? 'file' : 'files'}: ${reason}`,
      ),
      ...manifest.findings.map(({ code, path, message }) => `${path}  ${code}  ${message}`),
      ...(request.out === null ? [] : [`written to ${request.out}  sha256 ${digest.slice(0, 16)} …`]),
    ],
  };
}

function posixRelative(from: string, to: string): string {
  return relative(from, to).split('\\').join('/');
}
