import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { analyse, type AnalysisInput } from './analyse.js';
import { canonicalJson } from './core/canonical.js';
import { messageOf } from './core/error.js';
import { sortFindings, type Finding } from './core/finding.js';
import { runFolder } from './evidence/attestation.js';
import { checkIntegrity } from './evidence/integrity.js';
import type { IntegrityReport } from './evidence/integrity-report.js';
import { compileAnalysis } from './protocol/plan.js';
import { planningRows } from './protocol/planning-rows.js';
import type { CaseFlow } from './schema/case-flow.js';
import type {
  ComparatorOutputs,
  DataManifest,
  Lock,
  Prediction,
  Protocol,
  ReferenceStandard,
  Results,
} from './schema/types.js';

export interface VerifyOptions {
  /** For a copy sent without its images: missing images are counted, not errors. */
  withoutImages: boolean;
}

export interface Verification extends IntegrityReport {
  /** Runs whose every number was computed again from the stored predictions and reference standard. */
  recomputed: { run: number; numbers: number; verdict: string; same: boolean }[];
}

/**
 * Whole check of a project, with Node alone: bytes, chain and signatures (`evidence/`), then every number of every
 * attested run once more from its stored rows, compared with what results.json says.
 */
export async function verifyProject(project: string, options: VerifyOptions): Promise<Verification> {
  const projectDir = resolve(project);
  const integrity = await checkIntegrity(projectDir, options);
  const recomputed = integrity.runs.map((run) => recompute(projectDir, run.number));
  const findings = sortFindings([...integrity.findings, ...recomputed.flatMap((run) => run.findings)]);
  const intact = integrity.intact && recomputed.every((run) => run.same);
  const numbers = recomputed.reduce((sum, run) => sum + run.numbers, 0);
  return {
    ...integrity,
    intact,
    findings,
    summary: intact
      ? `${integrity.summary}${numbers === 0 ? '' : `; ${numbers} numbers computed again: the same`}`
      : integrity.intact
        ? 'integrity: BROKEN, the numbers do not follow from the stored rows'
        : integrity.summary,
    recomputed: recomputed.map(({ run, numbers: count, verdict, same }) => ({
      run,
      numbers: count,
      verdict,
      same,
    })),
  };
}

interface Recomputed {
  run: number;
  numbers: number;
  verdict: string;
  same: boolean;
  findings: Finding[];
}

function recompute(projectDir: string, run: number): Recomputed {
  const folder = runFolder(run);
  try {
    const stored = readFileSync(join(projectDir, folder, 'results.json'), 'utf8');
    const results = JSON.parse(stored) as Results;
    const again = analyse(storedInput(join(projectDir, folder), results));
    const numbers = Object.keys(results.estimates).length + Object.keys(results.counts).length;
    const sameResults = again.files['results.json'] === stored;
    const sameScores =
      again.files['scores.jsonl'] === readFileSync(join(projectDir, folder, 'scores.jsonl'), 'utf8');
    const same = sameResults && sameScores;
    const findings = sameResults ? [] : differences(`${folder}/results.json`, results, again.results);
    if (!sameScores) {
      const message = 'is not what predictions and reference standard give';
      findings.push(finding(`${folder}/scores.jsonl`, 'VERIFY-SCORES', message, {}));
    }
    return { run, numbers, verdict: results.overall.verdict, same, findings };
  } catch (thrown) {
    return {
      run,
      numbers: 0,
      verdict: 'not-evaluable',
      same: false,
      findings: [
        finding(folder, 'VERIFY-NOT-COMPUTABLE', `cannot be computed again: ${messageOf(thrown)}`, {}),
      ],
    };
  }
}

