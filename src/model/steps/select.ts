import { AppError } from '../../core/error.js';
import type { ScoreOutput } from '../../schema/types.js';

/** Names one element (0-based) of the component's flattened output as a score. */
export function select(values: Float64Array, index: number, name: string): ScoreOutput {
  const value = values[index];
  if (value === undefined) {
    throw new AppError('MODEL-OUTPUT', `output has ${values.length} values, select asks for index ${index}`, {
      hint: 'correct the index in the model package',
    });
  }
  return { kind: 'score', name, value };
}
