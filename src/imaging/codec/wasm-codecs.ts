import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AppError } from '../../core/error.js';
import type { CodestreamHeader } from './codestream-header.js';
import { damaged, undecodable } from './damage.js';

/** What the three packages have in common (Emscripten, embind). */
interface Decoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): unknown;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): FrameInfo;
  getInterleaveMode?(): number;
  delete(): void;
}

interface FrameInfo {
  width: number;
  height: number;
  bitsPerSample: number;
  componentCount: number;
  isSigned?: boolean;
}

interface Codec {
  HEAPU8: Uint8Array;
  J2KDecoder?: new () => Decoder;
  HTJ2KDecoder?: new () => Decoder;
  JpegLSDecoder?: new () => Decoder;
}

/** As much of WebAssembly as is needed: TypeScript knows it only together with a browser. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: object };
};

type Load = (settings: Record<string, unknown>) => Promise<Codec>;
type Coding = 'jpeg-ls' | 'jpeg-2000' | 'htj2k';

/** A heap that has grown beyond this is given back: WebAssembly memory never shrinks. */
const KEPT_HEAP_BYTES = 256 * 2 ** 20;

const require = createRequire(import.meta.url);

const PACKAGE: Record<Coding, { create: () => unknown; wasm: string }> = {
  'jpeg-ls': {
    create: () => require('@cornerstonejs/codec-charls/decodewasmjs') as unknown,
    wasm: '@cornerstonejs/codec-charls/decodewasm',
  },
  'jpeg-2000': {
    create: () => require('@cornerstonejs/codec-openjpeg/decodewasmjs') as unknown,
    wasm: '@cornerstonejs/codec-openjpeg/decodewasm',
  },
  htj2k: {
    create: () => require('@cornerstonejs/codec-openjph/wasmjs') as unknown,
    wasm: '@cornerstonejs/codec-openjph/wasm',
  },
};

const loaded = new Map<Coding, Codec>();
/** Compiled once: a damaged image costs a new instance, not a new compilation. */
const compiled = new Map<Coding, object>();

/**
 * JPEG-LS by CharLS, JPEG 2000 by OpenJPEG, HTJ2K by OpenJPH; colours after the inverse component transform.
 * @returns samples interleaved, one byte up to 8 bit, else two, little endian; a copy, since the decoder's own bytes
 *   are overwritten by its next image
 * @throws AppError IMAGE-INVALID
 */
export async function decodeWithWasm(codestream: Uint8Array, header: CodestreamHeader): Promise<Uint8Array> {
  const coding = header.coding as Coding;
  if (header.precision > 16) throw undecodable(`${header.precision} bit a sample`);
  if (!header.sameSize) throw undecodable('components of different size');
  if (!header.samePrecision) throw undecodable('components of different precision');
  const codec = loaded.get(coding) ?? (await load(coding));
  // Out again if it throws: after a C++ exception its memory may be in any state.
  loaded.delete(coding);
  const bytes = decodeOnce(codec, codestream, header);
  if (codec.HEAPU8.length <= KEPT_HEAP_BYTES) loaded.set(coding, codec);
  return bytes;
}

async function load(coding: Coding): Promise<Codec> {
  const { create, wasm } = PACKAGE[coding];
  const module = compiled.get(coding) ?? new WebAssembly.Module(readFileSync(require.resolve(wasm)));
  compiled.set(coding, module);
  const silent = (): void => undefined;
  const instantiateWasm = (imports: object, receive: (instance: object, module: object) => void): object => {
    const instance = new WebAssembly.Instance(module, imports);
    receive(instance, module);
    return instance.exports;
  };
  return (create() as Load)({ print: silent, printErr: silent, instantiateWasm });
}

function decodeOnce(codec: Codec, codestream: Uint8Array, header: CodestreamHeader): Uint8Array {
  const Class = codec.J2KDecoder ?? codec.HTJ2KDecoder ?? codec.JpegLSDecoder;
  if (Class === undefined) throw new AppError('DEFECT', 'the codec has no decoder', { hint: 'report this' });
  const { rows, columns, components, precision } = header;
  try {
    const decoder = new Class();
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    const info = decoder.getFrameInfo();
    const decoded = decoder.getDecodedBuffer();
    const expected = rows * columns * components * (precision > 8 ? 2 : 1);
    if (
      info.width !== columns ||
      info.height !== rows ||
      info.componentCount !== components ||
      info.bitsPerSample !== precision ||
      decoded.length !== expected
    ) {
      throw damaged('what was decoded has not the size the codestream names');
    }
    const planar = components > 1 && decoder.getInterleaveMode?.() === 0;
    const bytes = planar ? interleave(decoded, components, precision > 8 ? 2 : 1) : decoded.slice();
    decoder.delete();
    return bytes;
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    // A C++ exception arrives as a bare number, a WebAssembly trap as a RuntimeError.
    throw damaged('the decoder gave up');
  }
}

function interleave(planes: Uint8Array, components: number, width: number): Uint8Array {
  const pixels = planes.length / (components * width);
  const result = new Uint8Array(planes.length);
  let to = 0;
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    for (let component = 0; component < components; component += 1) {
      const from = (component * pixels + pixel) * width;
      for (let byte = 0; byte < width; byte += 1) result[to++] = planes[from + byte]!;
    }
  }
  return result;
}
