import { sha256 } from '../core/digest.js';
import type { Finding } from '../core/finding.js';
import { voxelVolumeMm3, type Grid } from '../imaging/grid.js';
import { labelVerdict, valueCounts } from '../imaging/label-map.js';
import type { ScalarValues } from '../imaging/scalar-values.js';

const COUNTED = 32;

export interface Scalars {
  stored: ScalarValues;
  storedLe: Uint8Array;
  scaling: { slope: number; intercept: number };
  grid: Grid;
  name: string;
  place: string;
}

export interface ScalarFacts {
  facts: Record<string, unknown>;
  /** Printed labels; null for an image. */
  labels: Label[] | null;
  findings: Finding[];
}

export interface Label {
  number: number;
  /** Null where the file has no names. */
  name: string | null;
  voxels: number;
  volumeMl: number;
}

/** What is the same for NIfTI and NRRD: range and digest of the stored values, values after scaling, labels. */
export function scalarFacts({ stored, storedLe, scaling, grid, name, place }: Scalars): ScalarFacts {
  const range = finiteRange(stored);
  const scaled = (value: number | null): number | null =>
    value === null ? null : value * scaling.slope + scaling.intercept;
  const ends = [scaled(range.min), scaled(range.max)] as const;
  const [low, high] = scaling.slope < 0 ? [ends[1], ends[0]] : ends;
  const findings: Finding[] = [];
  if (range.notFinite > 0) {
    findings.push({
      code: 'IMAGE-VALUES-NOT-FINITE',
      severity: 'warning',
      path: place,
      message: `${range.notFinite} voxels are not a finite number`,
      fix: 'find out what made them; they are left out of range and mean',
      args: { voxels: range.notFinite },
    });
  }
  const counts = valueCounts(stored);
  const plain = scaling.slope === 1 && scaling.intercept === 0;
  const verdict = plain ? labelVerdict(stored, counts, name) : 'image';
  if (verdict === 'fractions' && counts !== null) {
    const voxels = [...counts].reduce((sum, [value, n]) => sum + (Number.isInteger(value) ? 0 : n), 0);
    findings.push({
      code: 'IMAGE-LABELS-NOT-WHOLE',
      severity: 'warning',
      path: place,
      message: `${voxels} voxels of what looks like a label map are no whole number: nothing is rounded`,
      fix: 'export the labels as integers, without interpolation',
      args: { voxels },
    });
  }
  const volumeMl = voxelVolumeMm3(grid) / 1000;
  return {
    facts: {
      stored: { min: range.min, max: range.max, mean: range.mean, 'sha256-pixels-le': sha256(storedLe) },
      value: { min: low, max: high, mean: scaled(range.mean) },
      voxelVolumeMm3: voxelVolumeMm3(grid),
      ...(counts === null || counts.size > COUNTED ? {} : { valueCounts: Object.fromEntries(counts) }),
    },
    labels:
      verdict === 'labels' && counts !== null
        ? [...counts]
            .filter(([number]) => number !== 0)
            .map(([number, voxels]) => ({ number, name: null, voxels, volumeMl: voxels * volumeMl }))
        : null,
    findings,
  };
}

function finiteRange(values: ScalarValues): {
  min: number | null;
  max: number | null;
  mean: number | null;
  notFinite: number;
} {
  let [min, max, sum, notFinite] = [Infinity, -Infinity, 0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    if (!Number.isFinite(value)) {
      notFinite += 1;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const count = values.length - notFinite;
  const mean = sum / count;
  return count === 0 || !Number.isFinite(mean)
    ? { min: null, max: null, mean: null, notFinite }
    : { min, max, mean, notFinite };
}
