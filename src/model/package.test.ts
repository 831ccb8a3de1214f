import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { AppError } from '../core/error.js';
import type { ModelPackage } from '../schema/types.js';
import { tinyPackage } from './package.testkit.js';
import { packageFiles, readModelPackage } from './package.js';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'veritome-package-'));
  mkdirSync(join(dir, 'model'));
  writeFileSync(join(dir, 'model/tiny.onnx'), 'weights');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(change: (pkg: ModelPackage) => void = () => undefined): void {
  const pkg = tinyPackage();
  change(pkg);
  writeFileSync(join(dir, 'model/model.yaml'), stringify(pkg));
}

async function refusal(): Promise<AppError> {
  const error: unknown = await readModelPackage(dir, 'model/model.yaml').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

describe('readModelPackage', () => {
  it('reads a package and lists what a lock binds', async () => {
    write();
    const pkg = await readModelPackage(dir, 'model/model.yaml');
    expect(pkg).toEqual(tinyPackage());
    expect(packageFiles('model/model.yaml', pkg)).toEqual(['model/model.yaml', 'model/tiny.onnx']);
  });

  it('names the place of a YAML error', async () => {
    writeFileSync(join(dir, 'model/model.yaml'), 'kind: model-package\nid: "open\n');
    expect(await refusal()).toMatchObject({
      code: 'INPUT-SYNTAX',
      place: expect.stringMatching(/^model\/model\.yaml:\d+:\d+$/),
    });
  });

  it('holds it against the schema', async () => {
    write((pkg) => Object.assign(pkg, { weights: 'tiny.onnx' }));
    expect((await refusal()).code).toBe('INPUT-SCHEMA');
  });

  it.each<[string, (pkg: ModelPackage) => void, string]>([
    [
      'a file listed twice',
      (pkg) => pkg.files.push({ path: 'tiny.onnx', role: 'documentation' }),
      'listed twice',
    ],
    [
      'a file that is not there',
      (pkg) => pkg.files.push({ path: 'gone.txt', role: 'documentation' }),
      'model/gone.txt does not exist',
    ],
    [
      'a version of training data that names neither DVC nor a manifest',
      (pkg) => (pkg.dataVersion = [{ id: 'TRAIN-1', use: 'training' }]),
      'data version TRAIN-1 names neither dvc nor manifest',
    ],
    [
      'a set that stands twice',
      (pkg) => {
        const one = { id: 'TRAIN-1', use: 'training' as const, manifest: { sha256: 'a'.repeat(64) } };
        pkg.dataVersion = [one, one];
      },
      'data set TRAIN-1 stands twice for training',
    ],
    ['weights not listed', (pkg) => (pkg.components[0]!.file = 'other.onnx'), 'not listed under files'],
    [
      'a pipeline naming no component',
      (pkg) => pkg.pipeline.push('ghost'),
      'names ghost, which is no component',
    ],
    [
      'a component in no pipeline',
      (pkg) => pkg.components.push({ ...pkg.components[0]!, id: 'idle', postprocess: [{ step: 'sigmoid' }] }),
      'component idle stands in no pipeline',
    ],
    [
      'percentiles out of order',
      (pkg) => (pkg.components[0]!.preprocess[1] = { step: 'scale-percentiles', lower: 99, upper: 1 }),
      'percentiles 99 and 1 are not ordered',
    ],
    [
      'a resize that misses the input',
      (pkg) => (pkg.components[0]!.input.shape = [1, 1, 16, 8]),
      'resizes to 8 × 8, the input is 1 × 1 × 16 × 8',
    ],
    ['a batch', (pkg) => (pkg.components[0]!.input.shape = [4, 1, 8, 8]), 'input shape 4 × 1 × 8 × 8 is not'],
    [
      'an index outside the output',
      (pkg) => (pkg.components[0]!.postprocess[1] = { step: 'select', index: 1, as: 'score' }),
      'index 1 is outside the output of 1 values',
    ],
    [
      'an output nobody makes',
      (pkg) => pkg.outputs.push({ ...pkg.outputs[0]!, name: 'other' }),
      'no select step makes other',
    ],
    [
      'an output made twice',
      (pkg) => pkg.components[0]!.postprocess.push({ step: 'select', index: 0, as: 'score' }),
      'output score is made twice',
    ],
    ['an empty range', (pkg) => (pkg.outputs[0]!.range = [1, 0]), 'range 1 to 0 is empty'],
  ])('refuses %s', async (_name, change, message) => {
    write(change);
    const error = await refusal();
    expect(error.code).toBe('MODEL-INVALID');
    const findings = error.details['findings'] as { message: string }[];
    expect(findings.map((finding) => finding.message).join('\n')).toContain(message);
  });

  it.each(['../secret.txt', '/etc/hostname', 'a/../../secret.txt', './tiny.onnx', 'a\\b'])(
    'refuses the path %s',
    async (path) => {
      writeFileSync(join(dir, 'secret.txt'), '');
      write((pkg) => pkg.files.push({ path, role: 'documentation' }));
      expect((await refusal()).code).toBe('INPUT-PATH-ESCAPES');
    },
  );

  it('refuses a link out of the project', async () => {
    symlinkSync('/etc/hostname', join(dir, 'model/link.txt'));
    write((pkg) => pkg.files.push({ path: 'link.txt', role: 'documentation' }));
    expect((await refusal()).message).toContain('leads out of the project');
  });

  it('refuses a descriptor outside the project', async () => {
    await expect(readModelPackage(dir, '../model.yaml')).rejects.toMatchObject({
      code: 'INPUT-PATH-ESCAPES',
    });
    await expect(readModelPackage(dir, 'none.yaml')).rejects.toMatchObject({ code: 'INPUT-FILE-MISSING' });
  });
});
