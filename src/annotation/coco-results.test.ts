import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectPath, truthsAmong } from '../inspect/inspect.js';
import { readCoco } from './coco.js';
import { holdResults } from './coco-results.js';

const truth = {
  images: [
    { id: 1, width: 64, height: 48 },
    { id: 2, width: 64, height: 48 },
  ],
  categories: [{ id: 7, name: 'nodule' }],
  annotations: [{ id: 1, image_id: 1, category_id: 7, bbox: [1, 1, 2, 2] }],
};
const detection = { image_id: 1, category_id: 7, bbox: [1, 1, 2, 2], score: 0.5 };
const mask = (rows: number, columns: number): unknown => ({
  size: [rows, columns],
  counts: [rows * columns],
});
const hold = (results: unknown[]): [code: string, first: unknown, entries: unknown][] =>
  holdResults(readCoco(results, 'r'), readCoco(truth, 't'), 'r').findings.map(({ code, args }) => [
    code,
    args['first'],
    args['entries'],
  ]);

describe('detections against their truth file', () => {
  it('names categories and counts images without detection', () => {
    const held = holdResults(readCoco([detection], 'r'), readCoco(truth, 't'), 'r');
    expect(held).toEqual({ findings: [], labels: ['nodule'], imagesWithoutDetection: 1 });
  });

  it.each([
    ['ANNOTATION-IMAGE-UNKNOWN', { image_id: 3 }],
    ['ANNOTATION-IMAGE-UNKNOWN', { image_id: '1' }],
    ['ANNOTATION-CATEGORY-UNKNOWN', { category_id: 1 }],
    ['ANNOTATION-MASK-SIZE', { segmentation: mask(64, 48) }],
    ['ANNOTATION-OUTSIDE-IMAGE', { bbox: [60, 1, 5, 2] }],
  ])('%s for %j', (code, change) => {
    expect(hold([detection, { ...detection, ...change }, { ...detection, ...change }])).toEqual([
      [code, '/1', 2],
    ]);
  });

  it('says when only the type of an id differs', () => {
    const [finding] = holdResults(
      readCoco([{ ...detection, image_id: '1' }], 'r'),
      readCoco(truth, 't'),
      'r',
    ).findings;
    expect(finding?.fix).toContain('a number and a text are different ids');
  });
});

describe('detections named beside their truth file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'veritome-coco-'));
    await writeFile(join(folder, 'truth.json'), JSON.stringify(truth));
    await writeFile(join(folder, 'other.json'), JSON.stringify({ ...truth, images: [], annotations: [] }));
    await writeFile(join(folder, 'none.json'), '[]');
    await writeFile(join(folder, 'results.json'), JSON.stringify([detection]));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are held against the one that knows their images', async () => {
    const paths = ['results.json', 'other.json', 'truth.json', 'missing.json'].map((n) => join(folder, n));
    const [first, ...others] = await truthsAmong(paths);
    const held = (await inspectPath(paths[0]!)).againstTruth?.([first!, ...others]);
    expect(held?.facts).toMatchObject({ heldAgainst: paths[2], perCategory: { nodule: 1 } });
    expect(held?.findings).toEqual([]);
  });

  it('no detection at all is a result', async () => {
    expect((await inspectPath(join(folder, 'none.json'))).facts).toMatchObject({ detections: 0 });
  });

  it('a single file is held against nothing', async () => {
    expect(await truthsAmong([join(folder, 'truth.json')])).toEqual([]);
  });
});
