import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { inspectPath } from './inspect.js';
import type { InspectOptions, Understood } from './inspector.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veritome-table-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(name: string, content: unknown, options: InspectOptions = {}): Promise<Understood> {
  const file = join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content, null, 1));
  return inspectPath(file, options);
}
async function refusal(name: string, content: unknown, options: InspectOptions = {}): Promise<string> {
  return read(name, content, options).then(
    ({ kind }) => kind,
    (error: unknown) =>
      error instanceof AppError
        ? `${error.code} ${(error.place ?? '').replace(join(folder, name), '')}`
        : String(error),
  );
}

describe('tables in CSV', () => {
  it('give points with radius, in mm', async () => {
    const { kind, facts } = await read(
      'p.csv',
      'seriesuid,coordX,coordY,coordZ,diameter_mm,probability\n1.2,-1.5,2,3,6,0.5\n1.2,4,5,6,,\n1.3,0,0,0,8,1\n',
    );
    expect(kind).toBe('points');
    expect(facts).toMatchObject({
      rows: 3,
      series: 2,
      pointsLpsMm: [
        [-1.5, 2, 3],
        [4, 5, 6],
        [0, 0, 0],
      ],
      radiiMm: [3, null, 4],
      scores: [0.5, null, 1],
      sumDiameterMm: 14,
      shapes: { point: 3 },
    });
  });

  it('give boxes of several readers, by corners or by sides, and images without a box', async () => {
    const corners = await read(
      'b.csv',
      'image_id,class_name,rad_id,x_min,y_min,x_max,y_max\na,Nodule,Dr A,1,2,11,22\na,No finding,Dr B,,,,\n',
    );
    expect(corners.kind).toBe('boxes');
    expect(corners.facts).toMatchObject({
      boxesXywhPx: [[1, 2, 10, 20]],
      shapes: { box: 1, whole: 1 },
      readers: 2,
      readerNames: ['reader-1', 'reader-2'],
      labels: { Nodule: 1, 'No finding': 1 },
    });
    const sides = await read('s.csv', 'patientId,x,y,width,height,Target\n1,264,152,213,379,1\n2,,,,,0\n');
    expect(sides.facts).toMatchObject({ boxesXywhPx: [[264, 152, 213, 379]], positives: 1, negatives: 1 });
  });

  it('name one reader alike in every file where a key is given', async () => {
    const readerPseudonym = (name: string): string => `r-${name.length}`;
    const { facts } = await read('k.csv', 'case,reader,label\na,Dr Long,1\na,Dr B,0\n', { readerPseudonym });
    expect(facts).toMatchObject({ readerNames: ['r-7', 'r-4'], repeatedIds: 1 });
    expect(JSON.stringify(facts)).not.toContain('Dr');
  });

  it('keep formulas as text, and numbers with a sign are none', async () => {
    const { facts } = await read('f.csv', 'case_id,label,score\n=1+1,1,-0.5\n@SUM(1),0,+1\n-x,1,\n');
    expect(facts).toMatchObject({ formulaLikeCells: 3, ids: ['=1+1', '@SUM(1)', '-x'] });
  });

  it.each([
    ['INPUT-SYNTAX :2', 'case,score\na,"0,75"\n'],
    ['INPUT-SYNTAX :2', 'case;score\na;0,75\n'],
    ['INPUT-SCHEMA :1', 'ID,id,label\na,b,1\n'],
    ['INPUT-SCHEMA :3', 'image,label,xmin,ymin,xmax,ymax\na,n,1,1,2,2\nb,n,5,1,2,2\n'],
    ['INPUT-SCHEMA :2', 'image,label,xmin,ymin,xmax,ymax\na,n,1,1,,2\n'],
    ['INPUT-SCHEMA :2', 'image,xmin,ymin,xmax,ymax\na,,,,\n'],
  ])('refuse with %s: %j', async (expected, text) => {
    expect(await refusal('r.csv', text)).toBe(expected);
  });

  it('read decimal commas where they are declared, thousands too', async () => {
    const { facts } = await read('d.csv', '\uFEFFcase;score;comment\na;0,75;"x;\n1"\nb;"1.000,5";-', {
      decimalComma: true,
    });
    expect(facts).toMatchObject({ scores: [0.75, 1000.5], byteOrderMark: true, comments: ['x;\n1', '-'] });
  });
});

