import type { AnalysisPlan } from '../schema/analysis-plan.js';
import type { CaseFlow } from '../schema/case-flow.js';
import { subgroupLevels } from '../dataset/subgroup-levels.js';
import type {
  ClassRow,
  ComparatorTable,
  CountRow,
  DataManifest,
  EstimateRow,
  Prediction,
  ReferenceRow,
  Results,
  ScoreRow,
} from '../schema/types.js';
import type { LimitsAtLevel } from './limits-at-level.js';
import type { JoinedImage } from './join-images.js';

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
  /** Of one score, or of several classes. */
  scores: ScoreRow[] | ClassRow[];
  estimates: EstimateRow[];
  counts: CountRow[];
  curves: Results['curves'];
  failures: Results['failures'];
  weakestSubgroup: Results['overall']['weakestSubgroup'];
  /** For families in which each success is a claim of its own. */
  atLevel: LimitsAtLevel;
}

/** The included images with their subgroup levels, from the headers. */
export function includedImages(plan: AnalysisPlan, cases: DataManifest, flow: CaseFlow): JoinedImage[] {
  const included = new Set(flow.included);
  return cases.images
    .filter((image) => included.has(image.id))
    .map(({ id, case: patient, facts }) => ({
      id,
      case: patient,
      subgroups: subgroupLevels(facts, plan.subgroups.by),
    }));
}

export function failuresOf(
  predictions: readonly Prediction[],
  truthOf: (image: string) => string,
): Results['failures'] {
  return predictions.flatMap(({ image, case: patient, failure }) =>
    failure === null ? [] : [{ image, case: patient, truth: truthOf(image), ...failure }],
  );
}
