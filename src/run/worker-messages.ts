import type { Sha256 } from '../core/digest.js';
import type { ErrorCode } from '../core/error.js';
import type { GeometryCode } from '../imaging/geometry-findings.js';
import type { RuntimeFacts } from '../model/adapter.js';
import type { ModelPackage, Prediction, Timing } from '../schema/types.js';

/** One file an image consists of: where it is for the worker, what it is called in artifacts, what it must be. */
export interface TaskFile {
  /** Absolute. */
  at: string;
  /** Relative to the project. */
  path: string;
  sha256: Sha256;
}

/** One image to infer. */
export interface Task {
  image: string;
  case: string;
  files: TaskFile[];
}

export type ToWorker =
  | {
      type: 'init';
      model: ModelPackage;
      /** Weights by the path the package gives them. */
      modelFiles: Record<string, TaskFile>;
      /** Files the worker must not be able to open; it tries each before it opens the model. */
      mustNotRead: string[];
      /** Defects of geometry that do not refuse a volume. */
      allowGeometry: GeometryCode[];
      /** Cut out of messages of unforeseen errors: no path of the machine may reach an artifact. */
      projectDir: string;
    }
  | { type: 'task'; task: Task };

export type FromWorker =
  | { type: 'ready'; runtime: RuntimeFacts[] }
  | { type: 'result'; prediction: Prediction; timing: Timing }
  /** The run cannot go on. */
  | { type: 'fatal'; error: PlainError };

/** An AppError as data, to cross the process border. */
export interface PlainError {
  code: ErrorCode;
  message: string;
  hint: string;
  place: string | null;
  details: Record<string, unknown>;
}
