import type { Finding } from '../core/finding.js';
import type { CodestreamHeader } from './codec/codestream-header.js';
import { colourSpaceOf } from './colour/colour-space.js';
import type { ColourSpace } from './colour/colour-space.js';
import { readPalette } from './colour/palette.js';
import type { Palette } from './colour/palette.js';
import type { DataSet } from './data-set.js';
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
 * @throws AppError IMAGE-INVALID when the header contradicts itself, the standard or the pixels
 */
export function readImageHeader(part10: Part10, place: string, findings: Finding[]): ImageHeader | null {
  const { pixelElement, syntax, dataSet } = part10;
  if (pixelElement === null || !claimsImage(dataSet)) return null;
  const description = describePixels(dataSet);
  checkOrientation(dataSet);
  findings.push(...spacingFindings(dataSet, place));
  const transform = readModalityTransform(dataSet, description.frames, description.signed, place, findings);
  const window = readWindow(dataSet);
  const encapsulated = syntax.encapsulated && pixelElement.tag === TAG.PixelData;
  const padding = readPadding(dataSet, description.signed);
  const { photometric, signed, float } = description;
  const palette = photometric === 'PALETTE COLOR' ? readPalette(dataSet, signed, place, findings) : null;
  const image = { description, transform, window, padding, palette };
  const spaceOf = (codestream: CodestreamHeader | null): ColourSpace =>
    float ? 'grey' : colourSpaceOf(photometric, codestream);
  if (!encapsulated) {
    checkNativeLength(pixelElement, description, place, findings);
    return { ...image, colourSpace: spaceOf(null), compressed: null };
  }
  const fragments = readFragments(pixelElement, description.frames, place);
  const compressed = readCompressed(fragments, part10, description, place, findings);
  return { ...image, colourSpace: spaceOf(compressed.codestream), compressed };
}

/** A pixel data element in an object that says nothing at all about an image is none. */
function claimsImage(dataSet: DataSet): boolean {
  return dataSet.has(TAG.Rows) || dataSet.has(TAG.Columns) || dataSet.has(TAG.BitsAllocated);
}
