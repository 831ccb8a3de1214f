import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { sha256 } from '../core/digest.js';
import type { Prediction } from '../schema/types.js';
import { requireValid } from '../schema/validate.js';
import { environmentRecord } from './environment.js';
import type { Progress } from './progress.js';
import { makeTestProject, type TestProject } from './project.testkit.js';
import { execute, type RunOptions } from './run.js';

const projects: TestProject[] = [];
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

function project(...args: Parameters<typeof makeTestProject>): TestProject {
  const made = makeTestProject(...args);
  projects.push(made);
  return made;
}

async function refusal(options: RunOptions): Promise<AppError> {
  const error: unknown = await execute(options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

const OUT = 'evidence/runs/0001';

describe('execute', () => {
  it('keeps every image: failed ones are failed predictions', async () => {
    const { options, read, dir } = project(16);
    const seen: Progress[] = [];
    const outcome = await execute({ ...options, onProgress: (progress) => seen.push(progress) });
    expect(outcome.counts).toEqual({ total: 16, ok: 14, failed: 2 });
    expect(outcome.predictions.map(({ image }) => image)).toEqual(
      options.manifest.images.map(({ id }) => id),
    );
    const lines = read(`${OUT}/predictions.jsonl`).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as Prediction)).toEqual(outcome.predictions);
    for (const prediction of outcome.predictions)
      await requireValid('prediction', prediction, 'predictions.jsonl');
    for (const timing of outcome.timings) await requireValid('timing', timing, 'timings.jsonl');
    expect(outcome.predictions[6]).toMatchObject({
      status: 'failed',
      outputs: [],
      failure: { stage: 'decode', code: 'IMAGE-TRUNCATED' },
    });
    expect(read(`${OUT}/predictions.jsonl`)).not.toContain(dir);
    expect(readdirSync(join(dir, OUT)).sort()).toEqual(['predictions.jsonl', 'timings.jsonl']);
    expect(seen.at(-1)).toMatchObject({ done: 16, total: 16, failed: 2, secondsLeft: 0 });
    expect(outcome.runtime).toHaveLength(1);
  });

  it('gives the same bytes for any number of workers', async () => {
    const digests: string[] = [];
    for (const workers of [1, 3]) {
      const { options, read } = project(20);
      await execute({ ...options, workers });
      digests.push(sha256(read(`${OUT}/predictions.jsonl`)));
    }
    expect(digests[1]).toBe(digests[0]);
  });

  it('stops when an image is not the bound one, names it, and goes on once it is back', async () => {
    const { options, dir, write } = project(12);
    const path = 'data/test/TP-0009.dcm';
    const { readFileSync } = await import('node:fs');
    const before = readFileSync(join(dir, path));
    const changed = Buffer.from(before);
    changed.writeUInt8(changed.readUInt8(900) ^ 1, 900);
    write(path, changed);
    const error = await refusal(options);
    expect(error.code).toBe('INTEGRITY-BOUND-FILE');
    expect(error.place).toBe(path);
    expect(error.details).toMatchObject({ expected: sha256(before), found: sha256(changed) });
    expect(existsSync(join(dir, OUT, 'predictions.jsonl'))).toBe(false);
    write(path, before);
    const resumed = await execute({ ...options, resume: true });
    expect(resumed.counts.total).toBe(12);
    expect(resumed.resumed).toBeGreaterThan(0);
  });

  it.each(['model/tiny.onnx', 'model/model.yaml'])('stops when %s changed', async (path) => {
    const { options, read, write } = project(2);
    write(path, Buffer.concat([Buffer.from(read(path), 'utf8'), Buffer.from('\n')]));
    expect(await refusal(options)).toMatchObject({ code: 'INTEGRITY-BOUND-FILE', place: path });
  });

  it('does not start on files the lock does not bind', async () => {
    const { options } = project(2);
    const modelDigests = { 'model/model.yaml': options.modelDigests['model/model.yaml']! };
    expect(await refusal({ ...options, modelDigests })).toMatchObject({
      code: 'INTEGRITY-BOUND-FILE',
      place: 'model/tiny.onnx',
    });
  });

  it('tells a model that does not fit before any image is opened', async () => {
    const { options, dir } = project(2, { inputShape: [1, 1, 9, 9] });
    const error = await refusal(options);
    expect(error.code).toBe('MODEL-SHAPE');
    expect(error.message).toContain('expected float32 1 × 1 × 8 × 8, the model has float32 1 × 1 × 9 × 9');
    expect(readdirSync(join(dir, OUT))).toEqual(['checkpoint.jsonl']);
  });

  it('records outputs that are not finite as failed', async () => {
    // Log of 6 × (mean − 0.99) < 0 is NaN.
    const { options } = project(2, { slope: 6, mean: 0.99, last: 'Log' });
    const { predictions } = await execute(options);
    expect(predictions.map(({ failure }) => [failure?.stage, failure?.code])).toEqual([
      ['infer', 'MODEL-OUTPUT'],
      ['infer', 'MODEL-OUTPUT'],
    ]);
  });

  it('refuses an image that is a link out of the image folder', async () => {
    const { options, dir } = project(1);
    const link = 'data/test/TP-0002.dcm';
    symlinkSync(join(dir, 'data/reference.csv'), join(dir, link));
    const [file] = options.manifest.files;
    const [image] = options.manifest.images;
    const manifest = {
      ...options.manifest,
      files: [...options.manifest.files, { ...file!, path: link }],
      images: [...options.manifest.images, { ...image!, id: 'TP-0002', files: [link] }],
    };
    expect(await refusal({ ...options, manifest })).toMatchObject({
      code: 'INPUT-PATH-ESCAPES',
      place: link,
    });
  });

  it('never writes over a finished run, nor begins where one was interrupted', async () => {
    const { options, dir } = project(2);
    await execute(options);
    expect((await refusal(options)).code).toBe('INPUT-FOLDER-EXISTS');
    writeFileSync(join(dir, OUT, 'checkpoint.jsonl'), '');
    expect(await refusal(options)).toMatchObject({ code: 'RUN-INTERRUPTED', place: OUT });
  });

  it('begins again when the checkpoint was dropped before the run was attested', async () => {
    const { options, read } = project(3);
    await execute(options);
    const before = read(`${OUT}/predictions.jsonl`);
    expect((await execute({ ...options, resume: true })).resumed).toBe(0);
    expect(read(`${OUT}/predictions.jsonl`)).toBe(before);
  });

  it('keeps the checkpoint when asked, and then infers nothing twice', async () => {
    const { options, dir, read } = project(8);
    await execute({ ...options, keepCheckpoint: true });
    const before = read(`${OUT}/predictions.jsonl`);
    const timings = read(`${OUT}/timings.jsonl`);
    const again = await execute({ ...options, resume: true });
    expect(again.resumed).toBe(8);
    expect(again.runtime).toHaveLength(1);
    expect([read(`${OUT}/predictions.jsonl`), read(`${OUT}/timings.jsonl`)]).toEqual([before, timings]);
    expect(readdirSync(join(dir, OUT)).sort()).toEqual(['predictions.jsonl', 'timings.jsonl']);
  });

  it('stops on a signal and keeps what is finished', async () => {
    const { options } = project(30);
    const controller = new AbortController();
    const error = await refusal({
      ...options,
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 5) controller.abort();
      },
    });
    expect(error.code).toBe('RUN-INTERRUPTED');
    expect((await execute({ ...options, resume: true })).resumed).toBeGreaterThanOrEqual(5);
  });

  it('leaves an environment record that fits its schema and names no machine', async () => {
    const { options } = project(1);
    const { runtime } = await execute(options);
    const scorer = { name: 'veritome', version: '0.1.0', sha256: 'a'.repeat(64), files: 1 } as const;
    const record = await environmentRecord({ scorer, runtime });
    await requireValid('environment', record, 'environment.json');
    expect(record.variables['ORT_DISABLE_TELEMETRY']).toBe('1');
    const onnx = record.dependencies.find(({ name }) => name === 'onnxruntime-node');
    expect(onnx).toMatchObject({ version: '1.27.0', role: 'runtime' });
    expect(onnx?.integrity).toMatch(/^sha512-/);
    const { hostname, homedir } = await import('node:os');
    expect(JSON.stringify(record)).not.toContain(homedir() + '/');
    expect(JSON.stringify(record)).not.toContain(`"${hostname()}"`);
    expect(JSON.stringify(record)).not.toContain(process.cwd());
  });
});
