import { AppError } from '../../core/error.js';
import type { Finding } from '../../core/finding.js';
import { gridFromSteps, isSheared } from '../affine-grid.js';
import { cross, lengthOf, type Grid, type Vec3 } from '../grid.js';
import type { NrrdText } from './header.js';
import { words, type NrrdLayout } from './layout.js';

export interface NrrdSpace {
  /** As NRRD names it in full, or as it is written; null where there is none. */
  space: string | null;
  /** One an axis, in the space of the file; null for an axis without place (`none`). */
  directions: (number[] | null)[] | null;
  origin: number[] | null;
  spacings: (number | null)[] | null;
  /** Axes that have a place in the patient, in order. */
  spatial: number[];
  /** Null where the header gives no spacing. */
  grid: Grid | null;
  sheared: boolean;
}

/** Signs that turn a space into LPS. */
const SPACES: readonly [string, string, Vec3][] = [
  ['left-posterior-superior', 'lps', [1, 1, 1]],
  ['right-anterior-superior', 'ras', [-1, -1, 1]],
  ['left-anterior-superior', 'las', [1, -1, 1]],
];

/** Kinds of axes that are a place or may be one. */
const PLACE = ['domain', 'space', '???', 'none'];

const UNITS: ReadonlyMap<string, number> = new Map([
  ['mm', 1],
  ['millimeter', 1],
  ['millimetre', 1],
  ['', 1],
  ['???', 1],
  ['m', 1000],
  ['cm', 10],
  ['um', 0.001],
  ['micron', 0.001],
]);

/**
 * Where the samples lie: `space directions` and `space origin` in a named space, else `spacings` alone.
 * @param findings receives an orientation that is not known, units other than mm, shear
 * @throws AppError IMAGE-INVALID for vectors that make no grid
 */
export function nrrdSpace(
  { fields }: NrrdText,
  { sizes, kinds }: NrrdLayout,
  place: string,
  findings: Finding[],
): NrrdSpace {
  const doubt = (code: string, message: string, fix: string): void => {
    findings.push({
      code,
      severity: 'warning',
      path: place,
      message,
      fix,
      args: {},
    });
  };
  const written = fields.get('space')?.toLowerCase() ?? null;
  const named = SPACES.find(([name, short]) => name === written || short === written);
  const directions = vectorsOf(fields.get('space directions'), sizes.length, place);
  const origin = vectorsOf(fields.get('space origin'), 1, place)?.[0] ?? null;
  const spacings = spacingsOf(fields.get('spacings'), sizes.length, place);
  const spatial = sizes
    .map((_, axis) => axis)
    .filter((axis) =>
      directions !== null
        ? directions[axis] !== null
        : spacings?.[axis] !== null && PLACE.includes(kinds[axis]!),
    );
  const common = {
    space: named?.[0] ?? written,
    directions,
    origin,
    spacings,
    spatial,
  };
  if (spatial.length < 1 || spatial.length > 3 || (directions === null && spacings === null)) {
    doubt(
      'NRRD-NO-SPACING',
      'the header does not say how far apart the samples of two or three axes lie: this is no volume',
      'export the image again with its spacing',
    );
    return { ...common, grid: null, sheared: false };
  }
  const mm = unitOf(fields, spatial, doubt);
  const steps = spatial.map((axis): Vec3 => {
    const vector = directions?.[axis] ?? null;
    if (vector !== null) return turned(vector, named?.[2], mm);
    const step = (spacings?.[axis] ?? NaN) * mm;
    const index = spatial.indexOf(axis);
    return [index === 0 ? step : 0, index === 1 ? step : 0, index === 2 ? step : 0];
  });
  if (directions === null || named === undefined) {
    doubt(
      'NRRD-ORIENTATION-UNKNOWN',
      'the header names no space of the patient: left and right, and the position, are not known',
      'convert the image again from its source with its orientation',
    );
  }
  const size: Vec3 = [sizes[spatial[0]!]!, sizes[spatial[1] ?? -1] ?? 1, sizes[spatial[2] ?? -1] ?? 1];
  const first = origin === null ? ([0, 0, 0] as const) : turned(origin, named?.[2], mm);
  const grid = gridFromSteps(size, threeSteps(steps), first);
  if (grid === null) {
    throw invalid(
      'the space directions are no grid: a step is 0 or not a number, or they lie in one plane',
      place,
    );
  }
  const sheared = isSheared(grid);
  if (sheared) {
    doubt(
      'NRRD-SHEARED',
      'the voxel axes are not at right angles: the image is not taken for a volume',
      'resample the image to a rectangular grid',
    );
  }
  return { ...common, grid, sheared };
}

