import type { AnalysisPlan, PlannedEndpoint } from '../schema/analysis-plan.js';
import { limitsOf } from '../schema/criterion-limits.js';
import { conclusionsOf } from './conclusions.js';
import { holdLimit } from './limit.js';
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
  const limits = limitsOf(criterion);
  const missing = limits.find(({ bound }) => row.status === 'not-estimable' || row[bound] === null);
  if (missing !== undefined) {
    return {
      ...base,
      verdict: 'not-evaluable',
      arithmetic: row.reason ?? `the ${missing.bound} limit does not exist`,
    };
  }
  const held = limits.map((limit) => holdLimit(limit, row[limit.bound] ?? NaN));
  const conclusions = conclusionsOf(endpoint, row, held);
  return {
    ...base,
    verdict: held.every(({ holds }) => holds) ? 'met' : 'not-met',
    arithmetic: held.map(({ arithmetic }) => arithmetic).join(', '),
    ...(conclusions.length === 0 ? {} : { conclusions }),
  };
}
