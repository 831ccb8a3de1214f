import type { Sha256 } from '../core/digest.js';
import type { EnvironmentRecord, ModelComponent } from '../schema/types.js';

export type RuntimeFacts = EnvironmentRecord['runtime'][number];

/** One opened component: a tensor in, a flattened tensor out. Other adapters (command, HTTP) will join ONNX here. */
export interface ComponentSession {
  readonly runtime: RuntimeFacts;
  /** @param input values of `component.input.shape`, row after row */
  run(input: Float32Array): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Reads a file of the package. The caller decides from where, and has checked the bytes against their digest. */
export type ReadModelFile = (path: string) => Promise<{ bytes: Uint8Array; sha256: Sha256 }>;

/** Loads the adapter's library only when a component asks for it. */
export async function openComponent(
  component: ModelComponent,
  weights: Uint8Array,
): Promise<ComponentSession> {
  const { openOnnx } = await import('./onnx.js');
  return openOnnx(component, weights);
}
