import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { dicomFile, row } from './dicom-writer.testkit.js';
import type { Row } from './dicom-writer.testkit.js';
import { readDicomHeader } from './dicom-header.js';
import type { GeometryCode } from './geometry-findings.js';
import { pointOf, voxelVolumeMm3 } from './grid.js';
import type { Vec3 } from './grid.js';
import { readPart10Header } from './part10.js';
import { checkSeriesGeometry } from './series-geometry.js';
import type { SeriesGeometry } from './series-geometry.js';
import { groupSeries, readSliceHeaders } from './slice-header.js';
import type { SliceHeader } from './slice-header.js';
import { sliceFile, sliceRows } from './series.testkit.js';
import type { SliceWanted } from './series.testkit.js';
import { readVolume, volumeModality } from './volume.js';

const folder = mkdtempSync(join(tmpdir(), 'veritome-volume-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function headersOf(slices: readonly SliceWanted[]): SliceHeader[] {
  return slices.flatMap((wanted, i) => {
    const name = `${String.fromCharCode(97 + i)}.dcm`;
    return readSliceHeaders(readPart10Header(sliceFile(wanted), name).dataSet, name);
  });
}

const at = (zs: readonly number[]): SliceWanted[] =>
  zs.map((z, i) => ({ position: [-10, 5, z], number: i + 1 }));

function check(slices: readonly SliceWanted[], allow: GeometryCode[] = []): SeriesGeometry {
  return checkSeriesGeometry(headersOf(slices), allow);
}

const changed = (tag: number, vr: string, value: Row['value']): Record<number, Row> => ({
  [tag]: row(tag, vr, value),
});

/** The slice in the middle of five is another. */
const oneOther = (changes: Record<number, Row | null>): SliceWanted[] =>
  at([0, 2, 4, 6, 8]).map((wanted, i) => (i === 2 ? { ...wanted, changes } : wanted));

describe('a series', () => {
  it('is sorted by position, whatever names and instance numbers say, and rescaled slice by slice', async () => {
    const slices = at([6, 2, 4]).map((wanted, i) => ({
      ...wanted,
      changes: changed(0x00281053, 'DS', String(i + 1)),
    }));
    slices.forEach((wanted, i) => {
      writeFileSync(join(folder, `${'abc'[i]!}.dcm`), sliceFile(wanted));
    });
    const geometry = check(slices);
    expect(geometry.slices.map(({ path }) => path)).toEqual(['b.dcm', 'c.dcm', 'a.dcm']);
    expect(geometry.grid).toEqual({
      size: [4, 3, 3],
      // PixelSpacing 0.5\0.25 is distance of rows, then of columns.
      spacingMm: [0.25, 0.5, 2],
      origin: [-10, 5, 2],
      axes: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    });
    expect(voxelVolumeMm3(geometry.grid!)).toBe(0.25);
    const volume = await readVolume(geometry, (path) => join(folder, path));
    const values = volumeModality(volume);
    expect([volume.stored[0], volume.stored[12], volume.stored[24]]).toEqual([200, 300, 100]);
    expect([values[0], values[12], values[24]]).toEqual([2 * 200 - 5, 3 * 300 - 5, 100 - 5]);
    const header = await readDicomHeader(join(folder, 'a.dcm'), 'a.dcm');
    expect(header.meetsPixels && !header.dataSet.has(0x7fe00010)).toBe(true);
  });

  it('law: the order of the files does not matter', () => {
    const headers = headersOf(at([0, 2.5, 5, 7.5, 7.5, 10, 15]));
    const expected = checkSeriesGeometry(headers);
    fc.assert(
      fc.property(fc.shuffledSubarray(headers, { minLength: headers.length }), (shuffled) => {
        expect(checkSeriesGeometry(shuffled)).toEqual(expected);
      }),
    );
  });

  it('law: a turned series has the grid it was made with', () => {
    const angle = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(angle, angle, (a, b) => {
        const [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
        const rowAxis: Vec3 = [ca, sa, 0];
        const columnAxis: Vec3 = [-sa * cb, ca * cb, sb];
        const normal: Vec3 = [sa * sb, -ca * sb, cb];
        const place = (k: number): Vec3 => [
          normal[0] * 3 * k + 1,
          normal[1] * 3 * k + 2,
          normal[2] * 3 * k + 3,
        ];
        const short = (v: Vec3): Vec3 => v.map((x) => Number(x.toFixed(9))) as unknown as Vec3;
        const orientation = [...short(rowAxis), ...short(columnAxis)].join('\\');
        const slices = [2, 0, 3, 1].map((k) => ({ position: short(place(k)), number: k, orientation }));
        const { grid, findings } = check(slices);
        expect(findings).toEqual([]);
        const corner = pointOf(grid!, 0, 0, 3);
        corner.forEach((mm, i) => {
          expect(mm).toBeCloseTo(place(3)[i]!, 6);
        });
        const far = pointOf(grid!, 3, 2, 0);
        far.forEach((mm, i) => {
          expect(mm).toBeCloseTo(place(0)[i]! + 3 * 0.25 * rowAxis[i]! + 2 * 0.5 * columnAxis[i]!, 6);
        });
      }),
    );
  });

  const tilted: SliceWanted[] = [0, 1, 2, 3].map((k) => ({ position: [0, 0.3 * k, 2 * k], number: k }));
  it.each<[GeometryCode, boolean, SliceWanted[], number]>([
    ['GEOMETRY-MISSING-SLICE', true, at([0, 2, 4, 8, 10]), 5],
    ['GEOMETRY-UNEVEN-SPACING', true, at([0, 2, 4, 6.5, 8.5]), 5],
    ['GEOMETRY-DISTANT-SLICE', true, at([0, 100, 102, 104]), 3],
    ['GEOMETRY-DUPLICATE-POSITION', true, at([0, 2, 2, 4]), 3],
    ['GEOMETRY-SEVERAL-VOLUMES', false, at([0, 2, 4, 0, 2, 4]), 0],
    ['GEOMETRY-GANTRY-TILT', true, tilted, 4],
    ['GEOMETRY-TOO-FEW-SLICES', true, at([0, 2]), 2],
    ['GEOMETRY-MIXED-PIXEL-SPACING', true, oneOther(changed(0x00280030, 'DS', '0.5\\0.3')), 4],
    ['GEOMETRY-MIXED-SIZE', true, oneOther(changed(0x00280010, 'US', [2])), 4],
    ['GEOMETRY-MIXED-VALUES', true, oneOther(changed(0x00281054, 'LO', 'OD')), 4],
    ['GEOMETRY-MIXED-ORIENTATION', true, oneOther(changed(0x00200037, 'DS', '0\\1\\0\\0\\0\\-1')), 4],
    ['GEOMETRY-NO-POSITION', false, oneOther({ 0x00200032: null }), 0],
    ['GEOMETRY-SEVERAL-SERIES', false, oneOther(changed(0x0020000e, 'UI', '2.25.1.2')), 0],
    ['GEOMETRY-MIXED-FRAME-OF-REFERENCE', false, oneOther(changed(0x00200052, 'UI', '2.25.9')), 0],
    ['GEOMETRY-COLOUR', false, oneOther(changed(0x00280002, 'US', [3])), 0],
  ])('%s refuses, may be allowed: %s', (code, allowable, slices, kept) => {
    const refused = check(slices);
    expect([refused.grid, refused.refusedFor[0]]).toEqual([null, code]);
    expect(refused.findings.find((finding) => finding.code === code)?.path).toMatch(/^[a-z]\.dcm$/);
    if (!allowable) {
      expect(check(slices, [code]).refusedFor).toContain(code);
      return;
    }
    // A slice left out leaves a gap of two distances, which has to be allowed as well.
    const allowed = check(slices, [code, 'GEOMETRY-MISSING-SLICE']);
    expect(allowed.refusedFor).toEqual([]);
    expect(allowed.grid?.size[2]).toBe(kept);
    expect(allowed.findings.find((finding) => finding.code === code)?.severity).toBe('warning');
  });

  it('with rounded positions is even, with positions that drift away it is not', () => {
    expect(check(at([0, 6.96, 13.93, 20.99, 27.95])).refusedFor).toEqual([]);
    const drifting = Array.from({ length: 41 }, (_, i) => (i <= 20 ? i * 0.99 : 19.8 + (i - 20) * 1.005));
    expect(check(at(drifting)).refusedFor).toEqual(['GEOMETRY-UNEVEN-SPACING']);
  });

  it('is told apart from other series in the folder', () => {
    const groups = groupSeries(headersOf(oneOther(changed(0x0020000e, 'UI', '2.25.1.2'))));
    expect(groups.map((slices) => slices.length)).toEqual([4, 1]);
  });
});

describe('frames of one object', () => {
  it('take their planes from the functional groups, in any order', () => {
    const position = (z: number): Row[] => [row(0x00209113, 'SQ', [[row(0x00200032, 'DS', `0\\0\\${z}`)]])];
    const shared = [
      row(0x00209116, 'SQ', [[row(0x00200037, 'DS', '0\\1\\0\\0\\0\\-1')]]),
      row(0x00289110, 'SQ', [[row(0x00280030, 'DS', '2\\1')]]),
    ];
    const rows = sliceRows({
      position: [9, 9, 9],
      number: 1,
      changes: {
        ...changed(0x00280008, 'IS', '2'),
        ...changed(0x52009229, 'SQ', [shared]),
        ...changed(0x52009230, 'SQ', [position(0), position(1)]),
      },
    });
    const header = readPart10Header(dicomFile(rows), 'm.dcm');
    const slices = readSliceHeaders(header.dataSet, 'm.dcm');
    const turned = slices.map((slice) => ({ ...slice, position: [0 - 3 * slice.frame, 0, 0] as Vec3 }));
    expect(slices.map((slice) => slice.position)).toEqual([
      [0, 0, 0],
      [0, 0, 1],
    ]);
    expect(checkSeriesGeometry(turned).grid).toEqual({
      size: [4, 3, 2],
      spacingMm: [1, 2, 3],
      origin: [0, 0, 0],
      axes: [
        [0, 1, 0],
        [0, 0, -1],
        [-1, 0, 0],
      ],
    });
  });

  it('of a dose grid lie at the offsets of the header', () => {
    const rows = sliceRows({
      position: [1, 2, 3],
      number: 1,
      changes: { ...changed(0x00280008, 'IS', '3'), ...changed(0x3004000c, 'DS', '0\\2\\4') },
    });
    const slices = readSliceHeaders(readPart10Header(dicomFile(rows), 'd.dcm').dataSet, 'd.dcm');
    expect(slices.map(({ position }) => position?.[2])).toEqual([3, 5, 7]);
  });
});
