import { cutShort, damaged } from './damage.js';
import { jpegFrame } from './jpeg-segments.js';

/** What a codestream says of itself before anything of it is decoded. */
export interface CodestreamHeader {
  coding: 'jpeg-dct' | 'jpeg-lossless' | 'jpeg-other' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k';
  rows: number;
  columns: number;
  components: number;
  precision: number;
  /** Null where the coding knows no sign. */
  signed: boolean | null;
  /** Components of the same size; always true for JPEG, whose decoder brings them there. */
  sameSize: boolean;
  /** Bits and sign are the same in every component. */
  samePrecision: boolean;
  /** What the decoded components are where the codestream tells: `rgb` after an inverse transform, too; else null. */
  colour: 'rgb' | 'ybr' | null;
}

/**
 * Frame header of JPEG (ISO/IEC 10918-1 B.2.2) and JPEG-LS (14495-1 C.2.2), SIZ of JPEG 2000 and HTJ2K (15444-1 A.5.1).
 * @throws AppError IMAGE-INVALID, IMAGE-TRUNCATED
 */
export function readCodestreamHeader(codestream: Uint8Array): CodestreamHeader {
  if (codestream[0] === 0xff && codestream[1] === 0x4f) return sizeOf(codestream);
  const frame = jpegFrame(codestream);
  if (frame === null) throw damaged('no header of a codestream is there');
  const { sof, rows, columns, precision, colour } = frame;
  const coding =
    sof === 0xf7 ? 'jpeg-ls' : sof === 0xc3 ? 'jpeg-lossless' : sof <= 0xc2 ? 'jpeg-dct' : 'jpeg-other';
  return {
    coding,
    rows,
    columns,
    components: frame.components.length,
    precision,
    signed: null,
    sameSize: true,
    samePrecision: true,
    colour,
  };
}

function sizeOf(codestream: Uint8Array): CodestreamHeader {
  if (codestream.length < 42) throw cutShort('it ends inside the SIZ segment');
  const view = new DataView(codestream.buffer, codestream.byteOffset, codestream.byteLength);
  if (view.getUint16(2) !== 0xff51) throw damaged('SIZ does not follow the start of the codestream');
  const components = view.getUint16(40);
  if (components === 0 || view.getUint16(4) !== 38 + 3 * components) {
    throw damaged('the SIZ segment has the wrong length');
  }
  if (codestream.length < 42 + 3 * components) throw cutShort('it ends inside the SIZ segment');
  const bytes = codestream.subarray(42, 42 + 3 * components);
  let [sameSize, samePrecision] = [true, true];
  for (let i = 0; i < bytes.length; i += 3) {
    if (bytes[i + 1] !== 1 || bytes[i + 2] !== 1) sameSize = false;
    if (bytes[i] !== bytes[0]) samePrecision = false;
  }
  return {
    // Bit 14 of Rsiz says that part 15 is needed (15444-15 A.2).
    coding: (view.getUint16(6) & 0x4000) === 0 ? 'jpeg-2000' : 'htj2k',
    columns: view.getUint32(8) - view.getUint32(16),
    rows: view.getUint32(12) - view.getUint32(20),
    components,
    precision: (bytes[0]! & 0x7f) + 1,
    signed: (bytes[0]! & 0x80) !== 0,
    sameSize,
    samePrecision,
    colour: components === 3 && transformsComponents(codestream) ? 'rgb' : null,
  };
}

/** The multiple component transform of the first COD segment (15444-1 A.6.1), whose inverse gives RGB. */
function transformsComponents(codestream: Uint8Array): boolean {
  const view = new DataView(codestream.buffer, codestream.byteOffset, codestream.byteLength);
  let at = 4 + view.getUint16(4);
  // COD stands in the main header, which ends at the first tile part.
  while (at + 10 <= codestream.length && view.getUint16(at) !== 0xff90) {
    if (view.getUint16(at) === 0xff52) return codestream[at + 8] === 1;
    at += 2 + view.getUint16(at + 2);
  }
  return false;
}

/** The codestream inside a JP2 file (15444-1 annex I), which DICOM forbids and some writers leave on; else as it is. */
export function withoutJp2(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 12 || view.getUint32(0) !== 12 || view.getUint32(4) !== 0x6a502020) return frame;
  let at = 0;
  while (at + 8 <= frame.length) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === 0x6a703263) return frame.subarray(at + 8);
    if (length < 8) break;
    at += length;
  }
  throw damaged('the JP2 boxes hold no codestream');
}
