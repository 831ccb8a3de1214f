import type { Finding } from '../core/finding.js';
import type { CodestreamHeader } from './codec/codestream-header.js';
import { colourSpaceOf } from './colour/colour-space.js';
import type { ColourSpace } from './colour/colour-space.js';
import { readPalette } from './colour/palette.js';
import type { Palette } from './colour/palette.js';
import type { DataSet } from './data-set.js';
import type { Recall } from './header-memory.js';
import { readCompressed } from './compressed-pixels.js';
import type { CompressedPixels } from './compressed-pixels.js';
import { readFragments } from './fragments.js';
import { readModalityTransform } from './modality-values.js';
import type { ModalityTransform } from './modality-values.js';
import { checkNativeLength } from './native-pixels.js';
import { readPadding } from './padding.js';
import type { Padding } from './padding.js';
import type { Part10 } from './part10.js';
import { describePixels } from './pixel-description.js';
import type { PixelDescription } from './pixel-description.js';
import { checkOrientation, spacingFindings } from './spacing.js';
import { TAG } from './tags.js';
import { readWindow } from './voi-window.js';
import type { Window } from './voi-window.js';

/** All of the header that bears on the pixels. */
export interface ImageHeader {
  description: PixelDescription;
  transform: ModalityTransform;
  window: Window | null;
  padding: Padding | null;
  /** What the stored values are, once decoded. */
  colourSpace: ColourSpace;
  /** Null where the image has none, or none is in the file. */
  palette: Palette | null;
  /** Null for native pixels. */
  compressed: CompressedPixels | null;
}

/**
 * Null when the object has no pixels.
 * @param recall what may be known from the header read before
 * @throws AppError IMAGE-INVALID when the header contradicts itself, the standard or the pixels
 */
export function readImageHeader(
  part10: Part10,
  place: string,
  findings: Finding[],
  recall: Recall,
): ImageHeader | null {
  const { pixelElement, syntax, dataSet } = part10;
  if (pixelElement === null || !claimsImage(dataSet)) return null;
  const description = recall('pixels', dataSet, () => {
    const described = describePixels(dataSet);
    checkOrientation(dataSet);
    return described;
  });
  findings.push(...spacingFindings(dataSet, place));
  const { photometric, signed, float, frames } = description;
  const given = `${frames} ${signed}`;
  const withDoubts = <T>(what: 'modality' | 'palette', read: (doubts: Finding[]) => T): T => {
    const readAll = (): { value: T; doubts: Finding[] } => {
      const own: Finding[] = [];
      return { value: read(own), doubts: own };
    };
    const { value, doubts } = recall(what, dataSet, readAll, given);
    for (const doubt of doubts) findings.push({ ...doubt, path: place });
    return value;
  };
  const transform = withDoubts('modality', (doubts) =>
    readModalityTransform(dataSet, frames, signed, place, doubts),
  );
  const window = recall('window', dataSet, () => readWindow(dataSet));
  const encapsulated = syntax.encapsulated && pixelElement.tag === TAG.PixelData;
  const padding = recall('padding', dataSet, () => readPadding(dataSet, signed), given);
  const palette =
    photometric === 'PALETTE COLOR'
      ? withDoubts('palette', (doubts) => readPalette(dataSet, signed, place, doubts))
      : null;
  const image = { description, transform, window, padding, palette };
  const spaceOf = (codestream: CodestreamHeader | null): ColourSpace =>
    float ? 'grey' : colourSpaceOf(photometric, codestream);
  if (!encapsulated) {
    checkNativeLength(pixelElement, description, place, findings);
    return { ...image, colourSpace: spaceOf(null), compressed: null };
  }
  const fragments = readFragments(pixelElement, frames, place);
  const compressed = readCompressed(fragments, part10, description, place, findings);
  return { ...image, colourSpace: spaceOf(compressed.codestream), compressed };
}

/** A pixel data element in an object that says nothing at all about an image is none. */
function claimsImage(dataSet: DataSet): boolean {
  return dataSet.has(TAG.Rows) || dataSet.has(TAG.Columns) || dataSet.has(TAG.BitsAllocated);
}
