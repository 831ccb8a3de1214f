import type { EvidenceRecords } from '../evidence-records.js';
import { NOTHING, recorded, recordedDigest, type Marked } from '../marked.js';
import { wordFor, type Words } from './words.js';

/** One set the model was developed on, as the lock says. */
export interface ModelDataRow {
  id: Marked;
  use: Marked;
  path: Marked;
  system: Marked;
  digest: Marked;
  gitRevision: Marked;
  checked: Marked;
}

/** Empty when the package names none, and for a rehearsal. */
export function modelDataRows({ lock }: EvidenceRecords, words: Words): ModelDataRow[] {
  const quote = (value: string | null): Marked => (value === null ? NOTHING : recorded('lock', value));
  return (lock?.model.dataVersion ?? []).map(({ id, use, path, system, digest, gitRevision, checked }) => ({
    id: quote(id),
    use: wordFor(words, 'dataUses', use),
    path: quote(path),
    system: wordFor(words, 'dataSystems', system),
    digest: recordedDigest('lock', digest),
    gitRevision: quote(gitRevision),
    checked: wordFor(words, 'dataChecks', checked),
  }));
}
