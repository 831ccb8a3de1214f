import { AppError } from '../core/error.js';
import { DataSet } from './data-set.js';
import { TAG } from './tags.js';
import { encodingOf, vrAt } from './element.js';
import type { Element, Encoding } from './element.js';
import { endOf, readElement, walkElements } from './element-walk.js';
import { inflateDataSet } from './inflate.js';
import { META_SYNTAX, transferSyntax } from './transfer-syntax.js';
import type { TransferSyntax } from './transfer-syntax.js';

/** A DICOM file taken apart into its parts (PS3.10 section 7), values still in place. */
export interface Part10 {
  syntax: TransferSyntax;
  /** File meta information, group 0002. */
  meta: DataSet;
  dataSet: DataSet;
  /** The element that holds the pixels, of whichever of the three tags; null when there is none. */
  pixelElement: Element | null;
  /** Every byte before the pixel data element; two parts when the data set was deflated. */
  headerParts: readonly Uint8Array[];
  /** Set when the walk over the data set broke off: then only what stood before the damage is known. */
  damage: AppError | null;
}

const PREAMBLE_BYTES = 128;
const PREFIX = Buffer.from('DICM');
const PIXEL_TAGS = [TAG.PixelData, TAG.FloatPixelData, TAG.DoubleFloatPixelData];

/** True when the file says of itself that it is DICOM: `DICM` after the preamble. */
export function hasDicomPrefix(bytes: Uint8Array): boolean {
  return PREFIX.every((byte, i) => bytes[PREAMBLE_BYTES + i] === byte);
}

/**
 * Damage of the data set is returned, not thrown, so that an inventory can still tell whose file it is.
 * @throws AppError IMAGE-NOT-DICOM; IMAGE-TRUNCATED or IMAGE-INVALID for damaged file meta information;
 *   IMAGE-UNSUPPORTED for an unknown transfer syntax
 */
export function readPart10(bytes: Uint8Array, place: string): Part10 {
  const { syntax, meta, encoding, from, metaEnd } = open(bytes, place);
  const content = encoding.bytes;
  const elements = new Map<number, Element>();
  let damage: AppError | null = null;
  try {
    walkElements(encoding, from, content.length, elements);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    damage = thrown;
  }
  const dataSet = new DataSet(elements, place);
  const pixelElements = PIXEL_TAGS.flatMap((tag) => dataSet.elements.get(tag) ?? []);
  if (pixelElements.length > 1) throw dataSet.invalid(TAG.PixelData, 'stands beside float pixel data');
  const pixelElement = pixelElements[0] ?? null;
  const before = content.subarray(0, pixelElement?.start ?? content.length);
  const headerParts = syntax.deflated ? [bytes.subarray(0, metaEnd), before] : [before];
  return { syntax, meta, dataSet, pixelElement, headerParts, damage };
}

/** A header without its pixels. */
export interface Part10Header {
  syntax: TransferSyntax;
  dataSet: DataSet;
  /** The walk met a pixel data element, and stopped before it. */
  meetsPixels: boolean;
}

/**
 * The elements before the pixel data, from the first bytes of a file.
 * @throws AppError as `readPart10`; IMAGE-TRUNCATED also when the bytes end before the pixels are met
 */
export function readPart10Header(bytes: Uint8Array, place: string): Part10Header {
  const { syntax, encoding, from } = open(bytes, place);
  const elements = new Map<number, Element>();
  let meetsPixels = false;
  walkElements(encoding, from, encoding.bytes.length, elements, (tag) => {
    meetsPixels = PIXEL_TAGS.some((pixelTag) => tag === pixelTag);
    return meetsPixels;
  });
  return { syntax, dataSet: new DataSet(elements, place), meetsPixels };
}

interface Opened {
  syntax: TransferSyntax;
  meta: DataSet;
  /** Of the data set: the bytes of the file, or what was inflated from them. */
  encoding: Encoding;
  from: number;
  metaEnd: number;
}

