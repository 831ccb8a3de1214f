import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { readCoco } from './coco.js';
import { readJson } from './json-text.js';
import { readJsonTable } from './json-table.js';
import { readMarkups } from './markups.js';
import { NameMap } from './name-map.js';
import { readLidc } from './lidc.js';
import { ringArea, ringMask } from './polygon.js';
import { maskArea, readRunLengths, unfoldMask } from './run-lengths.js';
import { readTable } from './table.js';
import { readYolo } from './yolo.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const thrown = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error instanceof AppError ? `${error.code} ${error.place ?? ''}` : error;
  }
};

/** maskApi.c `rleToString`, written here to be undone. */
function encode(counts: readonly number[]): string {
  return counts
    .map((count, i) => {
      let value = i > 2 ? count - counts[i - 2]! : count;
      let text = '';
      for (let more = true; more;) {
        let code = value & 31;
        value >>= 5;
        more = (code & 16) !== 0 ? value !== -1 : value !== 0;
        if (more) code |= 32;
        text += String.fromCharCode(code + 48);
      }
      return text;
    })
    .join('');
}

describe('masks', () => {
  it('reads a diagonal of 3 × 3 down the columns', () => {
    const mask = readRunLengths([3, 3], [0, 1, 3, 1, 3, 1], 'x');
    expect([...unfoldMask(mask)]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(maskArea(mask)).toBe(3);
  });

  it('gives back what was written as text', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 60 }), (counts) => {
        const sum = counts.reduce((a, b) => a + b, 0);
        if (sum === 0) return;
        expect(readRunLengths([sum, 1], encode(counts), 'x').counts).toEqual(counts);
      }),
    );
  });

  it.each([
    [[3, 3], [8]],
    [
      [3, 3],
      [0, 10],
    ],
    [
      [3, 3],
      [10, -1],
    ],
    [[3], [3]],
    [[1e6, 1e6], [1e12]],
    [[3, 3], 'P'],
    [[3, 3], '\u00ff'],
  ])('refuses %j %j', (size, counts) => {
    expect(thrown(() => readRunLengths(size, counts, 'x'))).toBe('INPUT-SCHEMA x');
  });

  it('draws a rectangle on whole pixels exactly, and knows its area', () => {
    const ring = [1, 1, 4, 1, 4, 3, 1, 3];
    const mask = ringMask(ring, 5, 6);
    expect(ringArea(ring)).toBe(6);
    expect(maskArea(mask)).toBe(6);
    const rows = [...unfoldMask(mask)].join('').match(/.{6}/g);
    expect(rows).toEqual(['000000', '011100', '011100', '000000', '000000']);
  });
});

const image = { id: 1, width: 64, height: 48, file_name: 'a.png' };
const mark = { id: 1, image_id: 1, category_id: 1, bbox: [1, 1, 2, 2] };
const file = (images: unknown[], annotations: unknown[]): unknown => ({
  images,
  annotations,
  categories: [{ id: 1, name: 'lesion' }],
});

describe('COCO', () => {
  it.each([
    ['INPUT-DUPLICATE', file([image, { ...image, id: '1' }], [])],
    ['INPUT-PATH-ESCAPES', file([{ ...image, file_name: '../a.png' }], [])],
    ['INPUT-SCHEMA', file([{ ...image, width: 0 }], [])],
    ['INPUT-SCHEMA', file([image], [{ ...mark, image_id: '1' }])],
    ['INPUT-SCHEMA', file([image], [{ ...mark, category_id: 2 }])],
    ['INPUT-SCHEMA', file([image], [{ ...mark, bbox: [1, 1, -1, 2] }])],
    ['INPUT-SCHEMA', file([image], [{ ...mark, segmentation: { size: [64, 48], counts: [64 * 48] } }])],
    ['INPUT-SCHEMA', [{ image_id: 1, category_id: 1, bbox: [1, 1, 2, 2] }]],
  ])('refuses with %s: %j', (code, value) => {
    expect(thrown(() => readCoco(value, 'x'))).toMatch(new RegExp(`^${code} `));
  });

  it('refuses nesting that would exhaust a reader', () => {
    expect(thrown(() => readJson(bytes('['.repeat(100_000)), 'x', (v) => v))).toBe('INPUT-SYNTAX x:1');
  });
});

