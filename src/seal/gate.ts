import { covers } from '../evidence/signature.js';
import type { CheckedRun, IntegrityReport } from '../evidence/integrity-report.js';
import { lockInForce } from '../evidence/vouchers.js';
import type { Finding } from '../core/finding.js';

export type GateReason =
  | 'opened'
  | 'evidence-broken'
  | 'not-locked'
  | 'other-artifact'
  | 'no-finished-run'
  | 'not-met'
  | 'not-evaluable'
  | 'no-approval'
  | 'approver-is-author';

export interface GateDecision {
  open: boolean;
  reason: GateReason;
  /** One line: `refused: verdict is not met`. */
  text: string;
  /** What to do, one line; empty when open. */
  hint: string;
  artifact: { sha256: string; path: string | null };
  lock: { number: number; sha256: string } | null;
  run: { number: number; overall: 'met' | 'not-met' | 'not-evaluable' } | null;
  /** Who approved. */
  approvedBy: { id: string; name: string; signedAt: string } | null;
}

/**
 * Whether this artifact may be released: it is a weights file of the lock in force, the evidence is intact, the latest
 * run under that lock met its protocol, and an approver other than the person who signed the lock signed results and
 * attestation of that run. Pure: everything comes from the integrity report.
 * @param extraFindings further doubts that must keep the gate shut, such as verdicts that do not recompute
 */
export function decideGate(
  artifactSha256: string,
  report: IntegrityReport,
  extraFindings: readonly Finding[] = [],
): GateDecision {
  const inForce = lockInForce(report.locks);
  const weights = inForce?.lock.files.find(
    (file) => file.role === 'model-weights' && file.sha256 === artifactSha256,
  );
  const run = report.runs.filter(({ statement }) => statement.predicate.lock === inForce?.sha256).at(-1);
  const state = {
    artifact: { sha256: artifactSha256, path: weights?.path ?? null },
    lock: inForce === undefined ? null : { number: inForce.number, sha256: inForce.sha256 },
    run: run === undefined ? null : { number: run.number, overall: run.statement.predicate.overall },
    approvedBy: null,
  };
  const refuse = (reason: GateReason, why: string, hint: string): GateDecision => {
    return { open: false, reason, text: `refused: ${why}`, hint, ...state };
  };

  const broken = [...report.findings, ...extraFindings].find((finding) => finding.severity === 'error');
  if (!report.intact || broken !== undefined) {
    const what = broken === undefined ? '' : `: ${broken.path} ${broken.message}`;
    return refuse('evidence-broken', `the evidence is not intact${what}`, 'run veritome verify');
  }
  if (inForce === undefined || inForce.signedBy === null) {
    return refuse('not-locked', 'nothing is locked', 'run veritome rehearse, lock and run first');
  }
  if (weights === undefined) {
    return refuse(
      'other-artifact',
      'this is not the model that was locked',
      'give the weights file that was validated',
    );
  }
  if (run === undefined || report.unfinishedRuns.length > 0) {
    return refuse(
      'no-finished-run',
      'no run under the lock in force is finished',
      'run veritome run, or run --resume',
    );
  }
  const { overall } = run.statement.predicate;
  if (overall === 'not-met')
    return refuse('not-met', 'verdict is not met', 'the dossier says which endpoint failed');
  if (overall !== 'met')
    return refuse('not-evaluable', 'the verdict is not evaluable', 'the dossier says why');

  const approvals = approvalsOf(report, run);
  const approval = approvals.find(({ record }) => record.signer.id !== inForce.signedBy);
  if (approval === undefined) {
    const hint = 'another registered person signs: veritome sign --as <id> --meaning approver';
    return approvals.length > 0
      ? refuse('approver-is-author', 'the only approver is the person who signed the lock', hint)
      : refuse('no-approval', 'no approver has signed results and attestation', hint);
  }
  const { signer, signedAt } = approval.record;
  const approvedBy = { id: signer.id, name: signer.name, signedAt };
  return {
    ...state,
    open: true,
    reason: 'opened',
    text: `open: met, approved by ${signer.name}`,
    hint: '',
    approvedBy,
  };
}

function approvalsOf(report: IntegrityReport, run: CheckedRun): IntegrityReport['signatures'] {
  const results = run.path.replace(/[^/]*$/, 'results.json');
  return report.signatures.filter(
    ({ valid, record }) =>
      valid &&
      record.meaning === 'approver' &&
      run.resultsSha256 !== null &&
      covers(record, { name: results, sha256: run.resultsSha256 }) &&
      covers(record, { name: run.path, sha256: run.sha256 }),
  );
}
