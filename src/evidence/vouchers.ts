import type { Sha256 } from '../core/digest.js';
import type { Lock, LockedFile } from '../schema/types.js';
import type { CheckedLock, CheckedRun } from './integrity-report.js';
import type { RecordedEntry } from './ledger-format.js';
import { isImageRole } from './lock-record.js';
import { COPIES_KEPT, VOUCHED_FOLDERS } from './record.js';
import { subjectsOf } from './statement.js';

/** What one record says a file must be. */
export interface Voucher {
  path: string;
  sha256: Sha256;
  /** `attestation of run 1`. */
  by: string;
  /** Past participle for `changed since it was …`. */
  verb: 'recorded' | 'locked' | 'attested' | 'rendered' | 'registered' | 'signed' | 'rehearsed';
  /** A missing file is an error. Key files may be kept elsewhere. */
  required: boolean;
  /** A copy must be in the store. */
  kept: boolean;
  /** Entry of the lock, for bound files. */
  bound?: LockedFile;
}

const VERB_BY_ACTION: Partial<Record<string, Voucher['verb']>> = {
  'locked': 'locked',
  'run-attested': 'attested',
  'dossier-rendered': 'rendered',
  'key-registered': 'registered',
  'signed': 'signed',
  'rehearsal-passed': 'rehearsed',
  'rehearsal-failed': 'rehearsed',
};

/**
 * What the ledger's entries vouch for. The first word on a file holds, so that no later entry can make a changed record
 * good; only a dossier can be rendered anew, and then the last rendering holds.
 */
export function ledgerVouchers(entries: readonly RecordedEntry[]): Map<string, Voucher> {
  const vouchers = new Map<string, Voucher>();
  for (const { entry } of entries) {
    if (entry.action === 'dossier-rendered') {
      // Files of an older rendering that the new one does not have may be gone.
      for (const voucher of vouchers.values()) if (voucher.verb === 'rendered') voucher.required = false;
    }
    for (const { name, sha256 } of entry.subjects) {
      if (!VOUCHED_FOLDERS.some((folder) => name.startsWith(folder))) continue;
      const isDossier = name.startsWith('dossier/');
      if (isDossier ? entry.action !== 'dossier-rendered' : vouchers.has(name)) continue;
      vouchers.set(name, {
        path: name,
        sha256,
        by: `ledger entry ${entry.sequence}`,
        verb: VERB_BY_ACTION[entry.action] ?? 'recorded',
        required: !name.startsWith('keys/'),
        kept: entry.facts[COPIES_KEPT] === true,
      });
    }
  }
  return vouchers;
}

export function attestationVouchers(run: CheckedRun): Voucher[] {
  return subjectsOf(run.statement).map(({ name, sha256 }) => ({
    path: name,
    sha256,
    by: `attestation of run ${run.number}`,
    verb: 'attested',
    required: true,
    kept: true,
  }));
}

export function lockVouchers({ lock, number }: Pick<CheckedLock, 'lock' | 'number'>): Voucher[] {
  return lock.files.map((file) => ({
    path: file.path,
    sha256: file.sha256,
    by: `lock ${number}`,
    verb: 'locked',
    required: true,
    kept: !isImageRole(file.role),
    bound: file,
  }));
}

/** The lock in force: the last one. */
export function lockInForce<T extends { lock: Lock }>(locks: readonly T[]): T | undefined {
  return [...locks].sort((a, b) => a.lock.number - b.lock.number).at(-1);
}
