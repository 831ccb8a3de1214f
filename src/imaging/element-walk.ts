import type { AppError } from '../core/error.js';
import { invalid, tagText, truncated, vrAt } from './element.js';
import type { Element, Encoding } from './element.js';
import { LIMITS } from './limits.js';

/*
 * A strict walk over the element structure of a DICOM data set (PS3.5 section 7), in place: no value is copied, and
 * every length is held against what is there before it is used.
 */

const UNDEFINED_LENGTH = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const PIXEL_DATA = 0x7fe00010;

/**
 * The elements between two offsets by tag, one level; sequences are stepped over.
 * @param elements receives the elements one by one, so that what stood before a damage is not lost with the throw
 * @param stopAt ends the walk before an element of this kind, whose value need not be there
 * @throws AppError IMAGE-TRUNCATED when a length runs past the end, IMAGE-INVALID for any other breach of structure
 */
export function walkElements(
  encoding: Encoding,
  from: number,
  to: number,
  elements = new Map<number, Element>(),
  stopAt: (tag: number) => boolean = () => false,
): Map<number, Element> {
  let offset = from;
  while (offset < to) {
    if (restIsZero(encoding.bytes, offset, to)) break;
    if (stopAt(readTag(encoding, offset, to))) break;
    const element = readElement(encoding, offset, to, 0);
    if (element.tag >>> 16 === 0xfffe) throw strayDelimiter(encoding, element);
    if (elements.has(element.tag)) {
      throw invalid(
        encoding,
        `element ${tagText(element.tag)} occurs twice`,
        'a tag may stand once in a data set',
      );
    }
    if (elements.size >= LIMITS.elements) {
      throw invalid(encoding, `more than ${LIMITS.elements} elements in one data set`, 'the file is damaged');
    }
    elements.set(element.tag, element);
    offset = endOf(element);
  }
  return elements;
}

/** Items of a sequence element, in order, one in memory at a time; each is its elements by tag. */
export function* walkItems(sequence: Element): Generator<Map<number, Element>> {
  const { encoding } = sequence;
  let items = 0;
  const to = sequence.valueOffset + sequence.length;
  let offset = sequence.valueOffset;
  while (offset < to) {
    const item = readItemHeader(encoding, offset, to, `sequence ${tagText(sequence.tag)}`);
    items += 1;
    if (items > LIMITS.items) {
      throw invalid(encoding, `more than ${LIMITS.items} items in one sequence`, 'the file is damaged');
    }
    const end = item.undefinedLength
      ? itemEnd(encoding, item.valueOffset, to, 1)
      : item.valueOffset + item.length;
    yield walkElements(encoding, item.valueOffset, end);
    offset = item.undefinedLength ? end + 8 : end;
  }
}

/** Offset of the first byte after an element, its delimiter included. */
export function endOf(element: Element): number {
  return element.valueOffset + element.length + (element.undefinedLength ? 8 : 0);
}

/** One element at `offset`, which must end at or before `to`. */
export function readElement(encoding: Encoding, offset: number, to: number, depth: number): Element {
  const tag = readTag(encoding, offset, to);
  let vr: string | null = null;
  let valueOffset = offset + 8;
  let length: number;
  if (encoding.explicitVr && tag >>> 16 !== 0xfffe) {
    const known = vrAt(encoding.bytes, offset + 4);
    if (known === undefined) {
      throw invalid(
        encoding,
        `element ${tagText(tag)} has no valid value representation`,
        'the data set is damaged, or does not have the transfer syntax its header names',
      );
    }
    vr = known.name;
    if (known.long) {
      valueOffset = offset + 12;
      if (valueOffset > to) throw truncated(encoding, `ends inside the header of element ${tagText(tag)}`);
      length = encoding.view.getUint32(offset + 8, encoding.littleEndian);
    } else {
      length = encoding.view.getUint16(offset + 6, encoding.littleEndian);
    }
  } else {
    length = encoding.view.getUint32(offset + 4, encoding.littleEndian);
  }
  const inner: Encoding = vr === 'UN' ? { ...encoding, explicitVr: false, littleEndian: true } : encoding;
  if (length !== UNDEFINED_LENGTH) {
    if (valueOffset + length > to) {
      throw truncated(
        encoding,
        `element ${tagText(tag)} says ${length} bytes, but ${to - valueOffset} are left`,
      );
    }
    return { tag, vr, start: offset, valueOffset, length, undefinedLength: false, encoding: inner };
  }
  const end =
    tag === PIXEL_DATA
      ? fragmentsEnd(encoding, valueOffset, to)
      : sequenceEnd(inner, valueOffset, to, depth + 1, tag, vr);
  return {
    tag,
    vr,
    start: offset,
    valueOffset,
    length: end - valueOffset,
    undefinedLength: true,
    encoding: inner,
  };
}

