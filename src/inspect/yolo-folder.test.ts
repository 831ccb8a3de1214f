import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { readYoloNames } from '../annotation/yolo-names.js';
import { readYolo } from '../annotation/yolo.js';
import { inspectPath } from './inspect.js';
import { pngHead } from './png-head.testkit.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veritome-yolo-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}
async function code(path: string): Promise<string> {
  return inspectPath(join(folder, path)).then(
    () => 'read',
    (error: unknown) => (error instanceof AppError ? error.code : 'other'),
  );
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** A JPEG up to its frame header, behind an APP0 segment. */
function jpeg(columns: number, rows: number): Uint8Array {
  return Uint8Array.from(
    [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8].concat([
      rows >> 8,
      rows & 255,
      columns >> 8,
      columns & 255,
      1,
      1,
      0x11,
      0,
    ]),
  );
}

describe('a folder of YOLO labels', () => {
  it('joins names, images with their sizes, and labels, in folders beside each other', async () => {
    await put({
      'data.yaml': 'train: images/train\nval: ../elsewhere\nnc: 2\nnames:\n  0: nodule\n  1: cyst\n',
      'labels/train/a.txt': '0 0.5 0.5 0.5 0.25\n1 0.1 0.1 0.9 0.1 0.9 0.9\n',
      'labels/train/b.txt': '',
      'images/train/a.png': pngHead(200, 100),
      'images/train/b.jpg': jpeg(64, 48),
      'images/train/c.png': pngHead(5, 5),
    });
    const { kind, facts, findings, names } = await inspectPath(folder);
    expect(kind).toBe('yolo-folder');
    expect(facts).toMatchObject({
      labelFiles: 2,
      labelFilesWithoutObject: 1,
      objects: 2,
      classNames: ['nodule', 'cyst'],
      namesFrom: 'data.yaml',
      perClass: { nodule: 1, cyst: 1 },
      shapes: { box: 1, polygons: 1 },
      images: 3,
      labelFilesWithImage: 2,
      imagesWithoutLabels: 1,
      imagesOfKnownSize: 2,
    });
    expect(names).toEqual({ nodule: 1, cyst: 1 });
    expect(findings.map(({ code: name }) => name)).toEqual(['ANNOTATION-PATH-ESCAPES']);
    const one = await inspectPath(join(folder, 'labels/train/a.txt'));
    expect(one.facts).toMatchObject({
      namesFrom: 'data.yaml',
      classes: [0, 1],
      image: { columns: 200, rows: 100 },
      boxesXyxyPx: [[50, 37.5, 150, 62.5]],
    });
  });

  it('says which label files have no image, where there are images', async () => {
    await put({ 'classes.txt': 'nodule\n', 'a.txt': '0 .5 .5 .2 .2', 'b.txt': '', 'b.png': pngHead(4, 4) });
    const { findings } = await inspectPath(folder);
    expect(findings.map(({ code: name, args }) => [name, args['first']])).toEqual([
      ['ANNOTATION-IMAGE-MISSING', 'a.txt'],
    ]);
  });

  it('labels alone are a set, and a class without name is refused', async () => {
    await put({ 'a.txt': '0 .5 .5 .2 .2 .75', 'b.txt': '1 .5 .5 .2 .2 .25' });
    expect((await inspectPath(folder)).facts).toMatchObject({ scoreMin: 0.25, scoreMax: 0.75, images: 0 });
    await put({ 'obj.names': 'nodule\n' });
    expect(await code('')).toBe('INPUT-SYNTAX');
    expect(await code('b.txt')).toBe('INPUT-SYNTAX');
  });

  it('a link to a list of classes, or out of the folder, is refused', async () => {
    await put({ 'set/a.txt': '0 .5 .5 .2 .2', classes: 'nodule\n' });
    await symlink(join(folder, 'classes'), join(folder, 'set', 'classes.txt'));
    expect(await code('set/a.txt')).toBe('INPUT-PATH-ESCAPES');
    expect(await code('set')).toBe('INPUT-PATH-ESCAPES');
  });
});

describe('lists of classes', () => {
  const read = async (path: string, text: string): Promise<unknown> =>
    readYoloNames(bytes(text), path).then(
      (found) => (found === null ? null : [...found.names]),
      (error: unknown) => (error instanceof AppError ? error.code : error),
    );
  it.each([
    [
      'classes.txt',
      'a\r\nb b\n',
      [
        [0, 'a'],
        [1, 'b b'],
      ],
    ],
    ['classes.txt', 'a\n\nb\n', 'INPUT-SCHEMA'],
    ['obj.names', 'a\na\n', 'INPUT-DUPLICATE'],
    [
      'data.yaml',
      'names: [a, b]',
      [
        [0, 'a'],
        [1, 'b'],
      ],
    ],
    [
      'data.yaml',
      'names: {0: a, 7: b}',
      [
        [0, 'a'],
        [7, 'b'],
      ],
    ],
    ['data.yaml', 'names: [a, b]\nnc: 3', 'INPUT-SCHEMA'],
    ['data.yaml', 'names: {x: a}', 'INPUT-SCHEMA'],
    ['data.yaml', 'names: [a]\nkpt_shape: [17, 3]', 'INPUT-SCHEMA'],
    ['data.yaml', 'outs: [a]', null],
    ['data.yaml', 'a: &a [x]\nnames: *a', 'INPUT-SYNTAX'],
    ['data.yaml', 'names: [', 'INPUT-SYNTAX'],
    ['data.yaml', `a: ${'['.repeat(50_000)}`, 'INPUT-SYNTAX'],
  ])('%s %.40j', async (path, text, expected) => {
    expect(await read(path, text)).toEqual(expected);
  });
});

describe('lines that are no boxes and no polygons', () => {
  it.each([
    ['0 .5 .5 .2 .2 .5 .5 2 .4 .4 1', 'keypoints'],
    ['0 .5 .5 .2 .2 .5 .5 1 .4 .4 0', 'keypoints'],
    ['0 .5 .5 .2 0', 'no width'],
    ['0 .9 .5 .4 .2', 'leaves the image'],
    ['0.5 .5 .5 .2 .2', 'no whole number'],
    ['0 .1 .1 .2 .2 .3 1.3', 'no number from 0 to 1'],
  ])('%s', (line, message) => {
    expect(() => readYolo(bytes(line), 'x', 'x', null)).toThrow(message);
  });
});
