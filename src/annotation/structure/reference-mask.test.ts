import { describe, expect, it } from 'vitest';
import { dicomFile } from '../../imaging/dicom-writer.testkit.js';
import { readDicom } from '../../imaging/dicom.js';
import { gridOfIndices, type Grid } from '../../imaging/grid.js';
import { niftiFile } from '../../imaging/nifti/nifti-writer.testkit.js';
import { readNifti } from '../../imaging/nifti/nifti.js';
import { readNrrd } from '../../imaging/nrrd/nrrd.js';
import { readStructureSet } from '../../imaging/rtstruct/structure-set.js';
import { rectangle, structureSetRows } from '../../imaging/rtstruct/structure-set.testkit.js';
import type { RoiSpec } from '../../imaging/rtstruct/structure-set.testkit.js';
import { readSegmentation } from '../../imaging/seg/segmentation.js';
import { segRows } from '../../imaging/seg/segmentation.testkit.js';
import type { SegSpec } from '../../imaging/seg/segmentation.testkit.js';
import { readCoco } from '../coco.js';
import { NameMap } from '../name-map.js';
import { contourStructures } from './contour-structures.js';
import { drawnStructures } from './drawn-structures.js';
import { labelStructures } from './label-structures.js';
import { readersOf, referenceMask } from './reference-mask.js';
import type { MaskRequest, ReferenceMask } from './reference-mask.js';
import { segStructures } from './seg-structures.js';
import type { MaskTarget, StructureFile } from './structure.js';

/** 5 × 3 × 4 voxels of 0.5 × 2 × 3 mm: the grid of `segRows`, with a slice more at both ends than is marked. */
const GRID: Grid = { ...gridOfIndices([5, 3, 4]), spacingMm: [0.5, 2, 3], origin: [-7, 11, 97] };
const IMAGES: MaskTarget = {
  grid: GRID,
  frameOfReferenceUid: '2.25.5',
  seriesUid: '2.25.1.1',
  instanceUids: new Set(),
};

/** Columns 1 to 3, rows 0 and 1 of a slice of 5 × 3. */
const PLANE = [0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0];
const EMPTY = PLANE.map(() => 0);
const WANTED = [...EMPTY, ...PLANE, ...PLANE, ...EMPTY];

const NAMES = new NameMap(
  { liver: ['Liver', 'LIVER', 'segment 1', '7'], other: ['segment 2', 'Spleen'] },
  'p.yaml',
);

function ask(files: StructureFile[], more: Partial<MaskRequest> = {}): ReferenceMask | null {
  const request = {
    label: 'liver',
    names: NAMES,
    reader: null,
    images: IMAGES,
    rule: { fractionThreshold: 0.5 },
  };
  return referenceMask(files, { ...request, ...more });
}

async function segFile(spec: SegSpec, reader: string | null = null): Promise<StructureFile> {
  const file = await readDicom(dicomFile(segRows(spec)), 'a.dcm');
  return segStructures(await readSegmentation(file, 'a.dcm'), 'a.dcm', reader);
}

const LIVER: SegSpec = {
  segments: [1],
  frames: [
    { segment: 1, z: 103, pixels: PLANE },
    { segment: 1, z: 100, pixels: PLANE },
  ],
};

async function contourFile(rois: RoiSpec[], reader: string | null = null): Promise<StructureFile> {
  const { dataSet } = await readDicom(dicomFile(structureSetRows(rois)), 'b.dcm');
  return contourStructures(readStructureSet(dataSet, 'b.dcm'), 'b.dcm', () => reader);
}

const OUTLINES: RoiSpec = {
  name: 'LIVER',
  contours: [100, 103].map((z) => ({ points: rectangle(-6.75, 10, -5.25, 14, z) })),
};

function niftiLabels(values: number[], xFrom: number, xStep: number): StructureFile {
  const file = readNifti(
    niftiFile({
      version: 1,
      bigEndian: false,
      shape: [5, 3, 4],
      pixdim: [0.5, 2, 3],
      type: 'uint8',
      bytesLe: Uint8Array.from(values),
      srow: [
        [xStep, 0, 0, xFrom],
        [0, -2, 0, -11],
        [0, 0, 3, 97],
      ],
    }),
    null,
    'c.nii',
  );
  const label = { name: null, number: 7, values: () => file.stored };
  return labelStructures([label], file.geometry.grid, 'nothing', 'c.nii', null);
}

