import { existsSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { canonicalJson } from '../core/canonical.js';
import { systemClock } from '../core/clock.js';
import { sha256OfJson, type Sha256 } from '../core/digest.js';
import type { GeometryCode } from '../imaging/geometry-findings.js';
import { AppError } from '../core/error.js';
import type { RuntimeFacts } from '../model/adapter.js';
import type { DataManifest, ModelPackage, Prediction, Timing } from '../schema/types.js';
import { writeAtomically } from './atomic-file.js';
import {
  Checkpoint,
  checkpointPath,
  discardCheckpoint,
  type CheckpointHeader,
  type Finished,
} from './checkpoint.js';
import { inferLocally } from './local.js';
import { ProgressMeter, type Progress } from './progress.js';
import { boundModel, tasksOf } from './run-inputs.js';
import { lockFolder } from './run-lock.js';

export interface RunOptions {
  /** Absolute. */
  projectDir: string;
  /** Images to infer; their digests are held against the files as each is read. */
  manifest: DataManifest;
  /** Relative to the project. */
  modelDescriptor: string;
  /** Locked SHA-256 of the descriptor and of every weights file, by path relative to the project. */
  modelDigests: Readonly<Record<string, Sha256>>;
  /** Folder of the run, relative to the project; made when missing. */
  outDir: string;
  /** Files the process that infers must not be able to open, such as the reference standard; relative to the project. */
  mustNotRead: readonly string[];
  /** Defects of geometry that the protocol lets pass; none where it is not given. */
  allowGeometry?: readonly GeometryCode[];
  /** Further digests the run is for (lock, look), so that a checkpoint of another run is not continued. */
  inputs?: Readonly<Record<string, string>>;
  /** Default: 1 below four cores, else a share of them by the threads of the model. */
  workers?: number;
  /** Longest time for one image. Default 120 s. */
  timeLimitMs?: number;
  /** Continue from the checkpoint; without one, begin, also over files of a run that was not attested. */
  resume?: boolean;
  /** Leave the checkpoint for `discardCheckpoint`, called once the run is attested. */
  keepCheckpoint?: boolean;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
  /** For tests of crashes and hangs. */
  workerFile?: string;
}

export interface RunOutcome {
  /** In the manifest's order. */
  predictions: Prediction[];
  timings: Timing[];
  counts: { total: number; ok: number; failed: number };
  /** Images taken over from the checkpoint. */
  resumed: number;
  workers: number;
  runtime: RuntimeFacts[];
}

const TIME_LIMIT_MS = 120_000;

/**
 * Infers every image of the manifest, blind, and writes `predictions.jsonl` and `timings.jsonl` into `outDir`. Killed at
 * any moment it goes on with `resume` and ends with the same bytes of predictions, for any number of workers.
 * @throws AppError RUN-INTERRUPTED (a checkpoint is there, `resume` is not; or the signal), RUN-BUSY,
 *   INTEGRITY-BOUND-FILE, INTEGRITY-CHECKPOINT, INPUT-NOT-BLIND, INPUT-FOLDER-EXISTS, INPUT-FOLDER-UNWRITABLE, MODEL-*
 */
export async function execute(options: RunOptions): Promise<RunOutcome> {
  const projectDir = realpathSync(options.projectDir);
  const outDir = resolve(projectDir, options.outDir);
  const place = relative(projectDir, outDir).split(sep).join('/');
  const { pkg, modelFiles } = await boundModel(projectDir, options.modelDescriptor, options.modelDigests);
  const tasks = tasksOf(projectDir, options.manifest);
  const header: CheckpointHeader = {
    kind: 'checkpoint',
    schemaVersion: 1,
    inputs: {
      ...options.inputs,
      model: sha256OfJson(options.modelDigests),
      tasks: sha256OfJson(
        tasks.map((task) => ({ ...task, files: task.files.map((file) => [file.path, file.sha256]) })),
      ),
    },
    images: tasks.length,
  };

  const lock = await lockFolder(outDir, place);
  try {
    refuseWrongStart(outDir, place, options.resume === true);
    const { checkpoint, finished } = existsSync(checkpointPath(outDir))
      ? await Checkpoint.resume(outDir, header, `${place}/checkpoint.jsonl`)
      : { checkpoint: await Checkpoint.create(outDir, header, `${place}/checkpoint.jsonl`), finished: [] };
    const byImage = new Map(finished.map((entry) => [entry.prediction.image, entry]));
    const meter = new ProgressMeter(systemClock, tasks.length, byImage.size, countFailed(finished));
    options.onProgress?.(meter.now());
    const workers = options.workers ?? defaultWorkers(pkg);
    let runtime: RuntimeFacts[];
    try {
      runtime = await inferLocally(
        tasks.filter(({ image }) => !byImage.has(image)),
        {
          init: {
            type: 'init',
            model: pkg,
            modelFiles,
            mustNotRead: options.mustNotRead.map((path) => join(projectDir, path)),
            allowGeometry: [...(options.allowGeometry ?? [])],
            projectDir,
          },
          readable: Object.values(modelFiles).map(({ at }) => at),
          readableFolders: [realpathSync(join(projectDir, options.manifest.root))],
          workers,
          timeLimitMs: options.timeLimitMs ?? TIME_LIMIT_MS,
          signal: options.signal,
          ...(options.workerFile === undefined ? {} : { workerFile: options.workerFile }),
          onFinished: (entry) => {
            checkpoint.append(entry);
            byImage.set(entry.prediction.image, entry);
            options.onProgress?.(meter.count(entry.prediction.status === 'failed'));
          },
        },
      );
    } finally {
      await checkpoint.close();
    }
    const ordered = tasks.map(({ image }) => entryOf(byImage, image));
    const predictions = ordered.map(({ prediction }) => prediction);
    const timings = ordered.map(({ timing }) => timing);
    await writeAtomically(join(outDir, 'timings.jsonl'), linesOf(timings));
    await writeAtomically(join(outDir, 'predictions.jsonl'), linesOf(predictions));
    if (options.keepCheckpoint !== true) await discardCheckpoint(outDir);
    const failed = countFailed(ordered);
    return {
      predictions,
      timings,
      counts: { total: ordered.length, ok: ordered.length - failed, failed },
      resumed: finished.length,
      workers,
      runtime,
    };
  } finally {
    await lock.release();
  }
}

function refuseWrongStart(outDir: string, place: string, resume: boolean): void {
  // A run killed after its checkpoint was dropped and before it was attested begins again: the same bytes come out.
  if (resume) return;
  if (existsSync(checkpointPath(outDir))) {
    throw new AppError('RUN-INTERRUPTED', 'a run was interrupted here', {
      place,
      hint: 'continue it with --resume; finished images are kept',
    });
  }
  if (existsSync(join(outDir, 'predictions.jsonl'))) {
    throw new AppError('INPUT-FOLDER-EXISTS', 'a finished run stands here, and is never written over', {
      place,
      hint: 'a further run is a further look, with a folder of its own',
    });
  }
}

function defaultWorkers(pkg: ModelPackage): number {
  const cores = availableParallelism();
  const threads = Math.max(...pkg.components.map(({ runtime }) => runtime.intraOpThreads));
  return cores < 4 ? 1 : Math.max(1, Math.floor(cores / threads));
}

function entryOf(byImage: ReadonlyMap<string, Finished>, image: string): Finished {
  const entry = byImage.get(image);
  if (entry !== undefined) return entry;
  throw new AppError('DEFECT', `image ${image} was lost`, { hint: 'report this; do not use the run' });
}

function countFailed(entries: readonly Finished[]): number {
  return entries.filter(({ prediction }) => prediction.status === 'failed').length;
}

function linesOf(rows: readonly (Prediction | Timing)[]): string {
  return rows.map((row) => `${canonicalJson(row)}\n`).join('');
}
