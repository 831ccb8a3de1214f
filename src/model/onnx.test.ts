import { describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import type { ModelComponent } from '../schema/types.js';
import { refuseExternalData } from './onnx-external-data.js';
import { externalScalar, nestedExternalOnnx, tinyOnnx, type TinyModel } from './onnx.testkit.js';
import { openOnnx } from './onnx.js';
import { tinyPackage } from './package.testkit.js';

function component(change: (component: ModelComponent) => void = () => undefined): ModelComponent {
  const [only] = tinyPackage().components;
  change(only!);
  return only!;
}

async function refusal(model: TinyModel, change?: (component: ModelComponent) => void): Promise<AppError> {
  const error: unknown = await openOnnx(component(change), tinyOnnx(model)).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

describe('openOnnx', () => {
  it('computes slope × (mean of the input − mean) in float32', async () => {
    const session = await openOnnx(component(), tinyOnnx({ slope: 3, mean: 0.25 }));
    const ramp = Float32Array.from({ length: 64 }, (_, i) => i / 64);
    // Mean of 0/64 … 63/64 is 63/128.
    expect(await session.run(ramp)).toEqual(Float32Array.of(3 * (63 / 128 - 0.25)));
    expect(session.runtime).toEqual({
      name: 'onnxruntime-node',
      version: '1.27.0',
      executionProvider: 'cpu',
      threads: 1,
      graphOptimization: 'all',
    });
    await session.close();
  });

  it('takes a symbolic length for any', async () => {
    const session = await openOnnx(component(), tinyOnnx({ inputShape: ['batch', 1, 'rows', 8] }));
    expect(await session.run(new Float32Array(64).fill(0.5))).toEqual(Float32Array.of(0.5));
    await session.close();
  });

  it('says expected and got when the input shape differs', async () => {
    const error = await refusal({ inputShape: [1, 1, 16, 8] });
    expect(error.code).toBe('MODEL-SHAPE');
    expect(error.message).toBe(
      'input image: expected float32 1 × 1 × 8 × 8, the model has float32 1 × 1 × 16 × 8',
    );
    expect(error.place).toBe('tiny.onnx');
  });

  it('refuses a shape of other rank', async () => {
    const error = await refusal({}, ({ output }) => (output.shape = [1, 1]));
    expect(error.message).toBe('output logit: expected float32 1 × 1, the model has float32 1 × 1 × 1 × 1');
  });

  it.each([
    [{ inputName: 'x' }, 'expected input image, the model has x'],
    [{ outputName: 'y' }, 'expected output logit, the model has y'],
  ])('names what the model has: %o', async (model, message) => {
    const error = await refusal(model);
    expect(error.code).toBe('MODEL-SHAPE');
    expect(error.message).toContain(message);
  });

  it('refuses bytes that are no model, and a model cut short', async () => {
    for (const bytes of [Buffer.from('not a model, a text'), tinyOnnx().subarray(0, 150)]) {
      await expect(openOnnx(component(), bytes)).rejects.toMatchObject({ code: 'MODEL-INVALID' });
    }
  });

  it('refuses weights in another file', async () => {
    const error = await refusal({ slopeTensor: externalScalar('slope', 'weights.bin') });
    expect(error.code).toBe('MODEL-INVALID');
    expect(error.message).toContain('another file');
  });
});

describe('refuseExternalData', () => {
  it('looks into subgraphs', () => {
    expect(() => refuseExternalData(nestedExternalOnnx(), 'm.onnx')).toThrow('another file');
  });

  it('passes a model with its weights inside', () => {
    expect(() => refuseExternalData(tinyOnnx(), 'm.onnx')).not.toThrow();
  });
});
