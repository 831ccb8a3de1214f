import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { row } from '../imaging/dicom-writer.testkit.js';
import { sliceFile } from '../imaging/series.testkit.js';
import { imageSource } from './given-images.js';
import { setHeldAgainst } from './held-against.js';
import { inspectPath } from './inspect.js';
import { pngHead } from './png-head.testkit.js';

let folder: string;
/** Four slices of 4 × 3 pixels of 0.5 mm, 2 mm apart; beside them a folder of pictures. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veritome-held-'));
  await mkdir(join(folder, 'ct'));
  await mkdir(join(folder, 'pictures', 'deep'), { recursive: true });
  for (let i = 0; i < 4; i += 1) {
    const changes = {
      0x0020000e: row(0x0020000e, 'UI', '2.25.77'),
      0x00280030: row(0x00280030, 'DS', '0.5\\0.5'),
    };
    const file = sliceFile({ position: [0, 0, 2 * i], number: i + 1, changes });
    await writeFile(join(folder, 'ct', `${i}.dcm`), file);
  }
  await writeFile(join(folder, 'pictures', 'a.png'), pngHead(64, 48));
  await writeFile(join(folder, 'pictures', 'deep', 'b.png'), pngHead(10, 10));
});
afterAll(() => rm(folder, { recursive: true }));

async function held(
  name: string,
  content: unknown,
  images: 'ct' | 'pictures',
): Promise<{ doubts: unknown[]; facts: Record<string, unknown> }> {
  const file = join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  const alone = { ...(await inspectPath(file)), facts: {}, findings: [] };
  expect(alone.set).toBeDefined();
  if (alone.set === undefined) return { doubts: [], facts: {} };
  const { facts, findings } = await setHeldAgainst(alone, alone.set, imageSource(join(folder, images)), name);
  return { facts, doubts: findings.map(({ code, args }) => [code, args['entries'], args['first'] ?? null]) };
}

describe('points and contours against a series', () => {
  const points = (...rows: string[]): string => `seriesuid,x,y,z\n${rows.join('\n')}\n`;

  it('inside is within half a voxel of the outermost centres', async () => {
    const { facts, doubts } = await held('p.csv', points('2.25.77,0,0,0', '2.25.77,1.7,1.2,6.9'), 'ct');
    expect(doubts).toEqual([]);
    expect(facts).toEqual({ imagesNamed: 1, imagesFound: 1, imagesInFolder: 4, annotationsNotHeld: 0 });
  });

  it('outside is named by its line', async () => {
    const { doubts } = await held(
      'p.csv',
      points('2.25.77,0,0,0', '2.25.77,1.8,0,0', '2.25.77,0,0,7.1'),
      'ct',
    );
    expect(doubts).toEqual([['ANNOTATION-POINT-OUTSIDE', 2, 'line 3']]);
  });

  it('a series that is not there is named by the line, never by its UID', async () => {
    const { doubts } = await held('p.csv', points('2.25.77,0,0,0', '2.25.78,0,0,0'), 'ct');
    expect(doubts).toEqual([
      ['ANNOTATION-IMAGE-MISSING', 1, 'line 3'],
      ['ANNOTATION-NOT-HELD', 1, null],
    ]);
    expect(JSON.stringify(doubts)).not.toContain('2.25');
  });

  it('nodules of a reading are counted on the grid of their series, reader by reader', async () => {
    // Around column 1, row 1: one pixel, on two slices of 0.5 × 0.5 × 2 mm.
    const ring = [0, 0, 1, 0, 2, 0, 2, 1, 2, 2, 1, 2, 0, 2, 0, 1];
    const edges = ring.flatMap((x, i) =>
      i % 2 === 0 ? [`<edgeMap><xCoord>${x}</xCoord><yCoord>${ring[i + 1]!}</yCoord></edgeMap>`] : [],
    );
    const roi = (z: number): string =>
      `<roi><imageZposition>${z}</imageZposition><inclusion>TRUE</inclusion>${edges.join('')}</roi>`;
    const xml = (z: number): string =>
      `<LidcReadMessage><ResponseHeader><SeriesInstanceUid>2.25.77</SeriesInstanceUid></ResponseHeader><readingSession>
<unblindedReadNodule><noduleID>7</noduleID>${roi(0)}${roi(z)}</unblindedReadNodule></readingSession></LidcReadMessage>`;
    const { facts } = await held('r.xml', xml(2), 'ct');
    expect(facts['masks']).toMatchObject([
      { name: 'nodule-ge-3mm', reader: 'reader-1', instance: '7', voxels: 2, volumeMl: 0.001 },
    ]);
    const off = await held('r.xml', xml(3), 'ct');
    expect(off.doubts).toEqual([['ANNOTATION-SLICE-MISSING', 1, 'mark 1 of reader-1']]);
    expect(off.facts['masks']).toBeUndefined();
  });

  it('markups name no series: any of the folder may hold their points', async () => {
    const markup = (z: number): unknown => ({
      markups: [
        { type: 'Fiducial', coordinateSystem: 'LPS', controlPoints: [{ label: 'a', position: [0, 0, z] }] },
      ],
    });
    expect((await held('m.mrk.json', markup(6), 'ct')).doubts).toEqual([]);
    expect((await held('m.mrk.json', markup(60), 'ct')).doubts).toEqual([
      ['ANNOTATION-POINT-OUTSIDE', 1, 'mark 1'],
    ]);
  });

  it('contours lie on slices that are there, by UID or by position, and in the image', async () => {
    const edge = (x: number): string => `<edgeMap><xCoord>${x}</xCoord><yCoord>1</yCoord></edgeMap>`;
    const reading = (plane: string, x = 1): string =>
      `<LidcReadMessage><ResponseHeader><SeriesInstanceUid>2.25.77</SeriesInstanceUid></ResponseHeader><readingSession><unblindedReadNodule><noduleID>1</noduleID><roi>${plane}<inclusion>TRUE</inclusion>${edge(x)}</roi></unblindedReadNodule></readingSession></LidcReadMessage>`;
    const uid = (n: number): string => `<imageSOP_UID>2.25.1.1.1.${n}</imageSOP_UID>`;
    const z = (mm: number): string => `<imageZposition>${mm}</imageZposition>`;
    const doubts = async (text: string): Promise<unknown> => (await held('l.xml', text, 'ct')).doubts;
    expect(await doubts(reading(uid(4)))).toEqual([]);
    expect(await doubts(reading(z(4)))).toEqual([]);
    expect(await doubts(reading(uid(5)))).toEqual([['ANNOTATION-SLICE-MISSING', 1, 'mark 1 of reader-1']]);
    expect(await doubts(reading(z(5)))).toEqual([['ANNOTATION-SLICE-MISSING', 1, 'mark 1 of reader-1']]);
    expect(await doubts(reading(z(8)))).toEqual([['ANNOTATION-SLICE-MISSING', 1, 'mark 1 of reader-1']]);
    expect(await doubts(reading(uid(1), 5))).toEqual([['ANNOTATION-OUTSIDE-IMAGE', 1, 'mark 1 of reader-1']]);
  });
});

describe('boxes against pictures', () => {
  const coco = (width: number, ...names: string[]): unknown => ({
    images: names.map((file_name, id) => ({ id, file_name, width, height: 48 })),
    categories: [{ id: 1, name: 'n' }],
    annotations: [],
  });

  it('images are there and have the size the file gives', async () => {
    expect((await held('c.json', coco(64, 'a.png'), 'pictures')).doubts).toEqual([]);
    expect((await held('c.json', coco(64, 'a.png', 'c.png'), 'pictures')).doubts).toEqual([
      ['ANNOTATION-IMAGE-MISSING', 1, '/images/1'],
    ]);
    expect((await held('c.json', coco(65, 'a.png', 'deep/b.png'), 'pictures')).doubts).toEqual([
      ['ANNOTATION-IMAGE-SIZE', 2, '/images/0'],
    ]);
  });

  it('boxes of a table lie in their image', async () => {
    const text = 'image,label,x,y,width,height\na.png,n,60,40,4,8\na,n,60,40,5,8\n';
    expect((await held('b.csv', text, 'pictures')).doubts).toEqual([
      ['ANNOTATION-OUTSIDE-IMAGE', 1, 'line 3'],
    ]);
  });

  it('YOLO labels have their image', async () => {
    expect((await held('a.txt', '0 .5 .5 .1 .1', 'pictures')).doubts).toEqual([]);
    expect((await held('z.txt', '0 .5 .5 .1 .1', 'pictures')).doubts).toEqual([
      ['ANNOTATION-IMAGE-MISSING', 1, 'image 1'],
    ]);
  });
});
