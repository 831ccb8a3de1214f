import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { sha256 } from '../core/digest.js';
import { AppError, EXIT, messageOf, type ExitCode } from '../core/error.js';
import { decideGate, type GateDecision, type GateReason } from '../seal/gate.js';
import { verifyProject } from '../verify.js';
import { instrumentOf, openRecords } from './records.js';

export interface GateOutcome {
  open: boolean;
  reason: string;
  details: string[];
  exit: ExitCode;
  decision: GateDecision;
}

const EXIT_BY_REASON: Record<GateReason, ExitCode> = {
  opened: EXIT.done,
  'evidence-broken': EXIT.integrity,
  'not-locked': EXIT.incomplete,
  'other-artifact': EXIT.notMet,
  'no-finished-run': EXIT.incomplete,
  'not-met': EXIT.notMet,
  'not-evaluable': EXIT.incomplete,
  'no-approval': EXIT.notMet,
  'approver-is-author': EXIT.notMet,
};

/** Verifies the whole project, then decides on one file. The decision itself is recorded, open or refused. */
export async function gateArtifact(project: string, artifact: string): Promise<GateOutcome> {
  const records = openRecords(project);
  const digest = sha256(artifactBytes(artifact));
  const report = await verifyProject(records.projectDir, { withoutImages: false });
  const decision = decideGate(digest, report, report.findings);
  // A broken ledger cannot take another entry; the refusal is then the message alone.
  if (decision.reason !== 'evidence-broken') {
    const instrument = await instrumentOf(records);
    await records.ledger.append({
      actor: { id: instrument.id, name: instrument.name, source: 'instrument' },
      action: decision.open ? 'gate-opened' : 'gate-refused',
      subjects: [{ name: 'artifact', sha256: digest }],
      facts: { reason: decision.reason },
    });
  }
  const details = decision.hint === '' ? [] : [decision.hint];
  return {
    open: decision.open,
    reason: decision.text.replace(/^(open|refused): /, ''),
    details: [
      `artifact ${relative(process.cwd(), resolve(artifact))}  sha256 ${digest.slice(0, 16)} …`,
      ...details,
    ],
    exit: EXIT_BY_REASON[decision.reason],
    decision,
  };
}

function artifactBytes(artifact: string): Buffer {
  try {
    return readFileSync(artifact);
  } catch (cause) {
    throw new AppError('INPUT-FILE-MISSING', `the artifact cannot be read (${messageOf(cause)})`, {
      place: artifact,
      hint: 'name the model file that is to be released',
      cause,
    });
  }
}
