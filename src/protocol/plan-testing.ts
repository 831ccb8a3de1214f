import { AppError } from '../core/error.js';
import type { AnalysisPlan, TestingPlan } from '../schema/analysis-plan.js';
import type { Protocol } from '../schema/types.js';
import { bonferroniGraph, holmGraph, sequenceGraph } from '../stats/inference/rejection-steps.js';
import { requirePercent } from './percent.js';
import { memberOf, requireShare } from './share.js';

/**
 * The family as hypotheses with shares of the level. Adds nothing: a procedure is a graph by its own definition, or by
 * the weights and transitions that the protocol states.
 * @returns nothing where all must pass
 * @throws AppError INPUT-SCHEMA when the protocol does not state what the procedure needs; `check` says so before
 */
export function planTesting(protocol: Protocol): Pick<AnalysisPlan, 'testing'> {
  const { family, procedure, alphaOneSided } = protocol.multiplicity;
  if (procedure === 'all-must-pass') return {};
  if (alphaOneSided === undefined) throw missing('alphaOneSided');
  return {
    testing: {
      procedure,
      alphaOneSided: requirePercent(alphaOneSided, '/multiplicity/alphaOneSided'),
      graph: graphOf(family, procedure, protocol.multiplicity),
      verdict: verdictRule(protocol),
    },
  };
}

function graphOf(
  family: readonly string[],
  procedure: TestingPlan['procedure'],
  { order, weights, transitions }: Protocol['multiplicity'],
): TestingPlan['graph'] {
  const shareOf = (id: string): number => requireShare(memberOf(weights, id), `/multiplicity/weights/${id}`);
  switch (procedure) {
    case 'hochberg':
      return null;
    case 'holm':
      return plain(holmGraph(family.length));
    case 'fixed-sequence':
      if (order === undefined) throw missing('order');
      return plain(sequenceGraph(order.map((id) => family.indexOf(id))));
    case 'bonferroni':
      return plain(bonferroniGraph(family.map(shareOf)));
    case 'graphical':
      return {
        weights: family.map(shareOf),
        transitions: family.map((from) =>
          family.map((to) => {
            const share = memberOf(memberOf(transitions, from), to);
            return share === undefined ? 0 : requireShare(share, `/multiplicity/transitions/${from}/${to}`);
          }),
        ),
      };
  }
}

function plain(graph: {
  weights: ArrayLike<number>;
  transitions: readonly ArrayLike<number>[];
}): NonNullable<TestingPlan['graph']> {
  return {
    weights: Array.from(graph.weights),
    transitions: graph.transitions.map((row) => Array.from(row)),
  };
}

function verdictRule(protocol: Protocol): TestingPlan['verdict'] {
  const { family, verdict } = protocol.multiplicity;
  if (verdict === undefined) throw missing('verdict');
  if (Array.isArray(verdict)) return { rule: 'all', of: verdict };
  const primary = protocol.endpoints.filter(({ role }) => role === 'primary').map(({ id }) => id);
  return { rule: verdict, of: family.filter((id) => primary.includes(id)) };
}

function missing(field: string): AppError {
  return new AppError('INPUT-SCHEMA', `multiplicity states no ${field}`, {
    place: '/multiplicity',
    hint: 'run `veritome check`',
  });
}