async function slicerFile(): Promise<StructureFile> {
  const header = [
    'NRRD0005',
    'type: uint8',
    'dimension: 3',
    'space: left-posterior-superior',
    'sizes: 3 2 2',
    'space directions: (0.5,0,0) (0,2,0) (0,0,3)',
    'space origin: (-6.5,11,100)',
    'encoding: raw',
    'Segment0_Name:=Liver',
    'Segment0_LabelValue:=4',
    'Segment0_Layer:=0',
  ];
  const bytes = Buffer.concat([Buffer.from(`${header.join('\n')}\n\n`), Buffer.alloc(12, 4)]);
  const file = await readNrrd(bytes, () => Promise.reject(new Error('not asked for')), 'd.seg.nrrd');
  const labels = file.segments!.map(({ name, labelValue }) => ({
    name,
    number: labelValue,
    values: () => file.layer(0),
  }));
  return labelStructures(labels, file.space.grid, 'box', 'd.seg.nrrd', null);
}

describe('one structure in many formats', () => {
  it.each<[string, () => StructureFile | Promise<StructureFile>]>([
    ['DICOM SEG without its empty slices', () => segFile(LIVER)],
    ['RTSTRUCT', () => contourFile([OUTLINES])],
    [
      'NIfTI',
      () =>
        niftiLabels(
          WANTED.map((v) => 7 * v),
          7,
          -0.5,
        ),
    ],
    [
      'NIfTI from the other side',
      () =>
        niftiLabels(
          mirrored(WANTED).map((v) => 7 * v),
          5,
          0.5,
        ),
    ],
    ['3D Slicer, cut to what is marked', slicerFile],
  ])('%s', async (_, make) => {
    const found = ask([await make()])!;
    expect([...found.mask]).toEqual(WANTED);
    // By hand: 3 × 2 × 2 voxels of 0.5 × 2 × 3 mm.
    expect(found).toMatchObject({ voxels: 12, findings: [] });
    expect(found.volumeMl).toBeCloseTo(0.036, 12);
  });
});

/** Columns of 5 from right to left. */
function mirrored(values: number[]): number[] {
  return values.map((_, i) => values[i - (i % 5) + 4 - (i % 5)]!);
}

describe('readers', () => {
  it('are kept apart, whatever file they wrote', async () => {
    const other = { ...LIVER, frames: LIVER.frames.slice(0, 1) };
    const files = [await segFile(LIVER, 'A'), await segFile(other, 'B'), await contourFile([OUTLINES], 'B')];
    expect(readersOf(files)).toEqual(['A', 'B']);
    expect(ask(files, { reader: 'A' })).toMatchObject({ voxels: 12, structures: [{ path: 'a.dcm' }] });
    expect(ask(files.slice(0, 2), { reader: 'B' })!.voxels).toBe(6);
    // Two files of one reader: inside of either.
    expect(ask(files, { reader: 'B' })).toMatchObject({
      voxels: 12,
      structures: [
        { path: 'a.dcm', name: 'segment 1' },
        { path: 'b.dcm', name: 'LIVER' },
      ],
    });
    expect(ask(files, { reader: null })).toBeNull();
  });
});

