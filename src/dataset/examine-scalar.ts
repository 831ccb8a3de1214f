import { basename, dirname, join, relative } from 'node:path';
import { sha256 } from '../core/digest.js';
import type { Finding } from '../core/finding.js';
import type { Grid } from '../imaging/grid.js';
import { NO_FACTS } from '../imaging/image-facts.js';
import { intensityOf } from '../imaging/intensity.js';
import { labelVerdict, valueCounts } from '../imaging/label-map.js';
import { claimsNifti, readNiftiFile } from '../imaging/nifti/nifti-file.js';
import { claimsNrrd, readNrrdFile } from '../imaging/nrrd/nrrd-file.js';
import type { ScalarValues } from '../imaging/scalar-values.js';
import type { ImageFacts } from '../schema/types.js';

/** What a NIfTI or NRRD file tells. Of patient, equipment and acquisition it says nothing: those facts stay unknown. */
export interface ExaminedScalar {
  isLabelMap: boolean;
  facts: ImageFacts;
  /** Null where the file is no volume with distances in mm. */
  grid: Grid | null;
  /** Of the stored values, little endian, in file order. */
  sha256PixelsLe: string;
  /** File that holds the voxels, where it is another; relative to the project. */
  dataFile: string | null;
  findings: Finding[];
}

/** Whether a file is NIfTI or NRRD, by its first bytes or its name. */
export function claimsScalar(absolute: string, bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  return claimsNrrd(absolute, head) || (!isData(absolute) && claimsNifti(absolute, head));
}

/** @returns rejects with AppError as `readNifti` and `readNrrd` */
export async function examineScalar(
  projectDir: string,
  path: string,
  head: Uint8Array,
): Promise<ExaminedScalar> {
  const absolute = join(projectDir, path);
  return claimsNrrd(path, head) ? examineNrrd(absolute, path) : examineNifti(projectDir, absolute, path);
}

async function examineNifti(projectDir: string, absolute: string, path: string): Promise<ExaminedScalar> {
  const { nifti, imageFile } = await readNiftiFile(absolute, path);
  const { header, datatype, geometry, stored, scaling } = nifti;
  const isPlain = scaling.slope === 1 && scaling.intercept === 0;
  return {
    isLabelMap: isPlain && datatype.samples === 1 && isLabelMap(stored, path),
    facts: {
      ...NO_FACTS,
      rows: header.shape[1] ?? 1,
      columns: header.shape[0] ?? 1,
      frames: header.shape.slice(2).reduce((product, count) => product * count, 1),
      samplesPerPixel: datatype.samples,
      bitsAllocated: header.bitpix,
      ...distances(nifti.notAVolume === null ? geometry.grid : null),
      intensity: intensityOf({ stored, rescale: scaling, rescalePerFrame: null }),
    },
    grid: nifti.notAVolume === null ? geometry.grid : null,
    sha256PixelsLe: sha256(nifti.storedLe),
    dataFile: imageFile === null ? null : relative(projectDir, imageFile).split('\\').join('/'),
    findings: nifti.findings,
  };
}

async function examineNrrd(absolute: string, path: string): Promise<ExaminedScalar> {
  const { layout, space, stored, storedLe, layers, segments, notAVolume, dataFile, findings } =
    await readNrrdFile(absolute, path);
  const [columns = 1, rows = 1, frames = 1] = space.grid?.size ?? layout.sizes;
  const grid = notAVolume === null ? space.grid : null;
  return {
    isLabelMap: segments !== null || (layers === 1 && isLabelMap(stored, path)),
    facts: {
      ...NO_FACTS,
      rows,
      columns,
      frames,
      samplesPerPixel: layers,
      bitsAllocated: (8 * storedLe.length) / stored.length,
      ...distances(grid),
      intensity: intensityOf({ stored, rescale: { slope: 1, intercept: 0 }, rescalePerFrame: null }),
    },
    grid,
    sha256PixelsLe: sha256(storedLe),
    dataFile: dataFile === null ? null : join(dirname(path), dataFile).split('\\').join('/'),
    findings,
  };
}

function isLabelMap(stored: ScalarValues, path: string): boolean {
  return labelVerdict(stored, valueCounts(stored), basename(path)) === 'labels';
}

function distances(grid: Grid | null): Partial<ImageFacts> {
  if (grid === null) return {};
  const [columnMm, rowMm, sliceMm] = grid.spacingMm;
  return { pixelSpacingMm: [rowMm, columnMm], sliceDistanceMm: sliceMm };
}

/** The voxels of a NIfTI pair: they are read with their header. */
function isData(path: string): boolean {
  return /\.img(\.gz)?$/i.test(path);
}
