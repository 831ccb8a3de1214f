import { AppError } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import { readCodestreamHeader, withoutJp2 } from './codec/codestream-header.js';
import type { CodestreamHeader } from './codec/codestream-header.js';
import type { DecodeTask } from './codec/decode-frames.js';
import { colourDoubt } from './colour/colour-space.js';
import { groupFrames } from './frame-grouping.js';
import type { Fragments } from './fragments.js';
import type { Part10 } from './part10.js';
import type { PixelDescription } from './pixel-description.js';
import type { TransferSyntax } from './transfer-syntax.js';

const CODING: Record<string, DecodeTask['coding']> = {
  '1.2.840.10008.1.2.5': 'rle',
  '1.2.840.10008.1.2.8.1': 'deflate',
};

/** Which codestreams a transfer syntax promises. */
const PROMISED: Record<string, CodestreamHeader['coding']> = {
  '1.2.840.10008.1.2.4.50': 'jpeg-dct',
  '1.2.840.10008.1.2.4.51': 'jpeg-dct',
  '1.2.840.10008.1.2.4.53': 'jpeg-dct',
  '1.2.840.10008.1.2.4.55': 'jpeg-dct',
  '1.2.840.10008.1.2.4.57': 'jpeg-lossless',
  '1.2.840.10008.1.2.4.70': 'jpeg-lossless',
  '1.2.840.10008.1.2.4.80': 'jpeg-ls',
  '1.2.840.10008.1.2.4.81': 'jpeg-ls',
  '1.2.840.10008.1.2.4.90': 'jpeg-2000',
  '1.2.840.10008.1.2.4.91': 'jpeg-2000',
  '1.2.840.10008.1.2.4.201': 'htj2k',
  '1.2.840.10008.1.2.4.202': 'htj2k',
  '1.2.840.10008.1.2.4.203': 'htj2k',
};

/** Compressed pixels as the header pass leaves them. */
export interface CompressedPixels {
  fragments: readonly Uint8Array[];
  /** What a decoder needs; an error where it is known beforehand that no decoder can help. */
  task: DecodeTask | AppError;
  /** Of the first frame; null where the coding has none (RLE, deflate), and where it cannot be read. */
  codestream: CodestreamHeader | null;
}

/**
 * Joins the fragments to frames and looks at the header of each. What stands against decoding is kept until the pixels
 * are asked for, since the facts of the header are good without them.
 * @param findings receives doubts about offset tables and codestreams
 */
export function readCompressed(
  fragments: Fragments,
  { syntax, dataSet }: Part10,
  description: PixelDescription,
  place: string,
  findings: Finding[],
): CompressedPixels {
  try {
    const coding = codingOf(syntax, place);
    const frames = groupFrames(fragments, description.frames, dataSet, place, findings);
    const codestream =
      coding === 'codestream' ? checkCodestreams(frames, syntax, description, place, findings) : null;
    return { fragments: fragments.items, task: { coding, frames, description }, codestream };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return { fragments: fragments.items, task: thrown, codestream: null };
  }
}

/** @throws AppError IMAGE-UNSUPPORTED for video, JPEG XL and JPEG 2000 part 2 */
function codingOf({ uid, name }: TransferSyntax, place: string): DecodeTask['coding'] {
  const coding = CODING[uid] ?? (uid in PROMISED ? 'codestream' : null);
  if (coding !== null) return coding;
  throw new AppError('IMAGE-UNSUPPORTED', `pixels compressed with ${name} (${uid}) cannot be decoded`, {
    place,
    hint: 'convert the image to Explicit VR Little Endian without loss',
  });
}

/**
 * Holds the header of every codestream against the header of the object, before anything is decoded. Other dimensions or
 * another number of components refuse the image; other bits, sign or process are decoded as the codestream says, with
 * a doubt.
 * @param findings receives the doubts, once an image
 * @returns the header of the first frame
 * @throws AppError IMAGE-INVALID, IMAGE-TRUNCATED
 */
function checkCodestreams(
  frames: readonly Uint8Array[],
  syntax: TransferSyntax,
  description: PixelDescription,
  place: string,
  findings: Finding[],
): CodestreamHeader | null {
  const { rows, columns, samplesPerPixel } = description;
  const doubts = new Map<string, Finding['args']>();
  let first: CodestreamHeader | null = null;
  frames.forEach((frame, index) => {
    const header = headerOf(frame, place);
    first ??= header;
    if (header.rows !== rows || header.columns !== columns || header.components !== samplesPerPixel) {
      throw new AppError(
        'IMAGE-INVALID',
        `the codestream of frame ${index + 1} holds ${header.rows} × ${header.columns} × ${header.components}, ` +
          `the header says ${rows} × ${columns} × ${samplesPerPixel}`,
        {
          place,
          hint: 'the header and the pixels do not belong together: fetch the file again from its source',
        },
      );
    }
    for (const [what, args] of differences(header, syntax, description)) {
      if (!doubts.has(what)) doubts.set(what, args);
    }
  });
  for (const [what, args] of doubts) {
    findings.push({
      code: 'IMAGE-CODESTREAM',
      severity: 'warning',
      path: place,
      message: `${what}; the codestream is followed`,
      fix: 'compare the image with its source',
      args,
    });
  }
  return first;
}

function headerOf(frame: Uint8Array, place: string): CodestreamHeader {
  try {
    return readCodestreamHeader(withoutJp2(frame));
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError(thrown.code, thrown.message, { place, hint: thrown.hint });
  }
}

function differences(
  header: CodestreamHeader,
  { uid, name }: TransferSyntax,
  description: PixelDescription,
): [string, Finding['args']][] {
  const { precision, signed, coding } = header;
  const found: [string, Finding['args']][] = [];
  if (precision !== description.bitsStored) {
    const { bitsStored } = description;
    found.push([
      `the codestream has ${precision} bit, BitsStored is ${bitsStored}`,
      { codestreamPrecision: precision, bitsStored },
    ]);
  }
  if (signed !== null && signed !== description.signed) {
    found.push([
      `the codestream holds ${signed ? 'signed' : 'unsigned'} values, PixelRepresentation says otherwise`,
      { codestreamSigned: signed, pixelRepresentation: description.signed ? 1 : 0 },
    ]);
  }
  const colour = colourDoubt(description.photometric, header);
  if (colour !== null) found.push(colour);
  if (coding !== PROMISED[uid]) {
    found.push([
      `the codestream is ${coding}, the transfer syntax says ${name}`,
      { coding, transferSyntaxUid: uid },
    ]);
  }
  return found;
}
