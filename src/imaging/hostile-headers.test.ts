import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { readDicomHeader } from './dicom-header.js';
import { dicomFile, row } from './dicom-writer.testkit.js';
import type { Row } from './dicom-writer.testkit.js';
import { LIMITS } from './limits.js';
import { readPart10Header } from './part10.js';
import { checkSeriesGeometry } from './series-geometry.js';
import { sliceFile, sliceRows } from './series.testkit.js';
import { damagedSlice, readSliceHeaders } from './slice-header.js';
import type { SliceHeader } from './slice-header.js';

const folder = mkdtempSync(join(tmpdir(), 'veritome-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A good slice with rows changed. */
const rows = (changes: Record<number, Row | null>): Row[] =>
  sliceRows({ position: [0, 0, 0], number: 1, changes });

async function header(bytes: Uint8Array): Promise<SliceHeader[]> {
  const path = join(folder, 'x.dcm');
  writeFileSync(path, bytes);
  const { dataSet } = await readDicomHeader(path, 'x.dcm');
  return readSliceHeaders(dataSet, 'x.dcm');
}

/** The code it is refused with, or `read`; anything but an AppError fails the test. */
async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    await header(bytes);
    return 'read';
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return thrown.code;
  }
}

const frameGroups = (count: number, position: (k: number) => string): Row =>
  row(
    0x52009230,
    'SQ',
    Array.from({ length: count }, (_, k) => [row(0x00209113, 'SQ', [[row(0x00200032, 'DS', position(k))]])]),
  );

describe('a hostile header', () => {
  it.each<[string, Record<number, Row | null>, string]>([
    ['a position that is no number', { 0x00200032: row(0x00200032, 'DS', 'NaN\\0\\0') }, 'IMAGE-INVALID'],
    ['a position without end', { 0x00200032: row(0x00200032, 'DS', 'Infinity\\0\\0') }, 'IMAGE-INVALID'],
    ['a position of two values', { 0x00200032: row(0x00200032, 'DS', '1\\2') }, 'IMAGE-INVALID'],
    ['a position of four values', { 0x00200032: row(0x00200032, 'DS', '1\\2\\3\\4') }, 'IMAGE-INVALID'],
    ['a position beyond all bodies', { 0x00200032: row(0x00200032, 'DS', '0\\0\\1e300') }, 'IMAGE-INVALID'],
    ['a position beyond all numbers', { 0x00200032: row(0x00200032, 'DS', '0\\0\\1e999') }, 'IMAGE-INVALID'],
    ['directions that are zero', { 0x00200037: row(0x00200037, 'DS', '0\\0\\0\\0\\0\\0') }, 'IMAGE-INVALID'],
    [
      'directions that are parallel',
      { 0x00200037: row(0x00200037, 'DS', '1\\0\\0\\1\\0\\0') },
      'IMAGE-INVALID',
    ],
    ['a spacing of zero', { 0x00280030: row(0x00280030, 'DS', '0\\0.5') }, 'IMAGE-INVALID'],
    ['a spacing below zero', { 0x00280030: row(0x00280030, 'DS', '-1\\0.5') }, 'IMAGE-INVALID'],
    ['rows of one byte', { 0x00280010: row(0x00280010, 'OB', Uint8Array.of(3)) }, 'IMAGE-INVALID'],
    ['frames without number', { 0x00280008: row(0x00280008, 'IS', 'many') }, 'IMAGE-INVALID'],
    ['no frames', { 0x00280008: row(0x00280008, 'IS', '0') }, 'IMAGE-INVALID'],
    ['more frames than are read', { 0x00280008: row(0x00280008, 'IS', '2147483647') }, 'IMAGE-INVALID'],
    ['an instance number without sense', { 0x00200013: row(0x00200013, 'IS', '99999999999999') }, 'read'],
    ['no position', { 0x00200032: null }, 'read'],
    ['an empty position', { 0x00200032: row(0x00200032, 'DS', '') }, 'read'],
  ])('%s', async (_, changes, expected) => {
    expect(await outcome(dicomFile(rows(changes)))).toBe(expected);
  });

  it('whose lengths overrun the file is refused before anything is allocated', async () => {
    for (const length of [0x7ffffff0, 0xfffffffe, 70_000]) {
      const bytes = dicomFile(rows({ 0x00091010: row(0x00091010, 'OB', Uint8Array.of(1, 2), { length }) }));
      expect(await outcome(bytes)).toBe('IMAGE-TRUNCATED');
    }
  });

  it('with a length that hides the pixels in a text ends in a coded error or a slice', async () => {
    for (const length of [10, 12, 40, 60]) {
      const bytes = dicomFile(rows({ 0x00081030: row(0x00081030, 'LO', 'abcd', { length }) }));
      expect(['read', 'IMAGE-INVALID', 'IMAGE-TRUNCATED', 'IMAGE-UNSUPPORTED']).toContain(
        await outcome(bytes),
      );
    }
  });

  it('nested deeper than is read is refused', async () => {
    let item: Row[] = [row(0x00080104, 'LO', 'x')];
    for (let depth = 0; depth < 500; depth += 1) {
      item = [row(0x00081140, 'SQ', [item], { openEnded: true })];
    }
    expect(['IMAGE-INVALID', 'IMAGE-UNSUPPORTED']).toContain(
      await outcome(dicomFile(rows({ 0x00081140: item[0]! }))),
    );
  });

  it('that states a tag twice is refused: nobody knows which holds', async () => {
    const twice = rows({}).flatMap((one) =>
      one.tag === 0x00200032 ? [one, row(0x00200032, 'DS', '9\\9\\9')] : [one],
    );
    expect(await outcome(dicomFile(twice))).toBe('IMAGE-INVALID');
  });

  it('with fewer groups than frames has no positions for them', async () => {
    const slices = await header(
      dicomFile(
        rows({
          0x00200032: null,
          0x00280008: row(0x00280008, 'IS', '4'),
          0x52009230: frameGroups(2, (k) => `0\\0\\${k}`),
        }),
      ),
    );
    expect(slices.map(({ position }) => position)).toEqual([null, null, null, null]);
    expect(checkSeriesGeometry(slices).grid).toBeNull();
  });

  it('of 10,000 frames is read and checked in seconds, whatever the frames say', async () => {
    const count = 10_000;
    const placed = await header(
      dicomFile(
        rows({
          0x00280008: row(0x00280008, 'IS', String(count)),
          0x52009230: frameGroups(count, (k) => `0\\0\\${(k * 7919) % count}`),
        }),
      ),
    );
    expect(checkSeriesGeometry(placed).grid?.size).toEqual([4, 3, count]);
    const [first] = placed;
    // No two alike: sizes, spacings and values.
    const allOther = placed.map((slice, k) => ({
      ...slice,
      rows: k + 1,
      pixelSpacingMm: [1 + k / 100, 1] as [number, number],
      values: { ...slice.values, unit: `u${k}` },
    }));
    const checked = checkSeriesGeometry(allOther);
    expect(checked.refusedFor).toContain('GEOMETRY-MIXED-SIZE');
    expect(checked.findings.length).toBeLessThan(100);
    const same = checkSeriesGeometry(placed.map((slice) => ({ ...slice, position: first!.position })));
    expect(same.grid).toBeNull();
  }, 30_000);

  it('longer than headers are is given up, not read without end', async () => {
    const bytes = dicomFile(rows({ 0x00091010: row(0x00091010, 'OB', new Uint8Array(300_000)) }));
    expect(await outcome(bytes)).toBe('read');
    expect(LIMITS.headerBytes).toBeLessThanOrEqual(2 ** 28);
  });
});

