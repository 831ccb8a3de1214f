import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dicomFile, row } from '../imaging/dicom-writer.testkit.js';
import type { Row } from '../imaging/dicom-writer.testkit.js';
import { niftiFile } from '../imaging/nifti/nifti-writer.testkit.js';
import { rectangle, structureSetRows } from '../imaging/rtstruct/structure-set.testkit.js';
import { segRows } from '../imaging/seg/segmentation.testkit.js';
import { sliceRows } from '../imaging/series.testkit.js';
import { group, image, num, places, reportRows } from '../imaging/sr/report.testkit.js';
import { givenImages } from './given-images.js';
import { heldAgainst } from './held-against.js';
import { inspectPath } from './inspect.js';
import type { Understood } from './inspector.js';

/*
 * A series of four slices of 5 columns × 3 rows, 0.5 × 2 × 3 mm, and annotations of it written here. By hand: the
 * structure is columns 1 to 3, rows 0 and 1 of slices 1 and 2: 12 voxels of 3 mm³.
 */
const PLANE = [0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'veritome-'));
  for (const [name, shift] of [
    ['images', 0],
    ['shifted', 0.25],
  ] as const) {
    mkdirSync(join(folder, name));
    for (let slice = 0; slice < 4; slice += 1) {
      const rows = sliceRows({
        position: [-7 + shift, 11, 97 + 3 * slice],
        number: slice + 1,
        changes: {
          0x00200052: row(0x00200052, 'UI', '2.25.5'),
          0x00280011: row(0x00280011, 'US', [5]),
          0x00280030: row(0x00280030, 'DS', '2\\0.5'),
          0x7fe00010: row(
            0x7fe00010,
            'OW',
            PLANE.map((_, i) => 100 * slice + i),
          ),
        },
      });
      // Names that run against the positions.
      writeFileSync(join(folder, name, `${9 - slice}.dcm`), dicomFile(rows));
    }
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function held(
  name: string,
  bytes: Uint8Array,
  images = 'images',
  names?: Record<string, string[]>,
): Promise<Understood> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const options = names === undefined ? {} : { names };
  return heldAgainst(
    await inspectPath(path, options),
    await givenImages(join(folder, images)),
    path,
    names === undefined ? {} : { names },
  );
}

/** Without what the check for identifiers says of these headers. */
const codesOf = ({ findings }: Understood): string[] =>
  findings.map(({ code }) => code).filter((code) => !code.startsWith('IMAGE-IDENTIFIER'));

const seg = (changes: Row[] = []): Uint8Array =>
  dicomFile(
    segRows({
      segments: [1],
      frames: [
        { segment: 1, z: 103, pixels: PLANE },
        { segment: 1, z: 100, pixels: PLANE },
      ],
      changes,
    }),
  );

const contours = (z: number[], more: Row[] = []): Uint8Array =>
  dicomFile(
    structureSetRows(
      [
        {
          number: 4,
          name: 'Liver',
          contours: z.map((at) => ({
            points: rectangle(-6.75, 10, -5.25, 14, at),
            images: ['2.25.1.1.1.2'],
          })),
        },
      ],
      more,
    ),
  );

const labels = (xFrom: number): Uint8Array =>
  niftiFile({
    version: 1,
    bigEndian: false,
    shape: [5, 3, 4],
    pixdim: [0.5, 2, 3],
    type: 'uint8',
    bytesLe: Uint8Array.from([...PLANE.map(() => 0), ...PLANE, ...PLANE, ...PLANE.map(() => 0)]),
    srow: [
      [-0.5, 0, 0, xFrom],
      [0, -2, 0, -11],
      [0, 0, 3, 97],
    ],
  });

