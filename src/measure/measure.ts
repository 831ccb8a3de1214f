import type { AnalysisPlan } from '../schema/analysis-plan.js';
import type { CaseFlow } from '../schema/case-flow.js';
import { subgroupLevels } from '../dataset/subgroup-levels.js';
import type {
  ComparatorTable,
  CountRow,
  DataManifest,
  EstimateRow,
  Prediction,
  ReferenceRow,
  Results,
  ScoreRow,
} from '../schema/types.js';
import { crossTabulation, flowCounts, perThousand, populationCounts } from './counts.js';
import { withComparators } from './comparator-calls.js';
import { rocPoints } from './curve.js';
import { estimateAll } from './estimate.js';
import { pairedDecisions } from './paired-decisions.js';
import { sampleOf } from './sample.js';
import { joinScores, type JoinedImage } from './score.js';
import { weakestSubgroup } from './weakest-subgroup.js';

/** What is measured, of stored rows alone: no file, no model, no criterion. */
export interface MeasurementInput {
  plan: AnalysisPlan;
  cases: DataManifest;
  flow: CaseFlow;
  predictions: readonly Prediction[];
  reference: readonly ReferenceRow[];
  /** Outputs of the comparators; readers of the reference standard need none. */
  comparators?: readonly ComparatorTable[];
}

export interface Measurement {
  scores: ScoreRow[];
  estimates: EstimateRow[];
  counts: CountRow[];
  curves: Results['curves'];
  failures: Results['failures'];
  weakestSubgroup: Results['overall']['weakestSubgroup'];
}

export function measureRun(input: MeasurementInput): Measurement {
  const { plan, cases, flow, predictions, reference, comparators = [] } = input;
  const joined = joinScores(plan, includedImages(plan, cases, flow), predictions, reference);
  const scores = withComparators(plan, joined, comparators, reference);
  const estimates = estimateAll(plan, scores);
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
    failures: failuresOf(predictions, scores),
    weakestSubgroup: weakestSubgroup(plan, estimates),
  };
}

/** The included images with their subgroup levels, from the headers. */
function includedImages(plan: AnalysisPlan, cases: DataManifest, flow: CaseFlow): JoinedImage[] {
  const included = new Set(flow.included);
  return cases.images
    .filter((image) => included.has(image.id))
    .map(({ id, case: patient, facts }) => ({
      id,
      case: patient,
      subgroups: subgroupLevels(facts, plan.subgroups.by),
    }));
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

function failuresOf(predictions: readonly Prediction[], scores: readonly ScoreRow[]): Results['failures'] {
  const truthOf = new Map(ofUnit(scores, 'image').map((row) => [row.id, row.truth]));
  return predictions.flatMap(({ image, case: patient, failure }) =>
    failure === null
      ? []
      : [
          {
            image,
            case: patient,
            truth: truthOf.get(image) === 1 ? 'positive' : 'negative',
            ...failure,
          } as const,
        ],
  );
}

function ofUnit(scores: readonly ScoreRow[], unit: ScoreRow['unit']): ScoreRow[] {
  return scores.filter((row) => row.unit === unit);
}
