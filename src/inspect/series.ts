import { join } from 'node:path';
import { AppError } from '../core/error.js';
import { sha256 } from '../core/digest.js';
import type { Finding } from '../core/finding.js';
import { holdsDicom, readFolderSlices } from '../imaging/folder-slices.js';
import { checkSeriesGeometry } from '../imaging/series-geometry.js';
import type { SeriesGeometry } from '../imaging/series-geometry.js';
import type { SliceHeader } from '../imaging/slice-header.js';
import { readVolume, refusal, sliceModality } from '../imaging/volume.js';
import type { Volume } from '../imaging/volume.js';
import type { Candidate, Inspector } from './inspector.js';
import { range } from './range.js';
import { volumeFacts } from './volume-facts.js';

/** A folder with the DICOM files of a series. Folders below it are not entered. */
export const series: Inspector = {
  name: 'series',
  claims: async ({ isFolder, absolute }) => isFolder && (await holdsDicom(absolute)),
  async inspect(candidate) {
    const { slices, others } = await readHeaders(candidate);
    const geometry = checkSeriesGeometry(slices);
    const facts = { kind: 'series', ...geometryFacts(geometry), otherFiles: others };
    if (geometry.grid === null) throw refusedWith(facts, geometry, candidate.path);
    const volume = await readVolume(geometry, (name) => join(candidate.absolute, name));
    const stored = { ...range(volume.stored), 'sha256-pixels-le': sha256(bytesOf(volume.stored)) };
    const { kind, ...printed } = facts;
    return {
      kind,
      facts: {
        ...printed,
        volume: volumeFacts(volume.grid),
        stored,
        modalityValues: modalityRange(volume),
      },
      findings: inFolder([...geometry.findings, ...volume.findings], candidate.path),
      lines: [
        `series of ${slices.length} slices, ${volume.grid.size.join(' × ')}, ` +
          `${volume.grid.spacingMm.map((mm) => mm.toFixed(3)).join(' × ')} mm, stored ${stored.min} to ${stored.max}`,
      ],
    };
  },
};

async function readHeaders({
  path,
  absolute,
}: Candidate): Promise<{ slices: SliceHeader[]; others: number }> {
  const read = await readFolderSlices(absolute, path);
  if (read.slices.length > 0) return read;
  throw new AppError('GEOMETRY-NO-POSITION', 'the folder holds DICOM objects, but no image', {
    place: path,
    hint: 'give the folder of an image series, or the objects one by one',
  });
}

function geometryFacts({
  order,
  slices,
  steps,
  series: count,
  orientations,
}: SeriesGeometry): Record<string, unknown> {
  const first = slices[0] ?? order[0];
  const along = steps.map(({ alongMm }) => alongMm);
  return {
    modality: first?.values.modality ?? null,
    rows: first?.rows ?? null,
    columns: first?.columns ?? null,
    files: new Set(order.map(({ path }) => path)).size,
    seriesCount: count,
    distinctOrientations: orientations,
    pixelSpacingMm: first?.pixelSpacingMm ?? null,
    imageOrientationPatient: first?.axes?.flat() ?? null,
    sliceThicknessMm: first?.sliceThicknessMm ?? null,
    spacingBetweenSlicesMm: first?.spacingBetweenSlicesMm ?? null,
    orderByPosition: order.map(({ path, frame, frames }) => (frames > 1 ? `${path}#${frame + 1}` : path)),
    instanceNumbersByPosition: order.map(({ instanceNumber }) => instanceNumber),
    positionDeltasMm: along,
    meanDeltaMm: along.length === 0 ? null : along.reduce((sum, mm) => sum + mm, 0) / along.length,
    maxInPlaneShiftMm: steps.reduce((max, { shiftMm }) => Math.max(max, shiftMm), 0),
  };
}

/** Facts and findings are printed beside the error. */
function refusedWith(facts: Record<string, unknown>, geometry: SeriesGeometry, folder: string): AppError {
  const { code, message, hint } = refusal(geometry);
  return new AppError(code, message, {
    hint,
    place: folder,
    details: { ...facts, refusedFor: geometry.refusedFor, findings: inFolder(geometry.findings, folder) },
  });
}

function inFolder(findings: readonly Finding[], folder: string): Finding[] {
  return findings.map((finding) => ({ ...finding, path: `${folder.replace(/\/+$/, '')}/${finding.path}` }));
}

function modalityRange(volume: Volume): { min: number | null; max: number | null; mean: number | null } {
  const parts = volume.rescales.map((_, slice) => range(sliceModality(volume, slice)));
  const numbers = parts.flatMap(({ min, max, mean }) =>
    min === null || max === null || mean === null ? [] : [{ min, max, mean }],
  );
  if (numbers.length < parts.length) return { min: null, max: null, mean: null };
  return {
    min: Math.min(...numbers.map(({ min }) => min)),
    max: Math.max(...numbers.map(({ max }) => max)),
    mean: numbers.reduce((sum, { mean }) => sum + mean, 0) / numbers.length,
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Volume['stored']): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
