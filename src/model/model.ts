import { systemClock, type Clock } from '../core/clock.js';
import { AppError } from '../core/error.js';
import type { FailureStage, ModelComponent, ModelPackage, Output } from '../schema/types.js';
import { openComponent, type ComponentSession, type ReadModelFile, type RuntimeFacts } from './adapter.js';
import type { PixelSource } from './model-image.js';
import { checkOutputs, postprocess, refuseNonFinite } from './postprocess.js';
import { preprocess } from './preprocess.js';

export interface Inference {
  outputs: Output[];
  timing: { preprocessMs: number; inferMs: number; postprocessMs: number };
}

/** A model package opened for inference. */
export interface Model {
  /** One entry a component, in order of the pipeline. */
  readonly runtime: RuntimeFacts[];
  /**
   * @param enter told which stage begins, so that a caller can say where an error arose
   * @throws AppError IMAGE-* when a step is not defined on this image; MODEL-OUTPUT for outputs that are not finite or
   *   outside their declared range
   */
  infer(pixels: PixelSource, enter?: (stage: FailureStage) => void): Promise<Inference>;
  close(): Promise<void>;
}

/**
 * Opens every component of the pipeline.
 * @param readFile port to the package's files, given paths relative to the descriptor's folder
 * @throws AppError MODEL-INVALID, MODEL-SHAPE; what `readFile` throws
 */
export async function openModel(
  pkg: ModelPackage,
  readFile: ReadModelFile,
  clock: Clock = systemClock,
): Promise<Model> {
  const stages: { component: ModelComponent; session: ComponentSession }[] = [];
  for (const id of pkg.pipeline) {
    const component = componentOf(pkg, id);
    const { bytes } = await readFile(component.file);
    stages.push({ component, session: await openComponent(component, bytes) });
  }
  return {
    runtime: stages.map(({ session }) => session.runtime),
    infer: async (pixels, enter = () => undefined) => {
      const outputs: Output[] = [];
      const timing = { preprocessMs: 0, inferMs: 0, postprocessMs: 0 };
      for (const { component, session } of stages) {
        const t0 = clock.elapsedMs();
        enter('preprocess');
        const tensor = tensorOf(component, pixels);
        const t1 = clock.elapsedMs();
        enter('infer');
        const raw = await session.run(tensor);
        refuseNonFinite(raw);
        const t2 = clock.elapsedMs();
        enter('postprocess');
        outputs.push(...postprocess(raw, component.postprocess, pkg.outputs));
        timing.preprocessMs += t1 - t0;
        timing.inferMs += t2 - t1;
        timing.postprocessMs += clock.elapsedMs() - t2;
      }
      checkOutputs(outputs, pkg.outputs);
      return { outputs, timing };
    },
    close: async () => {
      for (const { session } of stages) await session.close();
    },
  };
}

function componentOf(pkg: ModelPackage, id: string): ModelComponent {
  const component = pkg.components.find((candidate) => candidate.id === id);
  if (component !== undefined) return component;
  throw new AppError('MODEL-INVALID', `pipeline names component ${id}, which the package does not have`, {
    hint: 'correct pipeline in the model package',
  });
}

/** Preprocesses and rounds to float32, once. */
function tensorOf(component: ModelComponent, pixels: PixelSource): Float32Array {
  const image = preprocess(pixels, component.preprocess);
  const { shape } = component.input;
  const [rows, columns] = shape.slice(-2);
  if (image.rows !== rows || image.columns !== columns) {
    throw new AppError(
      'MODEL-SHAPE',
      `the image is ${image.rows} × ${image.columns} after preprocessing, the model takes ${shape.join(' × ')}`,
      { hint: 'add a resize step to the model package' },
    );
  }
  return Float32Array.from(image.values);
}
