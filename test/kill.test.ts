import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject, describe, expect, it } from 'vitest';
import { RandomStream } from '../src/core/random.js';
import { sha256 } from '../src/core/digest.js';
import { mustEnd, root, veritome } from './command.js';
import { copyOf } from './copies.js';

/** Kills the run, and with it every process it started, after the given time. @returns true when it was still running */
function runAndKill(project: string, words: readonly string[], afterMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'bin', 'veritome.js'), ...words], {
      cwd: project,
      stdio: 'ignore',
      detached: true,
    });
    let killed = false;
    const timer = setTimeout(() => {
      killed = true;
      process.kill(-child.pid!, 'SIGKILL');
    }, afterMs);
    child.on('exit', () => {
      clearTimeout(timer);
      resolve(killed);
    });
  });
}

const digests = (project: string): string[] =>
  ['predictions.jsonl', 'scores.jsonl', 'results.json'].map((name) =>
    sha256(readFileSync(join(project, 'evidence/runs/0001', name))),
  );

describe('a run killed at any moment', () => {
  it('is resumed to the same bytes, as the same look', async () => {
    const expected = digests(inject('ranProject'));
    const draw = new RandomStream(20261123);
    for (let round = 0; round < 3; round += 1) {
      const project = copyOf('lockedProject');
      let words = ['run'];
      for (let kill = 0; kill < 4; kill += 1) {
        const killed = await runAndKill(project, words, 150 + draw.below(2500));
        if (!killed) break;
        words = (await isStarted(project)) ? ['run', '--resume'] : ['run'];
      }
      const ended = await veritome(words, { cwd: project });
      // The last kill may have come after the end: then there is nothing to resume.
      expect([0, 1, 2]).toContain(ended.code);
      expect(digests(project)).toEqual(expected);
      await mustEnd(0, ['verify'], { cwd: project });
    }
  }, 240_000);

  it('does not start anew without --resume, and refuses to resume what is finished', async () => {
    const project = copyOf('lockedProject');
    let started = false;
    for (let afterMs = 600; !started; afterMs += 200) {
      await runAndKill(project, ['run'], afterMs);
      started = await isStarted(project);
    }
    const again = await veritome(['run'], { cwd: project });
    expect(again.stderr).toMatch(/RUN-INTERRUPTED .*--resume/);
    expect(again.code).toBe(4);
    const resumed = await veritome(['run', '--resume'], { cwd: project });
    expect([0, 1]).toContain(resumed.code);
    const finished = await veritome(['run', '--resume'], { cwd: project });
    expect(finished.code).toBe(2);
    const another = await veritome(['run'], { cwd: project });
    expect(another.stderr).toContain('RUN-NO-LOOK-LEFT');
    expect(another.code).toBe(4);
  });
});

async function isStarted(project: string): Promise<boolean> {
  const { Ledger } = await import('../src/evidence/ledger.js');
  return new Ledger(project, { toolVersion: '0' })
    .read()
    .some(({ entry }) => entry.action === 'look-started');
}
