import { AppError } from '../../core/error.js';
import { BYTES_OF, type ScalarType } from '../scalar-values.js';
import type { NrrdText } from './header.js';

export type NrrdEncoding = 'raw' | 'gzip' | 'ascii' | 'hex';

/** What the header says of the array. */
export interface NrrdLayout {
  sizes: number[];
  type: ScalarType;
  /** The type as NRRD calls it: `unsigned char`. */
  typeName: string;
  encoding: NrrdEncoding;
  /** Null where one byte is a sample, and for text. */
  endian: 'little' | 'big' | null;
  /** One an axis, small letters; `???` for none. */
  kinds: string[];
  lineSkip: number;
  /** -1: the data are the end of the file. */
  byteSkip: number;
  bytes: number;
}

const TYPES: readonly [ScalarType, string, readonly string[]][] = [
  ['int8', 'signed char', ['int8', 'int8_t']],
  ['uint8', 'unsigned char', ['uchar', 'uint8', 'uint8_t']],
  ['int16', 'short', ['short int', 'signed short', 'signed short int', 'int16', 'int16_t']],
  ['uint16', 'unsigned short', ['ushort', 'unsigned short int', 'uint16', 'uint16_t']],
  ['int32', 'int', ['signed int', 'int32', 'int32_t']],
  ['uint32', 'unsigned int', ['uint', 'uint32', 'uint32_t']],
  [
    'int64',
    'long long',
    ['longlong', 'long long int', 'signed long long', 'signed long long int', 'int64', 'int64_t'],
  ],
  ['uint64', 'unsigned long long', ['ulonglong', 'unsigned long long int', 'uint64', 'uint64_t']],
  ['float32', 'float', []],
  ['float64', 'double', []],
];

const ENCODINGS: ReadonlyMap<string, NrrdEncoding> = new Map([
  ['raw', 'raw'],
  ['gzip', 'gzip'],
  ['gz', 'gzip'],
  ['txt', 'ascii'],
  ['text', 'ascii'],
  ['ascii', 'ascii'],
  ['hex', 'hex'],
]);

const MOST_AXES = 16;

/** @throws AppError IMAGE-INVALID, IMAGE-UNSUPPORTED (bzip2, block) */
export function readNrrdLayout({ fields }: NrrdText, place: string): NrrdLayout {
  const need = (name: string): string => {
    const value = fields.get(name);
    if (value === undefined || value === '') throw invalid(`the field "${name}" is missing`, place);
    return value;
  };
  const dimension = wholeOf(need('dimension'), 'dimension', place);
  if (dimension < 1 || dimension > MOST_AXES) throw invalid(`dimension is ${dimension}`, place);
  const sizes = words(need('sizes')).map((word) => wholeOf(word, 'sizes', place));
  if (sizes.length !== dimension || sizes.some((size) => size < 1)) {
    throw invalid(`sizes are ${sizes.slice(0, MOST_AXES).join(' ')} for ${dimension} axes`, place);
  }
  const written = need('type').toLowerCase();
  if (written === 'block') throw unsupported('samples of type block are not read', place);
  const known = TYPES.find(([, name, others]) => name === written || others.includes(written));
  if (known === undefined) throw invalid('the type of the samples is none of NRRD', place);
  const [type, typeName] = known;
  const code = need('encoding').toLowerCase();
  const encoding = ENCODINGS.get(code);
  if (encoding === undefined) {
    if (['bz2', 'bzip2'].includes(code)) throw unsupported('data compressed with bzip2 are not read', place);
    throw invalid('the encoding is none of NRRD', place);
  }
  const kinds = words(fields.get('kinds') ?? '').map((kind) => kind.toLowerCase());
  if (kinds.length !== 0 && kinds.length !== dimension) {
    throw invalid(`there are ${kinds.length} kinds for ${dimension} axes`, place);
  }
  const byteSkip = wholeOf(fields.get('byte skip') ?? '0', 'byte skip', place);
  const lineSkip = wholeOf(fields.get('line skip') ?? '0', 'line skip', place);
  if (lineSkip < 0 || byteSkip < -1 || (byteSkip === -1 && encoding !== 'raw')) {
    throw invalid(
      `line skip ${lineSkip} and byte skip ${byteSkip} make no sense for ${encoding} data`,
      place,
    );
  }
  return {
    sizes,
    type,
    typeName,
    encoding,
    endian: endianOf(fields.get('endian'), type, encoding, place),
    kinds: kinds.length === 0 ? sizes.map(() => '???') : kinds,
    lineSkip,
    byteSkip,
    bytes: sizes.reduce((product, size) => product * size, BYTES_OF[type]),
  };
}

function endianOf(
  written: string | undefined,
  type: ScalarType,
  encoding: NrrdEncoding,
  place: string,
): 'little' | 'big' | null {
  if (BYTES_OF[type] === 1 || encoding === 'ascii') return null;
  const endian = written?.toLowerCase();
  if (endian === 'little' || endian === 'big') return endian;
  throw invalid('the field "endian" is missing or neither little nor big', place);
}

export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function wholeOf(text: string, name: string, place: string): number {
  const number = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(number)) return number;
  throw invalid(`the field "${name}" holds something other than a whole number`, place);
}

function invalid(message: string, place: string): AppError {
  return new AppError('IMAGE-INVALID', message, {
    place,
    hint: 'export the image again as NRRD',
  });
}

function unsupported(message: string, place: string): AppError {
  return new AppError('IMAGE-UNSUPPORTED', message, {
    place,
    hint: 'save the image with gzip or raw encoding',
  });
}
