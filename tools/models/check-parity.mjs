// Holds the exported network, run by onnxruntime-node as the package says, against the scores that PyTorch gave for the
// development set. Exits 1 when one differs by more than 1e-5.
//
//   node tools/models/check-parity.mjs <folder of the sets> [folder of the model package]
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as ort from 'onnxruntime-node';
import { parse } from 'yaml';

const TOLERANCE = 1e-5;
const [sets, folder = join(dirname(fileURLToPath(import.meta.url)), '../../protocols/fracture/model')] =
  process.argv.slice(2);
if (sets === undefined) throw new Error('name the folder that export-training-set.mjs wrote');

const component = parse(readFileSync(join(folder, 'model.yaml'), 'utf8')).components[0];
const network = await ort.InferenceSession.create(join(folder, component.file), {
  executionProviders: ['cpu'],
  intraOpNumThreads: component.runtime.intraOpThreads,
  interOpNumThreads: component.runtime.interOpThreads,
  graphOptimizationLevel: component.runtime.graphOptimization,
});
const { shape } = JSON.parse(readFileSync(join(sets, 'development.json'), 'utf8'));
const expected = float64Npy(readFileSync(join(sets, 'development.scores.npy')));
const size = shape[1] * shape[2];
const tensors = openSync(join(sets, 'development.f32'), 'r');
let worst = 0;
for (let index = 0; index < shape[0]; index += 1) {
  const bytes = Buffer.alloc(size * 4);
  readSync(tensors, bytes, 0, bytes.length, index * bytes.length);
  const image = new ort.Tensor(
    'float32',
    new Float32Array(bytes.buffer, bytes.byteOffset, size),
    component.input.shape,
  );
  const outputs = await network.run({ [component.input.name]: image });
  const score = 1 / (1 + Math.exp(-outputs[component.output.name].data[0]));
  worst = Math.max(worst, Math.abs(score - expected[index]));
}
closeSync(tensors);
console.log(`${shape[0]} images, largest difference ${worst.toExponential(2)}, allowed ${TOLERANCE}`);
if (!(worst <= TOLERANCE)) process.exitCode = 1;

/** Values of a one-dimensional little-endian float64 .npy file, version 1. */
function float64Npy(bytes) {
  const start = 10 + bytes.readUInt16LE(8);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length));
}
