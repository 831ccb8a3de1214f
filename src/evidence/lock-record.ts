import type { Lock } from '../schema/types.js';
import type { RegisteredKey, SigningKey } from './keys.js';
import { envelopeFile, isStatement, openEnvelope, PAYLOAD, PREDICATE, statementOf, subjectsOf } from './statement.js';

/** How a lock stands in the evidence folder: lock.json, and beside it the signed statement about its digest. */
export function lockPaths(number: number): { folder: string; lock: string; envelope: string } {
  const folder = `evidence/locks/${String(number).padStart(4, '0')}`;
  return { folder, lock: `${folder}/lock.json`, envelope: `${folder}/lock.dsse.json` };
}

export function signLock(lock: Lock, lockSha256: string, signer: SigningKey): Buffer {
  const statement = statementOf(
    PREDICATE.lock,
    [{ name: lockPaths(lock.number).lock, sha256: lockSha256 }],
    { lock: lock.number, protocol: lock.protocol, looks: lock.looks, signer: { id: signer.id, name: signer.name } },
  );
  return envelopeFile(PAYLOAD.statement, statement, signer);
}

/** @returns who signed the lock, or what is wrong with the envelope as a predicate for a sentence */
export function openLockEnvelope(
  bytes: Buffer,
  number: number,
  lockSha256: string,
  keys: readonly RegisteredKey[],
): { ok: true; signer: RegisteredKey } | { ok: false; problem: string } {
  const persons = keys.filter((key) => key.role === 'person');
  const opened = openEnvelope(bytes, PAYLOAD.statement, persons);
  if (!opened.ok) return opened;
  if (!isStatement(opened.payload, PREDICATE.lock)) return { ok: false, problem: 'holds no statement about a lock' };
  const [subject, ...more] = subjectsOf(opened.payload);
  if (more.length > 0 || subject?.name !== lockPaths(number).lock || subject.sha256 !== lockSha256) {
    return { ok: false, problem: 'is the signature of another lock' };
  }
  return { ok: true, signer: opened.signer };
}

/** Roles of bound files that are images: they may be absent where evidence is kept without them. */
export function isImageRole(role: string): boolean {
  return role === 'image' || role === 'rehearsal-image';
}
