import { describe, expect, it } from 'vitest';
import type { Finding } from '../core/finding.js';
import { readDicom } from '../imaging/dicom.js';
import { row } from '../imaging/dicom-writer.testkit.js';
import type { Row } from '../imaging/dicom-writer.testkit.js';
import { radiograph } from '../imaging/radiograph.testkit.js';
import { readVoiPresentation, windowShare } from '../imaging/voi-presentation.js';
import { dicomPicture } from './dicom-picture.js';

/** 1 row × 4 columns of 8 bit, slope 1, no window. */
function grey(values: number[], changes: Record<number, Row | null> = {}): Uint8Array {
  return radiograph({
    0x00280010: row(0x00280010, 'US', [1]),
    0x00280100: row(0x00280100, 'US', [8]),
    0x00280101: row(0x00280101, 'US', [8]),
    0x00280102: row(0x00280102, 'US', [7]),
    0x00281050: null,
    0x00281051: null,
    0x00281052: null,
    0x00281053: null,
    0x7fe00010: row(0x7fe00010, 'OB', values),
    ...changes,
  });
}

async function shown(bytes: Uint8Array): Promise<{ pixels: number[]; findings: string[] }> {
  const file = await readDicom(bytes, 'x.dcm');
  const findings: Finding[] = [];
  const voi = readVoiPresentation(file.dataSet, 0, false, 'x.dcm', findings);
  const picture = dicomPicture(await file.pixels(), voi);
  return { pixels: [...(picture?.().pixels ?? [])], findings: findings.map(({ message }) => message) };
}

const window = (centre: string, width: string): Record<number, Row> => ({
  0x00281050: row(0x00281050, 'DS', centre),
  0x00281051: row(0x00281051, 'DS', width),
});
const kind = (name: string): Record<number, Row> => ({ 0x00281056: row(0x00281056, 'CS', name) });
const table = (...entries: number[]): Record<number, Row> => ({
  0x00283010: row(0x00283010, 'SQ', [
    [row(0x00283002, 'US', [entries.length, 1, 8]), row(0x00283006, 'US', entries)],
  ]),
});

describe('windows', () => {
  it('LINEAR counts whole values, LINEAR_EXACT lengths, SIGMOID reaches neither end', () => {
    const window = { centre: 2048, width: 4096 };
    expect([0, 4095, 2047.5].map((value) => windowShare(value, window, 'LINEAR'))).toEqual([0, 1, 0.5]);
    expect([0, 4096, 2048].map((value) => windowShare(value, window, 'LINEAR_EXACT'))).toEqual([0, 1, 0.5]);
    // The example of PS3.3 C.11.2.1.2: a window of width 1 is a threshold.
    expect([99, 100].map((value) => windowShare(value, { centre: 100, width: 1 }, 'LINEAR'))).toEqual([0, 1]);
    expect(windowShare(100, { centre: 100, width: 7 }, 'SIGMOID')).toBe(0.5);
    expect(windowShare(110, { centre: 100, width: 10 }, 'SIGMOID')).toBeCloseTo(1 / (1 + Math.exp(-4)), 12);
  });

  it('are applied to modality values; of several the first is shown', async () => {
    const rescale = { 0x00281052: row(0x00281052, 'DS', '-10'), 0x00281053: row(0x00281053, 'DS', '2') };
    const bytes = grey([5, 10, 15, 20], {
      ...rescale,
      ...window('10\\90', '20\\1'),
      ...kind('LINEAR_EXACT'),
    });
    expect(await shown(bytes)).toEqual({ pixels: [0, 128, 255, 255], findings: [] });
  });

  it('of the functional group of the frame come before those of the image', async () => {
    const item = [row(0x00281050, 'DS', '2'), row(0x00281051, 'DS', '4')];
    const group = [row(0x00289132, 'SQ', [item])];
    const changes = {
      ...window('100', '200'),
      ...kind('LINEAR'),
      0x52009230: row(0x52009230, 'SQ', [group]),
    };
    expect((await shown(grey([0, 1, 2, 3], changes))).pixels).toEqual([0, 85, 170, 255]);
  });

  it('that show nothing are left out with a doubt', async () => {
    const { pixels, findings } = await shown(
      grey([0, 50, 100, 200], { ...window('1\\100', '0'), ...kind('CUBIC') }),
    );
    // No window is left: percentiles, the frequent lowest value not counted.
    expect(pixels).toEqual([0, 0, 85, 255]);
    expect(findings.map((text) => text.split(';')[0])).toEqual([
      'VOILUTFunction is "CUBIC", LINEAR is taken',
      '2 window centres stand beside 1 widths',
      'a window is 0 wide',
    ]);
  });
});

