import { AppError } from '../core/error.js';
import type { ModelPackage, Output, PostprocessStep } from '../schema/types.js';
import { selectClasses } from './steps/select-classes.js';
import { select } from './steps/select.js';
import { sigmoid } from './steps/sigmoid.js';
import { softmax } from './steps/softmax.js';

/**
 * The steps of a component in order, on its flattened output.
 * @param declared outputs of the package: they name the classes
 * @throws AppError MODEL-OUTPUT
 */
export function postprocess(
  raw: Float32Array,
  steps: readonly PostprocessStep[],
  declared: ModelPackage['outputs'],
): Output[] {
  let values: Float64Array = Float64Array.from(raw);
  const outputs: Output[] = [];
  for (const step of steps) {
    if (step.step === 'sigmoid') values = sigmoid(values);
    else if (step.step === 'softmax') values = softmax(values);
    else if (step.step === 'select') outputs.push(select(values, step.index, step.as));
    else outputs.push(selectClasses(values, step.as, declared));
  }
  return outputs;
}

/**
 * A value that is not finite must not reach a threshold, which NaN never crosses.
 * @throws AppError MODEL-OUTPUT
 */
export function refuseNonFinite(raw: Float32Array): void {
  const at = raw.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new AppError('MODEL-OUTPUT', `output ${at} of the model is ${String(raw[at])}`, {
    hint: 'the image is kept as failed; look at its values after preprocessing',
  });
}

/**
 * What the package promises of its outputs: every one there, inside its range.
 * @throws AppError MODEL-OUTPUT
 */
export function checkOutputs(outputs: readonly Output[], declared: ModelPackage['outputs']): void {
  for (const { name, range } of declared) {
    const output = outputs.find((candidate) => candidate.name === name);
    if (output === undefined) {
      throw new AppError('MODEL-OUTPUT', `the model gave no output ${name}`, {
        hint: 'add a select step for it to the model package',
      });
    }
    for (const [what, value] of valuesOf(output)) {
      if (value >= range[0] && value <= range[1]) continue;
      throw new AppError(
        'MODEL-OUTPUT',
        `${what} is ${value}, outside its declared range ${range[0]} to ${range[1]}`,
        { hint: 'correct the range or the post-processing in the model package' },
      );
    }
  }
}

function valuesOf(output: Output): [name: string, value: number][] {
  return output.kind === 'score'
    ? [[output.name, output.value]]
    : Object.entries(output.scores).map(([name, value]) => [`${output.name}, ${name},`, value]);
}
