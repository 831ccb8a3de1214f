/** A thread that works on the files it is sent, one after the other, until `many-files.ts` ends it. */
import { parentPort, workerData } from 'node:worker_threads';
import { HeaderMemory } from '../imaging/header-memory.js';
import { FileBuffer } from './file-buffer.js';
import { workOnFile } from './file-work.js';
import type { FileWork, Outcome } from './file-work.js';
import { LargeFileTurn } from './large-file-turn.js';

export interface ThreadSettings {
  work: keyof FileWork;
  projectDir: string;
  /** Of the `LargeFileTurn` of all threads. */
  turn: SharedArrayBuffer;
}

/** Files that follow each other in the list. */
export interface Batch {
  from: number;
  paths: readonly string[];
}

export interface BatchReply {
  from: number;
  outcomes: Outcome<unknown>[];
}

const { work, projectDir, turn } = workerData as ThreadSettings;
const means = { buffer: new FileBuffer(new LargeFileTurn(turn)), memory: new HeaderMemory() };
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (batch: Batch) => {
  last = last.then(() => answer(batch));
});

async function answer({ from, paths }: Batch): Promise<void> {
  const outcomes: Outcome<unknown>[] = [];
  for (const path of paths) outcomes.push(await workOnFile(work, projectDir, path, means));
  const reply: BatchReply = { from, outcomes };
  parentPort?.postMessage(reply);
}
