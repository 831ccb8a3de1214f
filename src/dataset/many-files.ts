import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError, messageOf } from '../core/error.js';
import { HeaderMemory } from '../imaging/header-memory.js';
import { FileBuffer } from './file-buffer.js';
import type { Batch, BatchReply, ThreadSettings } from './file-thread.js';
import { received, workOnFile } from './file-work.js';
import type { FileWork, Outcome } from './file-work.js';
import { LargeFileTurn } from './large-file-turn.js';

export interface ManyFilesOptions {
  /** Called after each file, with the path of one that is done. */
  progress?: ((done: number, total: number, path: string) => void) | undefined;
  /**
   * Most threads that work at a time, the calling one among them; 0 and 1: that one alone. Default: one a processor, at
   * most 8, the others only where there is work for them.
   */
  threads?: number | undefined;
}

/** The built thread: Node runs JavaScript, also when the caller is still TypeScript under test. */
const THREAD_FILE = ['./file-thread.js', '../../dist/dataset/file-thread.js']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));

/** The calling thread works alone for so long, and goes on alone … */
const ALONE_MS = 50;
/** … where it expects to be done in less than this: another thread takes about half of it to start. */
const WORTH_MS = 200;
const MOST_THREADS = 8;
/** Files sent in one message, and messages sent ahead to a thread: it should not wait for the next. */
const BATCH = 8;
const AHEAD = 2;

/**
 * Does the same work on each of many files, in the calling thread and in others where that is worth starting them.
 * Memory: one buffer a thread, files above `LARGE_BYTES` one at a time in all.
 * @returns results in the order of `paths`; rejects with what the first path that failed was refused for, whichever
 *   thread came upon it
 */
export async function workOnFiles<W extends keyof FileWork>(
  work: W,
  projectDir: string,
  paths: readonly string[],
  options: ManyFilesOptions = {},
): Promise<FileWork[W][]> {
  const turn = new LargeFileTurn();
  const means = { buffer: new FileBuffer(turn), memory: new HeaderMemory() };
  const outcomes = new Outcomes<FileWork[W]>(paths, options.progress);
  const batches = new Batches(paths);
  const workHere = async (until: () => boolean): Promise<void> => {
    while (!outcomes.failed && !until()) {
      const batch = batches.take();
      if (batch === null) return;
      for (const [i, path] of batch.paths.entries()) {
        outcomes.add(batch.from + i, [await workOnFile(work, projectDir, path, means)]);
      }
      // Other threads are waiting to be heard.
      await nextTurn();
    }
  };
  const others = othersAllowed(options.threads);
  const begun = performance.now();
  const isWorthOthers = (): boolean => {
    const elapsed = performance.now() - begun;
    return elapsed > ALONE_MS && (elapsed / batches.handedOut) * batches.left > WORTH_MS;
  };
  await workHere(() => others > 0 && (options.threads !== undefined || isWorthOthers()));
  if (batches.left > 0 && !outcomes.failed) {
    const settings: ThreadSettings = { work, projectDir, turn: turn.shared };
    const count = Math.min(others, Math.ceil(batches.left / BATCH));
    await inThreads(settings, count, batches, outcomes, () => workHere(() => false));
  }
  return outcomes.all();
}

/** Results as they come in. */
class Outcomes<T> {
  readonly #paths: readonly string[];
  readonly #progress: ManyFilesOptions['progress'];
  readonly #found: (Outcome<T> | undefined)[];
  #done = 0;
  failed = false;

  constructor(paths: readonly string[], progress: ManyFilesOptions['progress']) {
    this.#paths = paths;
    this.#progress = progress;
    this.#found = new Array<undefined>(paths.length).fill(undefined);
  }

  add(from: number, outcomes: readonly Outcome<T>[]): void {
    outcomes.forEach((outcome, i) => {
      this.#found[from + i] = outcome;
      this.failed ||= 'error' in outcome;
      this.#done += 1;
      this.#progress?.(this.#done, this.#paths.length, this.#paths[from + i] ?? '');
    });
  }

  /** @throws AppError of the first path that failed: those before it were handed out before it, and are all there */
  all(): T[] {
    return this.#found.map((outcome) => {
      if (outcome === undefined) throw new AppError('DEFECT', 'a file was left out', { hint: 'report this' });
      if ('error' in outcome) throw received(outcome.error);
      return outcome.result;
    });
  }
}

/** Hands the paths out in order. */
class Batches {
  readonly #paths: readonly string[];
  #next = 0;

  constructor(paths: readonly string[]) {
    this.#paths = paths;
  }

  get handedOut(): number {
    return this.#next;
  }

  get left(): number {
    return this.#paths.length - this.#next;
  }

  take(): Batch | null {
    const from = this.#next;
    if (from >= this.#paths.length) return null;
    this.#next = Math.min(this.#paths.length, from + BATCH);
    return { from, paths: this.#paths.slice(from, this.#next) };
  }
}

async function inThreads<T>(
  settings: ThreadSettings,
  count: number,
  batches: Batches,
  outcomes: Outcomes<T>,
  workHere: () => Promise<void>,
): Promise<void> {
  const workers = Array.from({ length: count }, () => startThread(settings));
  try {
    await Promise.all([...workers.map((worker) => serve(worker, batches, outcomes)), workHere()]);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Keeps one thread busy until nothing is left, or a file failed. */
function serve<T>(worker: Worker, batches: Batches, outcomes: Outcomes<T>): Promise<void> {
  let sent = 0;
  const send = (): void => {
    const batch = outcomes.failed ? null : batches.take();
    if (batch === null) return;
    sent += 1;
    worker.postMessage(batch);
  };
  return new Promise((resolve, reject) => {
    const onEnd = (cause: unknown): void => {
      const why = typeof cause === 'number' ? `it ended with ${cause}` : messageOf(cause);
      reject(new AppError('DEFECT', `a thread that reads files broke down: ${why}`, { hint: 'report this' }));
    };
    worker.on('error', onEnd).on('exit', onEnd);
    worker.on('message', ({ from, outcomes: found }: BatchReply) => {
      sent -= 1;
      try {
        outcomes.add(from, found as Outcome<T>[]);
      } catch (thrown) {
        reject(thrown instanceof Error ? thrown : new Error(messageOf(thrown)));
        return;
      }
      send();
      if (sent === 0) resolve();
    });
    for (let i = 0; i < AHEAD; i += 1) send();
    if (sent === 0) resolve();
  });
}

/** Threads beside the calling one; none in the process that infers (`run/isolation.ts`). */
function othersAllowed(threads = availableParallelism()): number {
  const { permission } = process as { permission?: { has(scope: string): boolean } };
  const allowed = THREAD_FILE !== undefined && (permission === undefined || permission.has('worker'));
  return allowed ? Math.max(0, Math.min(threads, MOST_THREADS) - 1) : 0;
}

function startThread(settings: ThreadSettings): Worker {
  if (THREAD_FILE === undefined)
    throw new AppError('DEFECT', 'the thread is not built', { hint: 'run npm run setup' });
  return new Worker(THREAD_FILE, {
    workerData: settings,
    execArgv: [],
    // What a file leaves behind is thrown away in larger heaps, seldom.
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
}
