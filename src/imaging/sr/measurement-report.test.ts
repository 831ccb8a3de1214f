import { describe, expect, it } from 'vitest';
import type { ImageSeries } from '../check-against-images.js';
import { damageIsCoded } from '../damage-law.testkit.js';
import { dicomFile, row } from '../dicom-writer.testkit.js';
import { readDicom } from '../dicom.js';
import { LIMITS } from '../limits.js';
import { coordinatesOutside } from './coordinates-outside.js';
import { readReport } from './measurement-report.js';
import type { Report } from './measurement-report.js';
import { coded, group, image, num, observer, places, reportRows, text, uid } from './report.testkit.js';
import type { ItemSpec } from './report.testkit.js';

async function read(children: ItemSpec[], evidence: string[] = []): Promise<Report> {
  return readReport((await readDicom(dicomFile(reportRows(children, evidence)), 'sr.dcm')).dataSet);
}

const MM = 'UCUM mm millimeter' as const;
const SEG = '1.2.840.10008.5.1.4.1.1.66.4';

describe('measurement reports', () => {
  it('several groups, each with its ids, finding, site, measurements and references', async () => {
    const report = await read(
      [
        group(
          text('DCM 112039 Tracking Identifier', 'nodule 1'),
          uid('DCM 112040 Tracking Unique Identifier', '2.25.1234'),
          coded('DCM 121071 Finding', 'SCT 27925004 Nodule'),
          coded('SCT 363698007 Finding Site', 'SCT 39607008 Lung'),
          coded('RADLEX RID5741 Margin', 'RADLEX RID5709 spiculated'),
          num('SCT 410668003 Length', '12.50', MM, [
            coded('SCT 370129005 Measurement Method', 'DCM 121206 Distance'),
            places(
              'SCOORD',
              'POLYLINE',
              [10, 20, 40.5, 60],
              [image('2.25.1.1.1.1', [row(0x00081160, 'IS', '1')])],
            ),
          ]),
        ),
        group(
          image('2.25.6.6', [row(0x0062000b, 'US', [2, 5])], SEG),
          num('SCT 118565006 Volume', '1e3', 'UCUM mm3 cubic millimeter'),
        ),
        num('SCT 410668003 Length', '3', MM),
      ],
      ['2.25.1.1.1.1', '2.25.6.6'],
    );
    expect(report).toMatchObject({
      title: { value: '126000' },
      template: '1500',
      completion: 'COMPLETE',
      verification: 'VERIFIED',
      numericItems: 3,
      outsideGroups: [{ value: '3' }],
      referencedInstances: 2,
      references: { instanceUids: ['2.25.1.1.1.1'], seriesUids: ['2.25.1.1'], frameOfReferenceUids: [] },
    });
    const [nodule, volume] = report.groups;
    expect(nodule).toMatchObject({
      trackingId: 'nodule 1',
      trackingUid: '2.25.1234',
      finding: { value: '27925004', scheme: 'SCT', meaning: 'Nodule' },
      findingSite: { value: '39607008' },
      evaluations: [{ concept: { value: 'RID5741' }, value: { meaning: 'spiculated' } }],
      measurements: [
        {
          concept: { value: '410668003' },
          // No digit is lost.
          value: '12.50',
          units: { value: 'mm', scheme: 'UCUM' },
          modifiers: [{ value: { value: '121206' } }],
        },
      ],
    });
    const [line, source] = nodule!.references;
    expect(line).toMatchObject({ type: 'SCOORD', graphic: 'POLYLINE', points: 2 });
    expect(line?.type === 'SCOORD' && [...line.coordinates]).toEqual([10, 20, 40.5, 60]);
    expect(line?.type === 'SCOORD' && line.images).toMatchObject([
      { instanceUid: '2.25.1.1.1.1', frames: [1] },
    ]);
    expect(source).toMatchObject({ type: 'IMAGE', instanceUid: '2.25.1.1.1.1' });
    expect(volume!.references).toMatchObject([{ type: 'IMAGE', segments: [2, 5] }]);
  });

  it('measurements of nested items belong to the innermost group', async () => {
    const inner = group(num('SCT 1 inner', '2', MM));
    const report = await read([
      group({
        type: 'CONTAINER',
        children: [num('SCT 2 nested', '1', MM, [num('SCT 3 from', '4', MM)]), inner],
      }),
    ]);
    expect(report.groups.map(({ measurements }) => measurements.map(({ value }) => value))).toEqual([
      ['1', '4'],
      ['2'],
    ]);
    expect(report).toMatchObject({ numericItems: 3, outsideGroups: [] });
  });

  it('a value that is not there has its reason', async () => {
    const { groups } = await read([
      group({
        type: 'NUM',
        concept: 'SCT 410668003 Length',
        rows: [row(0x0040a301, 'SQ', [[row(0x00080100, 'SH', '114000'), row(0x00080102, 'SH', 'DCM')]])],
      }),
    ]);
    expect(groups[0]!.measurements).toMatchObject([
      { value: null, units: null, qualifier: { value: '114000' } },
    ]);
  });

  it('observers are those of the group, else of what is around it', async () => {
    const { groups, readers } = await read([
      observer('Doe^Ann'),
      group(num('SCT 1 a', '1', MM)),
      group(observer('ROE^BOB^^'), observer('anonymous'), num('SCT 1 a', '2', MM)),
    ]);
    expect(groups.map(({ observers }) => observers.map(({ name }) => name))).toEqual([
      ['doe^ann'],
      ['roe^bob'],
    ]);
    expect(readers).toEqual([
      { role: 'observer', name: 'doe^ann' },
      { role: 'observer', name: 'roe^bob' },
    ]);
  });

  it('coordinates find their image by its place in the tree; a cycle of references is not followed', async () => {
    const byPlace = (...path: number[]): ItemSpec => ({
      relationship: 'SELECTED FROM',
      rows: [row(0x0040db73, 'UL', path)],
    });
    const report = await read([
      image('2.25.1.1.1.7'),
      group(
        places('SCOORD', 'POINT', [1, 2], [byPlace(1, 1)]),
        places('SCOORD', 'POINT', [3, 4], [byPlace(1, 2, 2)]),
      ),
      places('SCOORD', 'POINT', [5, 6], [byPlace(1, 9, 9), byPlace(2), byPlace()]),
    ]);
    expect(
      report.coordinates.map(
        (one) => one.type === 'SCOORD' && one.images.map(({ instanceUid }) => instanceUid),
      ),
    ).toEqual([['2.25.1.1.1.7'], [], []]);
  });
});

