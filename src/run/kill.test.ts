import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import { RandomStream } from '../core/random.js';
import { makeTestProject, type TestProject } from './project.testkit.js';
import { execute } from './run.js';

const projects: TestProject[] = [];
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

const IMAGES = 120;
/** Enough that a run is still going when its first progress is seen. */
const MANY = 600;
const ROUNDS = 6;
const MODULE = JSON.stringify(new URL('../../dist/run/run.js', import.meta.url).href);

/** One start of a run in a process group of its own, that prints a line for each image. */
function start(project: TestProject, resume: boolean, workers: number): ChildProcess {
  const script = `const { execute } = await import(${MODULE});
    let given = '';
    for await (const part of process.stdin) given += part;
    await execute({ ...JSON.parse(given), onProgress: ({ done }) => process.stdout.write(done + '\\n') });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  child.stdin.end(JSON.stringify({ ...project.options, resume, workers }));
  return child;
}

/** Kills after so many lines of progress and a further moment, everything at once or the parent alone. */
async function killAt(child: ChildProcess, lines: number, thenMs: number, group: boolean): Promise<boolean> {
  const exited = once(child, 'exit');
  let seen = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    const before = seen;
    seen += chunk.toString().split('\n').length - 1;
    if (before < lines && seen >= lines) {
      setTimeout(() => {
        try {
          process.kill(group ? -child.pid! : child.pid!, 'SIGKILL');
        } catch {
          // It was faster.
        }
      }, thenMs);
    }
  });
  const [, signal] = (await exited) as [number | null, string | null];
  return signal === 'SIGKILL';
}

describe('kill -9', () => {
  it('at any moment, then resume: the same bytes of predictions', { timeout: 180_000 }, async () => {
    const calm = makeTestProject(IMAGES);
    projects.push(calm);
    await execute(calm.options);
    const expected = sha256(calm.read('evidence/runs/0001/predictions.jsonl'));

    const draw = new RandomStream(417);
    let kills = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const project = makeTestProject(IMAGES);
      projects.push(project);
      const folder = join(project.dir, 'evidence/runs/0001');
      const workers = 1 + draw.below(2);
      // Killed up to three times before it may finish; progress starts with one line at the start.
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const resume = existsSync(join(folder, 'checkpoint.jsonl'));
        if (existsSync(join(folder, 'predictions.jsonl')) && !resume) break;
        const child = start(project, resume, workers);
        if (await killAt(child, 1 + draw.below(IMAGES / 3), draw.below(12), draw.below(2) === 0)) kills += 1;
      }
      const outcome =
        existsSync(join(folder, 'predictions.jsonl')) && !existsSync(join(folder, 'checkpoint.jsonl'));
      if (!outcome) await execute({ ...project.options, resume: true });
      expect(sha256(readFileSync(join(folder, 'predictions.jsonl')))).toBe(expected);
      const left = readdirSync(folder).filter((name) => !name.startsWith('.run-lock.'));
      expect(left.sort()).toEqual(['predictions.jsonl', 'timings.jsonl']);
    }
    expect(kills).toBeGreaterThan(ROUNDS);
  });

  it('of the process that infers alone: the image is tried again and the bytes are the same', async () => {
    const calm = makeTestProject(MANY);
    const struck = makeTestProject(MANY);
    projects.push(calm, struck);
    await execute(calm.options);
    const child = start(struck, false, 1);
    const exited = once(child, 'exit');
    // The first line of progress says that nothing is done yet, before a worker is started.
    await once(child.stdout!, 'data');
    await once(child.stdout!, 'data');
    const workers = childrenOf(child.pid!);
    expect(workers.length).toBeGreaterThan(0);
    for (const pid of workers) process.kill(pid, 'SIGKILL');
    expect((await exited)[0]).toBe(0);
    const path = 'evidence/runs/0001/predictions.jsonl';
    expect(struck.read(path)).toBe(calm.read(path));
  });

  it('of the parent alone: the process that infers ends too', async () => {
    const project = makeTestProject(MANY);
    projects.push(project);
    const child = start(project, false, 2);
    await once(child.stdout!, 'data');
    await once(child.stdout!, 'data');
    const workers = childrenOf(child.pid!);
    expect(workers.length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect.poll(() => workers.filter(isRunning), { timeout: 20_000 }).toEqual([]);
  });
});

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && statusOf(Number(name))?.parent === pid)
    .map(Number);
}

function isRunning(pid: number): boolean {
  const status = statusOf(pid);
  return status !== null && status.state !== 'Z';
}

/** State and parent from /proc (proc(5)); null when there is no such process. */
function statusOf(pid: number): { state: string; parent: number } | null {
  try {
    const [state = '', parent = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return null;
  }
}
