import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError, messageOf } from '../core/error.js';
import { FileBuffer } from './file-buffer.js';
import type { Batch, BatchReply, ThreadSettings } from './file-thread.js';
import { received, workOnFile } from './file-work.js';
import type { FileWork, Outcome } from './file-work.js';
import { LargeFileTurn } from './large-file-turn.js';

export interface ManyFilesOptions {
  /** Called after each file, with the path of one that is done. */
  progress?: ((done: number, total: number, path: string) => void) | undefined;
  /** Most threads at a time; 0: all in the calling thread. Default: one a processor, at most 8. */
  threads?: number | undefined;
}

/** The built thread: Node runs JavaScript, also when the caller is still TypeScript under test. */
const THREAD_FILE = ['./file-thread.js', '../../dist/dataset/file-thread.js']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));

/** So many files are given to threads at once; of fewer, those are left to the caller that take no longer than … */
const MANY = 64;
/** … this: a thread takes about as long to start. */
const ALONE_MS = 50;
const MOST_THREADS = 8;
/** Files sent in one message, and messages sent ahead to a thread: it should not wait for the next. */
const BATCH = 8;
const AHEAD = 2;

/**
 * Does the same work on each of many files, in threads where that is worth starting them. Memory: one buffer a thread,
 * files above `LARGE_BYTES` one at a time in all.
 * @returns results in the order of `paths`; rejects with what the first path that failed was refused for, whichever
 *   thread came upon it
 */
export async function workOnFiles<W extends keyof FileWork>(
  work: W,
  projectDir: string,
  paths: readonly string[],
  options: ManyFilesOptions = {},
): Promise<FileWork[W][]> {
  const most = threadsAllowed() ? Math.min(options.threads ?? availableParallelism(), MOST_THREADS) : 0;
  const outcomes = new Outcomes<FileWork[W]>(paths, options.progress);
  const begun = performance.now();
  const buffer = new FileBuffer();
  let next = 0;
  for (const path of paths) {
    if (outcomes.failed) break;
    if (most > 0 && (paths.length >= MANY || performance.now() - begun > ALONE_MS)) break;
    outcomes.add(next, [await workOnFile(work, projectDir, path, buffer)]);
    next += 1;
  }
  if (next < paths.length && !outcomes.failed) {
    const settings: ThreadSettings = { work, projectDir, turn: new LargeFileTurn().shared };
    const count = Math.min(most, Math.ceil((paths.length - next) / BATCH));
    await inThreads(settings, count, new Batches(paths, next), outcomes);
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
  #next: number;

  constructor(paths: readonly string[], from: number) {
    this.#paths = paths;
    this.#next = from;
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
): Promise<void> {
  const workers = Array.from({ length: count }, () => startThread(settings));
  try {
    await Promise.all(workers.map((worker) => serve(worker, batches, outcomes)));
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

/** The process that infers may start no thread (`run/isolation.ts`). */
function threadsAllowed(): boolean {
  const { permission } = process as { permission?: { has(scope: string): boolean } };
  return THREAD_FILE !== undefined && (permission === undefined || permission.has('worker'));
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
