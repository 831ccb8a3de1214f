import type { ClassPlan } from '../schema/analysis-plan.js';
import type { ClassRow, Results } from '../schema/types.js';
import { classTabulation } from './class-counts.js';
import { analyseClasses } from './class-estimator.js';
import { classSampleOf, oneAgainstRest } from './class-sample.js';
import { joinClasses } from './class-score.js';
import { flowCounts, populationByTruth } from './counts.js';
import { rocPoints } from './curve.js';
import { estimateEach, type DrawnOf } from './estimate.js';
import { limitsAtLevel } from './limits-at-level.js';
import { failuresOf, includedImages, type Measurement, type MeasurementInput } from './measurement.js';
import { weakestSubgroup } from './weakest-subgroup.js';

/** The measurement of a model that tells several classes apart. */
export function measureClasses(input: MeasurementInput, classes: ClassPlan): Measurement {
  const { plan, cases, flow, predictions, reference } = input;
  const { names } = classes;
  const rows = joinClasses(classes, includedImages(plan, cases, flow), predictions, reference);
  const analysis = analyseClasses(names);
  const drawn: DrawnOf = new Map();
  const estimates = estimateEach(plan, rows, analysis, drawn);
  const columns = names.map((name) => ({ name, has: (row: ClassRow) => row.truth === name }));
  const truthOf = new Map(rows.filter(({ unit }) => unit === 'image').map(({ id, truth }) => [id, truth]));
  return {
    scores: rows,
    estimates,
    counts: [
      ...flowCounts(flow, rows),
      ...populationByTruth(plan, rows, columns),
      ...classTabulation(rows, names),
    ],
    curves: plan.endpoints.flatMap(({ id, metric, unit, class: positive }): Results['curves'] => {
      if (metric !== 'roc-auc' || positive === undefined) return [];
      const sample = classSampleOf(
        rows.filter((row) => row.unit === unit),
        names,
        'worst-case',
      );
      if (sample.scores === null) return [];
      return [rocPoints(id, unit, oneAgainstRest(sample, names.indexOf(positive)))];
    }),
    failures: failuresOf(predictions, (image) => truthOf.get(image) ?? ''),
    weakestSubgroup: weakestSubgroup(plan, estimates),
    atLevel: limitsAtLevel(plan, rows, analysis, drawn),
  };
}
