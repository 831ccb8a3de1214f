/** Writes small ONNX files by hand (protobuf wire format of onnx.proto), so that tests need no exporter. */

/** One field: varint, or bytes with their length. */
function field(number: number, value: number | Uint8Array | string): Buffer {
  if (typeof value === 'number') return Buffer.concat([varint(number * 8), varint(value)]);
  const bytes = Buffer.from(value as string);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const out: number[] = [];
  let rest = value;
  while (rest > 127) {
    out.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...out, rest]);
}

const message = (...fields: Buffer[]): Buffer => Buffer.concat(fields);
const FLOAT = 1;

/** ValueInfoProto of a float tensor; a text is a symbolic length. */
function valueInfo(name: string, shape: readonly (number | string)[]): Buffer {
  const dims = shape.map((n) =>
    field(1, typeof n === 'number' ? message(field(1, n)) : message(field(2, n))),
  );
  const tensor = message(field(1, FLOAT), field(2, message(...dims)));
  return message(field(1, name), field(2, message(field(1, tensor))));
}

/** TensorProto of one float. */
export function scalar(name: string, value: number): Buffer {
  return message(
    field(1, 1),
    field(2, FLOAT),
    field(8, name),
    field(9, Buffer.from(Float32Array.of(value).buffer)),
  );
}

/** TensorProto whose bytes are said to lie in another file. */
export function externalScalar(name: string, file: string): Buffer {
  const location = message(field(1, 'location'), field(2, file));
  return message(field(1, 1), field(2, FLOAT), field(8, name), field(13, location), field(14, 1));
}

function node(operator: string, inputs: string[], output: string, ...attributes: Buffer[]): Buffer {
  return message(
    ...inputs.map((name) => field(1, name)),
    field(2, output),
    field(4, operator),
    ...attributes.map((attribute) => field(5, attribute)),
  );
}

const integer = (name: string, value: number): Buffer =>
  message(field(1, name), field(3, value), field(20, 2));

export interface TinyModel {
  inputName?: string;
  outputName?: string;
  inputShape?: (number | string)[];
  slope?: number;
  mean?: number;
  /** Applied to slope × (mean of the image − mean). `Log` gives NaN below the mean. */
  last?: 'Identity' | 'Log';
  /** Replaces the initializer of `slope`. */
  slopeTensor?: Buffer;
}

/**
 * input → mean over everything → slope × (· − mean) → last → output of shape 1 × 1 × 1 × 1.
 */
export function tinyOnnx(options: TinyModel = {}): Uint8Array {
  const {
    inputName = 'image',
    outputName = 'logit',
    inputShape = [1, 1, 8, 8],
    slope = 1,
    mean = 0,
  } = options;
  const graph = message(
    field(1, node('GlobalAveragePool', [inputName], 'average')),
    field(1, node('Sub', ['average', 'mean'], 'centred')),
    field(1, node('Mul', ['centred', 'slope'], 'scaled')),
    field(1, node(options.last ?? 'Identity', ['scaled'], outputName)),
    field(2, 'tiny'),
    field(5, options.slopeTensor ?? scalar('slope', slope)),
    field(5, scalar('mean', mean)),
    field(11, valueInfo(inputName, inputShape)),
    field(12, valueInfo(outputName, [inputShape[0] ?? 1, 1, 1, 1])),
  );
  return message(field(1, 8), field(7, graph), field(8, message(field(1, ''), field(2, 13))));
}

/** TensorProto of floats along the channels. */
function channels(name: string, values: readonly number[]): Buffer {
  return message(
    ...[1, values.length, 1, 1].map((length) => field(1, length)),
    field(2, FLOAT),
    field(8, name),
    field(9, Buffer.from(Float32Array.from(values).buffer)),
  );
}

/**
 * input → mean over everything → slope × mean + offset of each class → output of shape 1 × k × 1 × 1: logits that a
 * reader can compute from the brightness of an image.
 */
export function classesOnnx(
  slopes: readonly number[],
  offsets: readonly number[],
  inputShape: readonly number[],
): Uint8Array {
  const graph = message(
    field(1, node('GlobalAveragePool', ['image'], 'average')),
    field(1, node('Mul', ['average', 'slopes'], 'scaled')),
    field(1, node('Add', ['scaled', 'offsets'], 'logits')),
    field(2, 'classes'),
    field(5, channels('slopes', slopes)),
    field(5, channels('offsets', offsets)),
    field(11, valueInfo('image', inputShape)),
    field(12, valueInfo('logits', [1, slopes.length, 1, 1])),
  );
  return message(field(1, 8), field(7, graph), field(8, message(field(1, ''), field(2, 13))));
}

/** A model with an external tensor hidden in a subgraph of an If, where a shallow look would miss it. */
export function nestedExternalOnnx(): Uint8Array {
  const branch = message(field(5, externalScalar('hidden', 'elsewhere.bin')), field(2, 'branch'));
  const attribute = message(field(1, 'then_branch'), field(6, branch), field(20, 5));
  const graph = message(
    field(1, node('If', ['condition'], 'out', attribute, integer('unused', 1))),
    field(2, 'nested'),
  );
  return message(field(1, 8), field(7, graph));
}
