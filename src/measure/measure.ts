import type { AnalysisPlan } from '../schema/analysis-plan.js';
import type { CountRow, EstimateRow, ScoreRow } from '../schema/types.js';
import { crossTabulation, flowCounts, perThousand, populationCounts } from './counts.js';
import { withComparators } from './comparator-calls.js';
import { rocPoints } from './curve.js';
import { analyseScores, estimateEach, type DrawnOf } from './estimate.js';
import { limitsAtLevel } from './limits-at-level.js';
import { measureClasses } from './measure-classes.js';
import { failuresOf, includedImages, type Measurement, type MeasurementInput } from './measurement.js';
import { pairedDecisions } from './paired-decisions.js';
import { sampleOf } from './sample.js';
import { joinScores } from './score.js';
import { weakestSubgroup } from './weakest-subgroup.js';

/** Joins, estimates and counts: one score against a threshold, or one of several classes. */
export function measureRun(input: MeasurementInput): Measurement {
  const { plan, cases, flow, predictions, reference, comparators = [] } = input;
  if (plan.classes !== undefined) return measureClasses(input, plan.classes);
  const joined = joinScores(plan, includedImages(plan, cases, flow), predictions, reference);
  const scores = withComparators(plan, joined, comparators, reference);
  const drawn: DrawnOf = new Map();
  const estimates = estimateEach(plan, scores, analyseScores, drawn);
  const truthOf = new Map(ofUnit(scores, 'image').map((row) => [row.id, row.truth]));
  return {
    scores,
    estimates,
    counts: [
      ...flowCounts(flow, scores),
      ...populationCounts(plan, scores),
      ...crossTabulation(scores),
      ...pairedDecisions(plan, scores),
      ...readingPerThousand(plan, estimates),
    ],
    curves: plan.endpoints
      .filter((endpoint) => endpoint.metric === 'roc-auc')
      .map(({ id, unit }) => rocPoints(id, unit, sampleOf(ofUnit(scores, unit), 'worst-case'))),
    failures: failuresOf(predictions, (image) => (truthOf.get(image) === 1 ? 'positive' : 'negative')),
    weakestSubgroup: weakestSubgroup(plan, estimates),
    atLevel: limitsAtLevel(plan, scores, analyseScores, drawn),
  };
}

/** Only where the protocol states a prevalence: a made-up one would be a number nobody asked for. */
function readingPerThousand(plan: AnalysisPlan, estimates: readonly EstimateRow[]): CountRow[] {
  const prevalence = plan.endpoints.find((endpoint) => endpoint.prevalence !== null)?.prevalence ?? null;
  const of = (metric: string): number | null =>
    estimates.find(
      (row) => row.metric === metric && row.unit === plan.unit && row.analysis === 'as-specified',
    )?.estimate ?? null;
  const sensitivity = of('sensitivity');
  const specificity = of('specificity');
  if (prevalence === null || sensitivity === null || specificity === null) return [];
  return perThousand(sensitivity, specificity, prevalence);
}

function ofUnit(scores: readonly ScoreRow[], unit: ScoreRow['unit']): ScoreRow[] {
  return scores.filter((row) => row.unit === unit);
}
