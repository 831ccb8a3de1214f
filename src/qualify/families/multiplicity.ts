import { refuse } from '../../stats/argument.js';
import { bonferroni, sidak } from '../../stats/inference/bonferroni.js';
import { fallback, fixedSequence } from '../../stats/inference/fixed-sequence.js';
import { graphicalGatekeeping } from '../../stats/inference/graphical-gatekeeping.js';
import { benjaminiHochberg, benjaminiYekutieli, hochberg } from '../../stats/inference/hochberg.js';
import { holm, holmSidak } from '../../stats/inference/holm.js';
import { hommel } from '../../stats/inference/hommel.js';
import { rejected } from '../../stats/inference/p-values.js';
import type { Answer, Family, Question } from '../family.js';
import { has, matrixFrom, numberFrom, numbersFrom } from '../input.js';

const ADJUSTMENTS: Readonly<Record<string, (p: Float64Array) => Float64Array>> = {
  bonferroni,
  sidak,
  holm,
  holm_sidak: holmSidak,
  hochberg,
  hommel,
  BH: benjaminiHochberg,
  BY: benjaminiYekutieli,
};

function answer({ input }: Question): Record<string, Answer> {
  const p = numbersFrom(input, 'p_values');
  const alpha = numberFrom(input, 'alpha', 0.05);
  if (has(input, 'transitions')) {
    const graph = {
      weights: numbersFrom(input, 'initial_weights'),
      transitions: matrixFrom(input, 'transitions'),
    };
    return both('', graphicalGatekeeping(p, graph), alpha);
  }
  const order = testingOrder(input, p.length);
  const inOrder = Float64Array.from(order, (index) => p[index] ?? NaN);
  const sequence = backTo(order, fixedSequence(inOrder));
  if (input['procedure'] === 'fixed_sequence')
    return { ...both('', sequence, alpha), ...both('fixed_sequence.', sequence, alpha) };
  const answers: Record<string, Answer> = { ...both('fixed_sequence.', sequence, alpha) };
  for (const [name, adjust] of Object.entries(ADJUSTMENTS))
    Object.assign(answers, both(`${name}.`, adjust(p), alpha));
  answers['fallback_equal_weights.reject'] = backTo(order, fallback(inOrder, alpha));
  return answers;
}

function both(prefix: string, adjusted: Float64Array, alpha: number): Record<string, Answer> {
  return { [`${prefix}adjusted`]: Array.from(adjusted), [`${prefix}reject`]: rejected(adjusted, alpha) };
}

/** Positions in testing order: `order` as a list of names or numbers (from 1, or from 0 when 0 occurs); else as given. */
function testingOrder(input: Question['input'], count: number): number[] {
  const order: unknown = input['order'];
  const given = Array.from({ length: count }, (_, i) => i);
  if (!Array.isArray(order)) return given;
  const names = Array.isArray(input['hypotheses']) ? (input['hypotheses'] as unknown[]) : [];
  const from = order.includes(0) ? 0 : 1;
  const positions = order.map((entry: unknown) =>
    typeof entry === 'number' ? entry - from : names.indexOf(entry),
  );
  if (
    [...positions].sort((a, b) => a - b).some((position, i) => position !== i) ||
    positions.length !== count
  )
    refuse('the order does not name every hypothesis once', 'list each hypothesis once');
  return positions;
}

function backTo<T>(order: readonly number[], values: ArrayLike<T>): T extends number ? Float64Array : T[] {
  const result: T[] = [];
  order.forEach((index, rank) => {
    result[index] = values[rank] as T;
  });
  return (typeof result[0] === 'number' ? Float64Array.from(result as number[]) : result) as T extends number
    ? Float64Array
    : T[];
}

export const family: Family = { name: 'multiplicity', answer };
