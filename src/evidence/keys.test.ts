import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { inspect } from 'node:util';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import {
  createInstrumentKey,
  createPersonKey,
  loadInstrumentKey,
  loadPersonKey,
  registeredKeys,
  registering,
} from './keys.js';
import { Ledger } from './ledger.js';

const PASSPHRASE = 'a long enough phrase';
const actor = { id: 'instrument', name: 'Veritome instrument', source: 'instrument' as const };
let dir: string;
let ledger: Ledger;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'veritome-keys-'));
  ledger = new Ledger(dir, { toolVersion: 'test' });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const person = { id: 'qa', name: 'Quality Person', passphrase: PASSPHRASE };

async function registered(): Promise<ReturnType<typeof registeredKeys>> {
  await ledger.append(registering(await createInstrumentKey(dir), actor));
  await ledger.append(registering(await createPersonKey(dir, person), actor));
  return registeredKeys(ledger.read());
}

describe('keys', () => {
  it('are registered with name, role, public key and digest of the file, and can be loaded', async () => {
    const keys = await registered();
    expect(keys.map(({ id, name, role, file }) => [id, name, role, file.path])).toEqual([
      ['instrument', 'Veritome instrument', 'instrument', 'keys/instrument.pem'],
      ['qa', 'Quality Person', 'person', 'keys/qa.pem'],
    ]);
    expect((await loadInstrumentKey(dir, keys)).keyId).toBe(keys[0]?.keyId);
    expect((await loadPersonKey(dir, keys, 'qa', PASSPHRASE)).keyId).toBe(keys[1]?.keyId);
  });

  it('are standard PKCS #8, the person’s encrypted, both for the owner only', async () => {
    await registered();
    const [instrument, qa] = ['instrument', 'qa'].map((id) => readFileSync(join(dir, `keys/${id}.pem`), 'utf8'));
    expect(instrument).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect(qa).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
    expect(createPrivateKey({ key: qa!, passphrase: PASSPHRASE }).asymmetricKeyType).toBe('ed25519');
    for (const id of ['instrument', 'qa']) expect(statSync(join(dir, `keys/${id}.pem`)).mode & 0o077).toBe(0);
  });

  it('do not open with another passphrase, and the error keeps it to itself', async () => {
    const keys = await registered();
    const wrong = 'entirely wrong secret';
    const error: unknown = await loadPersonKey(dir, keys, 'qa', wrong).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'INPUT-PASSPHRASE', place: 'keys/qa.pem' });
    expect(inspect(error, { depth: 9 })).not.toContain(wrong);
    await expect(loadPersonKey(dir, keys, 'qa', '')).rejects.toMatchObject({ code: 'INPUT-PASSPHRASE' });
  });

  it('are refused when the file is not the one registered', async () => {
    const keys = await registered();
    const other = await createPersonKey(dir, { ...person, id: 'other' });
    writeFileSync(join(dir, 'keys/qa.pem'), readFileSync(join(dir, other.path)));
    await expect(loadPersonKey(dir, keys, 'qa', PASSPHRASE)).rejects.toMatchObject({ code: 'INTEGRITY-SIGNATURE' });
    await expect(loadPersonKey(dir, keys, 'other', PASSPHRASE)).rejects.toMatchObject({ code: 'INPUT-ARGUMENT' });
    // The instrument is no person, even for its own key.
    await expect(loadPersonKey(dir, keys, 'instrument', '')).rejects.toMatchObject({ code: 'INPUT-ARGUMENT' });
  });

  it('are made once: neither file nor identifier is used again', async () => {
    await registered();
    await expect(createPersonKey(dir, person)).rejects.toMatchObject({ code: 'INPUT-ARGUMENT' });
    rmSync(join(dir, 'keys/qa.pem'));
    const again = await createPersonKey(dir, person);
    await expect(ledger.append(registering(again, actor))).rejects.toThrow('already registered');
  });

  it.each([
    [{ ...person, id: '../qa' }, 'INPUT-ARGUMENT'],
    [{ ...person, id: 'instrument' }, 'INPUT-ARGUMENT'],
    [{ ...person, name: '  ' }, 'INPUT-ARGUMENT'],
    [{ ...person, passphrase: 'short' }, 'INPUT-PASSPHRASE'],
  ])('are not made for %j', async (options, code) => {
    await expect(createPersonKey(dir, options)).rejects.toMatchObject({ code });
  });
});
