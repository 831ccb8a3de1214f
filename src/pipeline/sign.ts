import { loadPersonKey, registeredKeys } from '../evidence/keys.js';
import { signablePaths, signRecord } from '../evidence/signature.js';
import { latestRun } from './latest-run.js';
import { openRecords } from './records.js';

export interface SignedRun {
  name: string;
  meaning: string;
  signedAt: string;
  path: string;
  subjects: number;
  entry: number;
}

/** A person signs results, attestation and dossier of the latest finished run. */
export async function signLatest(
  project: string,
  { keyId, passphrase, meaning }: { keyId: string; passphrase: string; meaning: string },
): Promise<SignedRun> {
  const records = openRecords(project);
  const { projectDir, ledger, store } = records;
  const run = latestRun(records);
  const signer = await loadPersonKey(projectDir, registeredKeys(ledger.read()), keyId, passphrase);
  const paths = await signablePaths(projectDir, run.number);
  const signed = await signRecord({ projectDir, ledger, store, signer, meaning, paths });
  return {
    name: signed.record.signer.name,
    meaning: signed.record.meaning,
    signedAt: signed.record.signedAt,
    path: signed.path,
    subjects: signed.record.subjects.length,
    entry: ledger.read().length,
  };
}
