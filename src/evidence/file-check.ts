import type { Finding, Severity } from '../core/finding.js';
import { isTemporaryName } from './atomic.js';
import { differenceText, firstDifference } from './difference.js';
import { numbersOf, type EvidenceState } from './evidence-state.js';
import { imageDamage, imageDamageText } from './image-damage.js';
import type { FileStatus } from './integrity-report.js';
import { HEAD_PATH, type RecordedEntry } from './ledger-format.js';
import { isImageRole, lockPaths } from './lock-record.js';
import { readProjectFile, type ProjectFile } from './project-files.js';
import { digestOfStorePath, storePath, type Store } from './store.js';
import { touchedBy, touchedText } from './touches.js';
import type { Voucher } from './vouchers.js';

export interface FileCheckInput {
  projectDir: string;
  store: Store;
  vouchers: ReadonlyMap<string, Voucher>;
  /** Digest of each readable file that is there. */
  digests: ReadonlyMap<string, string>;
  entries: readonly RecordedEntry[];
  state: EvidenceState;
  brokenLedgerPaths: ReadonlySet<string>;
  withoutImages: boolean;
}

/** Each file against what vouches for it; collects a status for each and findings for those that are not as they were. */
export class FileCheck {
  readonly files: FileStatus[] = [];
  readonly findings: Finding[] = [];
  private readonly input: FileCheckInput;
  private readonly unfinished: string[];

  constructor(input: FileCheckInput) {
    this.input = input;
    this.unfinished = unfinishedFolders(input);
  }

  /** A file that is there. */
  async present(file: ProjectFile): Promise<void> {
    const { path, kind } = file;
    const { vouchers, digests } = this.input;
    const inEvidence = path.startsWith('evidence/');
    const name = path.split('/').at(-1) ?? '';
    if (kind !== 'file') {
      this.odd(file, inEvidence);
      if (kind !== 'link-inside') return;
    }
    const digest = digests.get(path);
    const voucher = vouchers.get(path);
    const promised = digestOfStorePath(path);
    if (digest === undefined) this.add(path, 'changed', null, 'FILE-UNREADABLE', 'error', 'cannot be read');
    else if (path === HEAD_PATH || /^evidence\/ledger\/\d{6,}\.json$/.test(path)) {
      this.files.push({ path, status: this.isBroken(path) ? 'changed' : 'intact', vouchedBy: 'ledger' });
    } else if (promised !== null) {
      if (promised === digest) this.files.push({ path, status: 'intact', vouchedBy: 'its name' });
      else this.damagedObject(path, promised);
    } else if (voucher !== undefined) {
      if (voucher.sha256 === digest) this.files.push({ path, status: 'intact', vouchedBy: voucher.by });
      else await this.changed(voucher, digest);
    } else if (isTemporaryName(name)) {
      this.add(path, 'unvouched', null, 'FILE-LEFT-BEHIND', 'warning', 'was left by a writer that was stopped');
    } else if (this.unfinished.some((folder) => path.startsWith(folder))) {
      this.add(path, 'unfinished', null, 'FILE-UNFINISHED', 'warning', 'belongs to a step that was not finished');
    } else this.unvouched(path, inEvidence);
  }

  /** A voucher whose file may not be there. */
  missing(voucher: Voucher): void {
    const { path, bound, by, required } = voucher;
    if (this.input.digests.has(path) || this.files.some((file) => file.path === path) || !required) return;
    if (this.input.withoutImages && bound !== undefined && isImageRole(bound.role)) {
      this.files.push({ path, status: 'left-out', vouchedBy: by });
    } else {
      this.add(path, 'missing', by, 'FILE-MISSING', 'error', `is missing, it was ${voucher.verb}`, this.touches(voucher));
    }
  }

  /** The store must hold a copy of everything that was recorded with one. */
  storeHolds(): void {
    for (const voucher of this.input.vouchers.values()) {
      const path = storePath(voucher.sha256);
      if (!voucher.kept || this.input.digests.has(path) || this.files.some((file) => file.path === path)) continue;
      const what = `is missing from the store, the copy of ${voucher.path}`;
      this.add(path, 'missing', voucher.by, 'STORE-OBJECT-MISSING', 'error', what, { copyOf: voucher.path });
    }
  }

  isRequired(path: string): boolean {
    return this.input.vouchers.get(path)?.required ?? false;
  }

