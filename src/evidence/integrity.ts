import { sortFindings, type Finding } from '../core/finding.js';
import { openEvidence, type EvidenceState } from './evidence-state.js';
import { FileCheck } from './file-check.js';
import { summaryOf, type CheckedSignature, type FileStatus, type IntegrityReport } from './integrity-report.js';
import { anchorOf } from './ledger.js';
import { inspectLedger } from './ledger-check.js';
import type { RecordedEntry } from './ledger-format.js';
import { digestFiles, listProjectFiles } from './project-files.js';
import { Store } from './store.js';
import { attestationVouchers, lockInForce, lockVouchers } from './vouchers.js';

export interface IntegrityOptions {
  /** Evidence kept without its images: bound images that are missing are counted, those that are there are checked. */
  withoutImages?: boolean;
}

/**
 * Walk every file of a project: what vouches for it, and is it what was vouched for? Reads only; needs nothing but
 * Node. The ledger vouches for locks, attestations, signatures, rehearsals, dossiers and keys; a lock for every file it
 * bound; an attestation for its run's files; an object of the store for itself by its name.
 */
export async function checkIntegrity(projectDir: string, options: IntegrityOptions = {}): Promise<IntegrityReport> {
  const ledger = inspectLedger(projectDir);
  const entries = ledger.files.filter((file): file is RecordedEntry => file.entry !== null);
  const ledgerSound = !ledger.findings.some((finding) => finding.severity === 'error');
  const store = new Store(projectDir);
  const state = await openEvidence(projectDir, store, entries, ledgerSound);
  const vouchers = allVouchers(state);

  const found = await listProjectFiles(projectDir);
  const digests = new Map(
    (await digestFiles(projectDir, found.filter(({ kind }) => kind !== 'special').map(({ path }) => path))).flatMap(
      (file) => (file === null ? [] : [[file.path, file.sha256] as const]),
    ),
  );
  const check = new FileCheck({
    projectDir,
    store,
    vouchers,
    digests,
    entries,
    state,
    brokenLedgerPaths: new Set(ledger.findings.filter((f) => f.severity === 'error').map((f) => f.path)),
    withoutImages: options.withoutImages ?? false,
  });
  for (const file of found) await check.present(file);
  for (const voucher of vouchers.values()) check.missing(voucher);
  check.storeHolds();

  const signatures = state.signatures.map((signature) => checkCoverage(signature, check, digests));
  const findings = sortFindings([...ledger.findings, ...state.findings, ...check.findings, ...notYet(entries, state, check.files)]);
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const counts: IntegrityReport['counts'] = {
    records: entries.length,
    files: check.files.filter((file) => file.status === 'intact').length,
    signatures: signatures.filter(({ valid }) => valid).length,
    imagesLeftOut: check.files.filter((file) => file.status === 'left-out').length,
    errors,
    warnings: findings.filter((finding) => finding.severity === 'warning').length,
  };
  const { locks, runs, unfinishedRuns } = state;
  return {
    kind: 'integrity-report',
    schemaVersion: 1,
    intact: errors === 0,
    summary: summaryOf(errors === 0, counts),
    counts,
    ledger: anchorOf(entries),
    locks,
    runs,
    unfinishedRuns,
    signatures,
    files: check.files,
    findings,
  };
}

function allVouchers(state: EvidenceState): EvidenceState['vouchers'] {
  const vouchers = new Map(state.vouchers);
  const inForce = lockInForce(state.locks);
  const further = [
    ...state.runs.flatMap(attestationVouchers),
    ...(inForce === undefined ? [] : lockVouchers(inForce)),
  ];
  for (const voucher of further) if (!vouchers.has(voucher.path)) vouchers.set(voucher.path, voucher);
  return vouchers;
}

/** A signature is for exact versions: it says nothing for a file that has changed since. */
function checkCoverage(
  signature: CheckedSignature,
  check: FileCheck,
  digests: ReadonlyMap<string, string>,
): CheckedSignature {
  let valid = statusOf(check.files, signature.path) === 'intact';
  for (const { name, sha256 } of signature.record.subjects) {
    if (digests.get(name) === sha256) continue;
    const renewed = name.startsWith('dossier/') && statusOf(check.files, name) === 'intact';
    const gone = name.startsWith('dossier/') && !digests.has(name) && !check.isRequired(name);
    if (renewed || gone) check.findings.push(coverage(signature, name, 'info'));
    else {
      valid = false;
      check.findings.push(coverage(signature, name, 'error'));
    }
  }
  return { ...signature, valid };
}

function statusOf(files: readonly FileStatus[], path: string): FileStatus['status'] | undefined {
  return files.find((file) => file.path === path)?.status;
}

function coverage(signature: CheckedSignature, name: string, severity: 'info' | 'error'): Finding {
  const { meaning, signer } = signature.record;
  return {
    code: severity === 'info' ? 'SIGNATURE-OF-EARLIER-RENDERING' : 'SIGNATURE-NOT-FOR-THIS',
    severity,
    path: signature.path,
    message: `signed by ${signer.name} as ${meaning} for another version of ${name}`,
    fix:
      severity === 'info'
        ? 'the version signed is in the store; sign again if the new rendering needs a signature'
        : `the signature is not valid for the present content: restore ${name} from the store or sign again`,
    args: { file: signature.path, subject: name },
  };
}

function notYet(entries: readonly RecordedEntry[], state: EvidenceState, files: readonly FileStatus[]): Finding[] {
  if (entries.length === 0) {
    return [
      {
        code: 'LEDGER-MISSING',
        severity: 'error',
        path: 'evidence/ledger',
        message: 'has no entries: nothing vouches for this project',
        fix: 'name the folder of a project made by veritome init, or restore its evidence folder',
        args: { file: 'evidence/ledger' },
      },
    ];
  }
  if (state.locks.length > 0) return [];
  const unbound = files.filter((file) => file.status === 'unvouched').length;
  return [
    {
      code: 'NOT-LOCKED',
      severity: 'info',
      path: 'evidence/locks',
      message: `nothing is locked yet: ${unbound} files may still change`,
      fix: 'run veritome rehearse, then veritome lock',
      args: { file: 'evidence/locks', files: unbound },
    },
  ];
}
