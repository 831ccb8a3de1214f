import type { Finding } from '../core/finding.js';
import type { Lock, SignatureRecord } from '../schema/types.js';
import type { RunPredicate } from './attestation.js';
import type { LedgerAnchor } from './ledger.js';
import type { Statement } from './statement.js';

/** One file of the project and what vouches for it. */
export interface FileStatus {
  path: string;
  status: 'intact' | 'changed' | 'missing' | 'left-out' | 'unvouched' | 'unfinished';
  /** `lock 1`, `attestation of run 1`, `ledger entry 7`, `its name`, `ledger`; null when nothing does. */
  vouchedBy: string | null;
}

export interface CheckedLock {
  number: number;
  path: string;
  sha256: string;
  lock: Lock;
  /** Registered id of the person who signed it; null when the signature is not right. */
  signedBy: string | null;
}

export interface CheckedRun {
  number: number;
  path: string;
  sha256: string;
  /** Digest of its results.json as attested. */
  resultsSha256: string | null;
  statement: Statement<RunPredicate>;
}

export interface CheckedSignature {
  path: string;
  record: SignatureRecord;
  /** Right, recorded in the ledger, and what it covers is as it was signed (or has a newer recorded rendering). */
  valid: boolean;
}

export interface IntegrityReport {
  kind: 'integrity-report';
  schemaVersion: 1;
  intact: boolean;
  /** `31 records, 212 files, 1 signature: intact`. */
  summary: string;
  counts: {
    records: number;
    /** Files that are vouched for and intact. */
    files: number;
    signatures: number;
    /** Bound images that are not there, where that was allowed. */
    imagesLeftOut: number;
    errors: number;
    warnings: number;
  };
  ledger: LedgerAnchor;
  locks: CheckedLock[];
  runs: CheckedRun[];
  /** Numbers of runs that were started and not finished. */
  unfinishedRuns: number[];
  signatures: CheckedSignature[];
  files: FileStatus[];
  findings: Finding[];
}

/** For a terminal: each doubt with what it touches, then one line. */
export function formatIntegrity(report: IntegrityReport): string {
  const lines = report.findings
    .filter((finding) => finding.severity !== 'info')
    .flatMap((finding) => {
      const { touches } = finding.args;
      const prefix = finding.severity === 'warning' ? 'warning: ' : '';
      const first = `${prefix}${finding.path}  ${finding.message}`;
      return typeof touches === 'string' && touches !== '' ? [first, `  touches ${touches}`] : [first];
    });
  return [...lines, report.summary].join('\n');
}

export function summaryOf(intact: boolean, counts: IntegrityReport['counts']): string {
  const parts = [
    plural(counts.records, 'record'),
    plural(counts.files, 'file'),
    plural(counts.signatures, 'signature'),
    ...(counts.imagesLeftOut > 0 ? [`${plural(counts.imagesLeftOut, 'image')} not kept here`] : []),
  ];
  return intact ? `${parts.join(', ')}: intact` : `integrity: BROKEN, ${plural(counts.errors, 'finding')}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
