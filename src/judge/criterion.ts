import type { AnalysisPlan, PlannedEndpoint } from '../schema/analysis-plan.js';
import type { EstimateRow, Verdict } from '../schema/types.js';

/**
 * Verdict of each endpoint: the declared bound of its interval, unrounded, against the declared value. Strictly above
 * or below, as "superiority to a goal" is (H0: θ ≤ goal). A bound that does not exist is `not-evaluable`, never `met`.
 */
export function judgeEndpoints(
  plan: AnalysisPlan,
  rowOf: (endpoint: string) => EstimateRow | undefined,
): Verdict[] {
  return plan.endpoints.map((endpoint) => judgeEndpoint(endpoint, rowOf(endpoint.id)));
}

export function judgeEndpoint(endpoint: PlannedEndpoint, row: EstimateRow | undefined): Verdict {
  const base = {
    endpoint: endpoint.id,
    role: endpoint.role,
    row: row?.code ?? `${endpoint.id}.1`,
    criterion: endpoint.criterion,
  };
  const { criterion } = endpoint;
  if (criterion === null)
    return { ...base, verdict: 'no-criterion', arithmetic: 'estimated; nothing to judge' };
  if (row === undefined) return { ...base, verdict: 'not-evaluable', arithmetic: 'no estimate was made' };
  const bound = row[criterion.bound];
  if (row.status === 'not-estimable' || bound === null) {
    return {
      ...base,
      verdict: 'not-evaluable',
      arithmetic: row.reason ?? `the ${criterion.bound} limit does not exist`,
    };
  }
  const holds = criterion.direction === 'above' ? bound > criterion.value : bound < criterion.value;
  const relation = `${holds ? 'is' : 'is not'} ${criterion.direction}`;
  return {
    ...base,
    verdict: holds ? 'met' : 'not-met',
    arithmetic: `${criterion.bound} limit ${bound} ${relation} ${criterion.value}`,
  };
}
