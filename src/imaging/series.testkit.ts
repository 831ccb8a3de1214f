import { dicomFile, row } from './dicom-writer.testkit.js';
import type { Row } from './dicom-writer.testkit.js';
import type { Vec3 } from './grid.js';
import { radiographRows } from './radiograph.testkit.js';

/** One CT slice of 3 rows × 4 columns; pixel values are 100 × the slice's own number and the pixel index. */
export interface SliceWanted {
  position: Vec3;
  number: number;
  orientation?: string;
  changes?: Record<number, Row | null>;
}

export function sliceRows({ position, number, orientation, changes = {} }: SliceWanted): Row[] {
  const values = Array.from({ length: 12 }, (_, i) => 100 * number + i);
  return radiographRows({
    0x00080018: row(0x00080018, 'UI', `2.25.1.1.1.${number}`),
    0x00080060: row(0x00080060, 'CS', 'CT'),
    0x00200013: row(0x00200013, 'IS', String(number)),
    0x00200032: row(0x00200032, 'DS', position.join('\\')),
    0x00200037: row(0x00200037, 'DS', orientation ?? '1\\0\\0\\0\\1\\0'),
    0x7fe00010: row(0x7fe00010, 'OW', values),
    ...changes,
  });
}

export function sliceFile(wanted: SliceWanted): Uint8Array {
  return dicomFile(sliceRows(wanted));
}
