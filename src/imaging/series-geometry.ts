import type { Finding } from '../core/finding.js';
import { normalOf } from './frame-planes.js';
import { REFUSALS, defectFindings, rounded, spacingDoubt } from './geometry-findings.js';
import type { Defect, GeometryAllowance, GeometryCode } from './geometry-findings.js';
import { dot, lengthOf, minus } from './grid.js';
import type { Grid, Vec3 } from './grid.js';
import {
  byPath,
  differingValues,
  majority,
  sameOrientation,
  samePixelSpacing,
  sameSize,
} from './slice-kinds.js';
import type { SliceHeader } from './slice-header.js';
import { drifting, gapKind, stepsOf, tolerance, usualDistance } from './slice-steps.js';
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
 * even grid. Distances come from the positions, never from SpacingBetweenSlices or SliceThickness. The slice axis of
 * the grid is the mean step from the first slice to the last; the other axes are those of the header. The result does not depend on
 * the order of the slices given.
 * @param allow defects that shall not refuse the volume
 */
export function checkSeriesGeometry(
  given: readonly SliceHeader[],
  allow: readonly GeometryAllowance[] = [],
): SeriesGeometry {
  const all = [...given].sort(byPath);
  const defects = new Map<GeometryCode, Defect[]>();
  const found = (code: GeometryCode, slice: SliceHeader, message: string, args?: Finding['args']): void => {
    const list = defects.get(code) ?? [];
    list.push(args === undefined ? { slice, message } : { slice, message, args });
    defects.set(code, list);
  };
  const may = (allowance: GeometryAllowance): boolean => allow.includes(allowance);

  const placed = all.filter(isPlaced);
  const series = new Set(all.map(({ seriesUid }) => seriesUid)).size;
  checkWhole(all, placed, series, found);
  const orientation = majority(placed, sameOrientation);
  const reference = orientation.most[0];
  const normal: Vec3 = reference === undefined ? [0, 0, 1] : normalOf(reference.axes!);
  const order = sortAlong(placed, normal);
  const steps = stepsOf(order, normal);

  let slices = order;
  const leaveOut = (
    code: GeometryCode,
    allowance: GeometryAllowance,
    alike: (a: SliceHeader, b: SliceHeader) => boolean,
    tell: (slice: SliceHeader, usual: SliceHeader) => string,
  ): void => {
    const { most, others } = majority([...slices].sort(byPath), alike);
    for (const slice of sortAlong(others, normal)) found(code, slice, tell(slice, most[0]!));
    if (others.length > 0 && may(allowance)) slices = sortAlong(most, normal);
  };
  leaveOut(
    'GEOMETRY-MIXED-ORIENTATION',
    'mixed-orientation',
    sameOrientation,
    () => 'lies in another orientation than most slices of the series',
  );
  leaveOut(
    'GEOMETRY-MIXED-SIZE',
    'mixed-size',
    sameSize,
    (slice, usual) =>
      `has ${slice.rows} × ${slice.columns} pixels, most slices have ${usual.rows} × ${usual.columns}`,
  );
  leaveOut(
    'GEOMETRY-MIXED-PIXEL-SPACING',
    'mixed-pixel-spacing',
    samePixelSpacing,
    (slice, usual) =>
      `has pixels of ${slice.pixelSpacingMm!.join(' × ')} mm, most slices ${usual.pixelSpacingMm!.join(' × ')} mm`,
  );
  leaveOut(
    'GEOMETRY-MIXED-VALUES',
    'mixed-values',
    (a, b) => differingValues(a, b).length === 0,
    (slice, usual) => `differs from most slices in ${differingValues(slice, usual).join(', ')}`,
  );

  const isParallel = may('mixed-orientation') || orientation.kinds <= 1;
  if (isParallel && series === 1) {
    slices = checkDuplicates(slices, normal, may('duplicate-position'), found);
    slices = checkGaps(slices, normal, may('distant-slice'), found);
  }
  const needed = isOneObject(slices) ? 2 : 3;
  if (slices.length < needed && placed.length > 0) {
    const message = `the series has ${slices.length} slices, a volume needs ${needed}`;
    found('GEOMETRY-TOO-FEW-SLICES', slices[0] ?? placed[0]!, message, { found: slices.length, needed });
  }
  // One slice has no slice distance, whatever is allowed.
  const allowed = slices.length < 2 ? allow.filter((name) => name !== 'too-few-slices') : allow;
  const codes = (Object.keys(REFUSALS) as GeometryCode[]).filter((code) => defects.has(code));
  const findings = codes.flatMap((code) => defectFindings(code, defects.get(code)!, allowed));
  const refusedFor = codes.filter((code) => {
    const allowance = REFUSALS[code];
    return allowance === null || !allowed.includes(allowance);
  });
  const grid = refusedFor.length === 0 ? gridOf(slices) : null;
  if (grid !== null) findings.push(...statedSpacings(slices, grid));
  return { grid, slices, order, steps, series, orientations: orientation.kinds, findings, refusedFor };
}

type Found = (code: GeometryCode, slice: SliceHeader, message: string, args?: Finding['args']) => void;

