import { row } from '../dicom-writer.testkit.js';
import type { Row } from '../dicom-writer.testkit.js';

/** One contour of a structure set written in a test. */
export interface ContourSpec {
  type?: string | null;
  /** ContourData as written; numbers are joined by backslashes. */
  points: readonly number[] | string;
  /** NumberOfContourPoints; the true number where absent. */
  count?: number | string;
  images?: readonly string[];
}

export interface RoiSpec {
  number?: number | string;
  name?: string;
  /** Null: no item in the ROI Contour Sequence. */
  contours: readonly ContourSpec[] | null;
  /** Another region than its own that the item of contours names. */
  contoursOf?: number;
  colour?: string;
  interpreter?: string;
  /** Frame of reference of this region; that of the set where absent. */
  frame?: string;
}

/** Rows of a structure set on the frame of reference 2.25.5 and the series 2.25.1.1; `changes` replace rows by tag. */
export function structureSetRows(rois: readonly RoiSpec[], changes: readonly Row[] = []): Row[] {
  const numbered = rois.map((roi, i) => ({ ...roi, number: String(roi.number ?? i + 1) }));
  const images = numbered.flatMap(({ contours }) => (contours ?? []).flatMap(({ images: own }) => own ?? []));
  const rows = [
    row(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.481.3'),
    row(0x00080018, 'UI', '2.25.88'),
    row(0x00080060, 'CS', 'RTSTRUCT'),
    row(0x30060002, 'SH', 'test'),
    row(0x30060010, 'SQ', [
      [
        row(0x00200052, 'UI', '2.25.5'),
        row(0x30060012, 'SQ', [
          [
            row(0x30060014, 'SQ', [
              [row(0x0020000e, 'UI', '2.25.1.1'), row(0x30060016, 'SQ', [...new Set(images)].map(imageItem))],
            ]),
          ],
        ]),
      ],
    ]),
    row(
      0x30060020,
      'SQ',
      numbered.map(({ number, name, frame = '2.25.5' }) => [
        row(0x30060022, 'IS', number),
        row(0x30060024, 'UI', frame),
        ...(name === undefined ? [] : [row(0x30060026, 'LO', name)]),
        row(0x30060036, 'CS', 'MANUAL'),
      ]),
    ),
    row(
      0x30060039,
      'SQ',
      numbered.flatMap(({ number, contours, contoursOf, colour }) =>
        contours === null
          ? []
          : [
              [
                ...(colour === undefined ? [] : [row(0x3006002a, 'IS', colour)]),
                row(0x30060040, 'SQ', contours.map(contourItem)),
                row(0x30060084, 'IS', String(contoursOf ?? number)),
              ],
            ],
      ),
    ),
    row(
      0x30060080,
      'SQ',
      numbered.map(({ number, interpreter }) => [
        row(0x30060084, 'IS', number),
        row(0x300600a4, 'CS', 'ORGAN'),
        ...(interpreter === undefined ? [] : [row(0x300600a6, 'PN', interpreter)]),
      ]),
    ),
  ];
  const replaced = new Set(changes.map(({ tag }) => tag));
  return [...rows.filter(({ tag }) => !replaced.has(tag)), ...changes].sort((a, b) => a.tag - b.tag);
}

function contourItem({ type = 'CLOSED_PLANAR', points, count, images = [] }: ContourSpec): Row[] {
  const text = typeof points === 'string' ? points : points.join('\\');
  return [
    row(0x30060016, 'SQ', images.map(imageItem)),
    ...(type === null ? [] : [row(0x30060042, 'CS', type)]),
    row(0x30060046, 'IS', String(count ?? Math.floor(text.split('\\').length / 3))),
    row(0x30060050, 'DS', text),
  ];
}

function imageItem(uid: string): Row[] {
  return [row(0x00081150, 'UI', '1.2.840.10008.5.1.4.1.1.2'), row(0x00081155, 'UI', uid)];
}

/** Corners x, y in mm of a rectangle at height z. */
export function rectangle(left: number, top: number, right: number, bottom: number, z: number): number[] {
  return [left, top, z, right, top, z, right, bottom, z, left, bottom, z];
}
