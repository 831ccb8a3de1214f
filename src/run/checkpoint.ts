import { open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canonicalJson } from '../core/canonical.js';
import { sha256, type Sha256 } from '../core/digest.js';
import { AppError } from '../core/error.js';
import type { Prediction, Timing } from '../schema/types.js';
import { syncFolder, unwritable } from './atomic-file.js';

/** One finished image, exactly as it will stand in the run's files. */
export interface Finished {
  prediction: Prediction;
  timing: Timing;
}

/** What the run is for: a checkpoint of other inputs is never continued. */
export interface CheckpointHeader {
  kind: 'checkpoint';
  schemaVersion: 1;
  /** Digests of everything that decides the predictions, by name. */
  inputs: Readonly<Record<string, string>>;
  images: number;
}

const SYNC_IMAGES = 16;
const SYNC_MS = 250;

export function checkpointPath(outDir: string): string {
  return join(outDir, 'checkpoint.jsonl');
}

/**
 * Finished images, one line each, appended as they come and fsynced every 16 images or 250 ms. A line carries the
 * SHA-256 of the header's digest and its own content, so a changed line, or one of another run, is seen.
 */
export class Checkpoint {
  private readonly file: FileHandle;
  private readonly chain: Sha256;
  private tail: Promise<void> = Promise.resolve();
  private unsynced = 0;
  private timer: NodeJS.Timeout | undefined;
  private failure: AppError | undefined;
  private readonly place: string;

  private constructor(file: FileHandle, place: string, chain: Sha256) {
    this.file = file;
    this.place = place;
    this.chain = chain;
  }

  /**
   * Starts a new one.
   * @param place how errors call the file
   * @throws AppError INPUT-FOLDER-UNWRITABLE
   */
  static async create(outDir: string, header: CheckpointHeader, place: string): Promise<Checkpoint> {
    const path = checkpointPath(outDir);
    const { line, digest } = seal('', header);
    let file: FileHandle;
    try {
      file = await open(path, 'w');
      await file.appendFile(line);
      await file.sync();
      await syncFolder(dirname(path));
    } catch (cause) {
      throw unwritable(place, cause);
    }
    return new Checkpoint(file, place, digest);
  }

  /**
   * Continues after the last whole line; a torn tail is cut off.
   * @throws AppError INTEGRITY-CHECKPOINT for a line that was changed or belongs to another run
   */
  static async resume(
    outDir: string,
    header: CheckpointHeader,
    place: string,
  ): Promise<{ checkpoint: Checkpoint; finished: Finished[] }> {
    const path = checkpointPath(outDir);
    const bytes = await readFile(path);
    const whole = bytes.lastIndexOf(0x0a) + 1;
    // Killed before the header was on disk: nothing was done yet.
    if (whole === 0) {
      const checkpoint = await Checkpoint.create(outDir, header, place);
      return { checkpoint, finished: [] };
    }
    const [first = '', ...rest] = bytes.toString('utf8', 0, whole - 1).split('\n');
    const expected = seal('', header);
    if (`${first}\n` !== expected.line) throw broken(place, 1, 'it was begun for other inputs, or changed');
    const seen = new Set<string>();
    const finished = rest.map((line, i) => {
      const entry = unseal(line, expected.digest);
      if (entry === null) throw broken(place, i + 2, 'it was changed');
      if (seen.has(entry.prediction.image)) throw broken(place, i + 2, 'its image stands there twice');
      seen.add(entry.prediction.image);
      return entry;
    });
    try {
      const file = await open(path, 'r+');
      await file.truncate(whole);
      await file.close();
      return { checkpoint: new Checkpoint(await open(path, 'a'), place, expected.digest), finished };
    } catch (cause) {
      throw unwritable(place, cause);
    }
  }

  /** Queues one line; does not wait for the disk. Errors come out of `close` and of the next call. */
  append(entry: Finished): void {
    if (this.failure !== undefined) throw this.failure;
    const { line } = seal(this.chain, entry);
    this.unsynced += 1;
    const due = this.unsynced >= SYNC_IMAGES;
    this.queue(() => this.file.appendFile(line));
    if (due) this.sync();
    else this.timer ??= setTimeout(() => this.sync(), SYNC_MS);
  }

  /** Everything on disk, file closed. @throws AppError INPUT-FOLDER-UNWRITABLE when any write failed */
  async close(): Promise<void> {
    this.sync();
    await this.tail;
    await this.file.close();
    if (this.failure !== undefined) throw this.failure;
  }

  private sync(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.unsynced === 0) return;
    this.unsynced = 0;
    this.queue(() => this.file.datasync());
  }

  private queue(step: () => Promise<void>): void {
    this.tail = this.tail.then(step).catch((cause: unknown) => {
      this.failure ??= unwritable(this.place, cause);
    });
  }
}

/** Removes the checkpoint, once its images stand elsewhere for good. */
export async function discardCheckpoint(outDir: string): Promise<void> {
  await rm(checkpointPath(outDir), { force: true });
  await syncFolder(outDir);
}

function seal(chain: string, content: CheckpointHeader | Finished): { line: string; digest: Sha256 } {
  const digest = sha256(`${chain}\n${canonicalJson(content)}`);
  return { line: `${canonicalJson({ ...content, sha256: digest })}\n`, digest };
}

function unseal(line: string, chain: Sha256): Finished | null {
  try {
    const { prediction, timing } = JSON.parse(line) as Finished;
    const entry = { prediction, timing };
    // Comparing whole lines leaves no byte outside the digest.
    return `${line}\n` === seal(chain, entry).line ? entry : null;
  } catch {
    return null;
  }
}

function broken(path: string, line: number, what: string): AppError {
  return new AppError('INTEGRITY-CHECKPOINT', `line ${line} of the checkpoint does not count: ${what}`, {
    place: `${path}:${line}`,
    hint: 'keep the file as found and record a deviation; the look cannot be continued from it',
  });
}