interface ItemHeader {
  valueOffset: number;
  length: number;
  undefinedLength: boolean;
}

function readItemHeader(encoding: Encoding, offset: number, to: number, where: string): ItemHeader {
  const tag = readTag(encoding, offset, to);
  if (tag !== ITEM) {
    throw invalid(encoding, `${tagText(tag)} stands where ${where} needs an item`, 'the sequence is damaged');
  }
  const length = encoding.view.getUint32(offset + 4, encoding.littleEndian);
  const valueOffset = offset + 8;
  if (length === UNDEFINED_LENGTH) return { valueOffset, length: 0, undefinedLength: true };
  if (valueOffset + length > to) {
    throw truncated(encoding, `an item of ${where} says ${length} bytes, but ${to - valueOffset} are left`);
  }
  return { valueOffset, length, undefinedLength: false };
}

/** Offset of the delimiter that ends a sequence of undefined length. */
function sequenceEnd(
  encoding: Encoding,
  from: number,
  to: number,
  depth: number,
  tag: number,
  vr: string | null,
): number {
  if (vr !== null && vr !== 'SQ' && vr !== 'UN') {
    throw invalid(
      encoding,
      `element ${tagText(tag)} of VR ${vr} has undefined length`,
      'only a sequence may be open-ended',
    );
  }
  if (depth > LIMITS.sequenceDepth) {
    throw invalid(
      encoding,
      `sequences are nested more than ${LIMITS.sequenceDepth} deep`,
      'the file is damaged',
    );
  }
  let offset = from;
  for (;;) {
    if (readTag(encoding, offset, to) === SEQUENCE_END) return offset;
    const item = readItemHeader(encoding, offset, to, `sequence ${tagText(tag)}`);
    offset = item.undefinedLength
      ? itemEnd(encoding, item.valueOffset, to, depth) + 8
      : item.valueOffset + item.length;
  }
}

/** Offset of the delimiter that ends an item of undefined length. */
function itemEnd(encoding: Encoding, from: number, to: number, depth: number): number {
  let offset = from;
  while (readTag(encoding, offset, to) !== ITEM_END) {
    const element = readElement(encoding, offset, to, depth);
    if (element.tag >>> 16 === 0xfffe) throw strayDelimiter(encoding, element);
    offset = endOf(element);
  }
  return offset;
}

/** Offset of the delimiter after the fragments of compressed pixels; never searched for inside a fragment. */
function fragmentsEnd(encoding: Encoding, from: number, to: number): number {
  let offset = from;
  for (;;) {
    if (readTag(encoding, offset, to) === SEQUENCE_END) return offset;
    const item = readItemHeader(encoding, offset, to, 'the compressed pixel data');
    if (item.undefinedLength) {
      throw invalid(
        encoding,
        'a fragment of the pixel data has undefined length',
        'the pixel data is damaged',
      );
    }
    offset = item.valueOffset + item.length;
  }
}

function readTag(encoding: Encoding, offset: number, to: number): number {
  if (offset + 8 > to) throw truncated(encoding, 'ends inside the header of an element');
  const { view, littleEndian } = encoding;
  return view.getUint16(offset, littleEndian) * 0x10000 + view.getUint16(offset + 2, littleEndian);
}

/** Some writers fill the file up with zeros; zeros are no element. */
function restIsZero(bytes: Uint8Array, from: number, to: number): boolean {
  if (bytes[from] !== 0) return false;
  for (let i = from; i < to; i += 1) if (bytes[i] !== 0) return false;
  return true;
}

function strayDelimiter(encoding: Encoding, element: Element): AppError {
  return invalid(
    encoding,
    `the delimiter ${tagText(element.tag)} stands outside any sequence`,
    'the data set is damaged',
  );
}
