import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../core/error.js';
import type { ErrorCode } from '../../core/error.js';
import { LIMITS } from '../limits.js';
import type { DecodeTask } from './decode-frames.js';

export type DecodeReply =
  { bytes: Uint8Array } | { error: { code: ErrorCode; message: string; hint: string } };

/** The built thread: Node runs JavaScript, also when the caller is still TypeScript under test. */
const THREAD_FILE = ['./decoder-thread.js', '../../../dist/imaging/codec/decoder-thread.js']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));

let idle: Worker | null = null;
/** One image at a time, so that the time limit of one does not count the wait for another. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Decodes one image where a time limit can end it: in a worker thread, kept warm for the next image. In a process that
 * may not start threads (the one that infers, see `run/isolation.ts`) decoding happens in place, since there the
 * parent process ends an image that takes too long.
 * @param timeLimitMs default: VERITOME_DECODE_TIMEOUT_MS of the environment, else in proportion to the image
 * @returns rejects with AppError IMAGE-INVALID, IMAGE-TRUNCATED, IMAGE-UNSUPPORTED (too large, or too long to decode)
 */
export async function decodeImage(
  task: DecodeTask,
  place: string,
  timeLimitMs: number = timeLimitOf(task, process.env['VERITOME_DECODE_TIMEOUT_MS']),
): Promise<Uint8Array> {
  refuseTooLarge(task, place);
  const result = queue.then(() => (threadsAllowed() ? inThread(task, timeLimitMs) : inPlace(task)));
  queue = result.catch(() => undefined);
  try {
    return await result;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { code, message, hint } = thrown;
    throw new AppError(code, message, { place, hint, cause: thrown });
  }
}

/** Milliseconds. A setting that is no whole number of them is passed over. */
export function timeLimitOf(
  { description: { rows, columns, samplesPerPixel }, frames }: Pick<DecodeTask, 'description' | 'frames'>,
  setting: string | undefined,
): number {
  const set = Number(setting ?? NaN);
  if (Number.isInteger(set) && set > 0 && set < 2 ** 31) return set;
  const megasamples = (frames.length * rows * columns * samplesPerPixel) / 1e6;
  const ms = LIMITS.decodeMsLeast + megasamples * LIMITS.decodeMsPerMegasample;
  return Math.min(LIMITS.decodeMsMost, Math.ceil(ms));
}

function refuseTooLarge({ description, frames }: DecodeTask, place: string): void {
  const { rows, columns, samplesPerPixel, bitsAllocated } = description;
  const bytes = frames.length * rows * columns * samplesPerPixel * Math.max(1, bitsAllocated / 8);
  if (bytes <= LIMITS.decodedBytes) return;
  throw new AppError('IMAGE-UNSUPPORTED', `the decoded pixels would fill ${bytes} bytes`, {
    place,
    hint: 'split the object into smaller ones',
  });
}

function threadsAllowed(): boolean {
  const { permission } = process as { permission?: { has(scope: string): boolean } };
  return permission === undefined || permission.has('worker');
}

/** Loaded only here: a caller with a thread needs no decoder of its own. */
async function inPlace(task: DecodeTask): Promise<Uint8Array> {
  const { decodeFrames } = await import('./decode-frames.js');
  return decodeFrames(task);
}

function inThread(task: DecodeTask, timeLimitMs: number): Promise<Uint8Array> {
  const worker = idle ?? startThread();
  idle = null;
  worker.ref();
  return new Promise((resolve, reject) => {
    const onError = (cause: unknown): void => giveUp('the decoder broke down', cause);
    const onMessage = (reply: DecodeReply): void => {
      done();
      worker.unref();
      idle = worker;
      if ('bytes' in reply) resolve(reply.bytes);
      else reject(new AppError(reply.error.code, reply.error.message, { hint: reply.error.hint }));
    };
    const done = (): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onError);
    };
    const giveUp = (why: string, cause?: unknown): void => {
      done();
      // What a dying thread still says is of no interest.
      worker.on('error', () => undefined);
      void worker.terminate();
      reject(
        new AppError('IMAGE-UNSUPPORTED', `the compressed pixels cannot be decoded: ${why}`, {
          hint: 'convert the image to Explicit VR Little Endian without loss',
          cause,
        }),
      );
    };
    const timer = setTimeout(() => giveUp(`it takes longer than ${timeLimitMs} ms`), timeLimitMs);
    worker.on('message', onMessage).on('error', onError).on('exit', onError);
    worker.postMessage(task);
  });
}

function startThread(): Worker {
  if (THREAD_FILE === undefined) {
    throw new AppError('DEFECT', 'the thread that decodes is not built', { hint: 'run npm run setup' });
  }
  return new Worker(THREAD_FILE, {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.decoderHeapMiB },
  });
}
