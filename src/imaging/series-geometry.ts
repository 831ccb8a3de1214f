import type { Finding } from '../core/finding.js';
import { normalOf } from './frame-planes.js';
import { REFUSALS, defectFindings } from './geometry-findings.js';
import type { Defect, Found, GeometryCode } from './geometry-findings.js';
import type { Grid, Vec3 } from './grid.js';
import { gridOf, statedSpacings } from './series-grid.js';
import { checkDuplicates } from './slice-duplicates.js';
import { checkGaps } from './slice-gaps.js';
import type { SliceHeader } from './slice-header.js';
import { byPath, leaveOutKinds, majority, sameOrientation, sortAlong } from './slice-kinds.js';
import { stepsOf } from './slice-steps.js';
import type { Step } from './slice-steps.js';

/** What the headers of a series say of its geometry. Lengths in mm. */
export interface SeriesGeometry {
  /** Null when the slices make no volume. */
  grid: Grid | null;
  /** The slices of the volume, in order of position; all that have a position when there is none. */
  slices: SliceHeader[];
  /** All slices with a position, by position along the normal, then by path. */
  order: SliceHeader[];
  /** From slice to slice of `order`. */
  steps: Step[];
  series: number;
  orientations: number;
  /** Defects that refuse the volume are errors; those that were allowed are warnings. */
  findings: Finding[];
  /** Codes of the errors among them, the most telling first. */
  refusedFor: GeometryCode[];
}

/**
 * Sorts slices by dot(ImagePositionPatient, row × column), never by InstanceNumber or name, and checks that they make an
 * even grid. Distances come from the positions, never from SpacingBetweenSlices or SliceThickness. The result does not
 * depend on the order of the slices given.
 * @param allow defects that shall not refuse the volume
 */
export function checkSeriesGeometry(
  given: readonly SliceHeader[],
  allow: readonly GeometryCode[] = [],
): SeriesGeometry {
  const all = [...given].sort(byPath);
  const defects = new Map<GeometryCode, Defect[]>();
  const found: Found = (code, slice, message, args) => {
    const list = defects.get(code) ?? [];
    list.push(args === undefined ? { slice, message } : { slice, message, args });
    defects.set(code, list);
  };
  const may = (code: GeometryCode): boolean => allow.includes(code);

  const placed = all.filter(isPlaced);
  const series = new Set(all.map(({ seriesUid }) => seriesUid)).size;
  checkWhole(all, placed, series, found);
  const orientation = majority(placed, sameOrientation);
  const reference = orientation.most[0];
  const normal: Vec3 = reference === undefined ? [0, 0, 1] : normalOf(reference.axes!);
  const order = sortAlong(placed, normal);
  const steps = stepsOf(order, normal);

  let slices = leaveOutKinds(order, normal, may, found);
  const isParallel = may('GEOMETRY-MIXED-ORIENTATION') || orientation.kinds <= 1;
  if (isParallel && series === 1) {
    slices = checkDuplicates(slices, normal, may('GEOMETRY-DUPLICATE-POSITION'), found);
    slices = checkGaps(slices, normal, may('GEOMETRY-DISTANT-SLICE'), found);
  }
  const needed = isOneObject(slices) ? 2 : 3;
  if (slices.length < needed && placed.length > 0) {
    const message = `the series has ${slices.length} slices, a volume needs ${needed}`;
    found('GEOMETRY-TOO-FEW-SLICES', slices[0] ?? placed[0]!, message, { found: slices.length, needed });
  }
  // One slice has no slice distance, whatever is allowed.
  const allowed = slices.length < 2 ? allow.filter((name) => name !== 'GEOMETRY-TOO-FEW-SLICES') : allow;
  const codes = (Object.keys(REFUSALS) as GeometryCode[]).filter((code) => defects.has(code));
  const findings = codes.flatMap((code) => defectFindings(code, defects.get(code)!, allowed));
  const refusedFor = codes.filter((code) => !REFUSALS[code] || !allowed.includes(code));
  const grid = refusedFor.length === 0 ? gridOf(slices) : null;
  if (grid !== null) findings.push(...statedSpacings(slices, grid));
  return { grid, slices, order, steps, series, orientations: orientation.kinds, findings, refusedFor };
}

function isPlaced({ position, axes, pixelSpacingMm }: SliceHeader): boolean {
  return position !== null && axes !== null && pixelSpacingMm !== null;
}

/** From one multi-frame object no file can be lost, so two slices are enough. */
function isOneObject(slices: readonly SliceHeader[]): boolean {
  return slices.length > 1 && new Set(slices.map(({ path }) => path)).size === 1;
}

/** What concerns the series as a whole: several series or frames of reference in it, slices without a place, colour. */
function checkWhole(
  all: readonly SliceHeader[],
  placed: readonly SliceHeader[],
  series: number,
  found: Found,
): void {
  const first = all[0];
  if (first === undefined) return;
  if (series > 1) {
    found('GEOMETRY-SEVERAL-SERIES', first, `the files belong to ${series} series`, { series });
  }
  for (const slice of all) {
    if (!isPlaced(slice)) {
      found('GEOMETRY-NO-POSITION', slice, 'has no position, orientation or pixel spacing in the patient');
    }
    if (slice.samplesPerPixel !== 1) found('GEOMETRY-COLOUR', slice, 'is a colour image');
  }
  const frames = new Set(placed.map(({ frameOfReferenceUid }) => frameOfReferenceUid)).size;
  if (frames > 1 && series === 1) {
    found(
      'GEOMETRY-MIXED-FRAME-OF-REFERENCE',
      placed[0]!,
      `the slices lie in ${frames} frames of reference`,
      { frames },
    );
  }
}
