import { createPersonKey, registering } from '../evidence/keys.js';
import { openRecords } from './records.js';

export interface CreatedKey {
  id: string;
  path: string;
  keyId: string;
  entry: number;
}

/** Makes a person's key file and registers it in the ledger. */
export async function createKey(
  project: string,
  person: { id: string; name: string; passphrase: string; identityCheckedBy: string | null },
): Promise<CreatedKey> {
  const { projectDir, ledger } = openRecords(project);
  const { id, name, passphrase, identityCheckedBy } = person;
  const made = await createPersonKey(projectDir, {
    id,
    name,
    passphrase,
    ...(identityCheckedBy === null ? {} : { identityCheckedBy }),
  });
  const entry = await ledger.append(registering(made, made.registration.actor));
  return { id, path: made.path, keyId: made.key.keyId, entry: entry.number };
}
