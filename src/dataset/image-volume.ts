import type { Finding } from '../core/finding.js';
import { directionOf } from '../imaging/grid.js';
import type { Grid } from '../imaging/grid.js';
import { checkSeriesGeometry } from '../imaging/series-geometry.js';
import type { SeriesGeometry } from '../imaging/series-geometry.js';
import type { SliceHeader } from '../imaging/slice-header.js';
import type { ImageVolume } from '../schema/types.js';

/** What the manifest keeps of the geometry of a series, nothing being allowed. */
export function volumeOfSeries({ grid, order, refusedFor, findings }: SeriesGeometry): ImageVolume {
  return {
    slices: order.length,
    grid: grid === null ? null : placed(grid),
    refusedFor,
    findings: findings.map(kept),
  };
}

/** Of one multi-frame object; null where its frames have no places of their own, as those of a cine loop. */
export function volumeOfFrames(frames: readonly SliceHeader[]): ImageVolume | null {
  const withPlace = frames.filter(({ position }) => position !== null).length;
  return withPlace < 2 ? null : volumeOfSeries(checkSeriesGeometry(frames));
}

/** Of a file that states its grid itself; null where it is a single plane. */
export function volumeOfGrid(grid: Grid | null): ImageVolume | null {
  if (grid === null || grid.size[2] < 2) return null;
  return { slices: grid.size[2], grid: placed(grid), refusedFor: [], findings: [] };
}

function placed(grid: Grid): NonNullable<ImageVolume['grid']> {
  const { size, spacingMm, origin } = grid;
  return { size: [...size], spacingMm: [...spacingMm], origin: [...origin], direction: directionOf(grid) };
}

function kept({ code, severity, path, message }: Finding): ImageVolume['findings'][number] {
  return { code, severity, path, message };
}
