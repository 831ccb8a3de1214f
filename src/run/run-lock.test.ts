import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from './run-lock.js';

let dir = '';
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'veritome-lock-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const MODULE = JSON.stringify(new URL('../../dist/run/run-lock.js', import.meta.url).href);

/** A process that takes the lock, says so and waits. */
async function holder() {
  const script = `const { lockFolder } = await import(${MODULE});
    await lockFolder(${JSON.stringify(dir)}, 'run'); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('lockFolder', () => {
  it('keeps a second run out until the first is over', async () => {
    const first = await lockFolder(dir, 'run');
    await expect(lockFolder(dir, 'run')).rejects.toMatchObject({ code: 'RUN-BUSY', place: 'run' });
    await first.release();
    await (await lockFolder(dir, 'run')).release();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('keeps out of a folder another process holds, and takes it once that one was killed', async () => {
    const child = await holder();
    await expect(lockFolder(dir, 'run')).rejects.toMatchObject({
      code: 'RUN-BUSY',
      message: `process ${child.pid ?? 0} is running in this folder`,
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await lockFolder(dir, 'run')).release();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('is not fooled by a number given to another process, and waits for one it cannot see', async () => {
    const [name] = await (async () => {
      const lock = await lockFolder(dir, 'run');
      const names = readdirSync(dir);
      await lock.release();
      return names;
    })();
    const [, , pid, , boot, namespace] = name!.split('.');
    // The same number with another start: a process that has ended.
    writeFileSync(join(dir, `.run-lock.${pid ?? ''}.1.${boot ?? ''}.${namespace ?? ''}`), '');
    await (await lockFolder(dir, 'run')).release();
    // Another container: alive as long as it beats.
    const foreign = join(dir, `.run-lock.7.1.${boot ?? ''}.12345`);
    writeFileSync(foreign, '');
    await expect(lockFolder(dir, 'run')).rejects.toMatchObject({ code: 'RUN-BUSY' });
    const longAgo = new Date('2001-01-01T00:00:00Z');
    utimesSync(foreign, longAgo, longAgo);
    await (await lockFolder(dir, 'run')).release();
    expect(readdirSync(dir)).toEqual([]);
  });
});