describe('tables', () => {
  it.each([
    ['INPUT-DUPLICATE x:3', 'case,label\ncafe\u0301,1\ncaf\u00e9,1'],
    ['INPUT-SYNTAX x:1', 'case;label,x\n'],
    ['INPUT-SCHEMA x:2', 'seriesuid,coordX,coordY,coordZ\n1.2,1,,3'],
    ['INPUT-SCHEMA x:2', 'seriesuid,x,y,z,radius_mm\n1.2,1,2,3,-1'],
    ['INPUT-SCHEMA x:2', 'case,score\na,high'],
  ])('%s', (expected, text) => {
    expect(thrown(() => readTable(bytes(text), 'x', false))).toBe(expected);
  });

  it('lets several readers read one case, and no reader twice', () => {
    expect(readTable(bytes('case,reader,label\na,r1,1\na,r2,0'), 'x', false).records).toHaveLength(2);
    expect(thrown(() => readTable(bytes('case,reader,label\na,r1,1\na,r1,0'), 'x', false))).toBe(
      'INPUT-DUPLICATE x:3',
    );
  });
});

describe('a name map', () => {
  const map = new NameMap({ 'left-lung': ['left lung', 'LUNG_L', '2'], ignore: ['table'] }, 'protocol.yaml');

  it('joins names to one label', () => {
    expect(map.apply({ 'left lung': 3, LUNG_L: 1, '2': 1, 'left-lung': 1, table: 4 }, 'x')).toEqual({
      'left-lung': 6,
      ignore: 4,
    });
  });

  it('refuses what has no label, with counts and what may be meant', () => {
    expect(() => map.apply({ LUNG_R: 2, '02': 1, '2': 1 }, 'x')).toThrow(
      'names without a label: 02 (1, nearest is 2); LUNG_R (2, nearest is LUNG_L)',
    );
  });

  it('refuses a name with two labels', () => {
    expect(thrown(() => new NameMap({ a: ['x'], b: ['x'] }, 'p'))).toBe('INPUT-DUPLICATE p');
  });
});

describe('damaged files', () => {
  const seeds: [string, (text: string) => unknown][] = [
    [
      JSON.stringify(file([image], [mark])),
      (text) => readJson(bytes(text), 'x', (value) => readCoco(value, 'x')),
    ],
    ['0 0.5 0.5 0.2 0.2 0.9\n1 0.1 0.1 0.5 0.1 0.5 0.5\n', (text) => readYolo(bytes(text), 'x', 'x', null)],
    [
      '[{"image": "a", "bbox": [1, 2, 3, 4], "score": 0.5}, {"image": "b", "bbox": [1, 2, 3, 4], "score": null}]',
      (text) => readJson(bytes(text), 'x', (value, whole) => readJsonTable(value, whole, 'x')),
    ],
    [
      '{"markups": [{"type": "Fiducial", "coordinateSystem": "RAS", "controlPoints": [{"label": "a", "position": [1, 2, 3]}]}]}',
      (text) => readJson(bytes(text), 'x', (value) => readMarkups(value, 'x')),
    ],
    ['case;score;label\nc01;0.75;1\nc02;"0,10";0\n', (text) => readTable(bytes(text), 'x', false)],
    [
      '<LidcReadMessage><readingSession><unblindedReadNodule><noduleID>1</noduleID><roi><inclusion>TRUE</inclusion><edgeMap><xCoord>1</xCoord><yCoord>2</yCoord></edgeMap></roi></unblindedReadNodule></readingSession></LidcReadMessage>',
      (text) => readLidc(bytes(text), 'x'),
    ],
  ];
  it.each(seeds)('are read or refused with a code: %.40s', (seed, read) => {
    const edit = fc.tuple(fc.nat(seed.length), fc.nat(4), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let text = seed;
        for (const [at, cut, add] of edits) text = text.slice(0, at) + add + text.slice(at + cut);
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
