import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damageIsCoded } from '../damage-law.testkit.js';
import { dicomFile, row } from '../dicom-writer.testkit.js';
import type { Row } from '../dicom-writer.testkit.js';
import { readDicom } from '../dicom.js';
import { isLabelBackground, labelValueCounts, undescribedValues } from './label-values.js';
import { countSegment, segmentMask } from './segment-mask.js';
import { readSegmentation } from './segmentation.js';
import type { Segmentation } from './segmentation.js';
import { segRows } from './segmentation.testkit.js';
import type { FrameSpec, SegSpec } from './segmentation.testkit.js';

async function read(spec: SegSpec): Promise<Segmentation> {
  return readSegmentation(await readDicom(dicomFile(segRows(spec)), 'seg.dcm'), 'seg.dcm');
}

/** 15 pixels, the first `count` marked with `value`. */
function first(count: number, value = 1): number[] {
  return Array.from({ length: 15 }, (_, i) => (i < count ? value : 0));
}

describe('binary segmentations', () => {
  it('overlapping segments with numbers 2, 5, 9, frames in any order, a slice left out', async () => {
    const seg = await read({
      segments: [2, 5, 9],
      frames: [
        { segment: 5, z: 106, pixels: first(4) },
        { segment: 2, z: 100, pixels: first(7) },
        { segment: 5, z: 97, pixels: first(1) },
        { segment: 2, z: 97, pixels: first(15) },
      ],
    });
    expect(seg.places.positionsMm).toEqual([97, 100, 106]);
    expect(seg.places.grid).toMatchObject({ size: [5, 3, 4], spacingMm: [0.5, 2, 3], origin: [-7, 11, 97] });
    expect(countSegment(seg, 2)).toMatchObject({
      voxels: 22,
      voxelsPerFrame: [15, 7],
      positionsMm: [97, 100],
    });
    expect(countSegment(seg, 5)).toMatchObject({ voxels: 5, voxelsPerFrame: [1, 4], positionsMm: [97, 106] });
    expect(countSegment(seg, 9)).toMatchObject({ voxels: 0, frames: 0 });
    expect([...segmentMask(seg, 5)!]).toEqual([...first(1), ...first(0), ...first(0), ...first(4)]);
    // 22 voxels of 3 mm³.
    expect(22 * seg.places.voxelVolumeMm3!).toBe(66);
  });

  it('segment and place in the shared group', async () => {
    const seg = await read({ segments: [3], frames: [{ segment: 3, z: 5, pixels: first(2) }], shared: true });
    expect(countSegment(seg, 3)).toMatchObject({ voxels: 2, positionsMm: [5] });
  });

  it('law: the order of frames in the file changes no mask', async () => {
    const frame = fc.record({
      segment: fc.constantFrom(1, 4),
      z: fc.constantFrom(0, 3, 6, 9),
      pixels: fc.array(fc.nat(1), { minLength: 15, maxLength: 15 }),
    });
    const frames = fc
      .uniqueArray(frame, { minLength: 1, selector: ({ segment, z }) => `${segment} ${z}` })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    await fc.assert(
      fc.asyncProperty(frames, async ([list, shuffled]) => {
        const [a, b] = await Promise.all(
          [list, shuffled].map((one) => read({ segments: [1, 4], frames: one })),
        );
        for (const number of [1, 4]) {
          expect(countSegment(a!, number)).toEqual(countSegment(b!, number));
          expect(segmentMask(a!, number)).toEqual(segmentMask(b!, number));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('counts the same frame twice once, with a doubt; refuses two that differ', async () => {
    const frame: FrameSpec = { segment: 1, z: 0, pixels: first(3) };
    const seg = await read({ segments: [1], frames: [frame, frame] });
    expect(countSegment(seg, 1).voxels).toBe(3);
    expect(seg.findings).toMatchObject([{ code: 'SEG-FRAME-DUPLICATE', args: { frame: 2, earlier: 1 } }]);
    const other = { ...frame, pixels: first(4) };
    await expect(read({ segments: [1], frames: [frame, other] })).rejects.toMatchObject({
      code: 'IMAGE-INVALID',
      message: expect.stringContaining('frames 1 and 2') as string,
    });
  });

  it('a frame of a segment that is not described is an error in the findings', async () => {
    const seg = await read({ segments: [1], frames: [{ segment: 7, z: 0, pixels: first(3) }] });
    expect(seg.findings).toMatchObject([
      { code: 'SEG-SEGMENT-UNDESCRIBED', severity: 'error', args: { segment: 7 } },
    ]);
  });

  it('positions that fit no even grid give no volume', async () => {
    const at = (z: number): FrameSpec => ({ segment: 1, z, pixels: first(1) });
    const seg = await read({ segments: [1], frames: [at(0), at(2), at(7.1)] });
    expect(seg.places.grid).toBeNull();
    expect(segmentMask(seg, 1)).toBeNull();
    expect(seg.findings).toMatchObject([{ code: 'SEG-POSITIONS-UNEVEN' }]);
  });

  it('frames a kilometre apart allocate nothing', async () => {
    const at = (z: number): FrameSpec => ({ segment: 1, z, pixels: first(1) });
    const seg = await read({ segments: [1], frames: [at(0), at(3e9)] });
    expect(seg.places.grid).toBeNull();
  });

  it.each([
    ['fewer groups than frames', row(0x00280008, 'IS', '3'), 'IMAGE-INVALID'],
    ['a frame without segment', row(0x52009230, 'SQ', [[], []]), 'IMAGE-INVALID'],
    ['a segment without number', row(0x00620002, 'SQ', [[row(0x00620005, 'LO', 'x')]]), 'IMAGE-INVALID'],
    ['no segment at all', row(0x00620002, 'SQ', []), 'IMAGE-INVALID'],
    ['an unknown type', row(0x00620001, 'CS', 'FUZZY'), 'IMAGE-INVALID'],
    ['tiles of a slide', row(0x00209311, 'CS', 'TILED_FULL'), 'IMAGE-UNSUPPORTED'],
  ])('refuses %s', async (_, change, code) => {
    const frames = [0, 3].map((z): FrameSpec => ({ segment: 1, z, pixels: first(1) }));
    await expect(read({ segments: [1], frames, changes: [change] })).rejects.toMatchObject({ code });
  });

  it('refuses frames that are shifted within their plane or turned', async () => {
    const own = (position: string, more: ReturnType<typeof row>[] = []): ReturnType<typeof row>[] => [
      row(0x00209113, 'SQ', [[row(0x00200032, 'DS', position)]]),
      ...more,
      row(0x0062000a, 'SQ', [[row(0x0062000b, 'US', [1])]]),
    ];
    const frames = [0, 3].map((z): FrameSpec => ({ segment: 1, z, pixels: first(1) }));
    const turned = row(0x00209116, 'SQ', [[row(0x00200037, 'DS', '1\\0\\0\\0\\0\\-1')]]);
    for (const second of [own('-6\\11\\3'), own('-7\\11\\3', [turned])]) {
      const changes = [row(0x52009230, 'SQ', [own('-7\\11\\0'), second])];
      await expect(read({ segments: [1], frames, changes })).rejects.toMatchObject({
        message: expect.stringContaining('frame 2 differs') as string,
      });
    }
  });
});

describe('fractional segmentations and label maps', () => {
  it('fractions are values over the maximum; half and more counts as inside', async () => {
    const pixels = [0, 1, 2, 3, 4, ...first(10, 0)];
    const seg = await read({ type: 'FRACTIONAL', segments: [1], frames: [{ segment: 1, z: 0, pixels }] });
    expect(seg).toMatchObject({ fractionalType: 'OCCUPANCY', maximumFractionalValue: 4 });
    expect(countSegment(seg, 1)).toMatchObject({ voxels: 3, nonzero: 4, sumOfValues: 10 });
    expect([0.25, 0.51, 1].map((share) => countSegment(seg, 1, share).voxels)).toEqual([4, 2, 1]);
    expect(segmentMask(seg, 1, 0.25)?.reduce((sum, inside) => sum + inside, 0)).toBe(4);
  });

  it('a value above the maximum is an error in the findings', async () => {
    const seg = await read({
      type: 'FRACTIONAL',
      segments: [1],
      frames: [{ segment: 1, z: 0, pixels: first(1, 9) }],
    });
    expect(seg.findings).toMatchObject([
      { code: 'SEG-FRACTION-ABOVE-MAXIMUM', args: { value: 9, maximum: 4 } },
    ]);
  });

  it('the padding value of a label map is background, another undescribed value is not', async () => {
    const pixels = [1, 1, 7, ...Array.from({ length: 12 }, () => 5)];
    const spec: SegSpec = {
      type: 'LABELMAP',
      segments: [1, 5],
      frames: [{ segment: 0, z: 0, pixels }],
      padding: 5,
    };
    const seg = await read(spec);
    expect([...labelValueCounts(seg)]).toEqual([
      [1, 2],
      [5, 12],
      [7, 1],
    ]);
    expect([1, 5, 7].map((number) => isLabelBackground(seg, number))).toEqual([false, true, false]);
    expect(countSegment(seg, 1).voxels).toBe(2);
    expect(undescribedValues(seg, 'seg.dcm')).toMatchObject([
      { code: 'SEG-SEGMENT-UNDESCRIBED', args: { segment: 7 } },
    ]);
  });
});

describe('hostile segmentations', () => {
  const frame: FrameSpec = { segment: 1, z: 0, pixels: first(3) };
  const plain: SegSpec = { segments: [1], frames: [frame] };

  it.each<[string, Row[]]>([
    ['describes no segment', [row(0x00620002, 'SQ', [])]],
    ['is missing in a segment', [row(0x00620002, 'SQ', [[row(0x00620005, 'LO', 'a')]])]],
    ['ReferencedSegmentNumber', [row(0x52009230, 'SQ', [])]],
    ['is missing for frame 1', [row(0x52009230, 'SQ', [[]])]],
    ['is missing', [row(0x00620001, 'CS', '')]],
    ['which this class of object does not have', [row(0x00620001, 'CS', 'LABELMAP')]],
    ['', [row(0x00280010, 'US', [65535]), row(0x00280011, 'US', [65535])]],
    ['', [row(0x00280008, 'IS', '2000000000')]],
    ['', [row(0x00280008, 'IS', '0')]],
    ['not a decimal number', [measures('NaN\\0.5')]],
    ['not a decimal number', [measures('2,0\\0.5')]],
    ['PixelSpacing', [measures('0\\0.5')]],
    ['', [row(0x52009229, 'SQ', [[row(0x00209116, 'SQ', [[row(0x00200037, 'DS', '0\\0\\0\\0\\0\\0')]])]])]],
  ])('refused: %s', async (message, changes) => {
    await expect(read({ ...plain, changes })).rejects.toMatchObject({
      code: expect.stringMatching(/^IMAGE-/) as string,
      message: expect.stringContaining(message) as string,
    });
  });

  /** The shared group with another PixelSpacing. */
  function measures(spacing: string): Row {
    return row(0x52009229, 'SQ', [
      [
        row(0x00209116, 'SQ', [[row(0x00200037, 'DS', '1\\0\\0\\0\\1\\0')]]),
        row(0x00289110, 'SQ', [[row(0x00280030, 'DS', spacing)]]),
      ],
    ]);
  }

  it('frames that name no source image, place or series are read, and hold no reference', async () => {
    const seg = await read({ ...plain, changes: [row(0x00200052, 'UI', '')] });
    expect(seg.references).toEqual({ frameOfReferenceUids: [], seriesUids: [], instanceUids: [] });
  });

  it('law: damage is refused with a code, or read', async () => {
    const bytes = dicomFile(segRows({ segments: [1, 2], frames: [frame, { ...frame, segment: 2, z: 3 }] }));
    await damageIsCoded(bytes, async (damaged) => {
      const seg = await readSegmentation(await readDicom(damaged, 'seg.dcm'), 'seg.dcm');
      for (const number of seg.segments.keys()) segmentMask(seg, number);
    });
  });
});
