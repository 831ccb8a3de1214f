import { readFile } from 'node:fs/promises';
import { sha256 } from '../core/digest.js';
import { readDicom } from '../imaging/dicom.js';
import { hasDicomPrefix } from '../imaging/part10.js';
import type { Inspector } from './inspector.js';
import { pixelFacts } from './pixel-facts.js';
import { range } from './range.js';

/** One DICOM file with pixels, or another DICOM object that no other inspector knows. */
export const dicomImage: Inspector = {
  name: 'dicom-image',
  claims: ({ path, head }) => hasDicomPrefix(head) || /\.(dcm|dicom|ima)$/i.test(path),
  async inspect({ path, absolute }) {
    const file = await readDicom(await readFile(absolute), path);
    const { facts } = file;
    const common = {
      modality: facts.modality,
      sopClassUid: facts.sopClassUid,
      transferSyntaxUid: facts.transferSyntaxUid,
    };
    if (!file.hasPixels) {
      return {
        kind: 'dicom-object',
        facts: common,
        findings: file.findings,
        lines: [`DICOM object without pixels, ${facts.modality ?? 'no modality'}`],
      };
    }
    const pixels = await file.pixels();
    const stored = { ...range(pixels.stored), 'sha256-pixels-le': sha256(pixels.pixelsLe) };
    return {
      kind: 'dicom-image',
      facts: {
        ...common,
        rows: pixels.rows,
        columns: pixels.columns,
        frames: pixels.frames,
        samplesPerPixel: pixels.samplesPerPixel,
        photometric: pixels.photometric,
        bitsAllocated: facts.bitsAllocated,
        signed: pixels.signed,
        rescale: pixels.rescale,
        stored,
        ...pixelFacts(file, pixels),
      },
      findings: file.findings,
      lines: [
        `DICOM image, ${facts.modality ?? 'no modality'}, ${pixels.frames} × ${pixels.rows} × ${pixels.columns}` +
          ` × ${pixels.samplesPerPixel}, stored ${stored.min} to ${stored.max}`,
      ],
    };
  },
};