describe('annotations against their images', () => {
  it('a segmentation belongs, and is a mask on their grid', async () => {
    const understood = await held('a.dcm', seg(), 'images', { liver: ['segment 1'] });
    expect(codesOf(understood)).toEqual([]);
    expect(understood.facts).toMatchObject({
      labels: [{ number: 1, voxels: 12, volumeMl: 0.036 }],
      heldAgainst: {
        series: 1,
        ofSeries: 1,
        instances: 4,
        imageSize: [5, 3, 4],
        sameLattice: true,
        firstVoxel: [0, 0, 1],
      },
      referenceMasks: [
        { label: 'liver', reader: null, structures: ['segment 1'], voxels: 12, fractionThreshold: 0.5 },
      ],
    });
    expect(understood.lines).toContain('1  segment 1: 12 voxels, 0.036 ml');
    expect(understood.lines).toContain('held against series 1 of 1, 5 × 3 × 4 voxels');
    expect(understood.lines).toContain('label liver: 12 voxels, 0.036 ml, of segment 1');
  });

  it('contours become voxels on their grid', async () => {
    const understood = await held('b.dcm', contours([100, 103]), 'images', { liver: ['Liver'] });
    expect(codesOf(understood)).toEqual([]);
    expect(understood.facts).toMatchObject({
      labels: [{ number: 4, name: 'Liver', voxels: 12, volumeMl: 0.036 }],
      volume: { size: [5, 3, 4], spacingMm: [0.5, 2, 3] },
      referenceMasks: [{ label: 'liver', voxels: 12 }],
    });
    expect(understood.lines).toContain('4  Liver: 12 voxels, 0.036 ml');
  });

  it('a label map without references is held by its voxels', async () => {
    const understood = await held('c.nii', labels(7), 'images', { liver: ['1'] });
    expect(codesOf(understood)).toEqual([]);
    expect(understood.facts).toMatchObject({
      heldAgainst: { sameLattice: true, reordered: false },
      referenceMasks: [{ label: 'liver', voxels: 12 }],
    });
    expect((await held('d.nii', labels(6.75))).findings).toMatchObject([
      { code: 'IMAGE-GRID-DIFFERS', severity: 'error' },
    ]);
    // The other way round: an image file takes the place of the folder.
    const images = await givenImages(join(folder, 'c.nii'));
    const again = heldAgainst(await inspectPath(join(folder, 'a.dcm')), images, 'a.dcm');
    expect(codesOf(again)).toEqual([]);
  });

  it('a report measures in their pixels and their space', async () => {
    const line = places('SCOORD', 'POLYLINE', [0, 0, 5, 3], [image('2.25.1.1.1.2')]);
    const at = (x: number): Uint8Array =>
      dicomFile(
        reportRows(
          [
            group(
              num('SCT 410668003 Length', '7', 'UCUM mm millimeter', [line]),
              places('SCOORD3D', 'POINT', [x, 11, 97], [], '2.25.5'),
            ),
          ],
          ['2.25.1.1.1.2'],
        ),
      );
    const understood = await held('e.dcm', at(-7));
    expect(codesOf(understood)).toEqual([]);
    expect(understood.lines).toContain('  Length: 7 mm');
    expect((await held('f.dcm', at(-8))).findings).toContainEqual(
      expect.objectContaining({ code: 'SR-COORDINATES-OUTSIDE', args: { outside: 1, graphics: 2 } }),
    );
  });

  it('pictures show the marks over the values of the images', async () => {
    for (const [name, bytes] of [
      ['a2.dcm', seg()],
      ['b2.dcm', contours([100, 103])],
      ['c2.nii', labels(7)],
    ] as const) {
      const picture = await (await held(name, bytes)).picture!();
      const pixels = new Set<string>();
      for (let i = 0; i < picture.pixels.length; i += 3) {
        const [red, green, blue] = picture.pixels.subarray(i, i + 3);
        pixels.add(red === green && green === blue ? 'grey' : 'colour');
      }
      expect([...pixels].sort(), name).toEqual(['colour', 'grey']);
    }
  });
});

describe('annotations against other images', () => {
  it.each<[string, Uint8Array, string, string[]]>([
    ['SEG', seg(), 'shifted', ['SEG-GRID-DIFFERS']],
    ['SEG, frame of reference', seg([row(0x00200052, 'UI', '2.25.6')]), 'images', ['SEG-FRAME-OF-REFERENCE']],
    [
      'SEG, series',
      seg([row(0x00081115, 'SQ', [[row(0x0020000e, 'UI', '2.25.1.2')]])]),
      'images',
      ['SEG-SERIES-DIFFERS'],
    ],
    ['RTSTRUCT between slices', contours([101.5]), 'images', ['RTSTRUCT-CONTOUR-OFF-GRID']],
    ['RTSTRUCT on every third slice', contours([97, 106]), 'images', ['RTSTRUCT-SLICES-SKIPPED']],
    [
      'RTSTRUCT, part of it beyond the images',
      dicomFile(
        structureSetRows([{ name: 'Liver', contours: [{ points: rectangle(-6.75, 10, 2, 14, 100) }] }]),
      ),
      'images',
      ['RTSTRUCT-CONTOUR-BEYOND'],
    ],
    [
      'RTSTRUCT, one region of two in another frame of reference',
      dicomFile(
        structureSetRows([
          { name: 'Liver', contours: [{ points: rectangle(-6.75, 10, -5.25, 14, 100) }] },
          { name: 'Lung', frame: '2.25.6', contours: [{ points: rectangle(-6.75, 10, -5.25, 14, 100) }] },
        ]),
      ),
      'images',
      ['RTSTRUCT-ROI-FRAME-DIFFERS'],
    ],
    [
      'RTSTRUCT, frame of reference',
      dicomFile(structureSetRows([], [row(0x30060010, 'SQ', [[row(0x00200052, 'UI', '2.25.6')]])])),
      'images',
      ['RTSTRUCT-FRAME-OF-REFERENCE'],
    ],
    [
      'SR',
      dicomFile(reportRows([group(image('2.25.9'), places('SCOORD3D', 'POINT', [0, 0, 0], [], '2.25.6'))])),
      'images',
      ['SR-FRAME-OF-REFERENCE', 'SR-REFERENCE-MISSING'],
    ],
    ['SR that refers to nothing', dicomFile(reportRows([group()])), 'images', ['SR-WITHOUT-REFERENCE']],
  ])('%s: the wrong images are named', async (name, bytes, images, codes) => {
    expect(codesOf(await held(`${name}.dcm`, bytes, images))).toEqual(codes);
  });

  it('no finding prints a UID', async () => {
    const { findings } = await held('u.dcm', seg([row(0x00200052, 'UI', '2.25.666')]), 'shifted');
    expect(findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(findings)).not.toContain('2.25.');
  });
});
