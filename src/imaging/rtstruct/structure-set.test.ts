import { describe, expect, it } from 'vitest';
import { damageIsCoded } from '../damage-law.testkit.js';
import { dicomFile, EXPLICIT, IMPLICIT, row } from '../dicom-writer.testkit.js';
import type { WriterSyntax } from '../dicom-writer.testkit.js';
import { readDicom } from '../dicom.js';
import { LIMITS } from '../limits.js';
import { areaMm2, meanZ } from './contour.js';
import { boundsOf, readStructureSet } from './structure-set.js';
import type { StructureSet } from './structure-set.js';
import { rectangle, structureSetRows } from './structure-set.testkit.js';
import type { RoiSpec } from './structure-set.testkit.js';

async function read(rois: readonly RoiSpec[], syntax: WriterSyntax = EXPLICIT): Promise<StructureSet> {
  const file = await readDicom(dicomFile(structureSetRows(rois), syntax), 'set.dcm');
  return readStructureSet(file.dataSet, 'set.dcm');
}

const refused = (rois: readonly RoiSpec[], message: string): Promise<void> =>
  expect(read(rois, IMPLICIT)).rejects.toMatchObject({
    code: expect.stringMatching(/^IMAGE-(INVALID|UNSUPPORTED)$/) as string,
    message: expect.stringContaining(message) as string,
  });

describe('structure sets', () => {
  it('regions with their contours, colours and references', async () => {
    const set = await read([
      {
        number: 7,
        name: 'Liver',
        colour: '255\\0\\10',
        contours: [
          { points: rectangle(0, 0, 30, 20, 5), images: ['2.25.1.1.1.1'] },
          { points: rectangle(0, 0, 10, 20, 8), images: ['2.25.1.1.1.2'], type: 'CLOSEDPLANAR_XOR' },
        ],
      },
      { number: 2, name: 'nothing drawn', contours: [] },
      { number: 3, contours: null },
    ]);
    expect(set.findings).toEqual([]);
    expect(set.references).toEqual({
      frameOfReferenceUids: ['2.25.5'],
      seriesUids: ['2.25.1.1'],
      instanceUids: ['2.25.1.1.1.1', '2.25.1.1.1.2'],
    });
    expect(set.rois).toMatchObject([
      { number: 7, name: 'Liver', colour: [255, 0, 10], interpretedType: 'ORGAN', hasContourItem: true },
      { number: 2, name: 'nothing drawn', hasContourItem: true, contours: [] },
      { number: 3, name: null, hasContourItem: false, contours: [] },
    ]);
    const [liver] = set.rois;
    expect(liver!.contours.map(areaMm2)).toEqual([600, 200]);
    expect(liver!.contours.map(meanZ)).toEqual([5, 8]);
    expect(boundsOf(liver!)).toEqual({ min: [0, 0, 5], max: [30, 20, 8] });
    expect(boundsOf(set.rois[1]!)).toBeNull();
  });

  it('points, open lines and the misspelt XOR', async () => {
    const set = await read([
      {
        contours: [
          { type: 'POINT', points: [1, 2, 3] },
          { type: 'OPEN_PLANAR', points: rectangle(0, 0, 1, 1, 0) },
          { type: 'OPEN_NONPLANAR', points: [0, 0, 0, 1, 1, 1] },
          { type: 'CLOSED_PLANAR_XOR', points: rectangle(0, 0, 2, 3, 0) },
        ],
      },
    ]);
    expect(set.rois[0]!.contours.map(areaMm2)).toEqual([0, 0, 0, 6]);
  });

  it('says which counts of points are wrong, and which closed contour is none', async () => {
    const set = await read([
      {
        contours: [
          { points: rectangle(0, 0, 1, 1, 0), count: 10_000_000 },
          { points: [0, 0, 0, 1, 0, 0] },
          { points: '', count: 0 },
        ],
      },
    ]);
    expect(set.findings).toMatchObject([
      { code: 'RTSTRUCT-POINT-COUNT', args: { roi: 1, contour: 1, said: 10_000_000, count: 4 } },
      { code: 'RTSTRUCT-CONTOUR-OPEN', args: { contour: 2, count: 2 } },
      { code: 'RTSTRUCT-CONTOUR-OPEN', args: { contour: 3, count: 0 } },
    ]);
  });

  it('contours of a region that is not described are an error in the findings', async () => {
    const set = await read([{ contours: [{ points: rectangle(0, 0, 1, 1, 0) }], contoursOf: 9 }]);
    expect(set.findings).toMatchObject([
      { code: 'RTSTRUCT-ROI-UNDESCRIBED', severity: 'error', args: { roi: 9 } },
    ]);
    expect(set.rois[0]!.contours).toEqual([]);
  });

  it('a set without any sequence has no regions', async () => {
    const rows = [row(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.481.3'), row(0x00080018, 'UI', '2.25.88')];
    const { dataSet } = await readDicom(dicomFile(rows), 'set.dcm');
    expect(readStructureSet(dataSet, 'set.dcm').rois).toEqual([]);
  });

  it.each([
    ['ROINumber', [{ number: 'one', contours: [] }]],
    ['stands twice', [{ contours: [] }, { number: 1, contours: [] }]],
    ['two items of contours', [{ contours: [] }, { contours: [], contoursOf: 1 }]],
    ['is missing', [{ contours: [{ type: null, points: [0, 0, 0] }] }]],
    ['"CIRCLE"', [{ contours: [{ type: 'CIRCLE', points: [0, 0, 0] }] }]],
    ['not three a point', [{ contours: [{ points: [0, 0, 0, 1] }] }]],
    ['"NaN"', [{ contours: [{ points: '0\\NaN\\0' }] }]],
    ['"1,5"', [{ contours: [{ points: '0\\1,5\\0' }] }]],
    ['not a decimal number', [{ contours: [{ points: '0\\\\0' }] }]],
    ['mm away', [{ contours: [{ points: '0\\1e300\\0' }] }]],
    ['not a decimal number', [{ contours: [{ points: '0\\1e999\\0' }] }]],
    ['not a whole number', [{ contours: [{ points: [0, 0, 0], count: '1.5' }] }]],
    ['points', [{ contours: [{ points: '0\\'.repeat(3 * LIMITS.contourPoints) + '0' }] }]],
  ] satisfies [string, RoiSpec[]][])('refuses: %s', async (message, rois) => {
    await refused(rois, message);
  });

  it('law: damage is refused with a code, or read', async () => {
    const bytes = dicomFile(
      structureSetRows([
        { name: 'a', contours: [{ points: rectangle(0, 0, 9, 9, 1) }, { points: rectangle(2, 2, 4, 4, 1) }] },
        { name: 'b', contours: [{ type: 'POINT', points: [1, 2, 3] }] },
      ]),
    );
    await damageIsCoded(bytes, async (damaged) =>
      readStructureSet((await readDicom(damaged, 'set.dcm')).dataSet, 'set.dcm'),
    );
  });
});