  private async changed(voucher: Voucher, digest: string): Promise<void> {
    const { path, verb, by, bound } = voucher;
    const { projectDir, store, vouchers } = this.input;
    const now = (await readProjectFile(projectDir, path)) ?? Buffer.alloc(0);
    const original = await store.getIfIntact(voucher.sha256);
    const args: Record<string, string | number> = { expected: voucher.sha256, found: digest };
    let where: string | null = null;
    if (original !== null) {
      const difference = firstDifference(original, now);
      where = differenceText(difference);
      if ('line' in difference) args['firstDifferentLine'] = difference.line;
      else args['firstDifferentByte'] = difference.byte;
    } else if (bound !== undefined && isImageRole(bound.role)) {
      const damage = imageDamage(now, bound);
      args['damage'] = damage;
      where = imageDamageText(damage);
    }
    const other = [...vouchers.values()].find((candidate) => candidate.sha256 === digest);
    if (other !== undefined) {
      args['holds'] = other.path;
      where = `it holds what ${other.path} should hold`;
    }
    const message = `changed since it was ${verb}${where === null ? '' : ` (${where})`}`;
    const fix = original === null ? undefined : `its copy is ${storePath(voucher.sha256)}`;
    this.add(path, 'changed', by, 'FILE-CHANGED', 'error', message, { ...args, ...this.touches(voucher) }, fix);
  }

  private touches(voucher: Voucher): Finding['args'] {
    const touched = touchedBy(voucher.path, voucher.bound?.role, this.input.state.results);
    if (touched === null) return {};
    return {
      touches: touchedText(touched),
      endpoints: touched.endpoints.join(' '),
      subgroupRows: touched.subgroupRows,
    };
  }

  private damagedObject(path: string, promised: string): void {
    const copyOf = [...this.input.vouchers.values()].find(({ sha256 }) => sha256 === promised)?.path ?? null;
    const what = `has other bytes than its name says${copyOf === null ? '' : `, it was the copy of ${copyOf}`}`;
    this.add(path, 'changed', 'its name', 'STORE-OBJECT-CHANGED', 'error', what, { copyOf });
  }

  private odd({ path, kind }: ProjectFile, inEvidence: boolean): void {
    const what = {
      'file': '',
      'link-inside': 'is a symbolic link',
      'link-out': 'is a symbolic link that leads out of the project',
      'special': 'is neither a file nor a folder',
    }[kind];
    const severity = kind === 'link-inside' && !inEvidence ? 'warning' : 'error';
    this.finding(path, 'FILE-NOT-REGULAR', severity, what, {}, 'put the file itself in its place');
    if (kind !== 'link-inside') this.files.push({ path, status: 'changed', vouchedBy: null });
  }

  private unvouched(path: string, inEvidence: boolean): void {
    // Before the lock nothing outside the evidence folder can be vouched for, which is no reason for a finding each.
    if (!inEvidence && this.input.state.locks.length === 0) {
      this.files.push({ path, status: 'unvouched', vouchedBy: null });
      return;
    }
    const severity = inEvidence ? 'error' : 'warning';
    const fix = inEvidence
      ? 'remove it: only recorded files belong in the evidence folder'
      : 'it has no part in the evidence; keep it elsewhere, or make it part of the next lock';
    this.add(path, 'unvouched', null, 'FILE-UNVOUCHED', severity, 'is vouched for by nothing', {}, fix);
  }

  private isBroken(path: string): boolean {
    return this.input.brokenLedgerPaths.has(path);
  }

  private add(
    path: string,
    status: FileStatus['status'],
    vouchedBy: string | null,
    code: string,
    severity: Severity,
    message: string,
    args: Finding['args'] = {},
    fix?: string,
  ): void {
    this.files.push({ path, status, vouchedBy });
    this.finding(path, code, severity, message, args, fix);
  }

  private finding(
    path: string,
    code: string,
    severity: Severity,
    message: string,
    args: Finding['args'],
    fix = 'restore it from a backup or from its copy in the store',
  ): void {
    this.findings.push({ code, severity, path, message, fix, args: { file: path, ...args } });
  }
}

/** Folders that a killed command left without the ledger entry that would close them. */
function unfinishedFolders({ state, entries, digests }: FileCheckInput): string[] {
  const pad = (number: number): string => String(number).padStart(4, '0');
  // A rehearsal that fails leaves nothing; one that is killed leaves the folder after the last that passed.
  const nextRehearsal = Math.max(0, ...numbersOf(entries, 'rehearsal-passed', 'rehearsal')) + 1;
  // A lock is written before its entry; the number after the last recorded one is the only one this can happen to.
  const nextLock = Math.max(0, ...numbersOf(entries, 'locked', 'lock')) + 1;
  const halfLocked = digests.has(lockPaths(nextLock).lock) ? [`${lockPaths(nextLock).folder}/`] : [];
  return [
    ...state.unfinishedRuns.map((number) => `evidence/runs/${pad(number)}/`),
    `evidence/rehearsals/${pad(nextRehearsal)}/`,
    ...halfLocked,
  ];
}
