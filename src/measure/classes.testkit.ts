import type { PlannedEndpoint } from '../schema/analysis-plan.js';
import { NO_PARAMETERS } from '../schema/analysis-plan.js';
import type { ClassRow } from '../schema/types.js';

/** A unit as truth, decided class (null: indeterminate, undefined: failed) and the scores of the classes. */
export interface Unit {
  cluster: number;
  truth: number;
  decision: number | null | undefined;
  scores: readonly number[];
}

export function rowOf(names: readonly string[], unit: Unit, i: number): ClassRow {
  const { cluster, truth, decision, scores } = unit;
  const failed = decision === undefined;
  return {
    unit: 'image',
    id: `image-${i}`,
    cluster: `patient-${cluster}`,
    truth: names[truth]!,
    scores: failed ? null : Object.fromEntries(names.map((name, c) => [name, scores[c]!])),
    decision: failed || decision === null ? null : names[decision]!,
    indeterminate: decision === null,
    failed,
    subgroups: {},
  };
}

export function endpointOf(
  metric: string,
  method: string,
  more: Partial<PlannedEndpoint> = {},
): PlannedEndpoint {
  return {
    id: 'E1',
    role: 'exploratory',
    metric,
    unit: 'image',
    interval: {
      method,
      level: 0.95,
      sides: 'two',
      resamples: method.startsWith('cluster-bootstrap') ? 200 : null,
    },
    prevalence: null,
    parameters: NO_PARAMETERS,
    criterion: null,
    ...more,
  };
}
