import { readFileSync, readlinkSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../core/clock.js';
import { AppError } from '../core/error.js';
import { unwritable } from './atomic-file.js';

const PREFIX = '.run-lock.';
const BEAT_MS = 5_000;
/** A lock of another machine or container is dead after this long without a beat. */
const SILENT_MS = 60_000;

export interface RunLock {
  release(): Promise<void>;
}

/**
 * Keeps two runs out of one folder. Each run first places a file named for its own process, then looks for others:
 * of two that start together the later sees the earlier, and a process that died leaves a name that can never be
 * alive again, so nothing is ever taken over. When both see each other, both give way.
 * @param place how errors call the folder
 * @throws AppError RUN-BUSY naming the process; INPUT-FOLDER-UNWRITABLE
 */
export async function lockFolder(folder: string, place: string): Promise<RunLock> {
  const mine = nameOfProcess(process.pid) ?? `${process.pid}.x.x.x`;
  const path = join(folder, PREFIX + mine);
  try {
    await mkdir(folder, { recursive: true });
    await (await open(path, 'wx')).close();
  } catch (cause) {
    // The same process, a second time.
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw busy(place, mine);
    throw unwritable(place, cause);
  }
  const release = (): Promise<void> => rm(path, { force: true });
  try {
    const now = (await stat(path)).mtimeMs;
    for (const entry of await readdir(folder)) {
      if (!entry.startsWith(PREFIX) || entry === PREFIX + mine) continue;
      const other = join(folder, entry);
      if (await isAlive(entry.slice(PREFIX.length), other, now))
        throw busy(place, entry.slice(PREFIX.length));
      await rm(other, { force: true });
    }
  } catch (error) {
    await release();
    throw error;
  }
  const beat = setInterval(() => {
    const now = systemClock.now();
    utimes(path, now, now).catch(() => undefined);
  }, BEAT_MS);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      await release();
    },
  };
}

/** `pid.start.boot.namespace`: the start time tells a process from a later one with the same number. */
function nameOfProcess(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8);
    const namespace = readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
    // A zombie has ended; field 3 of proc(5) is the state, field 22 the start in ticks since boot.
    return fields[0] === 'Z' ? null : `${pid}.${fields[19] ?? 'x'}.${boot}.${namespace}`;
  } catch {
    return null;
  }
}

async function isAlive(name: string, path: string, now: number): Promise<boolean> {
  const sameWorld = (nameOfProcess(process.pid) ?? '').split('.').slice(2).join('.');
  const [pid, , ...world] = name.split('.');
  if (sameWorld !== '' && world.join('.') === sameWorld) return nameOfProcess(Number(pid)) === name;
  try {
    return now - (await stat(path)).mtimeMs < SILENT_MS;
  } catch {
    return false;
  }
}

function busy(place: string, name: string): AppError {
  return new AppError('RUN-BUSY', `process ${name.split('.')[0] ?? '?'} is running in this folder`, {
    place,
    hint: 'wait for it to end; a run on another machine that died frees the folder after a minute',
  });
}
