import { readFile } from 'node:fs/promises';
import { AppError } from '../core/error.js';
import { findTextInPixels, textFinding } from '../imaging/deidentification/text-in-pixels.js';
import type { Finding } from '../core/finding.js';
import { readDicom } from '../imaging/dicom.js';
import type { DicomFile } from '../imaging/dicom.js';
import { hasDicomPrefix } from '../imaging/part10.js';
import type { StoredPixels } from '../imaging/stored-pixels.js';
import { readVoiPresentation } from '../imaging/voi-presentation.js';
import type { VoiPresentation } from '../imaging/voi-presentation.js';
import { colourFacts } from './colour-facts.js';
import { dicomPicture, shownFrame } from './dicom-picture.js';
import { frameFacts } from './frame-facts.js';
import { imageFacts } from './image-line.js';
import type { Inspector } from './inspector.js';
import { modalityFacts } from './modality-facts.js';
import { pixelFacts } from './pixel-facts.js';

/** One DICOM file with pixels, or another DICOM object that no other inspector knows. */
export const dicomImage: Inspector = {
  name: 'dicom-image',
  claims: ({ path, head, isFolder }) =>
    !isFolder && (hasDicomPrefix(head) || /\.(dcm|dicom|ima)$/i.test(path)),
  async inspect({ path, absolute }) {
    const file = await readDicom(await readFile(absolute), path);
    const { facts } = file;
    const common = {
      modality: facts.modality,
      sopClassUid: facts.sopClassUid,
      transferSyntaxUid: facts.transferSyntaxUid,
      deidentification: file.deidentification(),
    };
    const findings = [...file.findings, ...file.identifiers()];
    if (!file.hasPixels) {
      if (facts.rows !== null || file.dataSet.has(DIRECTORY_RECORDS)) {
        throw notReadable(facts.rows !== null, path);
      }
      return {
        kind: 'dicom-object',
        facts: common,
        findings,
        lines: [`DICOM object without pixels, ${facts.modality ?? 'no modality'}`],
      };
    }
    const pixels = await file.pixels();
    const voi = presentationOf(file, pixels, findings, path);
    const picture = dicomPicture(pixels, voi);
    const image = imageFacts(file, pixels);
    const geometry = frameFacts(file, pixels, path);
    const text = findTextInPixels(pixels, file.dataSet);
    const doubt = textFinding(text.boxes, facts.burnedInAnnotation, path);
    return {
      kind: 'dicom-image',
      facts: {
        ...common,
        ...image,
        ...pixelFacts(file, pixels, voi),
        ...modalityFacts(file, pixels),
        ...colourFacts(pixels),
        ...geometry.facts,
        burnedInText: text.boxes.length > 0,
        textBoxes: text.boxes,
        framesSearchedForText: text.frames,
      },
      findings: [...findings, ...geometry.findings, ...(doubt === null ? [] : [doubt])],
      ...(picture === null ? {} : { picture: () => Promise.resolve(picture()) }),
      lines: [
        `DICOM image, ${facts.modality ?? 'no modality'}, ${pixels.frames} × ${pixels.rows} × ${pixels.columns}` +
          ` × ${pixels.samplesPerPixel}, stored ${image.stored.min} to ${image.stored.max}`,
      ],
    };
  },
};

/** Of the frame that is shown. */
function presentationOf(
  { dataSet }: DicomFile,
  pixels: StoredPixels,
  findings: Finding[],
  path: string,
): VoiPresentation {
  const frame = shownFrame(pixels);
  const { slope, intercept } = pixels.rescalePerFrame?.[frame] ?? pixels.rescale;
  const lowest = pixels.signed ? -(2 ** (pixels.bitsStored - 1)) : 0;
  const mayBeNegative = pixels.modalityLookup === null && lowest * slope + intercept < 0;
  return readVoiPresentation(dataSet, frame, mayBeNegative, path, findings);
}

/** DirectoryRecordSequence, which only a DICOMDIR has (PS3.3 F.3). */
const DIRECTORY_RECORDS = 0x00041220;

/** An image whose pixels are gone, or a directory of files. */
function notReadable(isImage: boolean, place: string): AppError {
  return isImage
    ? new AppError('IMAGE-INVALID', 'the object describes an image, but has no pixel data', {
        place,
        hint: 'fetch the file again from its source',
      })
    : new AppError('IMAGE-UNSUPPORTED', 'a DICOMDIR, which lists images and is none', {
        place,
        hint: 'give the images that it lists',
      });
}