describe('coordinates against images', () => {
  const series: ImageSeries = {
    frameOfReferenceUid: '2.25.5',
    seriesUid: '2.25.1.1',
    instanceUids: new Set(['2.25.1.1.1.1']),
    grid: {
      size: [4, 3, 2],
      spacingMm: [0.5, 2, 3],
      origin: [-7, 11, 100],
      axes: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    },
  };
  const outside = async (item: ItemSpec): Promise<number> =>
    coordinatesOutside((await read([item])).coordinates, series);
  const here = [image('2.25.1.1.1.1')];

  it.each<[number, string, ItemSpec]>([
    [0, 'corners of the image', places('SCOORD', 'POLYLINE', [0, 0, 4, 3], here)],
    [1, 'beyond its right edge', places('SCOORD', 'POINT', [4.5, 1], here)],
    [1, 'above it', places('SCOORD', 'POINT', [1, -0.5], here)],
    [0, 'another image', places('SCOORD', 'POINT', [99, 99], [image('2.25.1.1.1.9')])],
    [
      0,
      'edges of the volume',
      places('SCOORD3D', 'POLYLINE', [-7.25, 10, 98.5, -5.25, 16, 104.5], [], '2.25.5'),
    ],
    [1, 'below it', places('SCOORD3D', 'POINT', [-7, 11, 98], [], '2.25.5')],
    [0, 'another frame of reference', places('SCOORD3D', 'POINT', [0, 0, 0], [], '2.25.6')],
  ])('%i: %s', async (wanted, _, item) => {
    expect(await outside(item)).toBe(wanted);
  });
});

describe('hostile reports', () => {
  const nested = (depth: number): ItemSpec => {
    let item: ItemSpec = { type: 'CONTAINER' };
    for (let i = 0; i < depth; i += 1) item = { type: 'CONTAINER', children: [item] };
    return item;
  };

  it.each<[string, ItemSpec]>([
    ['deeper', nested(LIMITS.sequenceDepth + 1)],
    ['not a decimal number', num('SCT 1 a', 'NaN', MM)],
    ['not a decimal number', num('SCT 1 a', '1,5', MM)],
    ['not a decimal number', num('SCT 1 a', '1e999', MM)],
    ['not 8 a point', places('SCOORD', 'POINT', [1, 2, 3])],
    ['not 12 a point', places('SCOORD3D', 'POINT', [1, 2])],
    ['no place', places('SCOORD', 'POINT', [NaN, 2])],
    ['no place', places('SCOORD3D', 'POINT', [1, 2, Infinity])],
    ['no place', places('SCOORD3D', 'POINT', [1, 2, 1e30])],
  ])('refused: %s', async (message, item) => {
    await expect(read([item])).rejects.toMatchObject({
      code: 'IMAGE-INVALID',
      message: expect.stringContaining(message) as string,
    });
  });

  it('a tree of more items than are read is refused in bounded time', async () => {
    // Each of 400 items has 300 below it.
    const many = Array.from({ length: 400 }, (): ItemSpec => ({
      children: Array.from({ length: 300 }, () => ({})),
    }));
    await expect(read(many)).rejects.toThrow(`more than ${LIMITS.items} items`);
  });

  it('items that say nothing are counted and left alone', async () => {
    expect(await read([{}, { type: 'IMAGE' }, { type: 'SCOORD' }, { type: 'NUM' }, group()])).toMatchObject({
      contentItems: 6,
      untypedItems: 1,
      numericItems: 1,
      groups: [{ trackingId: null, finding: null, measurements: [] }],
    });
  });

  it('law: damage is refused with a code, or read', async () => {
    const bytes = dicomFile(
      reportRows([
        group(num('SCT 1 a', '1.5', MM), places('SCOORD', 'POINT', [1, 2], [image('2.25.1')])),
        observer('A^B'),
      ]),
    );
    await damageIsCoded(bytes, async (damaged) => readReport((await readDicom(damaged, 'sr.dcm')).dataSet));
  });
});
