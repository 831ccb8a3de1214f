import { AppError } from '../../core/error.js';
import type { TestingPlan } from '../../schema/analysis-plan.js';
import { graphicalGatekeeping } from '../../stats/inference/graphical-gatekeeping.js';
import { hochberg } from '../../stats/inference/hochberg.js';
import { graphSteps, hochbergSteps, type RejectionSteps } from '../../stats/inference/rejection-steps.js';
import type { LevelTest } from './level-test.js';

export interface Decided extends RejectionSteps {
  p: number[];
  adjusted: number[];
}

/** More rounds than levels that a family can come upon; ending there is a defect of ours. */
const ROUNDS = 1000;

/**
 * Runs the declared procedure on the p values of the endpoints. Where a p value and a level it is held against lie
 * within the tolerance of the p value, the interval at that very level decides, and the procedure runs again.
 * @param tests one an endpoint in the order of the family; null for one that cannot be evaluated, which has p = 1
 */
export function decide(testing: TestingPlan, tests: readonly (LevelTest | null)[]): Decided {
  for (let round = 0; round < ROUNDS; round += 1) {
    const p = tests.map((test) => test?.p() ?? 1);
    const walked = walk(testing, p);
    const disputed = walked.steps.find(({ hypothesis, level, rejected }) => {
      const test = tests[hypothesis] ?? null;
      return test !== null && test.rejects(level) !== rejected;
    });
    if (disputed === undefined) return { ...walked, p, adjusted: Array.from(adjust(testing, p)) };
    tests[disputed.hypothesis]?.settle(disputed.level);
  }
  throw new AppError('DEFECT', 'the decisions of the family and its intervals do not come to agree', {
    hint: 'report this: it is a defect',
  });
}

function walk({ graph, alphaOneSided }: TestingPlan, p: number[]): RejectionSteps {
  return graph === null ? hochbergSteps(p, alphaOneSided) : graphSteps(p, graph, alphaOneSided);
}

function adjust({ graph }: TestingPlan, p: number[]): Float64Array {
  return graph === null ? hochberg(p) : graphicalGatekeeping(p, graph);
}