function checkWhole(all: SliceHeader[], placed: SliceHeader[], series: number, found: Found): void {
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

function checkDuplicates(
  slices: SliceHeader[],
  normal: Vec3,
  mayKeepOne: boolean,
  found: Found,
): SliceHeader[] {
  const steps = stepsOf(slices, normal);
  const usual = usualDistance(steps);
  const places: SliceHeader[][] = [];
  slices.forEach((slice, i) => {
    if (i > 0 && gapKind(steps[i - 1]!.alongMm, usual) === 'same') places.at(-1)!.push(slice);
    else places.push([slice]);
  });
  const times = places[0]?.length ?? 1;
  if (times > 1 && places.length > 1 && places.every((place) => place.length === times)) {
    found(
      'GEOMETRY-SEVERAL-VOLUMES',
      slices[0]!,
      `every position occurs ${times} times: several time points, echoes or reconstructions in one series`,
      { volumes: times, positions: places.length },
    );
    return slices;
  }
  const kept = places.map((place) => {
    const [keep, ...others] = [...place].sort(
      (a, b) => (a.instanceNumber ?? Infinity) - (b.instanceNumber ?? Infinity) || byPath(a, b),
    );
    for (const slice of others) {
      found(
        'GEOMETRY-DUPLICATE-POSITION',
        slice,
        `lies at the same position as ${keep!.frames > 1 ? `frame ${keep!.frame + 1}` : keep!.path}`,
      );
    }
    return keep!;
  });
  return mayKeepOne ? kept : slices;
}

/** Gaps and shifts; returns what is left when distant slices are left out. */
function checkGaps(slices: SliceHeader[], normal: Vec3, mayLeaveOut: boolean, found: Found): SliceHeader[] {
  const steps = stepsOf(slices, normal);
  const usual = usualDistance(steps);
  if (usual === null) return slices;
  const runs: SliceHeader[][] = [slices.slice(0, 1)];
  const isEven = steps.every(({ alongMm }) => gapKind(alongMm, usual) === 'even');
  steps.forEach(({ alongMm, shiftMm }, i) => {
    const slice = slices[i + 1]!;
    const gap = gapKind(alongMm, usual);
    const far = `lies ${rounded(alongMm)} mm after the slice before, the usual distance is ${rounded(usual)} mm`;
    const args = { distanceMm: alongMm, usualMm: usual };
    if (gap === 'distant') {
      found('GEOMETRY-DISTANT-SLICE', slice, far, args);
      runs.push([slice]);
      return;
    }
    runs.at(-1)!.push(slice);
    const missing = Math.round(alongMm / usual) - 1;
    if (gap === 'missing')
      found('GEOMETRY-MISSING-SLICE', slice, `${far}: ${missing} missing between`, { ...args, missing });
    if (gap === 'uneven') found('GEOMETRY-UNEVEN-SPACING', slice, far, args);
    if (shiftMm > tolerance(Math.max(usual, alongMm))) {
      const degrees = rounded((Math.atan2(shiftMm, alongMm) * 180) / Math.PI);
      found(
        'GEOMETRY-GANTRY-TILT',
        slice,
        `is shifted by ${rounded(shiftMm)} mm within its plane against the slice before (${degrees}° from the normal)`,
        { shiftMm, degrees },
      );
    }
  });
  const drift = isEven ? drifting(slices, normal) : null;
  if (drift !== null) {
    found(
      'GEOMETRY-UNEVEN-SPACING',
      slices[drift.at]!,
      `lies ${rounded(drift.byMm)} mm off its place in an even grid`,
      { offMm: drift.byMm },
    );
  }
  if (!mayLeaveOut) return slices;
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest));
}

/** Null for fewer than two positions. */
function gridOf(slices: SliceHeader[]): Grid | null {
  const [first, last] = [slices[0], slices.at(-1)];
  if (first === undefined || last === undefined || slices.length < 2) return null;
  const whole = minus(last.position!, first.position!);
  const length = lengthOf(whole);
  const [rowMm, columnMm] = first.pixelSpacingMm!;
  return {
    size: [first.columns, first.rows, slices.length],
    spacingMm: [columnMm, rowMm, length / (slices.length - 1)],
    origin: first.position!,
    axes: [...first.axes!, [whole[0] / length, whole[1] / length, whole[2] / length]],
  };
}

/** SpacingBetweenSlices is the gap between slices for some vendors; SliceThickness may be more or less than the distance. */
function statedSpacings([first]: SliceHeader[], { spacingMm: [, , distanceMm] }: Grid): Finding[] {
  const { spacingBetweenSlicesMm: between, sliceThicknessMm: thickness } = first!;
  const differs = (mm: number | null): mm is number =>
    mm !== null && Math.abs(Math.abs(mm) - distanceMm) > tolerance(distanceMm);
  return [
    ...(differs(between) ? [spacingDoubt(first!, 'SpacingBetweenSlices', between, distanceMm)] : []),
    ...(differs(thickness) ? [spacingDoubt(first!, 'SliceThickness', thickness, distanceMm)] : []),
  ];
}

function isPlaced({ position, axes, pixelSpacingMm }: SliceHeader): boolean {
  return position !== null && axes !== null && pixelSpacingMm !== null;
}

/** From one multi-frame object no file can be lost, so two slices are enough. */
function isOneObject(slices: readonly SliceHeader[]): boolean {
  return slices.length > 1 && new Set(slices.map(({ path }) => path)).size === 1;
}

function sortAlong(slices: readonly SliceHeader[], normal: Vec3): SliceHeader[] {
  return slices
    .map((slice) => ({ slice, along: dot(slice.position!, normal) }))
    .sort((a, b) => a.along - b.along || byPath(a.slice, b.slice))
    .map(({ slice }) => slice);
}
