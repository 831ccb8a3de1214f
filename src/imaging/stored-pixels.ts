import type { ColourSpace } from './colour/colour-space.js';
import type { Palette } from './colour/palette.js';
import type { ImageHeader } from './image-header.js';
import type { LookupTable } from './lookup-table.js';
import type { Rescale, StoredValues } from './modality-values.js';
import type { Padding } from './padding.js';
import type { Window } from './voi-window.js';

/** Stored values of one image: frames × rows × columns × samples, before any lookup table. */
export interface StoredPixels extends StoredValues {
  rows: number;
  columns: number;
  frames: number;
  samplesPerPixel: number;
  /** Sign and container of the header; floating point for parametric maps. */
  stored:
    | Uint8Array
    | Int8Array
    | Uint16Array
    | Int16Array
    | Uint32Array
    | Int32Array
    | Float32Array
    | Float64Array;
  photometric: string;
  /** What the values are: a codestream may differ from `photometric`. */
  colourSpace: ColourSpace;
  palette: Palette | null;
  bitsStored: number;
  signed: boolean;
  rescale: Rescale;
  /** Where frames differ; null when `rescale` holds for all. */
  rescalePerFrame: Rescale[] | null;
  modalityTable: boolean;
  modalityLookup: LookupTable | null;
  window: Window | null;
  /** Stored values outside the picture; null where the header names none. */
  padding: Padding | null;
  /** Distance of rows, then of columns. */
  spacingMm: [number, number] | null;
  /** The same values as bytes, little endian. */
  pixelsLe: Uint8Array;
  place: string;
}

/** @param bytes stored values, little endian, as `nativeStoredBytes` gives them */
export function storedPixels(
  bytes: Uint8Array,
  image: ImageHeader,
  spacingMm: [number, number] | null,
  place: string,
): StoredPixels {
  const { description, transform, window, padding } = image;
  return {
    rows: description.rows,
    columns: description.columns,
    frames: description.frames,
    samplesPerPixel: description.samplesPerPixel,
    stored: typedArray(bytes, description),
    photometric: description.photometric,
    colourSpace: image.colourSpace,
    palette: image.palette,
    bitsStored: description.bitsStored,
    signed: description.signed,
    rescale: transform.rescale,
    rescalePerFrame: transform.perFrame,
    modalityTable: transform.lookup !== null,
    modalityLookup: transform.lookup,
    window,
    padding,
    spacingMm,
    pixelsLe: bytes,
    place,
  };
}

/** A view where the offset allows it, else of a copy. Node runs on little-endian machines only. */
function typedArray(
  bytes: Uint8Array,
  { bitsAllocated, signed, float }: ImageHeader['description'],
): StoredPixels['stored'] {
  const width = Math.max(1, bitsAllocated / 8);
  const aligned = bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
  const { buffer, byteOffset, length } = aligned;
  const count = length / width;
  if (float && width === 4) return new Float32Array(buffer, byteOffset, count);
  if (float) return new Float64Array(buffer, byteOffset, count);
  if (width === 4) {
    return signed ? new Int32Array(buffer, byteOffset, count) : new Uint32Array(buffer, byteOffset, count);
  }
  if (width === 2) {
    return signed ? new Int16Array(buffer, byteOffset, count) : new Uint16Array(buffer, byteOffset, count);
  }
  return signed ? new Int8Array(buffer, byteOffset, count) : new Uint8Array(buffer, byteOffset, count);
}
