import { join } from 'node:path';
import { sha256 } from '../core/digest.js';
import type { Results, RunRecord, ScorerIdentity, Verdict } from '../schema/types.js';
import { writeFileAtomic } from './atomic.js';
import type { RegisteredKey, SigningKey } from './keys.js';
import type { Ledger, LedgerAnchor } from './ledger.js';
import { filesBelow, keepCopies, recordFiles } from './record.js';
import { envelopeFile, isStatement, openEnvelope, PAYLOAD, PREDICATE, statementOf, type Statement } from './statement.js';
import type { Store } from './store.js';

/** What the instrument states about a run; the statement's subjects are the files of the run folder. */
export interface RunPredicate {
  run: number;
  /** Digest of lock.json. */
  lock: string;
  look: { number: number; granted: number };
  overall: Results['overall']['verdict'];
  verdicts: Pick<Verdict, 'endpoint' | 'role' | 'verdict' | 'row' | 'arithmetic'>[];
  scorer: ScorerIdentity;
  /** Digest of environment.json. */
  environment: string;
  /** The ledger when the run ended. */
  ledger: LedgerAnchor;
  startedAt: string;
  endedAt: string;
  images: RunRecord['images'];
}

export interface AttestRun {
  projectDir: string;
  run: RunRecord;
  results: Results;
  scorer: ScorerIdentity;
  ledger: Ledger;
  store: Store;
  instrument: SigningKey;
}

export interface Attested {
  path: string;
  sha256: string;
  statement: Statement<RunPredicate>;
}

export function runFolder(number: number): string {
  return `evidence/runs/${String(number).padStart(4, '0')}`;
}

export function attestationPath(number: number): string {
  return `${runFolder(number)}/attestation.dsse.json`;
}

/**
 * Close a run: every file of its folder becomes a subject of one signed statement and gets a copy in the store; then
 * the ledger vouches for the statement. Until that entry is written the run is unfinished, and this can be repeated.
 */
export async function attestRun(input: AttestRun): Promise<Attested> {
  const { projectDir, run, results, ledger, store, instrument } = input;
  const path = attestationPath(run.number);
  const files = (await filesBelow(projectDir, runFolder(run.number))).filter((file) => file !== path);
  const subjects = await keepCopies(projectDir, store, files);
  const environment = subjects.find(({ name }) => name.endsWith('/environment.json'));
  const statement = statementOf<RunPredicate>(PREDICATE.run, subjects, {
    run: run.number,
    lock: run.lock ?? '',
    look: { number: run.look ?? 0, granted: run.looksGranted ?? 0 },
    overall: results.overall.verdict,
    verdicts: results.verdicts.map(({ endpoint, role, verdict, row, arithmetic }) => {
      return { endpoint, role, verdict, row, arithmetic };
    }),
    scorer: input.scorer,
    environment: environment?.sha256 ?? '',
    ledger: ledger.anchor(),
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    images: run.images,
  });
  const bytes = envelopeFile(PAYLOAD.statement, statement, instrument);
  await writeFileAtomic(join(projectDir, path), bytes, { place: path });
  await recordFiles(projectDir, ledger, store, [path], {
    actor: { id: instrument.id, name: instrument.name, source: 'instrument' },
    action: 'run-attested',
    facts: {
      run: run.number,
      lock: run.lock,
      look: run.look,
      granted: run.looksGranted,
      verdict: results.overall.verdict,
      files: subjects.length,
    },
  });
  return { path, sha256: sha256(bytes), statement };
}

export type OpenedAttestation =
  | { ok: true; statement: Statement<RunPredicate> }
  | { ok: false; problem: string };

/** Only the instrument's signature makes an attestation. */
export function openAttestation(bytes: Buffer, keys: readonly RegisteredKey[]): OpenedAttestation {
  const instruments = keys.filter((key) => key.role === 'instrument');
  const opened = openEnvelope(bytes, PAYLOAD.statement, instruments);
  if (!opened.ok) return opened;
  if (!isStatement(opened.payload, PREDICATE.run)) return { ok: false, problem: 'holds no statement about a run' };
  return { ok: true, statement: opened.payload as Statement<RunPredicate> };
}