/** The artifacts of a run folder as the analysis takes them. */
export function storedInput(folder: string, results: Results): AnalysisInput {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const protocol = read('protocol.json') as Protocol;
  const reference = read('reference.json') as ReferenceStandard;
  const predictions = readFileSync(join(folder, 'predictions.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Prediction);
  const comparators = results.inputs.comparators === undefined ? null : read('comparators.json');
  const lock = results.isEvidence ? (read('lock.json') as Lock) : null;
  return {
    isEvidence: results.isEvidence,
    plan: compileAnalysis(protocol),
    protocol,
    cases: read('cases.json') as DataManifest,
    flow: read('flow.json') as CaseFlow,
    reference,
    comparators: comparators as ComparatorOutputs | null,
    predictions,
    model: { ...results.model, sha256: lock?.model.sha256 ?? results.inputs.model },
    planning: planningRows(protocol, reference),
    lock: results.inputs.lock,
    developmentOverlap: lock?.developmentOverlap,
  };
}

/** Differing numbers that are named one by one. */
const SHOWN = 5;

/** Names the first estimates and verdicts that come out otherwise. */
function differences(path: string, stored: Results, again: Results): Finding[] {
  const findings: Finding[] = [];
  for (const [code, row] of Object.entries(stored.estimates)) {
    const other = again.estimates[code];
    if (other !== undefined && canonicalJson(other) === canonicalJson(row)) continue;
    const now = other === undefined ? 'nothing' : `${other.estimate} [${other.lower}, ${other.upper}]`;
    const message = `${code} says ${row.estimate} [${row.lower}, ${row.upper}], the stored rows give ${now}`;
    findings.push(finding(path, 'VERIFY-NUMBER', message, { code }));
  }
  for (const [i, verdict] of stored.verdicts.entries()) {
    const now = again.verdicts[i]?.verdict;
    if (now === verdict.verdict) continue;
    const message = `verdict of ${verdict.endpoint} says ${verdict.verdict}, the stored rows give ${now ?? 'none'}`;
    findings.push(finding(path, 'VERIFY-VERDICT', message, { endpoint: verdict.endpoint }));
  }
  findings.push(...decisionDifferences(path, stored, again));
  if (findings.length > SHOWN) {
    const more = findings.length - SHOWN;
    findings.splice(SHOWN, more, finding(path, 'VERIFY-NUMBER', `and ${more} more numbers differ`, { more }));
  }
  if (findings.length === 0) {
    findings.push(finding(path, 'VERIFY-CONTENT', 'is not what the stored rows give', {}));
  }
  return findings;
}

/** Names the first step of the family's procedure, or the endpoint of it, that comes out otherwise. */
function decisionDifferences(path: string, { multiplicity: stored }: Results, again: Results): Finding[] {
  const now = again.multiplicity;
  if (canonicalJson(stored ?? null) === canonicalJson(now ?? null)) return [];
  const differ = <T>(told: readonly T[], computed: readonly T[]): number =>
    Array.from({ length: Math.max(told.length, computed.length) }, (_, i) => i).find(
      (i) => canonicalJson(told[i] ?? null) !== canonicalJson(computed[i] ?? null),
    ) ?? -1;
  const step = differ(stored?.steps ?? [], now?.steps ?? []);
  if (step >= 0) {
    const [told, computed] = [stored?.steps[step]?.text, now?.steps[step]?.text];
    const message =
      told === computed
        ? `the numbers of step ${step + 1} of the decision are not what the stored rows give`
        : `the decision says "${told ?? 'nothing'}", the stored rows give "${computed ?? 'nothing'}"`;
    return [finding(path, 'VERIFY-DECISION', message, { step: step + 1 })];
  }
  const endpoint =
    stored?.endpoints[differ(stored.endpoints, now?.endpoints ?? [])]?.endpoint ?? 'the family';
  const message = `the decision on ${endpoint} is not what the stored rows give`;
  return [finding(path, 'VERIFY-DECISION', message, { endpoint })];
}

function finding(path: string, code: string, message: string, args: Finding['args']): Finding {
  const fix = 'restore the run folder from a backup; if the files are intact, report a defect of the scorer';
  return { code, severity: 'error', path, message, fix, args };
}
