import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { sha256 } from '../core/digest.js';
import { keyIdOf } from '../core/dsse.js';
import { AppError } from '../core/error.js';
import type { LedgerEntry } from '../schema/types.js';
import { claimFile } from './atomic.js';
import type { NewEntry } from './ledger.js';
import type { RecordedEntry } from './ledger-format.js';
import { requireProjectFile } from './project-files.js';

/** The instrument signs what the program did; persons sign what they answer for. */
export type KeyRole = 'instrument' | 'person';

/** With the key file it is the second of two components (21 CFR 11.200): shorter ones are refused. */
export const PASSPHRASE_MINIMUM = 8;
export const INSTRUMENT_KEY = 'keys/instrument.pem';
const INSTRUMENT = { id: 'instrument', name: 'Veritome instrument' };

/** A key that can sign in this process. */
export interface SigningKey {
  id: string;
  name: string;
  keyId: string;
  privateKey: KeyObject;
}

/** What the ledger says about a key. */
export interface RegisteredKey {
  id: string;
  name: string;
  role: KeyRole;
  keyId: string;
  publicKey: KeyObject;
  file: { path: string; sha256: string };
  /** Ledger entry of the registration. */
  entry: number;
}

/** A key file just made, with the ledger entry that registers it. */
export interface NewKey {
  key: SigningKey;
  path: string;
  registration: NewEntry;
}

/** Ed25519, PKCS #8, unencrypted, readable by the owner only: it signs without a person present. */
export async function createInstrumentKey(projectDir: string): Promise<NewKey> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return writeKey(projectDir, INSTRUMENT_KEY, pem, 'instrument', { ...INSTRUMENT, privateKey });
}

export interface PersonKeyOptions {
  /** Short identifier, unique in the project for ever: lower-case letters, digits, hyphens. */
  id: string;
  /** Printed name (21 CFR 11.50). */
  name: string;
  passphrase: string;
  /** Who checked the person's identity and when (21 CFR 11.100b); procedural, recorded as given. */
  identityCheckedBy?: string;
}

