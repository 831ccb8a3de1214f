import { parseEligibility } from './eligibility.js';
import type { Expression, Literal, Operator } from './eligibility.js';
import { TOP_AGE } from './top-coded-age.js';

/**
 * A comparison of the age that the ages of the set cannot tell: from 90 years on they are one class, the number 90.
 * @returns the first of the rule; null where there is none, and for rules that cannot be read
 */
export function cappedAgeDoubt(text: string): { message: string; fix: string } | null {
  const { expression } = parseEligibility(text);
  return expression === null ? null : doubtOf(expression);
}

function doubtOf(rule: Expression): { message: string; fix: string } | null {
  switch (rule.kind) {
    case 'and':
    case 'or':
      return doubtOf(rule.left) ?? doubtOf(rule.right);
    case 'not':
      return doubtOf(rule.of);
    case 'compare':
      return rule.variable === AGE ? compared(rule.operator, rule.value) : null;
    case 'in': {
      const beyond = rule.variable === AGE ? rule.values.find((value) => beyondTop('=', value)) : undefined;
      return beyond === undefined ? null : compared('=', beyond);
    }
    default:
      return null;
  }
}

const AGE = 'patient.ageYears';

function compared(operator: Operator, value: Literal): { message: string; fix: string } | null {
  if (!beyondTop(operator, value)) return null;
  const always = operator === '<' || operator === '<=' || operator === '!=';
  return {
    message: `${AGE} ${operator} ${value} ${always ? 'holds for every age' : 'never holds'}: ages of ${TOP_AGE} and over are kept as ${TOP_AGE}`,
    fix: `compare with ${TOP_AGE} at most (>= ${TOP_AGE} is ${TOP_AGE} and over, < ${TOP_AGE} below it), or leave the comparison out`,
  };
}

/** Whether the answer is the same for every age that is kept. */
function beyondTop(operator: Operator, value: Literal): boolean {
  if (typeof value !== 'number') return false;
  return operator === '>' || operator === '<=' ? value >= TOP_AGE : value > TOP_AGE;
}
