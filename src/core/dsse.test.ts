import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyIdOf, payloadOf, preAuthenticationEncoding, signEnvelope, verifiedKeyIds } from './dsse.js';

const TYPE = 'http://example.com/HelloWorld';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');

describe('preAuthenticationEncoding', () => {
  it('is that of the test vector (secure-systems-lab/dsse, protocol.md)', () => {
    const encoded = preAuthenticationEncoding(TYPE, Buffer.from('hello world')).toString('utf8');
    expect(encoded).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  it('counts bytes, not characters', () => {
    expect(preAuthenticationEncoding('é', Buffer.alloc(0)).toString('utf8')).toBe('DSSEv1 2 é 0 ');
  });

  it('gives different bytes for different pairs of type and payload', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string()), fc.tuple(fc.string(), fc.string()), (a, b) => {
        const encode = ([type, payload]: [string, string]): string =>
          preAuthenticationEncoding(type, Buffer.from(payload)).toString('hex');
        const same =
          Buffer.from(a[0]).equals(Buffer.from(b[0])) && Buffer.from(a[1]).equals(Buffer.from(b[1]));
        expect(encode(a) === encode(b)).toBe(same);
      }),
    );
  });
});

describe('an envelope', () => {
  const envelope = signEnvelope(TYPE, Buffer.from('hello world'), privateKey);

  it('is verified by its key and by no other', () => {
    expect(verifiedKeyIds(envelope, [other.publicKey, publicKey])).toEqual([keyIdOf(publicKey)]);
    expect(verifiedKeyIds(envelope, [other.publicKey])).toEqual([]);
    expect(payloadOf(envelope).toString('utf8')).toBe('hello world');
  });

  it('is not verified with another type, payload, key id or signature', () => {
    const [signature] = envelope.signatures;
    const forged = [
      { ...envelope, payloadType: `${TYPE}2` },
      { ...envelope, payload: Buffer.from('hello w0rld').toString('base64') },
      { ...envelope, signatures: [{ ...signature!, keyid: keyIdOf(other.publicKey) }] },
      { ...envelope, signatures: [{ ...signature!, sig: Buffer.alloc(64).toString('base64') }] },
      { ...envelope, signatures: [] },
    ];
    for (const candidate of forged) {
      expect(verifiedKeyIds(candidate, [publicKey, other.publicKey])).toEqual([]);
    }
  });

  it('counts a signature that is there twice once', () => {
    const twice = { ...envelope, signatures: [...envelope.signatures, ...envelope.signatures] };
    expect(verifiedKeyIds(twice, [publicKey])).toEqual([keyIdOf(publicKey)]);
  });

  it('is not verified with a key of another kind', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const foreign = signEnvelope(TYPE, Buffer.from('hello world'), rsa.privateKey);
    expect(verifiedKeyIds(foreign, [rsa.publicKey])).toEqual([]);
  });
});

describe('Ed25519', () => {
  it('signs as RFC 8032 section 7.1, test 1 (empty message), through the key formats used here', () => {
    const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
    const key = createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
      format: 'der',
      type: 'pkcs8',
    });
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('hex');
    expect(spki.slice(-64)).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    expect(sign(null, Buffer.alloc(0), key).toString('hex')).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
  });
});
