import { sha256 } from '../core/digest.js';
import type { DicomFile } from '../imaging/dicom.js';
import type { StoredPixels } from '../imaging/stored-pixels.js';
import { range } from './range.js';

/** What the line of every DICOM image says, segmentations among them; range and mean are null for no numbers. */
export function imageFacts({ facts }: Pick<DicomFile, 'facts'>, pixels: StoredPixels) {
  return {
    modality: facts.modality,
    sopClassUid: facts.sopClassUid,
    transferSyntaxUid: facts.transferSyntaxUid,
    rows: pixels.rows,
    columns: pixels.columns,
    frames: pixels.frames,
    samplesPerPixel: pixels.samplesPerPixel,
    photometric: pixels.photometric,
    bitsAllocated: facts.bitsAllocated,
    signed: pixels.signed,
    rescale: pixels.rescale,
    stored: { ...range(pixels.stored), 'sha256-pixels-le': sha256(pixels.pixelsLe) },
  };
}
