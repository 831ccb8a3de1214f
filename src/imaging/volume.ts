import { readFile } from 'node:fs/promises';
import { AppError } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import { readDicom } from './dicom.js';
import type { Grid } from './grid.js';
import { LIMITS } from './limits.js';
import type { Rescale } from './modality-values.js';
import type { SeriesGeometry } from './series-geometry.js';
import type { SliceHeader } from './slice-header.js';
import type { StoredPixels } from './stored-pixels.js';

/** A three-dimensional image: stored values as they are in the files, and what turns them into modality values. */
export interface Volume {
  grid: Grid;
  /** Slice by slice in order of position, row by row. */
  stored: StoredPixels['stored'];
  /** One a slice: slopes differ from slice to slice in PET and MR. */
  rescales: Rescale[];
  /** Doubts about single files. */
  findings: Finding[];
}

/**
 * Reads the pixels of a series whose geometry is checked, one file after the other into one array: no more than the
 * volume and one file are in memory.
 * @param absolute from the path of a slice to the file
 * @returns rejects with AppError GEOMETRY-… when the geometry refuses a volume, and as `readDicom` and its `pixels`
 */
export async function readVolume(
  geometry: SeriesGeometry,
  absolute: (path: string) => string,
): Promise<Volume> {
  const { grid, slices } = geometry;
  if (grid === null) throw refusal(geometry);
  const size = grid.size[0] * grid.size[1];
  const rescales = new Array<Rescale>(slices.length);
  const findings: Finding[] = [];
  let stored: StoredPixels['stored'] | null = null;
  for (const [path, wanted] of byFile(slices)) {
    const file = await readDicom(await readFile(absolute(path)), path);
    const pixels = await file.pixels();
    findings.push(...file.findings);
    if (pixels.modalityTable) throw tableInVolume(path);
    stored ??= allocate(pixels.stored, size * slices.length, path);
    if (stored.constructor !== pixels.stored.constructor || pixels.rows * pixels.columns !== size) {
      throw changed(path);
    }
    for (const [frame, slice] of wanted) {
      if (frame >= pixels.frames) throw changed(path);
      stored.set(pixels.stored.subarray(frame * size, (frame + 1) * size), slice * size);
      rescales[slice] = pixels.rescalePerFrame?.[frame] ?? pixels.rescale;
    }
  }
  return { grid, stored: stored!, rescales, findings };
}

/** Modality values of one slice, in double precision: stored value × slope + intercept. */
export function sliceModality({ grid, stored, rescales }: Volume, slice: number): Float64Array {
  const size = grid.size[0] * grid.size[1];
  const { slope, intercept } = rescales[slice] ?? { slope: 1, intercept: 0 };
  return Float64Array.from(
    stored.subarray(slice * size, (slice + 1) * size),
    (value) => value * slope + intercept,
  );
}

/** Modality values of the whole, in single precision; twice the memory of 16-bit stored values. */
export function volumeModality(volume: Volume): Float32Array {
  const values = new Float32Array(volume.stored.length);
  const size = volume.grid.size[0] * volume.grid.size[1];
  volume.rescales.forEach((_, slice) => {
    values.set(sliceModality(volume, slice), slice * size);
  });
  return values;
}

/** The error of a series that makes no volume; its details hold the findings. */
export function refusal({ refusedFor, findings, order }: SeriesGeometry): AppError {
  const code = refusedFor[0] ?? 'GEOMETRY-TOO-FEW-SLICES';
  const first = findings.find((finding) => finding.code === code);
  const others = refusedFor.slice(1).join(', ');
  const message = `the series makes no volume: ${first?.message ?? 'it has too few slices'}`;
  const place = first?.path ?? order[0]?.path;
  return new AppError(code, others === '' ? message : `${message}; also ${others}`, {
    ...(place === undefined ? {} : { place }),
    hint: first?.fix ?? 'give the whole series',
    details: { findings },
  });
}

/** Frames wanted of each file, as pairs of frame and slice index; a file is read once. */
function byFile(slices: readonly SliceHeader[]): Map<string, [number, number][]> {
  const files = new Map<string, [number, number][]>();
  slices.forEach(({ path, frame }, slice) => {
    const wanted = files.get(path);
    if (wanted === undefined) files.set(path, [[frame, slice]]);
    else wanted.push([frame, slice]);
  });
  return files;
}

function allocate(like: StoredPixels['stored'], length: number, place: string): StoredPixels['stored'] {
  if (length * like.BYTES_PER_ELEMENT > LIMITS.volumeBytes) {
    throw new AppError('IMAGE-UNSUPPORTED', `the volume is larger than ${LIMITS.volumeBytes} bytes`, {
      place,
      hint: 'give a part of the series',
    });
  }
  return new (like.constructor as new (length: number) => StoredPixels['stored'])(length);
}

function changed(place: string): AppError {
  return new AppError(
    'IMAGE-INVALID',
    'the pixels do not have the form that the headers of the series agree on',
    {
      place,
      hint: 'fetch the series again from its source',
    },
  );
}

function tableInVolume(place: string): AppError {
  return new AppError(
    'IMAGE-UNSUPPORTED',
    'a slice has a modality lookup table; volumes are read with slope and intercept only',
    {
      place,
      hint: 'export the series with RescaleSlope and RescaleIntercept',
    },
  );
}
