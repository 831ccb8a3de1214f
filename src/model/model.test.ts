import { describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import type { FailureStage, ModelPackage, Output } from '../schema/types.js';
import type { PixelSource } from './model-image.js';
import { openModel } from './model.js';
import { tinyOnnx, type TinyModel } from './onnx.testkit.js';
import { tinyPackage } from './package.testkit.js';

function pixels(stored: number[], change: Partial<PixelSource> = {}): PixelSource {
  return {
    rows: 8,
    columns: 8,
    frames: 1,
    samplesPerPixel: 1,
    stored: Uint16Array.from(stored),
    photometric: 'MONOCHROME2',
    rescale: { slope: 1, intercept: 0 },
    rescalePerFrame: null,
    modalityTable: false,
    window: null,
    place: 'a.dcm',
    ...change,
  };
}

const oneBright = Array.from({ length: 64 }, (_, i) => (i === 9 ? 4095 : 0));

async function open(model: TinyModel, change: (pkg: ModelPackage) => void = () => undefined) {
  const pkg = tinyPackage();
  change(pkg);
  const bytes = tinyOnnx(model);
  return openModel(pkg, () => Promise.resolve({ bytes, sha256: sha256(bytes) }));
}

const valueOf = (output: Output | undefined): number => (output?.kind === 'score' ? output.value : NaN);
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

describe('openModel', () => {
  it('goes from stored pixels to a named score, by hand', async () => {
    const model = await open({ slope: 6, mean: 0.5 });
    const stages: FailureStage[] = [];
    const { outputs } = await model.infer(pixels(oneBright), (stage) => stages.push(stage));
    // One of 64 pixels scaled to 1: mean 1/64.
    expect(outputs).toHaveLength(1);
    expect(outputs[0]).toMatchObject({ kind: 'score', name: 'score' });
    expect(valueOf(outputs[0])).toBeCloseTo(logistic(6 * (1 / 64 - 0.5)), 6);
    expect(stages).toEqual(['preprocess', 'infer', 'postprocess']);

    const inverted = await model.infer(pixels(oneBright, { photometric: 'MONOCHROME1' }));
    expect(valueOf(inverted.outputs[0])).toBeCloseTo(logistic(6 * (63 / 64 - 0.5)), 6);
    await model.close();
  });

  it('does not see rescale, since percentiles follow it', async () => {
    const model = await open({ slope: 6, mean: 0.5 });
    const plain = await model.infer(pixels(oneBright));
    const shifted = await model.infer(pixels(oneBright, { rescale: { slope: 0.5, intercept: -1024 } }));
    expect(shifted.outputs).toEqual(plain.outputs);
    await model.close();
  });

  it('runs the pipeline in order and joins the outputs of its components', async () => {
    const model = await open({ slope: 1 }, (pkg) => {
      const [first] = pkg.components;
      pkg.components.push({
        ...first!,
        id: 'second',
        postprocess: [{ step: 'select', index: 0, as: 'average' }],
      });
      pkg.pipeline = ['second', 'classifier'];
      pkg.outputs.push({ name: 'average', kind: 'score', meaning: 'mean of the image', range: [0, 1] });
    });
    const { outputs } = await model.infer(pixels(oneBright));
    expect(outputs.map(({ name }) => name)).toEqual(['average', 'score']);
    expect(valueOf(outputs[0])).toBe(1 / 64);
    expect(model.runtime).toHaveLength(2);
    await model.close();
  });

  it.each([
    ['an infinite output', { slope: 1, mean: -Infinity }, 'output 0 of the model is Infinity'],
    ['a NaN output', { slope: 1, mean: 1, last: 'Log' as const }, 'output 0 of the model is NaN'],
  ])('refuses %s', async (_name, tiny, message) => {
    const model = await open(tiny);
    await expect(model.infer(pixels(oneBright))).rejects.toMatchObject({ code: 'MODEL-OUTPUT', message });
    await model.close();
  });

  it('refuses an output outside its declared range', async () => {
    const model = await open(
      { slope: -1 },
      (pkg) => (pkg.components[0]!.postprocess = [{ step: 'select', index: 0, as: 'score' }]),
    );
    await expect(model.infer(pixels(oneBright))).rejects.toThrow('outside its declared range 0 to 1');
    await model.close();
  });

  it.each([
    ['several frames', { frames: 2, stored: new Uint16Array(128) }, 'IMAGE-UNSUPPORTED'],
    ['colour', { samplesPerPixel: 3, stored: new Uint16Array(192) }, 'IMAGE-UNSUPPORTED'],
    ['values that are not finite', { stored: new Float32Array(64).fill(Number.NaN) }, 'IMAGE-INVALID'],
    ['a flat image', { stored: new Uint16Array(64) }, 'IMAGE-INVALID'],
  ])('refuses %s', async (_name, change, code) => {
    const model = await open({});
    await expect(model.infer(pixels(oneBright, change))).rejects.toMatchObject({ code });
    await model.close();
  });

  it('refuses an image of other size when no step resizes it', async () => {
    const model = await open({}, (pkg) => (pkg.components[0]!.preprocess = []));
    const wide = pixels(
      Array.from({ length: 128 }, (_, i) => i),
      { columns: 16 },
    );
    await expect(model.infer(wide)).rejects.toMatchObject({ code: 'MODEL-SHAPE' });
    await model.close();
  });
});