/** A flat image is one sample, 1 mm, across its plane. */
function threeSteps(steps: readonly Vec3[]): [Vec3, Vec3, Vec3] {
  const first = steps[0]!;
  const [x, y, z] = first.map(Math.abs) as [number, number, number];
  // Across a single line: any direction at right angles to it.
  const aside: Vec3 = x <= y && x <= z ? [1, 0, 0] : y <= z ? [0, 1, 0] : [0, 0, 1];
  const second = steps[1] ?? unit(cross(first, aside));
  return [first, second, steps[2] ?? unit(cross(first, second))];
}

function unit(vector: Vec3): Vec3 {
  const length = lengthOf(vector);
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}

/** Into LPS and mm; a vector of another length than three gives no number. */
function turned(vector: readonly number[], signs: Vec3 = [1, 1, 1], mm: number): Vec3 {
  const flat = vector.length === 2 ? [...vector, 0] : vector;
  if (flat.length !== 3) return [NaN, NaN, NaN];
  return [0 + flat[0]! * signs[0] * mm, 0 + flat[1]! * signs[1] * mm, 0 + flat[2]! * signs[2] * mm];
}

function vectorsOf(text: string | undefined, count: number, place: string): (number[] | null)[] | null {
  if (text === undefined) return null;
  const parts = text.match(/none|\([^()]*\)/gi) ?? [];
  const rest = text.replace(/none|\([^()]*\)/gi, '').trim();
  if (parts.length !== count || rest !== '')
    throw invalid(`there are ${parts.length} vectors for ${count}`, place);
  return parts.map((part) => (/none/i.test(part) ? null : part.slice(1, -1).split(',').map(numberOf)));
}

function spacingsOf(text: string | undefined, count: number, place: string): (number | null)[] | null {
  if (text === undefined) return null;
  const parts = words(text).map((word) => (/^nan$/i.test(word) ? null : numberOf(word)));
  if (parts.length !== count) throw invalid(`there are ${parts.length} spacings for ${count} axes`, place);
  return parts;
}

function numberOf(text: string): number {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text) ? Number(text) : NaN;
}

function unitOf(
  fields: ReadonlyMap<string, string>,
  spatial: readonly number[],
  doubt: (code: string, message: string, fix: string) => void,
): number {
  const quoted = (name: string): string[] | null =>
    fields
      .get(name)
      ?.match(/"[^"]*"/g)
      ?.map((part) => part.slice(1, -1).trim().toLowerCase()) ?? null;
  const units = quoted('space units') ?? quoted('units')?.filter((_, axis) => spatial.includes(axis)) ?? [];
  const distinct = [...new Set(units)];
  const mm = distinct.map((name) => UNITS.get(name));
  const factor = mm[0] ?? 1;
  if (mm.some((value) => value !== factor)) {
    doubt(
      'NRRD-UNIT',
      'the unit of length is not known, or not the same for all axes: mm is assumed',
      'write the space units in mm',
    );
    return 1;
  }
  if (factor !== 1) {
    doubt(
      'NRRD-UNIT',
      `lengths are stored in ${distinct[0] ?? ''} and were converted to mm`,
      'check that the unit of the header is true',
    );
  }
  return factor;
}

function invalid(message: string, place: string): AppError {
  return new AppError('IMAGE-INVALID', message, {
    place,
    hint: 'export the image again as NRRD',
  });
}