function open(bytes: Uint8Array, place: string): Opened {
  if (!hasDicomPrefix(bytes)) {
    throw new AppError('IMAGE-NOT-DICOM', `not a DICOM file: ${whatItIs(bytes)}`, {
      place,
      hint: 'give a DICOM file with preamble and file meta information (PS3.10), or take the file out of the folder',
    });
  }
  const { meta, end } = readMeta(bytes, place);
  const uid = meta.text(TAG.TransferSyntaxUID);
  if (uid === null)
    throw meta.invalid(TAG.TransferSyntaxUID, 'is missing', 'it is never guessed; export again');
  const syntax = transferSyntax(uid);
  if (syntax === undefined) {
    throw new AppError('IMAGE-UNSUPPORTED', `the transfer syntax ${uid.slice(0, 64)} is not known`, {
      place,
      hint: 'convert the image to Explicit VR Little Endian without loss',
    });
  }
  const content = syntax.deflated ? inflateDataSet(bytes.subarray(end), place) : bytes;
  const from = syntax.deflated ? 0 : end;
  const encoding = encodingOf(content, syntax, place);
  refuseOtherEncoding(content, from, syntax, place);
  return { syntax, meta, encoding, from, metaEnd: end };
}

/** By group number, not by (0002,0000), which real files get wrong. */
function readMeta(bytes: Uint8Array, place: string): { meta: DataSet; end: number } {
  const encoding = encodingOf(bytes, META_SYNTAX, place);
  const elements = new Map<number, Element>();
  let offset = PREAMBLE_BYTES + 4;
  while (isMetaElement(bytes, offset)) {
    const element = readElement(encoding, offset, bytes.length, 0);
    elements.set(element.tag, element);
    offset = endOf(element);
  }
  if (elements.size === 0) {
    throw new AppError(
      bytes.length < offset + 8 ? 'IMAGE-TRUNCATED' : 'IMAGE-INVALID',
      'there is no file meta information after the DICOM prefix',
      { place, hint: 'export the file again from its source' },
    );
  }
  return { meta: new DataSet(elements, place), end: offset };
}

/** The VR is looked at too: a deflated data set may start with any bytes. */
function isMetaElement(bytes: Uint8Array, offset: number): boolean {
  if (bytes[offset] !== 2 || bytes[offset + 1] !== 0) return false;
  return vrAt(bytes, offset + 4) !== undefined;
}

/**
 * Implicit files that are explicit: otherwise the letters of the VR would be read as a length of gigabytes. Explicit
 * files that are implicit break off at the first element; said here, the reason is plain.
 */
function refuseOtherEncoding(content: Uint8Array, from: number, syntax: TransferSyntax, place: string): void {
  if (content.length < from + 8) return;
  const hasVr = vrAt(content, from + 4) !== undefined;
  if (hasVr === syntax.explicitVr) return;
  if (syntax.explicitVr && !(syntax.littleEndian && looksImplicit(content, from))) return;
  const [named, found] = syntax.explicitVr ? ['explicit VR', 'implicit'] : ['implicit VR', 'explicit'];
  throw new AppError(
    'IMAGE-INVALID',
    `the header names a transfer syntax of ${named}, but the data set is ${found}`,
    { place, hint: 'correct the transfer syntax at the source of the file' },
  );
}

/** The first element of group 0008 with a length in place of a VR, and another of the group where it ends. */
function looksImplicit(content: Uint8Array, from: number): boolean {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const next = from + 8 + view.getUint32(from + 4, true);
  return view.getUint16(from, true) === 8 && next + 2 <= content.length && view.getUint16(next, true) === 8;
}

function whatItIs(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'the file is empty';
  const start = Buffer.from(bytes.subarray(0, 8));
  if (start.subarray(1, 4).toString('latin1') === 'PNG') return 'it is a PNG picture';
  if (start[0] === 0xff && start[1] === 0xd8) return 'it is a JPEG picture';
  if (start[0] === 0x1f && start[1] === 0x8b) return 'it is compressed with gzip';
  if (start.subarray(0, 2).toString('latin1') === 'PK') return 'it is a ZIP archive';
  const sample = bytes.subarray(0, 512);
  if (sample.every((byte) => byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte !== 127))) {
    return 'it is text';
  }
  return 'the prefix DICM after 128 bytes is missing';
}
