import { join } from 'node:path';
import { readableJson } from '../core/canonical.js';
import { sha256 } from '../core/digest.js';
import { AppError } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import { writeFileAtomic } from '../evidence/atomic.js';
import type { SigningKey } from '../evidence/keys.js';
import type { Ledger } from '../evidence/ledger.js';
import type { RecordedEntry } from '../evidence/ledger-format.js';
import { isImageRole, lockPaths, signLock } from '../evidence/lock-record.js';
import { COPIES_KEPT, keepCopies } from '../evidence/record.js';
import { requireProjectFile } from '../evidence/project-files.js';
import type { Store } from '../evidence/store.js';
import type {
  DataManifest,
  DevelopmentOverlap,
  Lock,
  LockedDataVersion,
  ModelPackage,
  Protocol,
  ScorerIdentity,
} from '../schema/types.js';
import { buildLock, namedPaths, type PresentFile } from './lock.js';
import { presentFiles } from './present-files.js';
import { requireRehearsal } from './rehearsal-binding.js';

export interface LockRequest {
  projectDir: string;
  protocol: Protocol;
  /** Relative to the project. */
  protocolPath: string;
  model: ModelPackage;
  testData: DataManifest;
  rehearsalData: DataManifest;
  developmentOverlap: DevelopmentOverlap;
  /** Versions of training and tuning data; undefined when the package states none. */
  modelData?: LockedDataVersion[] | undefined;
  scorer: ScorerIdentity;
  ledger: Ledger;
  store: Store;
  signer: SigningKey;
}

export interface LockedProject {
  lock: Lock;
  /** Digest of lock.json: the one digest that binds everything. */
  sha256: string;
  path: string;
  /** Sequence of the ledger entry. */
  entry: number;
}

/**
 * Bind protocol, model package, data, reference standard and program into one signed digest. Order: look and refuse,
 * copies into the store, the two lock files, the ledger entry; killed before the entry, nothing is locked and it can be
 * done again.
 */
export async function lockProject(request: LockRequest): Promise<LockedProject> {
  const { projectDir, ledger, store, signer, protocol } = request;
  const entries = ledger.read();
  const number = nextLockNumber(entries, protocol);
  const files = await presentFiles(projectDir);
  requireAsManifested(request, files);
  const rehearsal = requireRehearsal(entries, { ...request, files });
  const lock = buildLock({ ...request, number, rehearsal, files });
  const bytes = Buffer.from(readableJson(lock), 'utf8');
  const digest = sha256(bytes);
  const paths = lockPaths(number);
  await keepBoundFiles(projectDir, store, lock);
  await writeFileAtomic(join(projectDir, paths.lock), bytes, { place: paths.lock });
  await writeFileAtomic(join(projectDir, paths.envelope), signLock(lock, digest, signer), {
    place: paths.envelope,
  });
  const subjects = await keepCopies(projectDir, store, [paths.lock, paths.envelope]);
  const recorded = await ledger.append((now) => {
    // Asked again at the moment of writing: another process may have locked meanwhile.
    if (nextLockNumber(now, protocol) !== number) throw alreadyLocked(protocol);
    return {
      actor: { id: signer.id, name: signer.name, source: 'key' },
      action: 'locked',
      subjects,
      facts: {
        lock: number,
        protocol: protocol.id,
        protocolVersion: protocol.version,
        looks: lock.looks,
        files: lock.files.length,
        [COPIES_KEPT]: true,
      },
    };
  });
  return { lock, sha256: digest, path: paths.lock, entry: recorded.entry.sequence };
}

/**
 * The lock in force, its bytes checked against the ledger.
 * @throws AppError INPUT-ORDER before any lock, INTEGRITY-BOUND-FILE when lock.json is not the one recorded
 */
export async function readLock(projectDir: string, ledger: Ledger): Promise<LockedProject> {
  const last = ledger.read().findLast(({ entry }) => entry.action === 'locked');
  const number = last?.entry.facts['lock'];
  if (last === undefined || typeof number !== 'number') {
    throw new AppError('INPUT-ORDER', 'the project is not locked', {
      hint: 'run veritome rehearse, then veritome lock',
    });
  }
  const path = lockPaths(number).lock;
  const bytes = await requireProjectFile(projectDir, path);
  const digest = sha256(bytes);
  if (!last.entry.subjects.some(({ name, sha256: recorded }) => name === path && recorded === digest)) {
    throw new AppError('INTEGRITY-BOUND-FILE', 'the lock was changed after it was recorded', {
      place: path,
      hint: 'restore it from its copy in the store; veritome verify lists all that is damaged',
    });
  }
  return {
    lock: JSON.parse(bytes.toString('utf8')) as Lock,
    sha256: digest,
    path,
    entry: last.entry.sequence,
  };
}

/** A lock is for one version of one protocol. Amendments will enter here: a new version, a new number. */
function nextLockNumber(entries: readonly RecordedEntry[], protocol: Protocol): number {
  const locked = entries.filter(({ entry }) => entry.action === 'locked');
  const same = locked.some(
    ({ entry }) =>
      entry.facts['protocol'] === protocol.id && entry.facts['protocolVersion'] === protocol.version,
  );
  if (same) throw alreadyLocked(protocol);
  return locked.length + 1;
}

function alreadyLocked(protocol: Protocol): AppError {
  return new AppError('INPUT-ORDER', `${protocol.id} ${protocol.version} is locked already`, {
    hint: 'run it with veritome run; a change of any bound file needs a new version of the protocol',
  });
}

/** Copies of everything but images, which stay where they are: they may be terabytes. */
async function keepBoundFiles(projectDir: string, store: Store, lock: Lock): Promise<void> {
  const small = lock.files.filter(({ role }) => !isImageRole(role));
  const kept = await keepCopies(
    projectDir,
    store,
    small.map(({ path }) => path),
  );
  const moved = kept.find((subject, index) => subject.sha256 !== small[index]?.sha256);
  if (moved === undefined) return;
  throw new AppError('INTEGRITY-BOUND-FILE', `${moved.name} changed while it was being locked`, {
    place: moved.name,
    hint: 'close the programs that write to the project and lock again',
  });
}

/** Every file that is named must be there, and every image must be the one that was inventoried. */
function requireAsManifested(request: LockRequest, files: readonly PresentFile[]): void {
  const present = new Map(files.map((file) => [file.path, file.sha256]));
  const findings: Finding[] = [];
  const add = (code: string, path: string, message: string, fix: string): void => {
    findings.push({ code, severity: 'error', path, message, fix, args: { file: path } });
  };
  for (const path of namedPaths(request)) {
    if (!present.has(path))
      add('LOCK-FILE-MISSING', path, 'is named and missing', 'restore it or correct what names it');
  }
  for (const { path, sha256: inventoried } of [...request.testData.files, ...request.rehearsalData.files]) {
    const now = present.get(path);
    if (now === undefined || now === inventoried) continue;
    add(
      'LOCK-IMAGE-CHANGED',
      path,
      'changed since the inventory',
      'restore the image, or make the inventory again',
    );
  }
  const [first] = findings;
  if (first === undefined) return;
  const others = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  throw new AppError('INPUT-FINDINGS', `${first.path} ${first.message}${others}`, {
    place: first.path,
    hint: first.fix,
    details: { findings },
  });
}
