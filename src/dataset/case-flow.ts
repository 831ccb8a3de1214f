import { AppError } from '../core/error.js';
import type { CaseFlow } from '../schema/case-flow.js';
import type { DataManifest, ImageEntry, Protocol } from '../schema/types.js';
import { parseEligibility } from './eligibility.js';
import type { Expression } from './eligibility.js';
import { evaluateEligibility } from './evaluate-eligibility.js';

interface Rule {
  id: string;
  reason: string;
  expression: Expression;
  /** What the rule must say for the image to leave. */
  excludesOn: boolean;
}

/**
 * Applies the protocol's eligibility to a manifest: the inclusion rule, then the exclusions in protocol order, each to
 * the images that are left. An image whose header is silent on what a rule asks stays included and is listed as
 * undecided: a missing age must not take a case out of the denominator unseen. An unreadable image is silent on
 * everything. Patients of a rule are those who lose their last image by it, so that the numbers of the flow add up.
 * @throws AppError INPUT-SYNTAX for an expression that cannot be parsed
 */
export function caseFlow(manifest: DataManifest, eligibility: Protocol['data']['eligibility']): CaseFlow {
  let left: readonly ImageEntry[] = manifest.images;
  const excluded: CaseFlow['excluded'] = [];
  const undecided: CaseFlow['undecided'] = [];
  for (const rule of rulesOf(eligibility)) {
    const stay: ImageEntry[] = [];
    const leave: ImageEntry[] = [];
    for (const image of left) {
      const decision = evaluateEligibility(rule.expression, image.facts);
      if (decision === null) undecided.push({ rule: rule.id, imageId: image.id });
      (decision === rule.excludesOn ? leave : stay).push(image);
    }
    if (leave.length > 0) {
      excluded.push({
        rule: rule.id,
        reason: rule.reason,
        images: leave.length,
        patients: patients(left) - patients(stay),
        imageIds: leave.map(({ id }) => id),
      });
    }
    left = stay;
  }
  const included = left.map(({ id }) => id);
  const kept = new Set(included);
  return {
    kind: 'case-flow',
    schemaVersion: 1,
    identified: { images: manifest.images.length, patients: patients(manifest.images) },
    excluded,
    included,
    undecided: undecided.filter(({ imageId }) => kept.has(imageId)),
  };
}

function rulesOf({ include, exclude }: Protocol['data']['eligibility']): Rule[] {
  return [
    { id: 'include', reason: `not ${include}`, expression: parsed(include, 'include'), excludesOn: false },
    ...exclude.map(({ id, when, reason }) => ({
      id,
      reason,
      expression: parsed(when, id),
      excludesOn: true,
    })),
  ];
}

function parsed(text: string, rule: string): Expression {
  const { expression, problem } = parseEligibility(text);
  if (expression !== null) return expression;
  throw new AppError(
    'INPUT-SYNTAX',
    `eligibility rule ${rule}, column ${problem.column}: ${problem.message}`,
    {
      place: '/data/eligibility',
      hint: problem.fix,
    },
  );
}

function patients(images: readonly ImageEntry[]): number {
  return new Set(images.map((image) => image.case)).size;
}
