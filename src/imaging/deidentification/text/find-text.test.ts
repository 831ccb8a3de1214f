import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../core/random.js';
import type { Region } from './candidate-regions.js';
import { findText } from './find-text.js';
import type { Plane } from './intensity-range.js';
import { background, BACKGROUND_NAMES, write } from './rendered-text.testkit.js';
import type { Background, Writing } from './rendered-text.testkit.js';

const SIDE = 224;

/** @returns boxes found, and the rectangle that the ink fills */
function written(
  name: Background,
  change: Partial<Writing> = {},
): { found: Region[]; ink: Region; plane: Plane } {
  const plane = background(name, SIDE, SIDE, new RandomStream(7));
  const ink = write(plane, { text: 'DOE JANE', dot: 1, column: 40, row: 60, ink: 4095, ...change });
  return { found: findText(plane), ink, plane };
}

function expectMet({ found, ink }: { found: Region[]; ink: Region }): void {
  const share = (one: Region): number => {
    const width = Math.min(one.column1, ink.column1) - Math.max(one.column0, ink.column0);
    const height = Math.min(one.row1, ink.row1) - Math.max(one.row0, ink.row0);
    return Math.max(0, width) * Math.max(0, height);
  };
  const area = (ink.column1 - ink.column0) * (ink.row1 - ink.row0);
  expect(Math.max(0, ...found.map(share)) / area).toBeGreaterThan(0.3);
}

it('letters on an empty picture are one box, to the pixel', () => {
  const { found } = written('flat');
  // Eight letters six pixels apart, the last column of the last letter being blank; D to E of seven rows.
  expect(found).toEqual([{ column0: 40, row0: 60, column1: 87, row1: 67 }]);
});

describe('letters are found', () => {
  it.each([
    ['on noise', 'noise', {}],
    ['on tissue', 'tissue', {}],
    ['on speckle', 'speckle', { dot: 2 }],
    ['between ribs', 'ribs', { dot: 2 }],
    ['on trabeculae', 'trabeculae', { dot: 2 }],
    ['half as bright', 'tissue', { dot: 2, ink: 3200 }],
    ['darker than the picture', 'tissue', { dot: 2, ink: 0 }],
    ['shaded at the edges', 'tissue', { dot: 1.4 }],
    ['bold', 'tissue', { dot: 2, bold: 0.5 }],
    ['35 pixels high', 'tissue', { dot: 5, text: '4711', column: 20 }],
    ['63 pixels high', 'tissue', { dot: 9, text: 'JAN', column: 10 }],
    ['running down', 'tissue', { dot: 2, turns: 1, row: 20 }],
    ['upside down', 'tissue', { dot: 1.4, turns: 2 }],
    ['running up', 'noise', { dot: 2, turns: 3, row: 20 }],
    ['small ones', 'tissue', { text: 'Mustermann', dot: 1.4 }],
    ['digits of a date', 'tissue', { text: '05.03.1971' }],
  ] as [string, Background, Partial<Writing>][])('%s', (_, name, change) => {
    expectMet(written(name, change));
  });

  it('whatever the stored values are: 8 bit, signed, floating point', () => {
    const { plane, ink } = written('tissue');
    const { columns, rows } = plane;
    for (const values of [
      Uint8Array.from(plane.values, (value) => value >> 4),
      Int16Array.from(plane.values, (value) => value - 1024),
      Int32Array.from(plane.values, (value) => 1000 * value),
      Float32Array.from(plane.values, (value) => value / 4095),
    ]) {
      expectMet({ found: findText({ columns, rows, values }), ink });
    }
  });

  it('beside a few pixels that are a hundred times brighter', () => {
    const { plane, ink } = written('tissue');
    const values = Float64Array.from(plane.values);
    for (let i = 0; i < 20; i += 1) values[i] = 400_000;
    expectMet({ found: findText({ ...plane, values }), ink });
  });
});

describe('nothing is found', () => {
  it.each(BACKGROUND_NAMES)('in a picture of %s', (name) => {
    for (let seed = 1; seed <= 3; seed += 1) {
      expect(findText(background(name, SIDE + 16 * seed, SIDE, new RandomStream(seed)))).toEqual([]);
    }
  });

  it('in one or two letters: the marker of a side is no name', () => {
    for (const text of ['R', 'LA']) expect(written('tissue', { text, dot: 4 }).found).toEqual([]);
  });

  it('in a picture of one value, of none, or of a few pixels', () => {
    for (const [columns, rows] of [
      [64, 64],
      [0, 0],
      [1, 1],
      [3, 900],
    ] as const) {
      expect(findText({ columns, rows, values: new Uint16Array(columns * rows).fill(9) })).toEqual([]);
    }
    expect(findText({ columns: 8, rows: 8, values: new Float32Array(64).fill(NaN) })).toEqual([]);
  });
});
