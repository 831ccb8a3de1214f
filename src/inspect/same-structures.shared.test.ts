import { describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import { NameMap } from '../annotation/name-map.js';
import { readersOf, referenceMask } from '../annotation/structure/reference-mask.js';
import type { StructureFile } from '../annotation/structure/structure.js';
import { SHARED_INDEX, WITHOUT_SHARED, sharedPath } from '../imaging/shared-data.testkit.js';
import { givenImages } from './given-images.js';
import { inspectPath } from './inspect.js';

/*
 * The same structures in several formats give the same voxels on one grid: what the index records of pairs, through
 * the function that makes masks of reference standards.
 */

interface Pair {
  check: string;
  a: string;
  b: string;
  by_label: Record<string, { seg_voxels: number; nrrd_voxels: number }>;
}

const pairs = SHARED_INDEX.cross_checks.filter(({ check }) =>
  String(check).startsWith('SEG'),
) as unknown as Pair[];

async function structuresOf(path: string): Promise<StructureFile> {
  const { structures } = await inspectPath(sharedPath(path));
  return structures!;
}

/** Name of each label, by its number in the file. */
async function namesOf(path: string): Promise<Map<number, string>> {
  const labels = (await inspectPath(sharedPath(path))).facts['labels'] as {
    number: number;
    name: string | null;
  }[];
  return new Map(labels.map(({ number, name }) => [number, name ?? String(number)]));
}

const rule = { fractionThreshold: 0.5 };

describe.skipIf(WITHOUT_SHARED)('a segmentation and its label map', () => {
  it.each(pairs)('$a and $b', async ({ a, b, by_label: byLabel }) => {
    const [seg, map, names, numbers, { series }] = await Promise.all([
      structuresOf(a),
      structuresOf(b),
      namesOf(a),
      namesOf(b),
      givenImages(sharedPath(b)),
    ]);
    for (const [label, { seg_voxels: segVoxels, nrrd_voxels: mapVoxels }] of Object.entries(byLabel)) {
      const own = seg.structures.filter(({ name }) => name === names.get(Number(label)));
      const other = map.structures.filter(({ name }) => name === numbers.get(Number(label)));
      expect([own.length, other.length]).toEqual([1, 1]);
      const [one, two] = [own[0]!, other[0]!].map((structure) => structure.onGrid(series[0], rule).mask);
      expect(sha256(one!)).toBe(sha256(two!));
      const count = (mask: Uint8Array): number => mask.reduce((sum, inside) => sum + inside, 0);
      expect([count(one!), count(two!)]).toEqual([segVoxels, mapVoxels]);
    }
  });
});

interface Many {
  check: string;
  series: string;
  references: string[];
  voxel_counts: Record<string, number>;
  voxel_volume_mm3: number;
}

const many = SHARED_INDEX.cross_checks.filter(({ check }) =>
  String(check).startsWith('one structure'),
) as unknown as Many[];

/** What NIfTI calls the four structures; the others have names. */
const NUMBERS = ['ribs', 'thoracic vertebral column', 'right lung', 'left lung'];
const OTHERS = ['cervical vertebral column', 'lumbar vertebral column', 'tissue'];

describe.skipIf(WITHOUT_SHARED).each(many)(
  '$check',
  ({ series, references, voxel_counts: counts, voxel_volume_mm3: voxelMm3 }) => {
    it('gives one mask on the grid of the series, whatever file it comes from', async () => {
      const { series: all } = await givenImages(sharedPath(series));
      const entries = Object.keys(counts).map((name): [string, string[]] => [
        name,
        [String(NUMBERS.indexOf(name) + 1)],
      ]);
      const names = new NameMap({ ...Object.fromEntries(entries), ignore: OTHERS }, 'index.json');
      const masks = new Map<string, Set<string>>();
      const formats = new Map<string, number>();
      for (const reference of references) {
        const file = await structuresOf(reference.replace(/ .*/, ''));
        for (const label of Object.keys(counts)) {
          const [reader = null] = readersOf([file]);
          const made = referenceMask([file], { label, names, reader, images: all[0], rule });
          if (made === null) continue;
          expect(made.findings).toEqual([]);
          expect(made.voxels).toBe(counts[label]);
          // Recorded of the label map; the headers of the series round the spacing to seven digits.
          expect(made.volumeMl / ((counts[label]! * voxelMm3) / 1000)).toBeCloseTo(1, 6);
          masks.set(label, (masks.get(label) ?? new Set()).add(sha256(made.mask)));
          formats.set(label, (formats.get(label) ?? 0) + 1);
        }
      }
      expect([...masks.values()].map(({ size }) => size)).toEqual(Object.keys(counts).map(() => 1));
      expect(Object.fromEntries(formats)).toEqual({
        ribs: 4,
        'thoracic vertebral column': 5,
        'right lung': 5,
        'left lung': 5,
      });
    });
  },
);
