/**
 * The process that infers. It is started by `worker-process.ts` with an environment made from scratch and with leave to
 * read the program, the weights and the images, nothing else; it cannot open the reference standard or write a file.
 */
import { closeSync, openSync } from 'node:fs';
import { AppError, messageOf } from '../core/error.js';
import type { GeometryCode } from '../imaging/geometry-findings.js';
import { openModel, type Model } from '../model/model.js';
import { readBound } from './bound-bytes.js';
import { inferImage } from './infer-image.js';
import { PROGRAM_ROOT } from './isolation.js';
import { cutNetwork } from './no-network.js';
import type { FromWorker, PlainError, Task, ToWorker } from './worker-messages.js';

cutNetwork();
// An interrupt from the terminal reaches the whole group; when to stop is the parent's to say.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
// The parent is gone: nobody would take the results.
process.on('disconnect', () => process.exit(0));

let model: Model | undefined;
let allowGeometry: GeometryCode[] = [];
let tidy = (message: string): string => message;
/** Tasks one after the other, in the order they came: the parent knows which one a crash belongs to. */
let queue: Promise<void> = Promise.resolve();

process.on('message', (message: ToWorker) => {
  queue = queue.then(() => (message.type === 'init' ? init(message) : infer(message.task))).catch(stop);
});

async function init(message: Extract<ToWorker, { type: 'init' }>): Promise<void> {
  tidy = (text) => text.replaceAll(`${message.projectDir}/`, '').replaceAll(`${PROGRAM_ROOT}/`, '');
  allowGeometry = message.allowGeometry;
  message.mustNotRead.forEach(refuseReadable);
  model = await openModel(message.model, (path) => {
    const file = message.modelFiles[path];
    if (file === undefined)
      throw new AppError('DEFECT', `no file of the model is called ${path}`, { hint: 'report this' });
    return Promise.resolve({ bytes: readBound(file), sha256: file.sha256 });
  });
  send({ type: 'ready', runtime: model.runtime });
}

async function infer(task: Task): Promise<void> {
  if (model === undefined)
    throw new AppError('DEFECT', 'a task came before the model', { hint: 'report this' });
  send({ type: 'result', ...(await inferImage(model, task, tidy, allowGeometry)) });
}

/** The proof that the run is blind: the file is really asked for, and has to be denied. */
function refuseReadable(path: string): void {
  try {
    closeSync(openSync(path, 'r'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ACCESS_DENIED') return;
  }
  throw new AppError('INPUT-NOT-BLIND', 'the process that infers could open this file', {
    place: tidy(path),
    hint: 'move it out of the folder of the images and of the model',
  });
}

function stop(thrown: unknown): void {
  send({ type: 'fatal', error: plain(thrown) });
}

function plain(thrown: unknown): PlainError {
  if (thrown instanceof AppError) {
    const { code, message, hint, place, details } = thrown;
    return { code, message, hint, place: place ?? null, details };
  }
  return {
    code: 'MODEL-WORKER',
    message: tidy(messageOf(thrown)),
    hint: 'report this as a defect',
    place: null,
    details: {},
  };
}

function send(message: FromWorker): void {
  process.send?.(message);
}