describe('tables in JSON', () => {
  it('give rows as CSV does', async () => {
    const { kind, facts, names } = await read('l.json', [
      { case: '001', label: 'positive', score: 0.5 },
      { case: '1', label: 'negative', score: null },
    ]);
    expect(kind).toBe('table');
    expect(facts).toMatchObject({
      ids: ['001', '1'],
      scores: [0.5, null],
      positives: 1,
      negatives: 1,
      delimiter: null,
    });
    expect(names).toEqual({ positive: 1, negative: 1 });
  });

  it('give points with radius for one image, RAS turned into LPS', async () => {
    const { kind, facts } = await read('q.json', {
      seriesuid: '1.2.3',
      coordinateSystem: 'RAS',
      points: [
        { point: [1, 2, 3], radius_mm: 4, probability: 0.25 },
        { point: [0, -2, 3], radius_mm: 1 },
      ],
    });
    expect(kind).toBe('points');
    expect(facts).toMatchObject({
      pointsLpsMm: [
        [-1, -2, 3],
        [0, 2, 3],
      ],
      radiiMm: [4, 1],
      scores: [0.25, null],
    });
  });

  it('give points of Grand Challenge, bare points, and boxes', async () => {
    const named = {
      name: 'Lesions',
      type: 'Multiple points',
      points: [{ name: 'a', point: [1, 2, 3] }],
      version: { major: 1, minor: 0 },
    };
    expect((await read('g.json', named)).facts).toMatchObject({ pointsLpsMm: [[1, 2, 3]] });
    expect(
      (
        await read('bare.json', {
          points: [
            [1, 2, 3],
            [4, 5, 6],
          ],
        })
      ).facts,
    ).toMatchObject({ annotations: 2 });
    const boxes = await read('box.json', {
      predictions: [{ image: 'a.png', bbox: [1, 2, 3, 4], score: 0.5 }],
    });
    expect(boxes).toMatchObject({ kind: 'boxes', facts: { boxesXywhPx: [[1, 2, 3, 4]], scores: [0.5] } });
  });

  it.each([
    ['INPUT-SCHEMA :6#/1', [{ case: 'a', label: 1 }, { case: 'b' }]],
    [
      'INPUT-DUPLICATE :6#/1',
      [
        { case: 'a', label: 1 },
        { case: 'a', label: 1 },
      ],
    ],
    ['INPUT-SCHEMA :4#/0/label', [{ case: 'a', label: { value: 1 } }]],
    ['INPUT-SCHEMA :4#/points/0/point', { points: [{ point: [1, 'x', 3] }] }],
    ['INPUT-SCHEMA :2#/coordinateSystem', { coordinateSystem: 'voxel', points: [[1, 2, 3]] }],
    ['INPUT-SCHEMA :5#/1', [{ case: 'a' }, 7]],
    ['INPUT-DUPLICATE :1#/0', '[{"case": "a", "case": "b"}]'],
    ['INPUT-SYNTAX :2', '[{"case": "a"},\n{"case": b}]'],
    ['INPUT-UNKNOWN-KIND ', { name: 'something', version: 1 }],
    ['INPUT-UNKNOWN-KIND ', [{ a: 1 }]],
  ])('are refused with %s', async (expected, content) => {
    expect(await refusal('bad.json', content)).toBe(expected);
  });
});

describe('markups of 3D Slicer', () => {
  const point = (label: string, position: unknown, positionStatus = 'defined'): unknown => ({
    id: '1',
    label,
    position,
    orientation: [-1, -0, -0, -0, -1, -0, 0, 0, 1],
    positionStatus,
  });
  const file = (coordinateSystem: unknown, ...controlPoints: unknown[]): unknown => ({
    '@schema':
      'https://raw.githubusercontent.com/slicer/slicer/master/Modules/Loadable/Markups/Resources/Schema/markups-schema-v1.0.3.json#',
    markups: [{ type: 'Fiducial', coordinateSystem, coordinateUnits: 'mm', controlPoints }],
  });

  it('give points in LPS whichever way they were saved', async () => {
    const lps = await read('a.mrk.json', file('LPS', point('F-1', [1, 2, 3]), point('F-2', [0, 0, 9])));
    const ras = await read('b.mrk.json', file('RAS', point('F-1', [-1, -2, 3]), point('F-2', [0, 0, 9])));
    expect(lps.kind).toBe('markups');
    expect(lps.facts['pointsLpsMm']).toEqual([
      [1, 2, 3],
      [0, 0, 9],
    ]);
    expect(ras.facts['pointsLpsMm']).toEqual(lps.facts['pointsLpsMm']);
    expect(lps.facts).toMatchObject({ points: 2, labels: { 'F-1': 1, 'F-2': 1 } });
  });

  it('leave out points that were never placed, and say so', async () => {
    const { facts, findings } = await read(
      'c.mrk.json',
      file('LPS', point('F-1', [1, 2, 3]), point('', null, 'undefined')),
    );
    expect(facts['points']).toBe(1);
    expect(findings.map(({ code, args }) => [code, args['first']])).toEqual([
      ['ANNOTATION-NO-POSITION', '/markups/0/controlPoints/1'],
    ]);
  });

  it.each([
    ['INPUT-SCHEMA :6#/markups/0/coordinateSystem', file('IJK')],
    ['INPUT-SCHEMA :12#/markups/0/controlPoints/0/position', file('LPS', point('a', [1, 2]))],
    [
      'INPUT-SCHEMA :8#/markups/0/controlPoints',
      { markups: [{ type: 'Fiducial', coordinateSystem: 'LPS', a: 1, b: 2, controlPoints: {} }] },
    ],
  ])('are refused with %s', async (expected, content) => {
    expect(await refusal('bad.mrk.json', content)).toBe(expected);
  });
});
