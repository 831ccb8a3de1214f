import type { EvidenceRecords } from '../evidence-records.js';
import { recorded, type Marked } from '../marked.js';
import { wordFor, type Words } from './words.js';

export interface WeakestSubgroup {
  code: string;
  endpoint: Marked;
  metric: Marked;
  variable: Marked;
  level: Marked;
}

export function weakestSubgroup(evidence: EvidenceRecords, words: Words): WeakestSubgroup | null {
  const { results } = evidence;
  const row = results.overall.weakestSubgroup && results.estimates[results.overall.weakestSubgroup.row];
  if (!row?.subgroup) return null;
  return {
    code: row.code,
    endpoint: recorded('results', row.endpoint),
    metric: wordFor(words, 'metrics', row.metric),
    variable: wordFor(words, 'variables', row.subgroup.variable),
    level: recorded('results', row.subgroup.level),
  };
}
