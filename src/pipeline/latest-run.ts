import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../core/error.js';
import { runFolder } from '../evidence/attestation.js';
import type { Results } from '../schema/types.js';
import type { Records } from './records.js';

export interface FinishedRun {
  number: number;
  /** Relative to the project. */
  folder: string;
}

/** The newest run that was attested. @throws AppError INPUT-ORDER when there is none */
export function latestRun({ ledger }: Records): FinishedRun {
  const numbers = ledger
    .read()
    .filter(({ entry }) => entry.action === 'run-attested')
    .map(({ entry }) => Number(entry.facts['run']));
  const number = numbers.at(-1);
  if (number === undefined) {
    throw new AppError('INPUT-ORDER', 'no run is finished yet', {
      hint: 'run the locked protocol with `veritome run`',
    });
  }
  return { number, folder: runFolder(number) };
}

export function resultsOf(projectDir: string, run: FinishedRun): Results {
  return JSON.parse(readFileSync(join(projectDir, run.folder, 'results.json'), 'utf8')) as Results;
}
