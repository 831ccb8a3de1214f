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
    const { truths, before } = await truthsAmong(paths);
    const [first, ...others] = truths;
    expect([...before.keys()]).toEqual(paths);
    // What was read is not read again, and held no longer than needed.
    const kept = await before.get(paths[0]!);
    const again = await inspectPath(paths[0]!, {}, before);
    expect(again).toBe(kept);
    expect(before.has(paths[0]!)).toBe(false);
    await expect(inspectPath(paths[3]!, {}, before)).rejects.toThrow();
    const held = again.againstTruth?.([first!, ...others]);
    expect(held?.facts).toMatchObject({ heldAgainst: paths[2], perCategory: { nodule: 1 } });
    expect(held?.findings).toEqual([]);
  });

  it('polygons too large to be drawn leave the sum of areas out, with a doubt', async () => {
    const polygon = Array.from({ length: 400 }, (_, i) => (i % 4 < 2 ? 0 : 900_000));
    const large = {
      images: [{ id: 1, file_name: 'a.png', width: 1_000_000, height: 1_000_000 }],
      categories: [{ id: 1, name: 'nodule' }],
      annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [0, 0, 9, 9], segmentation: [polygon] }],
    };
    await writeFile(join(folder, 'large.json'), JSON.stringify(large));
    const { facts, findings } = await inspectPath(join(folder, 'large.json'));
    expect(facts['sumShapeAreaPx']).toBeNull();
    expect(findings.map(({ code }) => code)).toContain('ANNOTATION-NOT-DRAWN');
  });

  it('no detection at all is a result', async () => {
    expect((await inspectPath(join(folder, 'none.json'))).facts).toMatchObject({ detections: 0 });
  });

  it('a single file is held against nothing', async () => {
    expect((await truthsAmong([join(folder, 'truth.json')])).truths).toEqual([]);
  });
});
