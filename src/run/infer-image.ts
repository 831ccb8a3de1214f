import { systemClock } from '../core/clock.js';
import { AppError, messageOf } from '../core/error.js';
import { readDicom } from '../imaging/dicom.js';
import type { GeometryCode } from '../imaging/geometry-findings.js';
import { readPart10Header } from '../imaging/part10.js';
import { checkSeriesGeometry } from '../imaging/series-geometry.js';
import { readSliceHeaders } from '../imaging/slice-header.js';
import { refusal } from '../imaging/volume.js';
import type { Model } from '../model/model.js';
import type { FailureStage, Prediction, Timing } from '../schema/types.js';
import { readBound } from './bound-bytes.js';
import type { Task } from './worker-messages.js';

/**
 * One image from its files to a prediction. What the image or the model cannot do is a failed prediction, which stays
 * in every count; only a file that is not the bound one stops the run.
 * @param tidy takes paths of the machine out of a message
 * @param allow defects of geometry that do not refuse a volume
 * @throws AppError INTEGRITY-BOUND-FILE, INPUT-FILE-UNREADABLE
 */
export async function inferImage(
  model: Model,
  task: Task,
  tidy: (message: string) => string,
  allow: readonly GeometryCode[] = [],
): Promise<{ prediction: Prediction; timing: Timing }> {
  const clock = systemClock;
  const t0 = clock.elapsedMs();
  const files = task.files.map((file) => ({ file, bytes: readBound(file) }));
  const t1 = clock.elapsedMs();

  const timing: Timing = {
    kind: 'timing',
    image: task.image,
    readMs: rounded(t1 - t0),
    decodeMs: 0,
    preprocessMs: 0,
    inferMs: 0,
    totalMs: 0,
  };
  const prediction: Prediction = {
    kind: 'prediction',
    schemaVersion: 1,
    image: task.image,
    case: task.case,
    inputs: task.files.map(({ path, sha256 }) => ({ path, sha256 })),
    status: 'ok',
    outputs: [],
    failure: null,
  };
  let stage: FailureStage = 'decode';
  try {
    const [only, ...more] = files;
    if (only === undefined || more.length > 0) throw noPlane(files, allow);
    const pixels = await (await readDicom(only.bytes, only.file.path)).pixels();
    timing.decodeMs = rounded(clock.elapsedMs() - t1);
    const inference = await model.infer(pixels, (next) => {
      stage = next;
    });
    prediction.outputs = inference.outputs;
    timing.preprocessMs = rounded(inference.timing.preprocessMs);
    timing.inferMs = rounded(inference.timing.inferMs);
  } catch (thrown) {
    prediction.status = 'failed';
    prediction.failure = {
      stage,
      code: thrown instanceof AppError ? thrown.code : 'DEFECT',
      message: tidy(messageOf(thrown)),
    };
  }
  timing.totalMs = rounded(clock.elapsedMs() - t0);
  return { prediction, timing };
}

/** Why an image of several files is not given to the model: what refuses the volume, else that it is one. */
function noPlane(
  files: readonly { file: { path: string }; bytes: Uint8Array }[],
  allow: readonly GeometryCode[],
): AppError {
  const slices = files.flatMap(({ file: { path }, bytes }) =>
    readSliceHeaders(readPart10Header(bytes, path).dataSet, path),
  );
  const geometry = checkSeriesGeometry(slices, allow);
  if (geometry.grid === null) return refusal(geometry);
  return new AppError('IMAGE-UNSUPPORTED', `a volume of ${slices.length} slices; the model takes one plane`, {
    hint: 'exclude volumes by the eligibility of the protocol',
  });
}

/** Microseconds are all the clock is worth, and keep the lines short. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
