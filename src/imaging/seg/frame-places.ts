import { AppError } from '../../core/error.js';
import type { Finding } from '../../core/finding.js';
import { cross, dot, lengthOf, minus } from '../grid.js';
import type { Grid, Vec3 } from '../grid.js';
import { LIMITS } from '../limits.js';
import type { FrameGroups } from './frame-groups.js';

/** Where the frames of a segmentation lie. */
export interface FramePlaces {
  /** Distinct positions along the normal in mm, ascending; null without geometry. */
  positionsMm: number[] | null;
  /** Index of each frame into `positionsMm`; without geometry frames count by their source image. */
  placeOf: number[];
  /** Even grid that holds every position; null where positions fit none, or without geometry. */
  grid: Grid | null;
  /** Slice of `grid` for each of `positionsMm`. */
  sliceOf: number[];
  /** From the grid, else thickness; null when nothing tells it. */
  voxelVolumeMm3: number | null;
}

/** Positions nearer than this are one: headers round them. */
const SAME_MM = 1e-3;
/** A frame may lie this share of a pixel beside the others, a slice this share of a step off its place. */
const TOLERANCE = 0.1;

/**
 * Sorts frames by position along the normal; the order in the file means nothing.
 * @throws AppError IMAGE-INVALID when frames differ in orientation, spacing or in-plane position: they are no one volume
 */
export function placeFrames(
  groups: readonly FrameGroups[],
  rows: number,
  columns: number,
  place: string,
  findings: Finding[],
): FramePlaces {
  const first = groups[0]!;
  const { orientation, spacingMm } = first;
  if (orientation === null || spacingMm === null || groups.some(({ position }) => position === null)) {
    return withoutGeometry(groups, place, findings);
  }
  const along: Vec3 = unit([orientation[0]!, orientation[1]!, orientation[2]!]);
  const down: Vec3 = unit([orientation[3]!, orientation[4]!, orientation[5]!]);
  const normal = unit(cross(along, down));
  const offsets = groups.map((group, index) => {
    holdAgainstFirst(group, first, [along, down], place, index + 1);
    return dot(group.position!, normal);
  });
  const order = offsets.map((_, i) => i).sort((a, b) => offsets[a]! - offsets[b]!);
  const positionsMm: number[] = [];
  const placeOf = new Array<number>(groups.length);
  const firstAt: number[] = [];
  for (const frame of order) {
    const last = positionsMm.at(-1);
    if (last === undefined || offsets[frame]! - last > SAME_MM) {
      positionsMm.push(offsets[frame]!);
      firstAt.push(frame);
    }
    placeOf[frame] = positionsMm.length - 1;
  }
  const step = stepOf(positionsMm, first);
  if (step === null) {
    findings.push(unevenPositions(place, positionsMm.length));
    const thickness = positive(first.sliceThicknessMm);
    const volume = thickness === null ? null : spacingMm[0] * spacingMm[1] * thickness;
    const sliceOf = positionsMm.map((_, i) => i);
    return { positionsMm, placeOf, grid: null, sliceOf, voxelVolumeMm3: volume };
  }
  const sliceOf = positionsMm.map((position) => Math.round((position - positionsMm[0]!) / step.mm));
  const slices = sliceOf.at(-1)! + 1;
  const fits = slices * rows * columns <= LIMITS.maskVoxels;
  if (!fits) findings.push(unevenPositions(place, positionsMm.length));
  const grid: Grid = {
    size: [columns, rows, slices],
    spacingMm: [spacingMm[1], spacingMm[0], step.mm],
    origin: groups[firstAt[0]!]!.position!,
    axes: [along, down, normal],
  };
  return {
    positionsMm,
    placeOf,
    grid: fits && step.known ? grid : null,
    sliceOf,
    voxelVolumeMm3: step.known ? spacingMm[0] * spacingMm[1] * step.mm : null,
  };
}