describe('law: any damage of a header', () => {
  it('ends in a coded error or in slices with finite numbers', () => {
    const whole = Buffer.from(sliceFile({ position: [1, 2, 3], number: 4 }));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(whole.length),
        (changes, cut) => {
          const bytes = new Uint8Array(whole);
          for (const [at, value] of changes) bytes[at] = value;
          try {
            const { dataSet } = readPart10Header(cut < 200 ? bytes : bytes.subarray(0, cut), 'x');
            for (const { position, axes, pixelSpacingMm } of readSliceHeaders(dataSet, 'x')) {
              const numbers = [...(position ?? []), ...(axes?.flat() ?? []), ...(pixelSpacingMm ?? [])];
              expect(numbers.every(Number.isFinite)).toBe(true);
            }
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(AppError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('gives a grid of finite numbers or none', () => {
    const mm = fc.double({ min: -1e7, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(mm, mm, mm), { minLength: 0, maxLength: 6 }), (positions) => {
        const [good] = readSliceHeaders(
          readPart10Header(sliceFile({ position: [0, 0, 0], number: 1 }), 'x').dataSet,
          'x',
        );
        const slices = positions.map((position, i) => ({ ...good!, path: `${i}`, position }));
        const { grid, refusedFor } = checkSeriesGeometry([...slices, damagedSlice('y', null)].slice(0, 6));
        const numbers = grid === null ? [] : [...grid.origin, ...grid.spacingMm, ...grid.axes.flat()];
        expect(numbers.every(Number.isFinite)).toBe(true);
        if (slices.length > 0) expect(grid === null).toBe(refusedFor.length > 0);
      }),
    );
  });
});