describe('VOI tables', () => {
  it('come before windows; values below and above take the ends', async () => {
    const bytes = grey([0, 1, 2, 9], { ...window('1', '2'), ...table(10, 20, 200) });
    expect((await shown(bytes)).pixels).toEqual([10, 10, 20, 200]);
  });

  it('that do not fit their descriptor leave the window', async () => {
    const broken = {
      0x00283010: row(0x00283010, 'SQ', [[row(0x00283002, 'US', [9, 0, 8]), row(0x00283006, 'US', [1])]]),
    };
    const { pixels, findings } = await shown(grey([0, 1, 2, 3], { ...window('2', '4'), ...broken }));
    expect(pixels).toEqual([0, 85, 170, 255]);
    expect(findings).toHaveLength(1);
  });
});

describe('grey pictures', () => {
  it('MONOCHROME1 is inverted, padding is black and no part of the shades', async () => {
    const changes = {
      0x00280004: row(0x00280004, 'CS', 'MONOCHROME1'),
      0x00280120: row(0x00280120, 'US', [250]),
    };
    expect((await shown(grey([0, 50, 100, 250], changes))).pixels).toEqual([255, 255, 0, 0]);
  });

  it('a falling rescale shows what is bright in modality values bright', async () => {
    const falling = { 0x00281052: row(0x00281052, 'DS', '100'), 0x00281053: row(0x00281053, 'DS', '-1') };
    expect((await shown(grey([0, 50, 75, 100], falling))).pixels).toEqual([255, 85, 0, 0]);
  });
});

describe('colour pictures', () => {
  const colour = (photometric: string, bits: number, values: number[]): Uint8Array =>
    grey(values, {
      0x00280002: row(0x00280002, 'US', [3]),
      0x00280004: row(0x00280004, 'CS', photometric),
      0x00280011: row(0x00280011, 'US', [2]),
      0x00280100: row(0x00280100, 'US', [bits]),
      0x00280101: row(0x00280101, 'US', [bits]),
      0x00280102: row(0x00280102, 'US', [bits - 1]),
      0x7fe00010: row(0x7fe00010, bits === 8 ? 'OB' : 'OW', values),
    });

  it('are RGB of eight bits, whatever the image has', async () => {
    expect((await shown(colour('RGB', 8, [1, 2, 3, 4, 5, 6]))).pixels).toEqual([1, 2, 3, 4, 5, 6]);
    const wide = await shown(colour('RGB', 16, [0, 257, 514, 65535, 1, 32768]));
    expect(wide.pixels).toEqual([0, 1, 2, 255, 0, 128]);
    const ybr = await shown(colour('YBR_FULL', 8, [9, 128, 128, 76, 85, 255]));
    expect(ybr.pixels).toEqual([9, 9, 9, 254, 0, 0]);
  });

  it('a palette of 16 bits is shown by its upper eight', async () => {
    const tables = [0, 1, 2].flatMap((i) => [
      row(0x00281101 + i, 'US', [2, 0, 16]),
      row(0x00281201 + i, 'OW', [0, 65535 - 25700 * i]),
    ]);
    const palette = grey([0, 1, 1, 0], {
      0x00280004: row(0x00280004, 'CS', 'PALETTE COLOR'),
      ...Object.fromEntries(tables.map((one) => [one.tag, one])),
    });
    expect((await shown(palette)).pixels).toEqual([0, 0, 0, 255, 155, 55, 255, 155, 55, 0, 0, 0]);
  });
});
