import type { DataSet } from './data-set.js';
import { TAG } from './tags.js';

/** Image pixel module (PS3.3 C.7.6.3), checked. */
export interface PixelDescription {
  rows: number;
  columns: number;
  frames: number;
  samplesPerPixel: 1 | 3;
  bitsAllocated: 1 | 8 | 16 | 32 | 64;
  bitsStored: number;
  highBit: number;
  signed: boolean;
  photometric: string;
  /** 1: plane by plane. */
  planarConfiguration: 0 | 1;
  /** Pixels are IEEE 754 numbers, from (7FE0,0008) or (7FE0,0009). */
  float: boolean;
}

const PHOTOMETRIC_SAMPLES: Record<string, 1 | 3> = {
  MONOCHROME1: 1,
  MONOCHROME2: 1,
  'PALETTE COLOR': 1,
  RGB: 3,
  YBR_FULL: 3,
  YBR_FULL_422: 3,
  YBR_ICT: 3,
  YBR_RCT: 3,
  YBR_PARTIAL_420: 3,
  YBR_PARTIAL_422: 3,
};

/** @throws AppError IMAGE-INVALID naming the attribute that is missing or makes no sense */
export function describePixels(dataSet: DataSet): PixelDescription {
  const required = (tag: number): number => {
    const value = dataSet.unsigned(tag);
    if (value === null) throw dataSet.invalid(tag, 'is missing: the pixels cannot be understood without it');
    return value;
  };
  const rows = required(TAG.Rows);
  const columns = required(TAG.Columns);
  if (rows === 0) throw dataSet.invalid(TAG.Rows, 'is 0');
  if (columns === 0) throw dataSet.invalid(TAG.Columns, 'is 0');
  const float = !dataSet.has(TAG.PixelData);
  const bitsAllocated = readBitsAllocated(dataSet, required(TAG.BitsAllocated), float);
  const { bitsStored, highBit } = float
    ? { bitsStored: bitsAllocated, highBit: bitsAllocated - 1 }
    : readBitsStored(dataSet, bitsAllocated, required(TAG.BitsStored), required(TAG.HighBit));
  const representation = float ? 0 : required(TAG.PixelRepresentation);
  if (representation > 1) {
    throw dataSet.invalid(TAG.PixelRepresentation, `is ${representation}, neither 0 nor 1`);
  }
  return {
    rows,
    columns,
    frames: frameCount(dataSet),
    ...readColour(dataSet, required(TAG.SamplesPerPixel), bitsAllocated),
    bitsAllocated,
    bitsStored,
    highBit,
    signed: representation === 1,
    float,
  };
}

/** NumberOfFrames; an image without it has one frame. */
export function frameCount(dataSet: DataSet): number {
  const frames = dataSet.integers(TAG.NumberOfFrames)[0] ?? 1;
  if (frames < 1) throw dataSet.invalid(TAG.NumberOfFrames, `is ${frames}`);
  return frames;
}

function readBitsAllocated(
  dataSet: DataSet,
  bits: number,
  float: boolean,
): PixelDescription['bitsAllocated'] {
  if (float) {
    const expected = dataSet.has(TAG.FloatPixelData) ? 32 : 64;
    if (bits !== expected)
      throw dataSet.invalid(TAG.BitsAllocated, `is ${bits}, ${expected} for these float pixels`);
    return expected;
  }
  if (bits !== 1 && bits !== 8 && bits !== 16 && bits !== 32) {
    throw dataSet.invalid(TAG.BitsAllocated, `is ${bits}, not 1, 8, 16 or 32`);
  }
  return bits;
}

function readBitsStored(
  dataSet: DataSet,
  bitsAllocated: number,
  bitsStored: number,
  highBit: number,
): { bitsStored: number; highBit: number } {
  if (bitsStored < 1 || bitsStored > bitsAllocated) {
    throw dataSet.invalid(TAG.BitsStored, `is ${bitsStored} where ${bitsAllocated} bits are allocated`);
  }
  // Since 2014 HighBit is BitsStored - 1; older images may hold their bits higher up, never lower.
  if (highBit < bitsStored - 1 || highBit >= bitsAllocated) {
    throw dataSet.invalid(
      TAG.HighBit,
      `is ${highBit} where BitsStored is ${bitsStored}, it must be ${bitsStored - 1}`,
    );
  }
  return { bitsStored, highBit };
}

function readColour(
  dataSet: DataSet,
  samples: number,
  bitsAllocated: number,
): Pick<PixelDescription, 'samplesPerPixel' | 'photometric' | 'planarConfiguration'> {
  const photometric = dataSet.code(TAG.PhotometricInterpretation);
  if (photometric === null) throw dataSet.invalid(TAG.PhotometricInterpretation, 'is missing');
  const expected = PHOTOMETRIC_SAMPLES[photometric];
  if (expected === undefined) {
    throw dataSet.invalid(
      TAG.PhotometricInterpretation,
      `is "${photometric.slice(0, 32)}", which is not known`,
    );
  }
  if (samples !== expected) {
    throw dataSet.invalid(TAG.SamplesPerPixel, `is ${samples}, ${photometric} needs ${expected}`);
  }
  if (expected === 1) return { samplesPerPixel: 1, photometric, planarConfiguration: 0 };
  if (bitsAllocated === 1) throw dataSet.invalid(TAG.BitsAllocated, `is 1 for a ${photometric} image`);
  const planar = dataSet.unsigned(TAG.PlanarConfiguration) ?? 0;
  if (planar > 1) throw dataSet.invalid(TAG.PlanarConfiguration, `is ${planar}, neither 0 nor 1`);
  return { samplesPerPixel: 3, photometric, planarConfiguration: planar === 1 ? 1 : 0 };
}
