import type { InferenceSession } from 'onnxruntime-node';
import { AppError, messageOf } from '../core/error.js';
import type { ModelComponent } from '../schema/types.js';
import type { ComponentSession } from './adapter.js';
import { refuseExternalData } from './onnx-external-data.js';

/**
 * ONNX on the CPU by onnxruntime-node. Everything that can move a bit of the result (threads, optimisation level,
 * provider) comes from the package.
 *
 * Set ORT_DISABLE_TELEMETRY=1 in the environment of the process before this is called: later it has no effect.
 * @param weights the ONNX file, whole
 * @throws AppError MODEL-INVALID when the bytes are not a model this runtime can load or name weights outside the file;
 *   MODEL-SHAPE when names, types or shapes differ from the package's
 */
export async function openOnnx(component: ModelComponent, weights: Uint8Array): Promise<ComponentSession> {
  refuseExternalData(weights, component.file);
  const { InferenceSession, Tensor, env } = await import('onnxruntime-node');
  const { runtime, input, output } = component;
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(weights, {
      executionProviders: [runtime.executionProvider],
      intraOpNumThreads: runtime.intraOpThreads,
      interOpNumThreads: runtime.interOpThreads,
      graphOptimizationLevel: runtime.graphOptimization,
      executionMode: 'sequential',
      logSeverityLevel: 4,
    });
  } catch (cause) {
    throw new AppError('MODEL-INVALID', `onnxruntime cannot load it: ${messageOf(cause)}`, {
      place: component.file,
      hint: 'export the model again for an opset this runtime knows',
      cause,
    });
  }
  checkSignature(component, session);
  return {
    runtime: {
      name: 'onnxruntime-node',
      version: env.versions.node ?? 'unknown',
      executionProvider: runtime.executionProvider,
      threads: runtime.intraOpThreads,
      graphOptimization: runtime.graphOptimization,
    },
    run: async (values) => {
      const feeds = { [input.name]: new Tensor('float32', values, input.shape) };
      // The outputs not declared are not fetched, so not computed either.
      const answer = (await session.run(feeds, [output.name]))[output.name];
      if (answer === undefined || !(answer.data instanceof Float32Array)) {
        throw new AppError('MODEL-OUTPUT', `output ${output.name} is missing or not float32`, {
          place: component.file,
          hint: 'export the model again with a float32 output',
        });
      }
      if (answer.dims.join(' × ') !== output.shape.join(' × ')) {
        throw new AppError(
          'MODEL-OUTPUT',
          `output ${output.name} has shape ${answer.dims.join(' × ')}, the package says ${output.shape.join(' × ')}`,
          { place: component.file, hint: 'correct output.shape in the model package' },
        );
      }
      return answer.data;
    },
    close: () => session.release(),
  };
}

function checkSignature(component: ModelComponent, session: InferenceSession): void {
  const { input, output } = component;
  const stray = session.inputMetadata.find(({ name }) => name !== input.name);
  if (session.inputMetadata.length === 1 || stray === undefined) {
    checkTensor('input', input, session.inputMetadata, component.file);
  } else {
    throw misfit(
      `the model also has an input ${stray.name}; the package names only ${input.name}`,
      component.file,
      {
        expected: [input.name],
        got: session.inputMetadata.map(({ name }) => name),
      },
    );
  }
  checkTensor('output', output, session.outputMetadata, component.file);
}

function checkTensor(
  side: 'input' | 'output',
  declared: ModelComponent['input'],
  given: readonly InferenceSession.ValueMetadata[],
  file: string,
): void {
  const found = given.find(({ name }) => name === declared.name);
  if (found === undefined) {
    const names = given.map(({ name }) => name);
    throw misfit(`expected ${side} ${declared.name}, the model has ${names.join(', ')}`, file, {
      expected: declared.name,
      got: names,
    });
  }
  const expected = `${declared.type} ${declared.shape.join(' × ')}`;
  const got = found.isTensor ? `${found.type} ${found.shape.join(' × ')}` : 'not a tensor';
  // A symbolic dimension (a name, or nothing) takes any length.
  const fits =
    found.isTensor &&
    found.type === declared.type &&
    found.shape.length === declared.shape.length &&
    found.shape.every((length, axis) => typeof length !== 'number' || length === declared.shape[axis]);
  if (!fits)
    throw misfit(`${side} ${declared.name}: expected ${expected}, the model has ${got}`, file, {
      expected,
      got,
    });
}

function misfit(message: string, place: string, details: Record<string, unknown>): AppError {
  return new AppError('MODEL-SHAPE', message, {
    place,
    hint: 'make the model package say what the model takes, and preprocess to that shape',
    details,
  });
}
