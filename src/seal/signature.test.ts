import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalBytes, readableJson } from '../core/canonical.js';
import { sha256 } from '../core/digest.js';
import { payloadOf, signEnvelope, type DsseEnvelope } from '../core/dsse.js';
import { attestationPath, openAttestation } from '../evidence/attestation.js';
import { checkIntegrity } from '../evidence/integrity.js';
import { registeredKeys, type RegisteredKey } from '../evidence/keys.js';
import { filesBelow } from '../evidence/record.js';
import { covers, openSignature, signRecord } from '../evidence/signature.js';
import { PAYLOAD, subjectsOf } from '../evidence/statement.js';
import type { SignatureRecord } from '../schema/types.js';
import {
  finishedProject,
  newFolder,
  removeFolder,
  renderDossier,
  sign,
  type TestProject,
} from './project.testkit.js';

let project: TestProject;
let keys: RegisteredKey[];
let signature: Buffer;
let attestation: Buffer;
const copies: string[] = [];

beforeAll(async () => {
  project = await finishedProject();
  keys = registeredKeys(project.ledger.read());
  signature = readFileSync(join(project.dir, 'evidence/signatures/0001.dsse.json'));
  attestation = readFileSync(join(project.dir, attestationPath(1)));
});
afterAll(() => {
  for (const dir of [project.dir, ...copies]) removeFolder(dir);
});

function recordOf(bytes: Buffer): SignatureRecord {
  return JSON.parse(payloadOf(JSON.parse(bytes.toString()) as DsseEnvelope).toString()) as SignatureRecord;
}

/** A signature file with this content, signed with the approver's own key. */
function resigned(record: unknown, type: string = PAYLOAD.signature): Buffer {
  const envelope = signEnvelope(type, canonicalBytes(record), project.approver.privateKey);
  return Buffer.from(readableJson(envelope));
}

