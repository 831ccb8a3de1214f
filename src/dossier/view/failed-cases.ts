import { compareText } from '../../core/finding.js';
import type { EvidenceRecords } from '../evidence-records.js';
import { NOTHING, recorded, type Marked } from '../marked.js';
import { wordFor, type Words } from './words.js';

export interface Reanalysis {
  endpoint: Marked;
  metric: Marked;
  definition: Marked | null;
  /** Failed cases counted as the worst outcome: the primary analysis. */
  worstCase: string;
  /** Null when nothing failed. */
  completers: string | null;
  bestCase: string | null;
}

export interface FailedImage {
  image: Marked;
  case: Marked;
  truth: Marked;
  stage: Marked;
  code: Marked;
  message: Marked;
}

export interface WrongDecision {
  case: Marked;
  truth: string;
  decision: string;
  /** Cut, not rounded; nothing for a failed case. */
  score: Marked;
  sex: Marked;
  site: Marked;
}

export function reanalyses(evidence: EvidenceRecords, words: Words): Reanalysis[] {
  const rows = Object.values(evidence.results.estimates);
  return evidence.protocol.endpoints.map((endpoint) => {
    const codeOf = (analysis: string): string | null =>
      rows.find((row) => row.endpoint === endpoint.id && row.analysis === analysis)?.code ?? null;
    const definition = evidence.results.estimates[`${endpoint.id}.1`]?.definition;
    return {
      endpoint: recorded('protocol', endpoint.id),
      metric: wordFor(words, 'metrics', endpoint.metric),
      definition: definition === undefined ? null : recorded('results', definition),
      worstCase: `${endpoint.id}.1`,
      completers: codeOf('completers-only'),
      bestCase: codeOf('best-case'),
    };
  });
}

export function failedImages(evidence: EvidenceRecords): FailedImage[] {
  return evidence.results.failures.map((failure) => ({
    image: recorded('results', failure.image),
    case: recorded('results', failure.case),
    truth: recorded('results', failure.truth),
    stage: recorded('results', failure.stage),
    code: recorded('results', failure.code),
    message: recorded('results', failure.message),
  }));
}

/** Units of the primary analysis that the device called wrongly or not at all: missed first, then by id. */
export function wrongDecisions(evidence: EvidenceRecords): WrongDecision[] {
  return evidence.scores
    .filter((row) => row.unit === evidence.protocol.analysis.unit && row.decision !== row.truth)
    .sort((a, b) => b.truth - a.truth || compareText(a.id, b.id))
    .map((row) => ({
      case: recorded('scores', row.id),
      truth: row.truth === 1 ? 'positive' : 'negative',
      decision: row.decision === null ? 'no result' : row.decision === 1 ? 'positive' : 'negative',
      score: row.score === null ? NOTHING : recorded('scores', leadingDigits(row.score)),
      sex: recorded('scores', row.subgroups['patient.sex']),
      site: recorded('scores', row.subgroups['site']),
    }));
}

const DIGITS_SHOWN = 6;

export function leadingDigits(score: number): string {
  const text = String(score);
  return text.includes('e') ? text : text.slice(0, DIGITS_SHOWN);
}
