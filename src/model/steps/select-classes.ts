import { AppError } from '../../core/error.js';
import type { ClassesOutput, ModelOutput } from '../../schema/types.js';

/** Takes all values of the flattened output as the scores of the declared classes, in their order. */
export function selectClasses(
  values: Float64Array,
  name: string,
  declared: readonly ModelOutput[],
): ClassesOutput {
  const output = declared.find((candidate) => candidate.name === name);
  if (output?.kind !== 'classes') {
    throw new AppError('MODEL-OUTPUT', `the model package declares no classes for output ${name}`, {
      hint: 'declare it under outputs with kind: classes',
    });
  }
  const { classes } = output;
  if (values.length !== classes.length) {
    throw new AppError(
      'MODEL-OUTPUT',
      `output has ${values.length} values, ${name} has ${classes.length} classes`,
      { hint: 'list one class a value in the model package' },
    );
  }
  return { kind: 'classes', name, scores: Object.fromEntries(classes.map((c, i) => [c, values[i]!])) };
}
