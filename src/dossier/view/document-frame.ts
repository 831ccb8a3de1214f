import { digestInGroups } from '../../core/digest.js';
import type { EvidenceRecords } from '../evidence-records.js';
import type { Contents } from '../contents.js';
import type { Identity } from './identity.js';

/** What every document has around its sections. */
export interface DocumentFrame {
  /** Lower case, `02-validation-report`. */
  name: string;
  title: string;
  language: 'en';
  isEvidence: boolean;
  identity: Identity;
  contents: Contents;
  /** Style sheets, set as they are. */
  css: string;
  /** Text of the running header. */
  header: string;
}

const HEADER_GROUPS = 4;

/** `Validation report · VP-FRX-001 1.0 · results 4f9c 1d27 …`: a loose page still says what it belongs to. */
export function runningHeader(title: string, evidence: EvidenceRecords): string {
  const { protocol, isEvidence } = evidence.results;
  const digest = digestInGroups(evidence.resultsDigest, HEADER_GROUPS);
  const parts = [title, `${protocol.id} ${protocol.version}`, `results ${digest}`];
  return [...parts, ...(isEvidence ? [] : ['NOT EVIDENCE'])].join(' · ');
}
