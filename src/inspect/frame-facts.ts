import type { Finding } from '../core/finding.js';
import type { DataSet } from '../imaging/data-set.js';
import type { DicomFile } from '../imaging/dicom.js';
import { readFrameMeaning } from '../imaging/frame-vectors.js';
import type { FrameMeaning } from '../imaging/frame-vectors.js';
import type { Rescale } from '../imaging/modality-values.js';
import { checkSeriesGeometry } from '../imaging/series-geometry.js';
import { readSliceHeaders } from '../imaging/slice-header.js';
import type { SliceHeader } from '../imaging/slice-header.js';
import type { StoredPixels } from '../imaging/stored-pixels.js';
import { TAG } from '../imaging/tags.js';
import { volumeFacts } from './volume-facts.js';

/**
 * Where the frames of one image lie in the patient: the first frame's plane, every frame's position and rescale where
 * there are several, and the volume when they make one. The checks are those of a series; what refuses the volume does
 * not refuse the image, so it is a warning here.
 * @throws AppError IMAGE-INVALID for coordinates that make no sense
 */
export function frameFacts(
  { dataSet }: Pick<DicomFile, 'dataSet'>,
  pixels: Pick<StoredPixels, 'rescale' | 'rescalePerFrame'>,
  path: string,
): { facts: Record<string, unknown>; findings: Finding[] } {
  const frames = readSliceHeaders(dataSet, path);
  const [first] = frames;
  if (first === undefined) return { facts: {}, findings: [] };
  const meaning = readFrameMeaning(dataSet, frames.length, path);
  const facts = { ...planeFacts(dataSet, first), ...meaningFacts(dataSet, meaning) };
  if (frames.length === 1) return { facts, findings: meaning.findings };
  const several = { ...facts, framesIppAndRescale: frames.map((frame, i) => placeOf(frame, pixels, i)) };
  // A film of an organ or a stack of photographs has no place in the patient: there is nothing to doubt.
  if (frames.every(({ position }) => position === null)) {
    return { facts: { ...several, volume: null }, findings: meaning.findings };
  }
  const { grid, findings, refusedFor, order, steps } = checkSeriesGeometry(frames);
  return {
    facts: {
      ...several,
      framesByPosition: order.map(({ frame }) => frame + 1),
      positionDeltasMm: steps.map(({ alongMm }) => alongMm),
      volume: grid === null ? null : volumeFacts(grid),
      ...(grid === null ? { volumeRefusedFor: refusedFor } : {}),
    },
    findings: [
      ...meaning.findings,
      ...findings.map((finding) => ({
        ...finding,
        severity: finding.severity === 'error' ? ('warning' as const) : finding.severity,
      })),
    ],
  };
}

/** What the frames are of; energy windows by the name the header gives them. */
function meaningFacts(dataSet: DataSet, { increments, vectors }: FrameMeaning): Record<string, unknown> {
  if (increments.length === 0) return {};
  const windows = [...dataSet.items(TAG.EnergyWindowInformationSequence)];
  return {
    imageType: dataSet.texts(TAG.ImageType),
    frameIncrements: increments,
    ...(Object.keys(vectors).length === 0 ? {} : { frameVectors: vectors }),
    ...(windows.length === 0
      ? {}
      : { energyWindows: windows.map((window) => window.text(TAG.EnergyWindowName)) }),
  };
}

/** Of the first frame; a film has at most the position of the whole. */
function planeFacts(dataSet: DataSet, plane: SliceHeader): Record<string, unknown> {
  const [x, y, z] = dataSet.decimals(TAG.ImagePositionPatient);
  const own = x === undefined || y === undefined || z === undefined ? null : [x, y, z];
  return {
    imagePositionPatient: own ?? plane.position,
    imageOrientationPatient: plane.axes?.flat() ?? null,
    sliceThicknessMm: plane.sliceThicknessMm,
    spacingBetweenSlicesMm: plane.spacingBetweenSlicesMm,
  };
}

/** [ImagePositionPatient, [slope, intercept]] of a frame, in file order. */
function placeOf(
  { position }: SliceHeader,
  { rescale, rescalePerFrame }: { rescale: Rescale; rescalePerFrame: Rescale[] | null },
  frame: number,
): [SliceHeader['position'], [number, number]] {
  const { slope, intercept } = rescalePerFrame?.[frame] ?? rescale;
  return [position, [slope, intercept]];
}
