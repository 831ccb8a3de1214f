import { undefinedBecause, type Estimable } from '../core/estimable.js';
import type { AnalysisPlan } from '../schema/analysis-plan.js';
import { levelLeaving, type Interval } from '../stats/interval.js';
import type { MeasuredRow } from './counts.js';
import type { Analysis, DrawnOf } from './estimate.js';
import { printMetric } from './print.js';

/** The intervals of the endpoints at other levels than the declared one, by the declared method on the same rows. */
export interface LimitsAtLevel {
  /** @param oneSided probability left outside at each end, above 0 and below 0.5 */
  limits: (endpoint: string, oneSided: number) => Estimable<Interval>;
  /** As the rows of the endpoint are printed: lower limits down, upper limits up. */
  print: (endpoint: string, value: number, direction: 'down' | 'up') => string;
}

/**
 * Limits of the row `<endpoint>.1` at any level. Nothing is computed before it is asked for; a bootstrap takes
 * the very resamples of the declared interval.
 * @param drawn what the rows as specified drew
 */
export function limitsAtLevel<Row extends MeasuredRow>(
  plan: AnalysisPlan,
  all: readonly Row[],
  analysis: Analysis<Row>,
  drawn: DrawnOf,
): LimitsAtLevel {
  const endpointOf = (id: string) => plan.endpoints.find((endpoint) => endpoint.id === id);
  return {
    limits: (id, oneSided) => {
      const endpoint = endpointOf(id);
      if (endpoint === undefined) return undefinedBecause(`there is no endpoint ${id}`);
      const memory = drawn.get(id) ?? {};
      const { interval } = endpoint;
      const level = levelLeaving(oneSided, interval.level, interval.sides);
      const rows = all.filter(({ unit }) => unit === endpoint.unit);
      const asked = { ...endpoint, interval: { ...interval, level } };
      return analysis(asked, rows, 'worst-case', { seed: plan.seed, memory }).answer.interval;
    },
    print: (id, value, direction) =>
      printMetric(endpointOf(id)?.metric ?? '', value, plan.rounding, direction, true),
  };
}
