import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makeTestProject, type TestProject } from './project.testkit.js';
import { execute, type RunOptions } from './run.js';

const projects: TestProject[] = [];
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

/** A run whose worker does as the script says of each task; `done(task)` answers, `n` counts tasks of the process. */
function runWith(script: string, images = 6): RunOptions {
  const made = makeTestProject(images);
  projects.push(made);
  const workerFile = join(made.dir, 'faulty-worker.mjs');
  writeFileSync(
    workerFile,
    `const send = (m) => process.send(m);
     let n = 0;
     const done = (task) => send({
       type: 'result',
       prediction: { kind: 'prediction', schemaVersion: 1, image: task.image, case: task.case,
         inputs: task.files.map(({ path, sha256 }) => ({ path, sha256 })), status: 'ok',
         outputs: [{ kind: 'score', name: 'score', value: 0.5 }], failure: null },
       timing: { kind: 'timing', image: task.image, readMs: 0, decodeMs: 0, preprocessMs: 0, inferMs: 0, totalMs: 0 },
     });
     process.on('disconnect', () => process.exit(0));
     process.on('message', (m) => {
       if (m.type === 'init') { ${script.includes('onInit') ? '' : 'send({ type: "ready", runtime: [] });'} }
       const task = m.task;
       if (m.type === 'task') n += 1;
       ${script}
     });`,
  );
  return { ...made.options, workerFile };
}

describe('a worker that fails', () => {
  it('crashes twice on one image: that image is failed, all others are inferred', async () => {
    const options = runWith(`
      if (task?.image === 'TP-0003') process.kill(process.pid, 'SIGSEGV'); else if (task) done(task);`);
    for (const workers of [1, 2]) {
      const outDir = `evidence/runs/000${workers}`;
      const { predictions, counts } = await execute({ ...options, workers, outDir });
      expect(counts).toEqual({ total: 6, ok: 5, failed: 1 });
      expect(predictions[2]).toMatchObject({
        image: 'TP-0003',
        status: 'failed',
        failure: {
          stage: 'worker',
          code: 'MODEL-WORKER',
          message: 'the process that infers was lost twice: signal SIGSEGV',
        },
      });
    }
  });

  it('crashes once: the retry counts, nothing is lost', async () => {
    // Not as the first task of its process, so that the retry in a new one succeeds.
    const options = runWith(
      `if (task?.image === 'TP-0003' && n > 1) process.exit(7); else if (task) done(task);`,
    );
    expect((await execute(options)).counts).toEqual({ total: 6, ok: 6, failed: 0 });
  });

  it('hangs: the time limit ends it and records the image', async () => {
    const options = runWith(`if (task?.image === 'TP-0005') for (;;); else if (task) done(task);`);
    const { predictions, counts } = await execute({ ...options, timeLimitMs: 300 });
    expect(counts).toEqual({ total: 6, ok: 5, failed: 1 });
    expect(predictions[4]?.failure?.message).toBe(
      'the process that infers was lost twice: no answer within 0.3 s',
    );
  });

  it('dies on every image: every image is a failed prediction', async () => {
    const { counts } = await execute(runWith('if (task) process.abort();', 3));
    expect(counts).toEqual({ total: 3, ok: 0, failed: 3 });
  });

  it('never becomes ready: the run stops', async () => {
    await expect(execute(runWith('/* onInit */ process.exit(9);'))).rejects.toMatchObject({
      code: 'MODEL-WORKER',
      message: 'the process that infers ended before it was ready: exit code 9',
    });
  });
});
