import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, timestamp, type Clock } from '../core/clock.js';
import { isSha256, sha256 } from '../core/digest.js';
import { AppError } from '../core/error.js';
import type { SignatureRecord } from '../schema/types.js';
import { claimFile } from './atomic.js';
import { attestationPath, runFolder } from './attestation.js';
import type { RegisteredKey, SigningKey } from './keys.js';
import type { Ledger } from './ledger.js';
import { filesBelow, keepCopies, recordFiles } from './record.js';
import { envelopeFile, openEnvelope, PAYLOAD, type Subject } from './statement.js';
import type { Store } from './store.js';

export const SIGNATURE_FOLDER = 'evidence/signatures';

/** The closed list of meanings (21 CFR 11.50): what a person answers for by signing. */
export const MEANINGS = ['author', 'reviewer', 'approver', 'responsible', 'witness', 'reproducer'] as const;
export type Meaning = (typeof MEANINGS)[number];

export interface SignRequest {
  projectDir: string;
  ledger: Ledger;
  store: Store;
  signer: SigningKey;
  meaning: string;
  /** Paths of what is signed, relative to the project; see `signablePaths`. */
  paths: readonly string[];
  clock?: Clock;
}

export interface Signed {
  path: string;
  sha256: string;
  record: SignatureRecord;
}

/** Results, attestation and dossier files of a run: what a person who signs for it signs. */
export async function signablePaths(projectDir: string, runNumber: number): Promise<string[]> {
  const dossier = await filesBelow(projectDir, 'dossier');
  return [`${runFolder(runNumber)}/results.json`, attestationPath(runNumber), ...dossier];
}

/** Sign, keep copies of what was signed, and write both into the ledger. */
export async function signRecord(request: SignRequest): Promise<Signed> {
  const { projectDir, ledger, store, signer } = request;
  const manifestation = {
    signer: { id: signer.id, name: signer.name, keyId: signer.keyId },
    signedAt: timestamp(request.clock ?? systemClock),
    meaning: request.meaning as Meaning,
  };
  const problem = manifestationProblem(manifestation);
  if (problem !== null || request.paths.length === 0) {
    throw new AppError('INPUT-ARGUMENT', `the signature ${problem ?? 'does not say what is signed'}`, {
      hint: `a signature has a printed name, a time and one of the meanings ${MEANINGS.join(', ')}`,
    });
  }
  const record: SignatureRecord = {
    kind: 'signature',
    schemaVersion: 1,
    ...manifestation,
    subjects: await keepCopies(projectDir, store, request.paths),
    ledger: ledger.anchor(),
  };
  const bytes = envelopeFile(PAYLOAD.signature, record, signer);
  const path = await claimNumber(projectDir, bytes);
  await recordFiles(projectDir, ledger, store, [path], {
    actor: { id: signer.id, name: signer.name, source: 'key' },
    action: 'signed',
    facts: { meaning: record.meaning, keyId: signer.keyId, signedAt: record.signedAt },
  });
  return { path, sha256: sha256(bytes), record };
}

export type OpenedSignature = { ok: true; record: SignatureRecord } | { ok: false; problem: string };

/** A signature counts when its envelope is right and it is the signature of the registered person it names. */
export function openSignature(bytes: Buffer, keys: readonly RegisteredKey[]): OpenedSignature {
  const persons = keys.filter((key) => key.role === 'person');
  const opened = openEnvelope(bytes, PAYLOAD.signature, persons);
  if (!opened.ok) return opened;
  const problem = problemOf(opened.payload);
  if (problem !== null) return { ok: false, problem };
  const record = opened.payload as SignatureRecord;
  const { id, name, keyId } = opened.signer;
  if (record.signer.id !== id || record.signer.name !== name || record.signer.keyId !== keyId) {
    return { ok: false, problem: `names ${record.signer.name}, but the key is registered for ${name}` };
  }
  return { ok: true, record };
}

/** Whether the signature covers this name with this digest. */
export function covers(record: SignatureRecord, subject: Subject): boolean {
  return record.subjects.some(({ name, sha256: digest }) => name === subject.name && digest === subject.sha256);
}

/** What a record lacks to be a signature at all; null when nothing. */
function problemOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return 'is not a signature record';
  const { kind, schemaVersion, subjects, ledger, ...manifestation } = value as Record<string, unknown>;
  if (kind !== 'signature' || schemaVersion !== 1) return 'is not a signature record';
  const problem = manifestationProblem(manifestation);
  if (problem !== null) return problem;
  const { size, head, root } = (ledger ?? {}) as Record<string, unknown>;
  if (!Number.isSafeInteger(size) || !isSha256(head) || !isSha256(root)) return 'does not say how the ledger stood';
  const named =
    Array.isArray(subjects) &&
    subjects.length > 0 &&
    subjects.every((subject: unknown) => {
      const { name: subjectName, sha256: digest } = (subject ?? {}) as Record<string, unknown>;
      return typeof subjectName === 'string' && isSha256(digest);
    });
  return named ? null : 'does not say what is signed';
}

/** Name, time and meaning: without one of the three nothing is signed (21 CFR 11.50). */
function manifestationProblem({ signer, signedAt, meaning }: Record<string, unknown>): string | null {
  const { id, name, keyId } = (signer ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || name.trim() === '' || typeof id !== 'string' || !isSha256(keyId)) {
    return 'has no printed name of the signer';
  }
  if (typeof signedAt !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(signedAt) || Number.isNaN(Date.parse(signedAt))) {
    return 'has no time of signing';
  }
  return MEANINGS.some((allowed) => allowed === meaning) ? null : 'has no meaning from the closed list';
}

/** The next free number; of two persons who sign at once each gets their own. */
async function claimNumber(projectDir: string, bytes: Buffer): Promise<string> {
  const taken = await readdir(join(projectDir, SIGNATURE_FOLDER)).catch(() => []);
  let number = Math.max(0, ...taken.map((name) => Number.parseInt(name, 10) || 0));
  for (;;) {
    number += 1;
    const path = `${SIGNATURE_FOLDER}/${String(number).padStart(4, '0')}.dsse.json`;
    if (await claimFile(join(projectDir, path), bytes, { place: path })) return path;
  }
}
