import { AppError } from '../core/error.js';
import type { AnalysisPlan } from '../schema/analysis-plan.js';
import type { Prediction, ReferenceRow, ScoreRow } from '../schema/types.js';
import { joinImages, type JoinedImage } from './join-images.js';

/**
 * Joins predictions to the reference standard, image by image, and rolls images up to patients.
 *
 * A patient is positive in truth when any image is, and flagged when any image score reaches the threshold. A patient
 * with a failed image is a failed case as a whole: the device did not finish its work on that patient, and counting the
 * images that went through would let a failure go unseen.
 *
 * @returns one row per image, then one row per patient, each sorted by id
 */
export function joinScores(
  plan: AnalysisPlan,
  images: readonly JoinedImage[],
  predictions: readonly Prediction[],
  reference: readonly ReferenceRow[],
): ScoreRow[] {
  const { threshold } = plan;
  if (threshold === null) throw new Error('a score is compared with a threshold, and the plan has none');
  return joinImages(
    images,
    predictions,
    reference,
    (image, row, prediction): ScoreRow => {
      const score = scoreOf(prediction);
      return {
        unit: 'image',
        id: image.id,
        // The patient as the reference standard says: the header of an unreadable file names none.
        cluster: row.case,
        truth: row.truth === 'positive' ? 1 : 0,
        score,
        decision: decide(score, threshold),
        failed: score === null,
        subgroups: image.subgroups,
      };
    },
    (patient, rows) => rollUp(patient, rows, threshold),
  );
}

function rollUp(patient: string, rows: readonly ScoreRow[], threshold: number): ScoreRow {
  const failed = rows.some((row) => row.failed);
  const score = failed ? null : Math.max(...rows.map((row) => row.score ?? -Infinity));
  return {
    unit: 'patient',
    id: patient,
    cluster: patient,
    truth: rows.some((row) => row.truth === 1) ? 1 : 0,
    score,
    decision: decide(score, threshold),
    failed,
    subgroups: commonLevels(rows),
  };
}

/** A patient's images may differ in a variable (two scanners, say): then the level is `mixed`, never one of the two. */
export function commonLevels(rows: readonly Pick<ScoreRow, 'subgroups'>[]): Record<string, string> {
  const levels: Record<string, string> = {};
  for (const { subgroups } of rows) {
    for (const [variable, level] of Object.entries(subgroups)) {
      levels[variable] = levels[variable] === undefined || levels[variable] === level ? level : 'mixed';
    }
  }
  return levels;
}

function scoreOf(prediction: Prediction | undefined): number | null {
  if (prediction === undefined || prediction.status === 'failed') return null;
  const [output] = prediction.outputs;
  const score = output?.kind === 'score' ? output.value : null;
  if (score !== null && !Number.isFinite(score)) {
    // NaN reaches no threshold and has no rank: it would pass for a negative call.
    throw new AppError('STATS-ARGUMENT', `the score of image ${prediction.image} is ${score}`, {
      hint: 'a prediction without a finite score is a failed one: record status failed with its failure',
    });
  }
  return score;
}

/** A score equal to the threshold reaches it; without a score there is no decision. */
export function decide(score: number | null, threshold: number): 0 | 1 | null {
  return score === null ? null : score >= threshold ? 1 : 0;
}