describe('a signature', () => {
  it('has printed name, time and meaning, and covers results, attestation and every dossier file', async () => {
    const opened = openSignature(signature, keys);
    if (!opened.ok) return expect.fail(opened.problem);
    const { record } = opened;
    expect(record).toMatchObject({ signer: { id: 'release', name: 'Release Person' }, meaning: 'approver' });
    expect(record.signedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(record.ledger.size).toBe(project.ledger.read().length - 1);
    const signed = [
      'evidence/runs/0001/results.json',
      attestationPath(1),
      ...(await filesBelow(project.dir, 'dossier')),
    ];
    expect(record.subjects.map(({ name }) => name)).toEqual(signed);
    for (const name of signed) {
      expect(covers(record, { name, sha256: sha256(readFileSync(join(project.dir, name))) })).toBe(true);
      expect(covers(record, { name, sha256: sha256('other') })).toBe(false);
    }
  });

  it.each([
    ['a name', (record: SignatureRecord) => ({ ...record, signer: { ...record.signer, name: ' ' } })],
    ['a time', ({ signedAt: _, ...record }: SignatureRecord) => record],
    ['a real time', (record: SignatureRecord) => ({ ...record, signedAt: '2026-13-99T00:00:00Z' })],
    ['a meaning', ({ meaning: _, ...record }: SignatureRecord) => record],
    ['a meaning of the list', (record: SignatureRecord) => ({ ...record, meaning: 'admirer' })],
    ['subjects', (record: SignatureRecord) => ({ ...record, subjects: [] })],
    ['the ledger', ({ ledger: _, ...record }: SignatureRecord) => record],
    [
      'its own signer',
      (record: SignatureRecord) => ({ ...record, signer: { ...record.signer, name: 'Quality Person' } }),
    ],
  ])('without %s does not count, though the cryptography is right', (_, change) => {
    expect(openSignature(resigned(recordOf(signature)), keys).ok).toBe(true);
    expect(openSignature(resigned(change(recordOf(signature))), keys).ok).toBe(false);
  });

  it('with another meaning needs another signature', () => {
    const envelope = JSON.parse(signature.toString()) as DsseEnvelope;
    const payload = canonicalBytes({ ...recordOf(signature), meaning: 'reviewer' }).toString('base64');
    expect(openSignature(Buffer.from(readableJson({ ...envelope, payload })), keys).ok).toBe(false);
  });

  it('is refused at creation without a meaning from the list, and nothing is written', async () => {
    const before = await filesBelow(project.dir, 'evidence');
    const request = { ...project, projectDir: project.dir, signer: project.approver, paths: ['README.md'] };
    await expect(signRecord({ ...request, meaning: 'admirer' })).rejects.toMatchObject({
      code: 'INPUT-ARGUMENT',
    });
    const nameless = { ...project.approver, name: '' };
    await expect(signRecord({ ...request, signer: nameless, meaning: 'author' })).rejects.toMatchObject({
      code: 'INPUT-ARGUMENT',
    });
    expect(await filesBelow(project.dir, 'evidence')).toEqual(before);
  });

  it('of one project does not count in another', async () => {
    const other = await finishedProject();
    copies.push(other.dir);
    writeFileSync(join(other.dir, 'evidence/signatures/0001.dsse.json'), signature);
    const report = await checkIntegrity(other.dir);
    expect(report.counts.signatures).toBe(0);
    expect(openSignature(signature, registeredKeys(other.ledger.read())).ok).toBe(false);
    expect(report.findings.map(({ path }) => path)).toContain('evidence/signatures/0001.dsse.json');
  });

  it('says so when what was signed was changed', async () => {
    const dir = newFolder();
    copies.push(dir);
    cpSync(project.dir, dir, { recursive: true });
    writeFileSync(join(dir, 'dossier/02-validation-report.pdf'), '%PDF-1.7\nforged\n');
    const report = await checkIntegrity(dir);
    expect(report.signatures.map(({ valid }) => valid)).toEqual([false]);
    expect(report.findings.map(({ code }) => code)).toEqual(['FILE-CHANGED', 'SIGNATURE-NOT-FOR-THIS']);
  });

  it('of an earlier rendering stays on record when the dossier is rendered anew', async () => {
    const again = await finishedProject();
    copies.push(again.dir);
    await renderDossier(again, 'second');
    const report = await checkIntegrity(again.dir);
    expect(report.intact).toBe(true);
    expect(new Set(report.findings.map(({ code, severity }) => `${code} ${severity}`))).toEqual(
      new Set(['SIGNATURE-OF-EARLIER-RENDERING info']),
    );
    await sign(again);
    expect((await checkIntegrity(again.dir)).counts.signatures).toBe(2);
  });
});

describe('an envelope file', () => {
  it('has one spelling: another layout, base64, key id or further signature is refused', () => {
    const text = signature.toString();
    const envelope = JSON.parse(text) as DsseEnvelope;
    const [only] = envelope.signatures;
    const file = (value: unknown): Buffer => Buffer.from(readableJson(value));
    const forged = [
      Buffer.from(`${text} `),
      Buffer.from(JSON.stringify(envelope)),
      Buffer.from(text.replace('"payload"', '"payloadType": "other",\n  "payload"')),
      file({ ...envelope, payload: `${envelope.payload.slice(0, 8)}\n${envelope.payload.slice(8)}` }),
      file({ ...envelope, payload: envelope.payload.replaceAll('=', '') + ' ' }),
      file({ ...envelope, signatures: [{ ...only!, keyid: keys[0]!.keyId }] }),
      file({ ...envelope, signatures: [only, only] }),
      file({ ...envelope, more: 1 }),
    ];
    expect(openSignature(file(envelope), keys).ok).toBe(true);
    expect(forged.map((bytes) => openSignature(bytes, keys).ok)).toEqual(forged.map(() => false));
  });
});

describe('an attestation', () => {
  it('is an in-toto statement over every file of the run', async () => {
    const opened = openAttestation(attestation, keys);
    if (!opened.ok) return expect.fail(opened.problem);
    const files = (await filesBelow(project.dir, 'evidence/runs/0001')).filter(
      (path) => path !== attestationPath(1),
    );
    expect(files).toHaveLength(9);
    expect(subjectsOf(opened.statement)).toEqual(
      files.map((name) => ({ name, sha256: sha256(readFileSync(join(project.dir, name))) })),
    );
    expect(opened.statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicate: { run: 1, look: { number: 1, granted: 1 }, overall: 'met', images: { total: 2 } },
    });
  });

  it('counts only with the signature of the instrument', () => {
    const statement: unknown = JSON.parse(
      payloadOf(JSON.parse(attestation.toString()) as DsseEnvelope).toString(),
    );
    expect(openAttestation(resigned(statement, PAYLOAD.statement), keys)).toMatchObject({ ok: false });
    expect(openSignature(attestation, keys)).toMatchObject({ ok: false });
  });
});
