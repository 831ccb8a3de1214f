import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '../core/error.js';
import { loadInstrumentKey, registeredKeys, type SigningKey } from '../evidence/keys.js';
import { Ledger } from '../evidence/ledger.js';
import { Store } from '../evidence/store.js';
import { programVersion } from './program.js';

/** A project's folder with its ledger and store. */
export interface Records {
  projectDir: string;
  ledger: Ledger;
  store: Store;
}

/** @throws AppError INPUT-NOT-A-PROJECT when the folder holds no ledger */
export function openRecords(project: string): Records {
  const projectDir = resolve(project);
  if (
    !existsSync(resolve(projectDir, 'protocol.yaml')) &&
    !existsSync(resolve(projectDir, 'protocol.json'))
  ) {
    throw notAProject(project, 'there is no protocol.yaml');
  }
  if (!existsSync(resolve(projectDir, 'evidence', 'ledger')))
    throw notAProject(project, 'there is no evidence/ledger');
  return recordsAt(projectDir);
}

/** The same without looking: for a project that is being made. */
export function recordsAt(projectDir: string): Records {
  return {
    projectDir,
    ledger: new Ledger(projectDir, { toolVersion: programVersion() }),
    store: new Store(projectDir),
  };
}

export async function instrumentOf({ projectDir, ledger }: Records): Promise<SigningKey> {
  return loadInstrumentKey(projectDir, registeredKeys(ledger.read()));
}

function notAProject(place: string, what: string): AppError {
  return new AppError('INPUT-NOT-A-PROJECT', `this is not a validation project: ${what}`, {
    place,
    hint: 'go to the project folder, give --project, or make one with `veritome init`',
  });
}
