import { sha256, sha256OfJson } from '../core/digest.js';
import { AppError } from '../core/error.js';
import { listProjectFiles, readProjectFile, requireProjectFile } from '../evidence/project-files.js';
import type { CaseFlow } from '../schema/case-flow.js';
import type {
  ClassRow,
  DataManifest,
  DataShift,
  EnvironmentRecord,
  LedgerEntry,
  Lock,
  Protocol,
  Results,
  RunRecord,
  ScoreRow,
} from '../schema/types.js';

export interface EvidenceFile {
  /** Relative to the project. */
  path: string;
  sha256: string;
}

/** Everything a dossier may say, as it stands in evidence. */
export interface EvidenceRecords {
  /** Relative to the project, forward slashes. */
  runFolder: string;
  results: Results;
  resultsDigest: string;
  run: RunRecord;
  protocol: Protocol;
  cases: DataManifest;
  environment: EnvironmentRecord;
  /** Empty where the model tells several classes apart; then they are in `classRows`. */
  scores: ScoreRow[];
  classRows: ClassRow[];
  /** Absent in runs made before eligibility was kept apart. */
  flow: CaseFlow | null;
  /** Test set against training data; null when the model package has no training profile. */
  shift: DataShift | null;
  /** Null for a rehearsal. */
  lock: Lock | null;
  /** Key ids that signed the attestation; empty when there is none. */
  attestedBy: string[];
  /** Up to and including the entry that vouches for these results, so that later entries do not change the document. */
  ledger: LedgerEntry[];
  /** Every file of the run folder, sorted by path. */
  files: EvidenceFile[];
}

/** @param runFolder relative to the project @throws AppError INPUT-FILE-MISSING, INPUT-SYNTAX */
export async function readEvidence(projectDir: string, runFolder: string): Promise<EvidenceRecords> {
  const json = async <T>(name: string): Promise<T> => {
    const path = `${runFolder}/${name}`;
    return parse(await requireProjectFile(projectDir, path), path) as T;
  };
  const optional = async (name: string): Promise<unknown> => {
    const path = `${runFolder}/${name}`;
    const bytes = await readProjectFile(projectDir, path);
    return bytes === null ? null : parse(bytes, path);
  };
  const resultsBytes = await requireProjectFile(projectDir, `${runFolder}/results.json`);
  const resultsDigest = sha256(resultsBytes);
  const run = await json<RunRecord>('run.json');
  const scoreText = (await requireProjectFile(projectDir, `${runFolder}/scores.jsonl`)).toString('utf8');
  const rows = scoreText
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parse(line, `${runFolder}/scores.jsonl`));
  const protocol = await json<Protocol>('protocol.json');
  const ofClasses = protocol.classes !== undefined;
  const files = await filesOf(projectDir, runFolder);
  const attestation = (await optional('attestation.dsse.json')) as { signatures: { keyid: string }[] } | null;
  return {
    runFolder,
    results: parse(resultsBytes, `${runFolder}/results.json`) as Results,
    resultsDigest,
    run,
    protocol,
    cases: await json<DataManifest>('cases.json'),
    environment: await json<EnvironmentRecord>('environment.json'),
    scores: ofClasses ? [] : (rows as ScoreRow[]),
    classRows: ofClasses ? (rows as ClassRow[]) : [],
    flow: (await optional('flow.json')) as CaseFlow | null,
    shift: (await optional('shift.json')) as DataShift | null,
    lock: run.lock === null ? null : await lockOf(projectDir, run.lock),
    attestedBy: (attestation?.signatures ?? []).map((signature) => signature.keyid),
    ledger: ledgerUpTo(await readLedger(projectDir), files, run),
    files,
  };
}

async function filesOf(projectDir: string, runFolder: string): Promise<EvidenceFile[]> {
  const files: EvidenceFile[] = [];
  for (const { path, kind } of await listProjectFiles(projectDir, runFolder)) {
    const bytes = kind === 'file' ? await readProjectFile(projectDir, path) : null;
    if (bytes !== null) files.push({ path, sha256: sha256(bytes) });
  }
  return files;
}

/** The lock a run names, by digest of the file or of its canonical form. */
async function lockOf(projectDir: string, digest: string): Promise<Lock | null> {
  for (const { path } of await listProjectFiles(projectDir, 'evidence/locks')) {
    if (!path.endsWith('/lock.json')) continue;
    const bytes = await requireProjectFile(projectDir, path);
    const lock = parse(bytes, path);
    if (sha256(bytes) === digest || sha256OfJson(lock) === digest) return lock as Lock;
  }
  return null;
}

async function readLedger(projectDir: string): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (const { path } of await listProjectFiles(projectDir, 'evidence/ledger')) {
    if (!/\/\d{6}\.json$/.test(path)) continue;
    entries.push(parse(await requireProjectFile(projectDir, path), path) as LedgerEntry);
  }
  return entries;
}

/** A run's entry vouches for its attestation, a rehearsal's for its results. */
const VOUCHED = ['/attestation.dsse.json', '/results.json'];

function ledgerUpTo(entries: LedgerEntry[], files: readonly EvidenceFile[], run: RunRecord): LedgerEntry[] {
  const digests = files
    .filter(({ path }) => VOUCHED.some((name) => path.endsWith(name)))
    .map((file) => file.sha256);
  const vouches = entries.find((entry) => entry.subjects.some((subject) => digests.includes(subject.sha256)));
  if (vouches !== undefined) return entries.filter((entry) => entry.sequence <= vouches.sequence);
  // Without such an entry the end of the run is the last moment that cannot move.
  return entries.filter((entry) => entry.at <= run.endedAt);
}

function parse(bytes: Buffer | string, place: string): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch (cause) {
    throw new AppError('INPUT-SYNTAX', `${place} is not JSON`, {
      place,
      hint: 'restore the evidence folder; veritome verify names every damaged file',
      cause,
    });
  }
}