describe('labels', () => {
  it('a structure that is described and empty is an empty mask; one that nobody describes is none', async () => {
    const files = [await contourFile([{ name: 'Liver', contours: [] }])];
    expect(ask(files)).toMatchObject({ voxels: 0 });
    expect(ask(files, { label: 'other' })).toBeNull();
  });

  it('join what the name map joins; names without a label are refused', async () => {
    const rois = [
      { name: 'Liver', contours: [{ points: rectangle(-6.75, 10, -5.25, 14, 100) }] },
      { name: 'LIVER', contours: [{ points: rectangle(-6.75, 10, -5.25, 14, 103) }] },
    ];
    expect(ask([await contourFile(rois)])!.voxels).toBe(12);
    const unknown = await contourFile([OUTLINES, { name: 'GTV', contours: [] }]);
    expect(() => ask([unknown])).toThrow(expect.objectContaining({ code: 'INPUT-SCHEMA' }) as Error);
  });

  it('overlapping segments each have the voxels they share', async () => {
    const all = PLANE.map(() => 1);
    const file = await segFile({
      segments: [1, 2],
      frames: [...LIVER.frames, { segment: 2, z: 100, pixels: all }],
    });
    expect(ask([file])!.voxels).toBe(12);
    expect(ask([file], { label: 'other' })!.voxels).toBe(15);
  });

  it('fractions are inside from the share on that the rule states', async () => {
    const pixels = [1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const file = await segFile({
      type: 'FRACTIONAL',
      maximum: 4,
      segments: [1],
      frames: [{ segment: 1, z: 100, pixels }],
    });
    const voxels = (fractionThreshold: number): number | undefined =>
      ask([file], { rule: { fractionThreshold } })?.voxels;
    expect([0.25, 0.5, 0.75, 0.8, 1].map(voxels)).toEqual([4, 3, 2, 1, 1]);
    for (const share of [0, 1.1, NaN]) expect(() => voxels(share)).toThrow('share of a voxel');
  });
});

describe('images that it was not drawn on', () => {
  const shifted: MaskTarget = { ...IMAGES, grid: { ...GRID, origin: [-6.75, 11, 97] } };

  it('have no mask of a segmentation or label map', async () => {
    for (const file of [
      await segFile(LIVER),
      niftiLabels(
        WANTED.map((v) => 7 * v),
        7,
        -0.5,
      ),
    ]) {
      expect(() => ask([file], { images: shifted })).toThrow(
        expect.objectContaining({
          code: 'INPUT-FINDINGS',
          message: expect.stringContaining('origin') as string,
        }) as Error,
      );
    }
    expect(() => niftiLabels([...WANTED.map((v) => 7 * v)], 7, -0.5).check(shifted)).not.toThrow();
    expect(niftiLabels(WANTED, 7, -0.5).check(shifted)).toMatchObject([{ code: 'IMAGE-GRID-DIFFERS' }]);
  });

  it('contours on none of their slices are an error in the findings', async () => {
    const file = await contourFile([
      { ...OUTLINES, contours: [{ points: rectangle(-6.75, 10, -5.25, 14, 101.5) }] },
    ]);
    expect(ask([file])).toMatchObject({
      voxels: 0,
      findings: [{ code: 'RTSTRUCT-CONTOUR-OFF-GRID', severity: 'error' }],
    });
  });

  it('images that are no volume have no masks', async () => {
    const file = await segFile(LIVER);
    expect(() => ask([file], { images: { ...IMAGES, grid: null } })).toThrow('no even volume');
  });
});

describe('masks and polygons of single images', () => {
  const coco = readCoco(
    {
      images: [
        { id: 1, width: 5, height: 3, file_name: 'x/a.png' },
        { id: 2, width: 5, height: 3, file_name: 'x/b.png' },
      ],
      categories: [
        { id: 1, name: 'Liver' },
        { id: 2, name: 'Spleen' },
      ],
      annotations: [
        { id: 1, image_id: 1, category_id: 1, segmentation: [[1, 0, 4, 0, 4, 1, 1, 1]] },
        { id: 2, image_id: 1, category_id: 1, segmentation: { size: [3, 5], counts: [4, 1, 2, 1, 2, 1, 4] } },
        { id: 3, image_id: 1, category_id: 1, iscrowd: 1, segmentation: { size: [3, 5], counts: [0, 15] } },
        { id: 4, image_id: 2, category_id: 1, segmentation: { size: [3, 5], counts: [0, 15] } },
        { id: 5, image_id: 1, category_id: 2, bbox: [1, 1, 2, 2] },
      ],
    },
    'e.json',
  );
  const file = drawnStructures(coco.set, 'e.json');
  const image: MaskTarget = { ...IMAGES, grid: { ...GRID, size: [5, 3, 1] }, names: ['a.png'] };

  it('all instances of a label on the image make its mask, groups left out', () => {
    expect([...ask([file], { images: image })!.mask]).toEqual(PLANE);
    expect(ask([file], { images: { ...image, names: ['2'] } })!.voxels).toBe(15);
  });

  it('boxes, volumes, other sizes and images that are not there give no mask', () => {
    expect(() => ask([file], { images: image, label: 'other' })).toThrow('box marks no pixels');
    expect(() => ask([file], { images: IMAGES })).toThrow('no place in 4 slices');
    expect(file.check({ ...image, names: ['c.png'] })).toMatchObject([{ code: 'ANNOTATION-WITHOUT-IMAGE' }]);
    const wide: MaskTarget = { ...image, grid: { ...GRID, size: [6, 3, 1] } };
    expect(file.check(wide)).toMatchObject([{ code: 'ANNOTATION-SIZE-DIFFERS' }]);
  });
});
