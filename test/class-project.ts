import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { radiographOf } from '../src/dataset/image-folder.testkit.js';
import { row } from '../src/imaging/dicom-writer.testkit.js';
import { classesOnnx } from '../src/model/onnx.testkit.js';
import { afterAll } from 'vitest';
import { mustEnd } from './command.js';

/** One image: its patient, its true grade as the table calls it, and its brightness from 0 to 1; null: the model fails. */
type Image = [patient: string, grade: '0' | '1' | '2', brightness: number | null];

/**
 * Brightness under 0.3 is graded none, under 0.65 undisplaced, else displaced; at 0.3 no grade reaches a probability of
 * one half.
 */
const DARK = 0.1;
const MIDDLE = 0.5;
const BRIGHT = 0.9;
const BETWEEN = 0.3;

const patients = (prefix: string, grade: Image[1], brightness: readonly (number | null)[]): Image[] =>
  brightness.map((b, i): Image => [`${prefix}${i + 1}`, grade, b]);
const times = (n: number, brightness: number): number[] => Array.from({ length: n }, () => brightness);

/** 10, 8 and 8 patients; U1 has a second image without fracture. */
export const TEST_IMAGES: readonly Image[] = [
  ...patients('N', '0', [...times(8, DARK), MIDDLE, BRIGHT]),
  ...patients('U', '1', [...times(6, MIDDLE), DARK, BRIGHT]),
  ['U1', '0', DARK],
  ...patients('D', '2', [...times(5, BRIGHT), MIDDLE, BETWEEN, null]),
];
const REHEARSAL_IMAGES: readonly Image[] = [
  ...patients('RN', '0', [DARK, DARK]),
  ...patients('RU', '1', [MIDDLE, MIDDLE]),
  ...patients('RD', '2', [BRIGHT, DARK]),
];

const MODEL = `kind: model-package
schemaVersion: 1
id: grader
version: '1.0'
title: Grades by brightness
files: [{ path: grader.onnx, role: weights }]
components:
  - id: grader
    adapter: onnx
    file: grader.onnx
    runtime: { executionProvider: cpu, intraOpThreads: 1, interOpThreads: 1, graphOptimization: all }
    input: { name: image, type: float32, shape: [1, 1, 3, 4] }
    output: { name: logits, type: float32, shape: [1, 3, 1, 1] }
    preprocess: [{ step: window-from-header }]
    postprocess: [{ step: softmax }, { step: select-classes, as: grade }]
pipeline: [grader]
outputs:
  - name: grade
    kind: classes
    meaning: probability of the grade
    classes: [none, undisplaced, displaced]
    scale: ordinal
    range: [0, 1]
`;

const made: string[] = [];
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

let prepared: Promise<string> | undefined;

/** Made once for the tests of a file, which work on copies. */
export function preparedProject(): Promise<string> {
  prepared ??= classProject();
  return prepared;
}

type Change = readonly [file: string, from: string | RegExp, to: string];

/** A copy with texts replaced; throws where a text is not there. */
export function copyWith(project: string, changes: readonly Change[]): string {
  const copy = join(newFolder(), 'project');
  cpSync(project, copy, { recursive: true });
  for (const [path, from, to] of changes) replaceIn(join(copy, path), from, to);
  return copy;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'veritome-classes-'));
  made.push(folder);
  return folder;
}

function replaceIn(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(from, () => to);
  if (changed === text) throw new Error(`${file} has no ${String(from)}`);
  writeFileSync(file, changed);
}

/** The protocol of the example for these images, with a model of a few bytes and manifests. */
async function classProject(): Promise<string> {
  const project = join(newFolder(), 'grades');
  await mustEnd(0, ['init', project, '--example', 'fracture-grade']);
  const put = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), content);
  };
  put('model/model.yaml', MODEL);
  // none 0, undisplaced 10 b - 3, displaced 20 b - 9.5: equal at 0.3 and at 0.65.
  put('model/grader.onnx', classesOnnx([0, 10, 20], [0, -3, -9.5], [1, 1, 3, 4]));
  images(put, 'data/test', 'data/reference.csv', TEST_IMAGES, 100);
  images(put, 'data/rehearsal', 'data/rehearsal.reference.csv', REHEARSAL_IMAGES, 500);
  const change = (path: string, from: string | RegExp, to: string): void =>
    replaceIn(join(project, path), from, to);
  change('protocol.yaml', /^ {2}development: .*\n/m, '');
  change('protocol.yaml', 'fusion: median # the middle of three grades;', 'fusion: median #');
  // Eight patients can show that much.
  change('protocol.yaml', 'goal: 80 % }', 'goal: 40 % }');
  change('protocol.yaml', 'above: 80 % }', 'above: 40 % }');
  const at = { cwd: project };
  for (const [id, set] of [
    ['TEST-1', 'test'],
    ['REH-1', 'rehearsal'],
  ] as const)
    await mustEnd(
      0,
      ['data', 'inventory', `data/${set}`, '--id', id, '--out', `data/${set}.manifest.json`],
      at,
    );
  return project;
}

/** Files of the images and their table; three readers of whom one errs by a grade on every second image. */
function images(
  put: (path: string, content: string | Uint8Array) => void,
  folder: string,
  table: string,
  list: readonly Image[],
  first: number,
): void {
  const lines = ['case,image,truth,reader_1,reader_2,reader_3'];
  for (const [i, [patient, grade, brightness]] of list.entries()) {
    const name = `${patient}-${i}`;
    // Modality values run from -5 in steps of 2; the window of 0 to 4000 makes them 0 to 1.
    const middle = Math.round((4000 * (brightness ?? DARK) + 5) / 2);
    const pixels = Array.from(
      { length: 12 },
      (_, p) => middle + ((p * 7 + i * 5) % 11) - 5 + (p === 0 ? i : 0),
    );
    put(
      `${folder}/${name}.dcm`,
      radiographOf(patient, first + i, {
        0x7fe00010: row(0x7fe00010, 'OW', pixels),
        // Without a window the model cannot take the image.
        ...(brightness === null ? { 0x00281050: null, 0x00281051: null } : {}),
      }),
    );
    const other = i % 2 === 0 ? grade : grade === '0' ? 'non-displaced' : 'no fracture';
    lines.push([patient, name, grade, grade, grade, other].join(','));
  }
  put(table, `${lines.join('\n')}\n`);
}
