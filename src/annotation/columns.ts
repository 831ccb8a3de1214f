/** Column numbers by what they hold; null where there is none. */
export interface Columns {
  id: number | null;
  label: number | null;
  score: number | null;
  reader: number | null;
  finding: number | null;
  /** X, y and z in mm, or x and y in pixels. */
  point: readonly number[] | null;
  /** Left, top, then width and height, or right and bottom; pixels. */
  box: { at: readonly [number, number, number, number]; corners: boolean } | null;
  diameter: number | null;
  radius: number | null;
}

const HEADERS = {
  id: [
    'image',
    'image_id',
    'imageid',
    'sopinstanceuid',
    'sop_instance_uid',
    'sop_uid',
    'filename',
    'file_name',
    'file',
    'seriesuid',
    'series_uid',
    'seriesinstanceuid',
    'series_instance_uid',
    'studyinstanceuid',
    'study_instance_uid',
    'case',
    'case_id',
    'caseid',
    'patient',
    'patient_id',
    'patientid',
    'study',
    'study_id',
    'id',
  ],
  label: ['label', 'truth', 'class', 'class_name', 'diagnosis', 'target'],
  score: ['score', 'probability', 'confidence'],
  reader: ['reader', 'rater', 'reader_id', 'rater_id', 'rad_id'],
  finding: ['finding', 'finding_id', 'lesion', 'lesion_id', 'nodule', 'nodule_id'],
  diameter: ['diameter_mm', 'diameter'],
  radius: ['radius_mm', 'radius'],
} as const;
const POINTS = [
  ['coordx', 'coordy', 'coordz'],
  ['x', 'y', 'z'],
  ['x_mm', 'y_mm', 'z_mm'],
] as const;
const CORNERS = [
  ['xmin', 'ymin', 'xmax', 'ymax'],
  ['x_min', 'y_min', 'x_max', 'y_max'],
  ['x1', 'y1', 'x2', 'y2'],
] as const;
const SIZES = [
  ['x', 'y', 'width', 'height'],
  ['x', 'y', 'w', 'h'],
  ['left', 'top', 'width', 'height'],
  ['bbox_x', 'bbox_y', 'bbox_width', 'bbox_height'],
] as const;

/** What the columns of a table hold, told by their names; upper and lower case are the same. */
export function findColumns(header: readonly string[]): Columns {
  const names = header.map((name) => name.toLowerCase());
  const one = (known: readonly string[]): number | null => {
    const found = known.map((name) => names.indexOf(name)).find((i) => i >= 0);
    return found ?? null;
  };
  const all = (sets: readonly (readonly string[])[]): number[] | null =>
    sets.map((set) => set.map((name) => names.indexOf(name))).find((at) => at.every((i) => i >= 0)) ?? null;
  const point = all(POINTS);
  const corners = all(CORNERS);
  const sides = all(SIZES);
  const box = corners ?? sides;
  return {
    id: one(HEADERS.id),
    label: one(HEADERS.label),
    score: one(HEADERS.score),
    reader: one(HEADERS.reader),
    finding: one(HEADERS.finding),
    point: point ?? (box === null ? all([['x', 'y']]) : null),
    box:
      box === null || point !== null
        ? null
        : { at: box as [number, number, number, number], corners: corners !== null },
    diameter: one(HEADERS.diameter),
    radius: one(HEADERS.radius),
  };
}

/** True for the name of a column of series UIDs. */
export function isSeriesColumn(name: string): boolean {
  return /^series(_?instance)?_?uid$/i.test(name);
}
