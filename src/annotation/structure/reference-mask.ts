import { AppError } from '../../core/error.js';
import type { Finding } from '../../core/finding.js';
import { voxelVolumeMm3 } from '../../imaging/grid.js';
import type { NameMap } from '../name-map.js';
import { gridOf } from './on-grid.js';
import type { MaskRule, MaskTarget, Structure, StructureFile } from './structure.js';

/** What is asked for. */
export interface MaskRequest {
  /** A label of the name map. */
  label: string;
  names: NameMap;
  /** Pseudonym of the reader; null for files that name none. */
  reader: string | null;
  images: MaskTarget;
  rule: MaskRule;
}

export interface ReferenceMask {
  /** 0 or 1 on the grid of the images, column fastest. */
  mask: Uint8Array;
  voxels: number;
  volumeMl: number;
  /** Structures whose voxels it holds: all that the label joins, of this reader. */
  structures: { path: string; name: string }[];
  findings: Finding[];
}

/**
 * The mask of a label on the grid of the images, as one reader marked it. Where the label joins several structures, a
 * voxel is inside when it is inside of any; readers are never joined.
 * @returns null when this reader describes no structure of the label: that is not the same as an empty mask
 * @throws AppError INPUT-SCHEMA for names without a label; GEOMETRY-NO-POSITION, INPUT-FINDINGS when a file has no
 *   place or another grid than the images; as the readers
 */
export function referenceMask(files: readonly StructureFile[], request: MaskRequest): ReferenceMask | null {
  const { label, names, reader, images, rule } = request;
  if (!(rule.fractionThreshold > 0 && rule.fractionThreshold <= 1)) {
    throw new AppError(
      'INPUT-ARGUMENT',
      'the share of a voxel that counts as inside is not above 0 and at most 1',
      {
        hint: 'give a fraction, such as 0.5',
      },
    );
  }
  let mask: Uint8Array | null = null;
  const structures: ReferenceMask['structures'] = [];
  const findings: Finding[] = [];
  for (const file of files) {
    names.apply(countNames(file.structures), file.path);
    const wanted = file.structures.filter(
      (one) => one.reader === reader && names.labelOf(one.name) === label,
    );
    if (wanted.length > 0) findings.push(...file.check(images));
    for (const one of wanted) {
      const part = one.onGrid(images, rule);
      findings.push(...part.findings);
      structures.push({ path: file.path, name: one.name });
      if (mask === null) mask = part.mask;
      else for (let i = 0; i < mask.length; i += 1) mask[i]! |= part.mask[i]!;
    }
  }
  if (mask === null) return null;
  let voxels = 0;
  for (const inside of mask) voxels += inside;
  const grid = gridOf(images, files[0]?.path ?? '');
  return { mask, voxels, volumeMl: (voxels * voxelVolumeMm3(grid)) / 1000, structures, findings };
}

/** Readers of the structures of some files, in the order in which they are met; null for files that name none. */
export function readersOf(files: readonly StructureFile[]): (string | null)[] {
  return [...new Set(files.flatMap(({ structures }) => structures.map(({ reader }) => reader)))];
}

function countNames(structures: readonly Structure[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of structures) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