/** Ed25519, PKCS #8 encrypted with AES-256-CBC: `openssl pkey -in keys/<id>.pem` opens it. */
export async function createPersonKey(projectDir: string, options: PersonKeyOptions): Promise<NewKey> {
  const { id, name, passphrase } = options;
  if (!/^[a-z0-9][a-z0-9-]{0,40}$/.test(id) || id === INSTRUMENT.id) {
    throw badArgument(`"${id}" cannot be the identifier of a person`, 'use lower-case letters, digits and hyphens');
  }
  if (name.trim() === '') throw badArgument('a person needs a printed name', 'give the name as it shall be printed');
  if (passphrase.length < PASSPHRASE_MINIMUM) {
    throw new AppError('INPUT-PASSPHRASE', `the passphrase is shorter than ${PASSPHRASE_MINIMUM} characters`, {
      place: `keys/${id}.pem`,
      hint: 'choose a longer passphrase',
    });
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString();
  const made = await writeKey(projectDir, `keys/${id}.pem`, pem, 'person', { id, name, privateKey });
  made.registration.facts = { ...made.registration.facts, identityCheckedBy: options.identityCheckedBy ?? null };
  return made;
}

/**
 * Registers a key: of two processes that register the same identifier one is refused.
 * Use as `ledger.append(registering(newKey, actor))`.
 */
export function registering(
  made: NewKey,
  actor: LedgerEntry['actor'],
): (entries: readonly RecordedEntry[]) => NewEntry {
  return (entries) => {
    if (registeredKeys(entries).some((other) => other.id === made.key.id)) {
      throw badArgument(`the identifier "${made.key.id}" is already registered`, 'identifiers are never used again');
    }
    return { ...made.registration, actor };
  };
}

/** Keys the ledger registers, in order. An entry whose facts are no key is passed over: the chain check names it. */
export function registeredKeys(entries: readonly RecordedEntry[]): RegisteredKey[] {
  return entries.flatMap(({ entry }) => {
    const { key, name, role, keyId, publicKey } = entry.facts;
    const [file] = entry.subjects;
    if (entry.action !== 'key-registered' || file === undefined || typeof publicKey !== 'string') return [];
    if (typeof key !== 'string' || typeof name !== 'string' || (role !== 'person' && role !== 'instrument')) return [];
    const loaded = publicKeyOf(publicKey);
    if (loaded === null || keyIdOf(loaded) !== keyId) return [];
    return {
      id: key,
      name,
      role,
      keyId,
      publicKey: loaded,
      file: { path: file.name, sha256: file.sha256 },
      entry: entry.sequence,
    };
  });
}

/** @throws AppError when the file is missing, was changed since registration or is not the registered key */
export async function loadInstrumentKey(
  projectDir: string,
  keys: readonly RegisteredKey[],
): Promise<SigningKey> {
  return openKey(projectDir, registeredAs(keys, INSTRUMENT.id, 'instrument'), undefined);
}

/**
 * @param path another place of the key file, relative to the project; the registered one unless told
 * @throws AppError INPUT-PASSPHRASE when the passphrase does not open the file
 */
export async function loadPersonKey(
  projectDir: string,
  keys: readonly RegisteredKey[],
  id: string,
  passphrase: string,
): Promise<SigningKey> {
  return openKey(projectDir, registeredAs(keys, id, 'person'), passphrase);
}

async function openKey(
  projectDir: string,
  registered: RegisteredKey,
  passphrase: string | undefined,
): Promise<SigningKey> {
  const { path } = registered.file;
  const pem = await requireProjectFile(projectDir, path);
  if (sha256(pem) !== registered.file.sha256) throw wrongKey(path, 'was changed since it was registered');
  const privateKey = decrypt(pem, passphrase, path);
  if (keyIdOf(createPublicKey(privateKey)) !== registered.keyId) throw wrongKey(path, 'is not the registered key');
  return { id: registered.id, name: registered.name, keyId: registered.keyId, privateKey };
}

function decrypt(pem: Buffer, passphrase: string | undefined, path: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    // The bytes are those registered, so only the passphrase can be wrong. The cause is not passed on: it may quote it.
    throw new AppError('INPUT-PASSPHRASE', 'the passphrase does not open the key', {
      place: path,
      hint: 'type the passphrase chosen when the key was made',
    });
  }
}

async function writeKey(
  projectDir: string,
  path: string,
  pem: string,
  role: KeyRole,
  owner: { id: string; name: string; privateKey: KeyObject },
): Promise<NewKey> {
  if (!(await claimFile(join(projectDir, path), pem, { mode: 0o600, place: path }))) {
    throw badArgument(`${path} exists already`, 'keys are never overwritten: choose another identifier');
  }
  const publicKey = createPublicKey(owner.privateKey);
  const key = { ...owner, keyId: keyIdOf(publicKey) };
  const registration: NewEntry = {
    actor: { id: owner.id, name: owner.name, source: role === 'person' ? 'key' : 'instrument' },
    action: 'key-registered',
    subjects: [{ name: path, sha256: sha256(pem) }],
    facts: {
      key: owner.id,
      name: owner.name,
      role,
      algorithm: 'Ed25519',
      keyId: key.keyId,
      publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
  };
  return { key, path, registration };
}

function publicKeyOf(pem: string): KeyObject | null {
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}

function registeredAs(keys: readonly RegisteredKey[], id: string, role: KeyRole): RegisteredKey {
  const found = keys.find((key) => key.id === id && key.role === role);
  if (found !== undefined) return found;
  const known = keys.filter((key) => key.role === role).map((key) => key.id);
  throw badArgument(`no key is registered for "${id}"`, `registered are: ${known.join(', ') || 'none'}`);
}

function wrongKey(path: string, what: string): AppError {
  return new AppError('INTEGRITY-SIGNATURE', `the key file ${what}`, {
    place: path,
    hint: 'restore the key file from a backup',
  });
}

function badArgument(message: string, hint: string): AppError {
  return new AppError('INPUT-ARGUMENT', message, { hint });
}
