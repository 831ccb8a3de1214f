import { undefinedBecause, type Estimable } from '../core/estimable.js';
import type { AnalysisPlan } from '../schema/analysis-plan.js';
import type { ScoreRow } from '../schema/types.js';
import { tailProbability, type Interval } from '../stats/interval.js';
import { questionOf } from './estimate.js';
import { printMetric } from './print.js';
import { estimatorFor } from './registry.js';
import { sampleOf } from './sample.js';

/** The intervals of the endpoints at other levels than the declared one, by the declared method on the same rows. */
export interface LimitsAtLevel {
  /** @param oneSided probability left outside at each end, above 0 and below 0.5 */
  limits: (endpoint: string, oneSided: number) => Estimable<Interval>;
  /** As the rows of the endpoint are printed: lower limits down, upper limits up. */
  print: (endpoint: string, value: number, direction: 'down' | 'up') => string;
}

/**
 * Limits of the row `<endpoint>.1` at any level. Nothing is computed before it is asked for; a bootstrap draws its
 * resamples once, the very ones of the declared interval.
 */
export function limitsAtLevel(plan: AnalysisPlan, rows: readonly ScoreRow[]): LimitsAtLevel {
  const made = new Map<string, (oneSided: number) => Estimable<Interval>>();
  const make = (id: string): ((oneSided: number) => Estimable<Interval>) => {
    const endpoint = plan.endpoints.find((candidate) => candidate.id === id);
    if (endpoint === undefined) return () => undefinedBecause(`there is no endpoint ${id}`);
    const question = { ...questionOf(plan, endpoint), memory: {} };
    const sample = sampleOf(
      rows.filter(({ unit }) => unit === endpoint.unit),
      'worst-case',
    );
    const estimator = estimatorFor(endpoint.metric, question.method);
    const declared = tailProbability(question.level, question.sides);
    const levelOf = (oneSided: number): number => {
      // The declared level itself, to the last bit: 1 - 2 × 0.025 need not be the double 0.95.
      if (Math.abs(oneSided - declared) <= 1e-12) return question.level;
      return question.sides === 'two' ? 1 - 2 * oneSided : 1 - oneSided;
    };
    return (oneSided) => estimator(sample, { ...question, level: levelOf(oneSided) }).interval;
  };
  return {
    limits: (endpoint, oneSided) => {
      let of = made.get(endpoint);
      if (of === undefined) made.set(endpoint, (of = make(endpoint)));
      return of(oneSided);
    },
    print: (endpoint, value, direction) => {
      const metric = plan.endpoints.find(({ id }) => id === endpoint)?.metric ?? '';
      return printMetric(metric, value, plan.rounding, direction, true);
    },
  };
}
