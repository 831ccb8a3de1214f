import { AppError } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import type { DataSet } from './data-set.js';
import type { Fragments } from './fragments.js';
import { TAG } from './tags.js';

/**
 * Compressed bytes of each frame. Where the Basic or Extended Offset Table names the frames it is followed; where it is
 * empty, frames begin at the fragments that begin a codestream, since JPEG and JPEG 2000 allow their start marker
 * nowhere else. Nothing is searched for inside a fragment.
 * @param findings receives a doubt when an offset table points to no fragment and had to be left aside
 * @throws AppError IMAGE-INVALID when there are more or fewer codestreams than frames
 */
export function groupFrames(
  fragments: Fragments,
  frames: number,
  dataSet: DataSet,
  place: string,
  findings: Finding[],
): Uint8Array[] {
  const { items } = fragments;
  const starts =
    tableStarts(fragments, frames, dataSet, place, findings) ??
    codestreamStarts(items) ??
    (items.length === frames ? items.map((_, i) => i) : [0]);
  if (starts.length !== frames) {
    throw new AppError(
      'IMAGE-INVALID',
      `the pixel data has ${starts.length} codestreams for ${frames} frames`,
      {
        place,
        hint: 'the header and the pixels do not belong together: fetch the file again from its source',
      },
    );
  }
  return starts.map((start, i) => joined(items.slice(start, starts[i + 1] ?? items.length)));
}

/** Index of the first fragment of each frame, as the offset table of the file names them; null without a usable one. */
function tableStarts(
  { offsetTable, offsets }: Fragments,
  frames: number,
  dataSet: DataSet,
  place: string,
  findings: Finding[],
): number[] | null {
  const extended = dataSet.bytes(TAG.ExtendedOffsetTable);
  const table = offsetTable.length > 0 ? numbers(offsetTable, 4) : extended && numbers(extended, 8);
  if (table === null) return null;
  const indexByOffset = new Map(offsets.map((offset, index) => [offset, index]));
  const starts = table.map((offset) => indexByOffset.get(offset) ?? -1);
  const sound =
    starts.length === frames &&
    starts[0] === 0 &&
    starts.every((index, i) => i === 0 || index > starts[i - 1]!);
  if (sound) return starts;
  findings.push({
    code: 'IMAGE-OFFSET-TABLE',
    severity: 'warning',
    path: place,
    message:
      'the offset table does not point to the beginnings of frames; frames are told by their codestreams',
    fix: 'export the image again from its source',
    args: { entries: table.length, frames },
  });
  return null;
}

function numbers(bytes: Uint8Array, width: 4 | 8): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: number[] = [];
  for (let at = 0; at + width <= bytes.length; at += width) {
    values.push(width === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true)));
  }
  return values;
}

/** Null when the first fragment begins none: RLE and deflated frames have no start marker. */
function codestreamStarts(items: readonly Uint8Array[]): number[] | null {
  const starts = items.flatMap((item, index) => (beginsCodestream(item) ? [index] : []));
  return starts[0] === 0 ? starts : null;
}

/** SOI of JPEG and JPEG-LS, SOC and SIZ of JPEG 2000, or the signature of a JP2 file around it. */
function beginsCodestream(item: Uint8Array): boolean {
  const [a, b, c, d] = item;
  if (a === 0xff && b === 0xd8 && c === 0xff) return true;
  if (a === 0xff && b === 0x4f && c === 0xff && d === 0x51) return true;
  return a === 0 && b === 0 && c === 0 && d === 12 && item[4] === 0x6a && item[5] === 0x50;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only, ...more] = parts;
  if (only !== undefined && more.length === 0) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
