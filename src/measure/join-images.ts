import { compareText } from '../core/finding.js';
import type { Prediction, ReferenceRow } from '../schema/types.js';

/** One included image with what the join needs of it. */
export interface JoinedImage {
  id: string;
  case: string;
  /** Subgroup variable → level. */
  subgroups: Record<string, string>;
}

/**
 * Joins predictions to the reference standard, image by image, and rolls images up to patients.
 * @param imageRow row of an image; its prediction may be missing
 * @param patientRow row of a patient from those of the images
 * @returns one row per image, then one row per patient, each sorted by id
 */
export function joinImages<Row extends { id: string; cluster: string }>(
  images: readonly JoinedImage[],
  predictions: readonly Prediction[],
  reference: readonly ReferenceRow[],
  imageRow: (image: JoinedImage, row: ReferenceRow, prediction: Prediction | undefined) => Row,
  patientRow: (patient: string, rows: readonly Row[]) => Row,
): Row[] {
  const predictionOf = new Map(predictions.map((prediction) => [prediction.image, prediction]));
  const referenceOf = new Map(reference.map((row) => [row.image, row]));
  const byId = (a: Row, b: Row): number => compareText(a.id, b.id);
  const imageRows = images.map((image) => {
    const row = referenceOf.get(image.id);
    if (row === undefined) throw new Error(`image ${image.id} has no row in the reference standard`);
    return imageRow(image, row, predictionOf.get(image.id));
  });
  imageRows.sort(byId);
  const patientRows = [...byCase(imageRows)].map(([patient, rows]) => patientRow(patient, rows));
  return [...imageRows, ...patientRows.sort(byId)];
}

/** The image rows of each patient, in the order of the rows. */
export function byCase<Row extends { cluster: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const byPatient = new Map<string, Row[]>();
  for (const row of rows) {
    const own = byPatient.get(row.cluster);
    if (own === undefined) byPatient.set(row.cluster, [row]);
    else own.push(row);
  }
  return byPatient;
}
