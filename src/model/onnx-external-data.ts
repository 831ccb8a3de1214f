import { AppError } from '../core/error.js';

/**
 * An ONNX file may keep weights in other files (TensorProto.data_location = EXTERNAL, onnx.proto field 14). Those bytes
 * would escape the digest of the file, so such a model is refused before the runtime sees it.
 *
 * Walks the protobuf wire format along every message that can hold a tensor: ModelProto.graph, training info,
 * functions; GraphProto.node, initializer, sparse_initializer; NodeProto.attribute; AttributeProto.t, g, tensors,
 * graphs, sparse tensors; SparseTensorProto.values, indices.
 * @throws AppError MODEL-INVALID
 */
export function refuseExternalData(bytes: Uint8Array, place: string): void {
  let external: boolean;
  try {
    external = holdsExternal(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 'model', 0);
  } catch (cause) {
    throw new AppError('MODEL-INVALID', 'not an ONNX file: the bytes do not read as a protobuf message', {
      place,
      hint: 'export the model again',
      cause,
    });
  }
  if (!external) return;
  throw new AppError(
    'MODEL-INVALID',
    'the ONNX file keeps weights in another file, which no digest would bind',
    {
      place,
      hint: 'save the model with all weights inside the one file',
    },
  );
}

type Message = 'model' | 'training' | 'function' | 'graph' | 'node' | 'attribute' | 'sparse' | 'tensor';

/** Field number → message it holds, for the fields that lead to tensors (onnx.proto, IR version 10). */
const LEADS: Record<Message, Readonly<Record<number, Message>>> = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: {},
};

const DATA_LOCATION = 14;
const EXTERNAL_DATA = 13;
const DEEPEST = 100;

function holdsExternal(message: Buffer, kind: Message, depth: number): boolean {
  if (depth > DEEPEST) throw new RangeError('nested too deep');
  let at = 0;
  while (at < message.length) {
    const [key, afterKey] = varint(message, at);
    const field = Math.floor(key / 8);
    const wire = key % 8;
    at = afterKey;
    if (wire === 0) {
      const [value, next] = varint(message, at);
      at = next;
      if (kind === 'tensor' && field === DATA_LOCATION && value !== 0) return true;
    } else if (wire === 2) {
      const [length, start] = varint(message, at);
      at = start + length;
      if (at > message.length) throw new RangeError('field runs past the end');
      if (kind === 'tensor' && field === EXTERNAL_DATA) return true;
      const held = LEADS[kind][field];
      if (held !== undefined && holdsExternal(message.subarray(start, at), held, depth + 1)) return true;
    } else if (wire === 1 || wire === 5) {
      at += wire === 1 ? 8 : 4;
    } else {
      throw new RangeError(`wire type ${wire}`);
    }
  }
  if (at !== message.length) throw new RangeError('field runs past the end');
  return false;
}

/** Base-128 varint as a double: exact below 2^53, enough for lengths and flags. */
function varint(bytes: Buffer, start: number): [value: number, next: number] {
  let value = 0;
  for (let i = 0; i < 10; i += 1) {
    const byte = bytes.readUInt8(start + i);
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, start + i + 1];
  }
  throw new RangeError('varint of more than ten bytes');
}
