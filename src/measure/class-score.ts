import { AppError } from '../core/error.js';
import type { ClassPlan } from '../schema/analysis-plan.js';
import type { ClassRow, Prediction, ReferenceRow } from '../schema/types.js';
import { joinImages, type JoinedImage } from './join-images.js';
import { commonLevels } from './score.js';

/**
 * Joins predictions to the reference standard, image by image, decides a class for each and rolls images up to patients
 * by the rule of the protocol. A patient with a failed image is a failed case as a whole, as with one score.
 * @returns one row per image, then one row per patient, each sorted by id
 */
export function joinClasses(
  plan: ClassPlan,
  images: readonly JoinedImage[],
  predictions: readonly Prediction[],
  reference: readonly ReferenceRow[],
): ClassRow[] {
  return joinImages(
    images,
    predictions,
    reference,
    (image, row, prediction): ClassRow => {
      if (!plan.names.includes(row.truth)) {
        throw new AppError(
          'STATS-ARGUMENT',
          `the truth of image ${image.id}, ${row.truth}, is no class of the protocol`,
          { hint: `the classes are ${plan.names.join(', ')}` },
        );
      }
      const scores = scoresOf(plan, prediction);
      return {
        unit: 'image',
        id: image.id,
        cluster: row.case,
        truth: row.truth,
        scores,
        ...decided(plan, scores),
        failed: scores === null,
        subgroups: image.subgroups,
      };
    },
    (patient, rows) => rollUp(plan, patient, rows),
  );
}

type Scores = Record<string, number>;
type Decided = Pick<ClassRow, 'decision' | 'indeterminate'>;
const NOT_DECIDED: Decided = { decision: null, indeterminate: true };

/** The class with the highest score; tied classes and a score below the minimum go by the rule of the protocol. */
export function decided(plan: ClassPlan, scores: Scores | null): Decided {
  if (scores === null) return { decision: null, indeterminate: false };
  const at = (name: string): number => scores[name] ?? -Infinity;
  const highest = Math.max(...plan.names.map(at));
  if (plan.minimumScore !== null && highest < plan.minimumScore) return NOT_DECIDED;
  const tied = plan.names.filter((name) => at(name) === highest);
  if (tied.length > 1 && plan.ties === 'indeterminate') return NOT_DECIDED;
  const decision = (plan.ties === 'higher-class' ? tied.at(-1) : tied[0]) ?? null;
  return { decision, indeterminate: false };
}

function rollUp(plan: ClassPlan, patient: string, rows: readonly ClassRow[]): ClassRow {
  const failed = rows.some((row) => row.failed);
  const highest = plan.patientClass === 'highest-class';
  const scores = failed || highest ? null : meanScores(plan, rows);
  return {
    unit: 'patient',
    id: patient,
    cluster: patient,
    truth: highestOf(
      plan,
      rows.map((row) => row.truth),
    ),
    scores,
    ...(failed || !highest ? decided(plan, scores) : highestDecision(plan, rows)),
    failed,
    subgroups: commonLevels(rows),
  };
}

/** An image without a class could have had a higher one, so the patient has none, unless the highest of all is there. */
function highestDecision(plan: ClassPlan, rows: readonly ClassRow[]): Decided {
  const top = plan.names.at(-1) ?? null;
  if (rows.some((row) => row.decision === top)) return { decision: top, indeterminate: false };
  if (rows.some((row) => row.indeterminate)) return NOT_DECIDED;
  const classes = rows.flatMap((row) => (row.decision === null ? [] : [row.decision]));
  return { decision: highestOf(plan, classes), indeterminate: false };
}

function highestOf({ names }: ClassPlan, classes: readonly string[]): string {
  return names[Math.max(...classes.map((name) => names.indexOf(name)))] ?? '';
}

function meanScores({ names }: ClassPlan, rows: readonly ClassRow[]): Scores {
  const mean = (name: string): number =>
    rows.reduce((sum, row) => sum + (row.scores?.[name] ?? 0), 0) / rows.length;
  return Object.fromEntries(names.map((name) => [name, mean(name)]));
}

/** The scores of the declared classes; null when failed. @throws AppError STATS-ARGUMENT for other classes, or no numbers */
function scoresOf({ names }: ClassPlan, prediction: Prediction | undefined): Scores | null {
  if (prediction === undefined || prediction.status === 'failed') return null;
  const [output] = prediction.outputs;
  const refuse = (what: string): AppError =>
    new AppError('STATS-ARGUMENT', `image ${prediction.image} ${what}`, {
      hint: `a prediction has a finite score for each of ${names.join(', ')}; another is a failed one`,
    });
  if (output?.kind !== 'classes') throw refuse('has no scores of classes');
  if (Object.keys(output.scores).length !== names.length)
    throw refuse(`has ${Object.keys(output.scores).length} classes`);
  return Object.fromEntries(
    names.map((name) => {
      const score = Object.hasOwn(output.scores, name) ? output.scores[name] : undefined;
      if (score === undefined || !Number.isFinite(score)) throw refuse(`has no score for ${name}`);
      return [name, score];
    }),
  );
}
