import type { ImageFacts } from '../schema/types.js';
import type { Expression, Literal, Operator } from './eligibility.js';
import { FACT_VARIABLES } from './fact-variables.js';
import type { FactValue } from './fact-variables.js';

/** `null`: the header does not say enough to decide. */
export type Decision = boolean | null;

/**
 * Evaluates a rule on one image, in three values (Kleene 1952): a comparison with what the header does not say is
 * unknown; `unknown and false` is false, `unknown or true` is true, everything else with unknown stays unknown.
 * `is known` and `is unknown` are always decided.
 */
export function evaluateEligibility(expression: Expression, facts: ImageFacts): Decision {
  switch (expression.kind) {
    case 'and':
      return both(evaluateEligibility(expression.left, facts), evaluateEligibility(expression.right, facts));
    case 'or':
      // De Morgan: a or b = not (not a and not b).
      return opposite(
        both(
          opposite(evaluateEligibility(expression.left, facts)),
          opposite(evaluateEligibility(expression.right, facts)),
        ),
      );
    case 'not':
      return opposite(evaluateEligibility(expression.of, facts));
    case 'known':
      return valueOf(expression.variable, facts) !== null;
    case 'flag': {
      const value = valueOf(expression.variable, facts);
      return value === null ? null : value === true;
    }
    case 'in': {
      const value = valueOf(expression.variable, facts);
      return value === null ? null : expression.values.includes(value);
    }
    case 'compare': {
      const value = valueOf(expression.variable, facts);
      return value === null ? null : compare(value, expression.operator, expression.value);
    }
  }
}

function valueOf(variable: string, facts: ImageFacts): FactValue {
  return FACT_VARIABLES[variable]?.of(facts) ?? null;
}

function both(a: Decision, b: Decision): Decision {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

function opposite(a: Decision): Decision {
  return a === null ? null : !a;
}

function compare(value: Literal, operator: Operator, other: Literal): boolean {
  switch (operator) {
    case '=':
      return value === other;
    case '!=':
      return value !== other;
    case '<':
      return value < other;
    case '<=':
      return value <= other;
    case '>':
      return value > other;
    case '>=':
      return value >= other;
  }
}
