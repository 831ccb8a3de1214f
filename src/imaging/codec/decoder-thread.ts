/** The thread that decodes compressed pixels: one image after the other, until `decode-image.ts` ends it. */
import { parentPort } from 'node:worker_threads';
import { AppError, messageOf } from '../../core/error.js';
import { decodeFrames } from './decode-frames.js';
import type { DecodeTask } from './decode-frames.js';
import type { DecodeReply } from './decode-image.js';

parentPort?.on('message', (task: DecodeTask) => {
  decodeFrames(task).then(
    (bytes) => {
      const reply: DecodeReply = { bytes };
      parentPort?.postMessage(reply, [bytes.buffer as ArrayBuffer]);
    },
    (thrown: unknown) => {
      const known = thrown instanceof AppError;
      const reply: DecodeReply = {
        error: known
          ? { code: thrown.code, message: thrown.message, hint: thrown.hint }
          : { code: 'DEFECT', message: messageOf(thrown), hint: 'report this as a defect' },
      };
      parentPort?.postMessage(reply);
    },
  );
});
