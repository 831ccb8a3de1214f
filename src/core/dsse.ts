import { createPublicKey, sign as signBytes, verify as verifyBytes, type KeyObject } from 'node:crypto';
import { sha256 } from './digest.js';

/** Dead Simple Signing Envelope v1.0 (secure-systems-lab/dsse), Ed25519 (RFC 8032) only. */
export interface DsseEnvelope {
  payloadType: string;
  /** Base64 of the payload bytes. */
  payload: string;
  signatures: { keyid: string; sig: string }[];
}

/** Pre-authentication encoding, DSSE v1 protocol.md: `DSSEv1 SP len SP type SP len SP payload`. */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType, 'utf8');
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `, 'utf8'),
    type,
    Buffer.from(` ${payload.length} `, 'utf8'),
    payload,
  ]);
}

/** SHA-256 of the SubjectPublicKeyInfo (DER): the same key has the same id wherever it is stored. */
export function keyIdOf(publicKey: KeyObject): string {
  return sha256(publicKey.export({ type: 'spki', format: 'der' }));
}

export function signEnvelope(payloadType: string, payload: Uint8Array, privateKey: KeyObject): DsseEnvelope {
  const signature = signBytes(null, preAuthenticationEncoding(payloadType, payload), privateKey);
  return {
    payloadType,
    payload: Buffer.from(payload).toString('base64'),
    signatures: [{ keyid: keyIdOf(createPublicKey(privateKey)), sig: signature.toString('base64') }],
  };
}

/**
 * @returns ids of the given keys whose signature on the envelope is right; empty when none is. A signature by a key
 * that is not among `publicKeys` counts for nothing.
 */
export function verifiedKeyIds(envelope: DsseEnvelope, publicKeys: readonly KeyObject[]): string[] {
  const message = preAuthenticationEncoding(envelope.payloadType, payloadOf(envelope));
  // Another kind of key would be verified with whatever digest its type defaults to: Ed25519 or nothing.
  const known = new Map(
    publicKeys.filter((key) => key.asymmetricKeyType === 'ed25519').map((key) => [keyIdOf(key), key]),
  );
  const verified = envelope.signatures
    .filter(({ keyid, sig }) => {
      const key = known.get(keyid);
      return key !== undefined && verifyBytes(null, message, key, Buffer.from(sig, 'base64'));
    })
    .map(({ keyid }) => keyid);
  // The same signature twice is one signer.
  return [...new Set(verified)];
}

export function payloadOf(envelope: DsseEnvelope): Buffer {
  return Buffer.from(envelope.payload, 'base64');
}