/**
 * Distance of slices. Frames that follow one another evenly tell it themselves; where frames were left out
 * SpacingBetweenSlices does, if every position fits it, else the smallest distance.
 */
function stepOf(positionsMm: readonly number[], first: FrameGroups): { mm: number; known: boolean } | null {
  const tagged = positive(first.spacingBetweenSlicesMm) ?? null;
  if (positionsMm.length === 1) {
    const mm = tagged ?? positive(first.sliceThicknessMm);
    return { mm: mm ?? 1, known: mm !== null };
  }
  const steps = positionsMm.slice(1).map((position, i) => position - positionsMm[i]!);
  const smallest = Math.min(...steps);
  const span = positionsMm.at(-1)! - positionsMm[0]!;
  const even = steps.every((step) => Math.round(step / smallest) === 1);
  const fits = (mm: number): boolean =>
    positionsMm.every((position) => {
      const slice = (position - positionsMm[0]!) / mm;
      return Math.abs(slice - Math.round(slice)) <= TOLERANCE;
    });
  const mean = span / Math.max(1, Math.round(span / smallest));
  if (even && steps.length > 1 && fits(mean)) return { mm: mean, known: true };
  if (tagged !== null && tagged <= smallest * (1 + TOLERANCE) && fits(tagged)) {
    // The tag is rounded; the positions at both ends are far apart and tell the step better.
    const count = Math.round(span / tagged);
    return { mm: span / count, known: true };
  }
  return fits(mean) ? { mm: mean, known: true } : null;
}

function holdAgainstFirst(
  group: FrameGroups,
  first: FrameGroups,
  [along, down]: [Vec3, Vec3],
  place: string,
  frame: number,
): void {
  const differs = (what: string): AppError =>
    new AppError('IMAGE-INVALID', `frame ${frame} differs in ${what} from the first: this is no one volume`, {
      place,
      hint: 'export each orientation or grid as a segmentation of its own',
    });
  const turned = group.orientation?.some((value, i) => Math.abs(value - first.orientation![i]!) > 1e-3);
  if (turned !== false) throw differs('orientation');
  const [row, column] = first.spacingMm!;
  const spaced = group.spacingMm;
  if (
    spaced === null ||
    Math.abs(spaced[0] - row) > 1e-3 * row ||
    Math.abs(spaced[1] - column) > 1e-3 * column
  ) {
    throw differs('pixel spacing');
  }
  const shift = minus(group.position!, first.position!);
  if (Math.abs(dot(shift, along)) > TOLERANCE * column || Math.abs(dot(shift, down)) > TOLERANCE * row) {
    throw differs('position within the plane');
  }
}

function withoutGeometry(groups: readonly FrameGroups[], place: string, findings: Finding[]): FramePlaces {
  findings.push({
    code: 'SEG-WITHOUT-GEOMETRY',
    severity: 'warning',
    path: place,
    message: 'frames have no position, orientation or spacing; they belong to images by reference only',
    fix: 'compare it only with annotations of the same images',
    args: { frames: groups.length },
  });
  const sources = new Map<string, number>();
  const placeOf = groups.map(({ sourceUids }, frame) => {
    const key = sourceUids.length === 0 ? `frame ${frame}` : sourceUids.join('\\');
    const known = sources.get(key) ?? sources.size;
    sources.set(key, known);
    return known;
  });
  const sliceOf = Array.from({ length: sources.size }, (_, i) => i);
  return { positionsMm: null, placeOf, grid: null, sliceOf, voxelVolumeMm3: null };
}

function unevenPositions(place: string, positions: number): Finding {
  return {
    code: 'SEG-POSITIONS-UNEVEN',
    severity: 'warning',
    path: place,
    message: `the ${positions} positions of frames fit no even grid`,
    fix: 'check it against its images; a volume cannot be told from it alone',
    args: { positions },
  };
}

function unit(a: Vec3): Vec3 {
  const length = lengthOf(a);
  return [a[0] / length, a[1] / length, a[2] / length];
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}
