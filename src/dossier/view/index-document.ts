import type { EvidenceRecords } from '../evidence-records.js';
import { recorded, recordedDigest, type Marked } from '../marked.js';
import type { DocumentFrame } from './document-frame.js';
import { recordFiles, type RecordFile } from './report.js';
import { verdictRows, verdictWord, type VerdictRow } from './verdict-rows.js';
import { weakestSubgroup, type WeakestSubgroup } from './weakest.js';
import type { Words } from './words.js';

/** `templates/conformance.json`: guidance clause → where the dossier answers it. */
export interface ConformanceMap {
  checkedOn: string;
  frameworks: {
    name: string;
    status: string;
    clauses: { id: string; title: string; answeredIn?: string; notInThisScope?: string }[];
  }[];
}

/** A rendered document as the index lists it; also `dossier.json`. */
export interface RenderedDocument {
  name: string;
  title: string;
  pages: number;
  sha256: string;
}

export interface IndexView extends DocumentFrame {
  verdict: string;
  isMet: boolean;
  overallArithmetic: Marked;
  family: Marked[];
  procedure: Marked;
  weakest: WeakestSubgroup | null;
  all: VerdictRow[];
  documents: { name: Marked; title: Marked; pages: Marked; digest: Marked }[];
  planned: { name: Marked; title: Marked }[];
  records: RecordFile[];
  folder: Marked;
  resultsDigest: Marked;
  resultsPath: Marked;
  attestedBy: Marked[];
  conformanceCheckedOn: Marked;
  frameworks: { name: Marked; status: Marked; clauses: ClauseLine[] }[];
}

interface ClauseLine {
  id: Marked;
  title: Marked;
  answeredIn: Marked | null;
  notInThisScope: Marked | null;
}

export function indexView(
  evidence: EvidenceRecords,
  frame: DocumentFrame,
  words: Words,
  documents: readonly RenderedDocument[],
  conformance: ConformanceMap,
  planned: readonly { name: string; title: string }[],
): IndexView {
  const { overall } = evidence.results;
  const clause = (text: string | undefined): Marked | null =>
    text === undefined ? null : recorded('conformance', text);
  return {
    ...frame,
    verdict: verdictWord(overall.verdict),
    isMet: overall.verdict === 'met',
    overallArithmetic: recorded('results', overall.arithmetic),
    family: overall.family.map((id) => recorded('results', id)),
    procedure: recorded('results', overall.procedure),
    weakest: weakestSubgroup(evidence, words),
    all: verdictRows(evidence, words, ['primary', 'secondary', 'exploratory']),
    documents: documents.map((document) => ({
      name: recorded('documents', `${document.name}.pdf`),
      title: recorded('documents', document.title),
      pages: recorded('documents', document.pages),
      digest: recordedDigest('documents', document.sha256),
    })),
    planned: planned.map(({ name, title }) => ({
      name: recorded('conformance', name),
      title: recorded('conformance', title),
    })),
    records: recordFiles(evidence),
    folder: recorded('files', evidence.runFolder),
    resultsDigest: recorded('files', evidence.resultsDigest),
    resultsPath: recorded('files', `${evidence.runFolder}/results.json`),
    attestedBy: evidence.attestedBy.map((key) => recorded('attestation', key)),
    conformanceCheckedOn: recorded('conformance', conformance.checkedOn),
    frameworks: conformance.frameworks.map((framework) => ({
      name: recorded('conformance', framework.name),
      status: recorded('conformance', framework.status),
      clauses: framework.clauses.map((line) => ({
        id: recorded('conformance', line.id),
        title: recorded('conformance', line.title),
        answeredIn: clause(line.answeredIn),
        notInThisScope: clause(line.notInThisScope),
      })),
    })),
  };
}
