import { canonicalBytes, readableJson } from '../core/canonical.js';
import { isSha256 } from '../core/digest.js';
import { payloadOf, signEnvelope, verifiedKeyIds, type DsseEnvelope } from '../core/dsse.js';
import type { RegisteredKey, SigningKey } from './keys.js';

/** in-toto Statement v1 (in-toto/attestation, spec/v1/statement.md): these digests, and what is said of them. */
export interface Statement<P = unknown> {
  _type: 'https://in-toto.io/Statement/v1';
  subject: { name: string; digest: { sha256: string } }[];
  predicateType: string;
  predicate: P;
}

/** Names of what a statement can say; the one place where they stand. */
export const PREDICATE = {
  run: 'urn:veritome:attestation:run:1',
  lock: 'urn:veritome:attestation:lock:1',
} as const;

export const PAYLOAD = {
  statement: 'application/vnd.in-toto+json',
  signature: 'application/vnd.veritome.signature+json',
} as const;

export interface Subject {
  name: string;
  sha256: string;
}

export function statementOf<P>(predicateType: string, subjects: readonly Subject[], predicate: P): Statement<P> {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType,
    predicate,
  };
}

export function subjectsOf(statement: Statement): Subject[] {
  return statement.subject.map(({ name, digest }) => ({ name, sha256: digest.sha256 }));
}

/** Bytes of a DSSE file over the canonical form of `payload`. The same key and payload give the same bytes (Ed25519). */
export function envelopeFile(payloadType: string, payload: unknown, key: SigningKey): Buffer {
  return Buffer.from(readableJson(signEnvelope(payloadType, canonicalBytes(payload), key.privateKey)), 'utf8');
}

export type OpenedEnvelope =
  | { ok: true; payload: unknown; signer: RegisteredKey }
  /** `problem` is a predicate for a sentence about the file: `was not signed by a registered key`. */
  | { ok: false; problem: string };

/**
 * Open a DSSE file strictly: it must be, byte for byte, what `envelopeFile` writes (no other white space, member order or
 * base64), hold exactly one signature, and that by one of the registered keys.
 */
export function openEnvelope(bytes: Buffer, payloadType: string, keys: readonly RegisteredKey[]): OpenedEnvelope {
  const envelope = parse(bytes);
  if (envelope === null || !Buffer.from(readableJson(envelope), 'utf8').equals(bytes) || !isEnvelope(envelope)) {
    return { ok: false, problem: 'is not a signature envelope in its canonical form' };
  }
  if (envelope.payloadType !== payloadType) return { ok: false, problem: `does not hold ${payloadType}` };
  const [keyId] = verifiedKeyIds(envelope, keys.map((key) => key.publicKey));
  const signer = keys.find((key) => key.keyId === keyId);
  if (signer === undefined) return { ok: false, problem: 'has no right signature by a registered key' };
  const content = payloadOf(envelope);
  const payload = parse(content);
  if (payload === null || !canonicalBytes(payload).equals(content)) {
    return { ok: false, problem: 'holds something that is not canonical JSON' };
  }
  return { ok: true, payload, signer };
}

export function isStatement(value: unknown, predicateType: string): value is Statement {
  if (typeof value !== 'object' || value === null) return false;
  const statement = value as Partial<Record<keyof Statement, unknown>>;
  return (
    statement._type === 'https://in-toto.io/Statement/v1' &&
    statement.predicateType === predicateType &&
    typeof statement.predicate === 'object' &&
    Array.isArray(statement.subject) &&
    statement.subject.every((subject: unknown) => {
      const { name, digest } = subject as { name?: unknown; digest?: { sha256?: unknown } };
      return typeof name === 'string' && isSha256(digest?.sha256);
    })
  );
}

function isEnvelope(value: unknown): value is DsseEnvelope {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 3) return false;
  const { payloadType, payload, signatures } = value as Record<string, unknown>;
  if (typeof payloadType !== 'string' || !isBase64(payload) || !Array.isArray(signatures)) return false;
  const [only] = signatures as { keyid?: unknown; sig?: unknown }[];
  return (
    signatures.length === 1 &&
    only !== undefined &&
    Object.keys(only).length === 2 &&
    isSha256(only.keyid) &&
    isBase64(only.sig)
  );
}

/** The one base64 spelling of its bytes: decoders pass over stray characters and unused bits. */
function isBase64(value: unknown): boolean {
  return typeof value === 'string' && Buffer.from(value, 'base64').toString('base64') === value;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
