import type { EvidenceRecords } from '../evidence-records.js';
import { recorded, recordedDigest, type Marked } from '../marked.js';
import {
  countsOf,
  crossTabulation,
  flowLines,
  plainLines,
  populationBlocks,
  sampleLines,
} from './count-tables.js';
import type { CountLine, PopulationBlock } from './count-tables.js';
import { classesView, type ClassesView } from './class-tables.js';
import { dataSheetView, type DataSheetView } from './data-sheet.js';
import { comparatorViews, type ComparatorView } from './comparisons.js';
import type { DocumentFrame } from './document-frame.js';
import { dependencies, deviations, executionFacts, ledgerLines, variables } from './execution.js';
import type { Dependency, Deviation, Fact, LedgerLine } from './execution.js';
import { familyView, type FamilyView } from './family.js';
import { failedImages, reanalyses, wrongDecisions } from './failed-cases.js';
import type { FailedImage, Reanalysis, WrongDecision } from './failed-cases.js';
import { limitationsOf, type Limitations } from './limitations.js';
import { modelDataRows, type ModelDataRow } from './model-data.js';
import { overlapView, type OverlapView } from './overlap.js';
import { protocolView, type ProtocolView } from './protocol-view.js';
import { sampleSizeView, type SampleSizeView } from './sample-size.js';
import { shiftView, type ShiftView } from './shift.js';
import { signatureLines, type SignatureLine } from './signatures.js';
import { subgroupTables, type SubgroupTable } from './subgroup-tables.js';
import { traceList, type TraceLine } from './trace-list.js';
import { verdictRows, verdictWord, type VerdictRow } from './verdict-rows.js';
import { weakestSubgroup, type WeakestSubgroup } from './weakest.js';
import type { Words } from './words.js';

/** SVG text of each figure; null where the results hold nothing to draw. */
export interface ReportFigures {
  caseFlow: string;
  roc: string | null;
  scores: string | null;
  shift: string | null;
  endpointForest: string;
  subgroupForests: { endpoint: Marked; svg: string }[];
}

export interface ReportView extends DocumentFrame {
  verdict: string;
  isMet: boolean;
  overallArithmetic: Marked;
  procedure: Marked;
  family: Marked[];
  weakest: WeakestSubgroup | null;
  /** Null where all must pass. */
  familyDecision: FamilyView | null;
  primary: VerdictRow[];
  secondary: VerdictRow[];
  /** At least one of them has a criterion. */
  secondaryJudged: boolean;
  all: VerdictRow[];
  protocol: ProtocolView;
  files: { path: Marked; role: Marked; bytes: Marked; digest: Marked }[];
  modelData: ModelDataRow[];
  execution: Fact[];
  variables: { name: Marked; value: Marked }[];
  runtimeDependencies: Dependency[];
  transitiveDependencies: Dependency[];
  flow: CountLine[];
  sample: CountLine[];
  population: PopulationBlock[];
  /** Null for sets inventoried before manifests held one. */
  dataSheet: DataSheetView | null;
  /** Null for a model whose score is compared with a threshold; else in place of the two tabulations below. */
  classes: ClassesView | null;
  crossPatients: CountLine[];
  crossImages: CountLine[];
  primarySubgroups: SubgroupTable[];
  otherSubgroups: SubgroupTable[];
  reanalyses: Reanalysis[];
  failed: FailedImage[];
  wrong: WrongDecision[];
  perThousand: CountLine[];
  /** Agreement of the readers; empty where they do not make the truth. */
  readers: CountLine[];
  perThousandPrevalence: Marked;
  sampleSize: SampleSizeView;
  comparators: ComparatorView[];
  deviations: Deviation[];
  limitations: Limitations;
  ledger: LedgerLine[];
  signatures: SignatureLine[];
  records: RecordFile[];
  folder: Marked;
  trace: TraceLine[];
  shift: ShiftView | null;
  /** Null when no overlap was recorded. */
  overlap: OverlapView | null;
  figures: ReportFigures;
}

/** Everything document 02 says, in its order. */
export function reportView(
  evidence: EvidenceRecords,
  frame: DocumentFrame,
  words: Words,
  figures: ReportFigures,
): ReportView {
  const { results } = evidence;
  const { overall } = results;
  const truths = evidence.protocol.classes?.names;
  const ofRoles = (...roles: ('primary' | 'secondary' | 'exploratory')[]): VerdictRow[] =>
    verdictRows(evidence, words, roles);
  return {
    ...frame,
    verdict: verdictWord(overall.verdict),
    isMet: overall.verdict === 'met',
    overallArithmetic: recorded('results', overall.arithmetic),
    procedure: recorded('results', overall.procedure),
    family: overall.family.map((id) => recorded('results', id)),
    weakest: weakestSubgroup(evidence, words),
    familyDecision: familyView(evidence, words),
    primary: ofRoles('primary'),
    secondary: ofRoles('secondary', 'exploratory'),
    secondaryJudged: ofRoles('secondary', 'exploratory').some((row) => row.isJudged),
    all: ofRoles('primary', 'secondary', 'exploratory'),
    protocol: protocolView(evidence),
    files: modelFiles(evidence),
    modelData: modelDataRows(evidence, words),
    execution: executionFacts(evidence),
    variables: variables(evidence),
    runtimeDependencies: dependencies(evidence, 'runtime'),
    transitiveDependencies: dependencies(evidence, 'transitive'),
    flow: flowLines(results),
    sample: sampleLines(results, truths),
    population: populationBlocks(results, words, truths),
    dataSheet: dataSheetView(evidence, words),
    classes: classesView(evidence),
    crossPatients: crossTabulation(results, 'patient'),
    crossImages: crossTabulation(results, 'image'),
    primarySubgroups: subgroupTables(evidence, words, ['primary']),
    otherSubgroups: subgroupTables(evidence, words, ['secondary', 'exploratory']),
    reanalyses: reanalyses(evidence, words),
    failed: failedImages(evidence),
    wrong: wrongDecisions(evidence),
    perThousand: plainLines(results, 'per-thousand'),
    readers: plainLines(results, 'readers'),
    perThousandPrevalence: recorded('results', countsOf(results, 'per-thousand')[0]?.at['prevalence']),
    sampleSize: sampleSizeView(evidence, words),
    comparators: comparatorViews(evidence, words),
    deviations: deviations(evidence),
    limitations: limitationsOf(evidence, words),
    ledger: ledgerLines(evidence, words),
    signatures: signatureLines(evidence),
    records: recordFiles(evidence),
    folder: recorded('files', evidence.runFolder),
    trace: traceList(evidence, words),
    shift: shiftView(evidence),
    overlap: overlapView(evidence, words),
    figures,
  };
}

/** Bound files of the test article; images are in the data manifest. */
function modelFiles(evidence: EvidenceRecords): ReportView['files'] {
  const folder = evidence.protocol.model.package.replace(/[^/]*$/, '');
  return (evidence.lock?.files ?? [])
    .filter((file) => folder !== '' && file.path.startsWith(folder))
    .map((file) => ({
      path: recorded('lock', file.path),
      role: recorded('lock', file.role),
      bytes: recorded('lock', file.bytes),
      digest: recordedDigest('lock', file.sha256),
    }));
}

export interface RecordFile {
  /** Below the folder of the run. */
  file: Marked;
  digest: Marked;
}

export function recordFiles(evidence: EvidenceRecords): RecordFile[] {
  return evidence.files.map((file) => ({
    file: recorded('files', file.path.slice(evidence.runFolder.length + 1)),
    digest: recorded('files', file.sha256),
  }));
}
