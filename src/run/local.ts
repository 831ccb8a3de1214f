import { AppError } from '../core/error.js';
import type { RuntimeFacts } from '../model/adapter.js';
import type { Prediction, Timing } from '../schema/types.js';
import type { Finished } from './checkpoint.js';
import type { Task } from './worker-messages.js';
import { WorkerProcess, type WorkerSettings } from './worker-process.js';

export interface LocalSettings extends WorkerSettings {
  workers: number;
  /** An image that takes longer has its worker ended. */
  timeLimitMs: number;
  onFinished: (finished: Finished) => void;
  signal?: AbortSignal | undefined;
}

/** Tasks a worker holds: the one it works on and the next, so that it never waits for a message. */
const AHEAD = 2;
/** A crash can be the machine's fault (memory, a stray signal); a second one on the same image is counted its own. */
const ATTEMPTS = 2;

/**
 * Infers all tasks on worker processes of this machine. Every task ends in one call of `onFinished`, in any order; a
 * worker that dies or exceeds the time limit is replaced and its image tried once more, then recorded as failed.
 * @returns facts of the runtime; from a worker that was started even when there is no task left
 * @throws AppError what stops the run: a bound file that changed, a model that does not open, RUN-INTERRUPTED
 */
export function inferLocally(tasks: readonly Task[], settings: LocalSettings): Promise<RuntimeFacts[]> {
  return new Promise((resolve, reject) => {
    const waiting = [...tasks].reverse();
    const attempts = new Map<string, number>();
    const slots = new Set<Slot>();
    let unfinished = tasks.length;
    let facts: RuntimeFacts[] | undefined;
    let over = false;

    const finish = (end: () => void): void => {
      if (over) return;
      over = true;
      settings.signal?.removeEventListener('abort', interrupted);
      for (const slot of slots) slot.end();
      end();
    };
    const fail = (error: unknown): void =>
      finish(() => reject(error instanceof Error ? error : new Error(String(error))));
    const interrupted = (): void => fail(interruption());
    const doneWhenEmpty = (): void => {
      const runtime = facts;
      if (unfinished === 0 && runtime !== undefined) finish(() => resolve(runtime));
    };
    const record = (finished: Finished): void => {
      if (over) return;
      try {
        settings.onFinished(finished);
      } catch (error) {
        fail(error);
        return;
      }
      unfinished -= 1;
      doneWhenEmpty();
    };

    const start = (): void => {
      const slot: Slot = new Slot(settings, {
        ready: (runtime) => {
          facts ??= runtime;
          doneWhenEmpty();
        },
        next: () => waiting.pop(),
        finished: record,
        fatal: fail,
        lost: (held, how) => {
          slots.delete(slot);
          if (over) return;
          if (!slot.isReady) {
            fail(
              new AppError('MODEL-WORKER', `the process that infers ended before it was ready: ${how}`, {
                hint: 'see whether the machine has enough memory and the program is installed whole',
              }),
            );
            return;
          }
          const [culprit, ...innocent] = held;
          waiting.push(...innocent.reverse());
          if (culprit !== undefined) {
            const tried = (attempts.get(culprit.image) ?? 0) + 1;
            attempts.set(culprit.image, tried);
            if (tried < ATTEMPTS) waiting.push(culprit);
            else record(lostImage(culprit, how));
          }
          if (unfinished > 0) start();
        },
      });
      slots.add(slot);
    };

    if (settings.signal?.aborted === true) {
      interrupted();
      return;
    }
    settings.signal?.addEventListener('abort', interrupted);
    for (let i = 0; i < Math.max(1, Math.min(settings.workers, tasks.length)); i += 1) start();
  });
}

interface SlotEvents {
  ready(runtime: RuntimeFacts[]): void;
  next(): Task | undefined;
  finished(finished: Finished): void;
  fatal(error: AppError): void;
  lost(held: Task[], how: string): void;
}

/** A worker and the tasks it holds, the first being the one it works on. */
class Slot {
  isReady = false;
  private readonly process: WorkerProcess;
  private readonly held: Task[] = [];
  private readonly events: SlotEvents;
  private readonly timeLimitMs: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(settings: LocalSettings, events: SlotEvents) {
    this.events = events;
    this.timeLimitMs = settings.timeLimitMs;
    this.process = new WorkerProcess(settings, {
      ready: (runtime) => {
        this.isReady = true;
        events.ready(runtime);
        this.fill();
      },
      result: ({ prediction, timing }) => {
        clearTimeout(this.timer);
        this.timer = undefined;
        this.held.shift();
        this.fill();
        events.finished({ prediction, timing });
      },
      fatal: (error) => events.fatal(error),
      died: (how) => this.lose(how),
    });
  }

  end(): void {
    clearTimeout(this.timer);
    this.process.end();
  }

  private fill(): void {
    while (this.held.length < AHEAD) {
      const task = this.events.next();
      if (task === undefined) break;
      this.held.push(task);
      this.process.infer(task);
    }
    if (this.held.length > 0) {
      this.timer ??= setTimeout(
        () => this.lose(`no answer within ${this.timeLimitMs / 1000} s`),
        this.timeLimitMs,
      );
    }
  }

  private lose(how: string): void {
    this.end();
    this.events.lost(this.held, how);
  }
}

function lostImage(task: Task, how: string): Finished {
  const prediction: Prediction = {
    kind: 'prediction',
    schemaVersion: 1,
    image: task.image,
    case: task.case,
    inputs: task.files.map(({ path, sha256 }) => ({ path, sha256 })),
    status: 'failed',
    outputs: [],
    failure: {
      stage: 'worker',
      code: 'MODEL-WORKER',
      message: `the process that infers was lost twice: ${how}`,
    },
  };
  const timing: Timing = {
    kind: 'timing',
    image: task.image,
    readMs: 0,
    decodeMs: 0,
    preprocessMs: 0,
    inferMs: 0,
    totalMs: 0,
  };
  return { prediction, timing };
}

function interruption(): AppError {
  return new AppError('RUN-INTERRUPTED', 'the run was interrupted', {
    hint: 'continue it with --resume; finished images are kept',
  });
}
