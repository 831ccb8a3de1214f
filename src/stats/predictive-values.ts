import { undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireProbability } from './argument.js';
import { ratio, sensitivity, specificity, type Confusion } from './confusion.js';

/**
 * Predictive values at a stated prevalence by Bayes, from the sensitivity and specificity of an enriched set. Undefined
 * when either is, and for 0/0.
 * @param prevalence in [0, 1], named by the protocol
 */
export function ppvAtPrevalence(table: Confusion, prevalence: number): Estimable {
  return atPrevalence(table, prevalence, (sens, spec) => [
    sens * prevalence,
    sens * prevalence + (1 - spec) * (1 - prevalence),
  ]);
}

export function npvAtPrevalence(table: Confusion, prevalence: number): Estimable {
  return atPrevalence(table, prevalence, (sens, spec) => [
    spec * (1 - prevalence),
    spec * (1 - prevalence) + (1 - sens) * prevalence,
  ]);
}

function atPrevalence(
  table: Confusion,
  prevalence: number,
  parts: (sens: number, spec: number) => readonly [number, number],
): Estimable {
  requireProbability('prevalence', prevalence);
  const sens = sensitivity(table);
  const spec = specificity(table);
  if (!sens.defined) return undefinedBecause(sens.reason);
  if (!spec.defined) return undefinedBecause(spec.reason);
  const [top, bottom] = parts(sens.value, spec.value);
  return ratio(top, bottom, 'no case would be called so at this prevalence');
}
