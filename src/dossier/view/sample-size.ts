import type { EvidenceRecords } from '../evidence-records.js';
import { recorded, type Marked } from '../marked.js';
import { plainLines, type CountLine } from './count-tables.js';
import { wordFor, type Words } from './words.js';

export interface SampleSizeView {
  assumptions: { endpoint: Marked; metric: Marked; assumed: Marked; power: Marked; method: Marked }[];
  /** Planned and attained numbers; empty when the results hold none. */
  lines: CountLine[];
}

export function sampleSizeView(evidence: EvidenceRecords, words: Words): SampleSizeView {
  const { protocol, results } = evidence;
  return {
    assumptions: protocol.sampleSize.map((plan) => ({
      endpoint: recorded('protocol', plan.endpoint),
      metric: wordFor(
        words,
        'metrics',
        protocol.endpoints.find((endpoint) => endpoint.id === plan.endpoint)?.metric ?? '',
      ),
      assumed: recorded('protocol', plan.assumed),
      power: recorded('protocol', plan.power),
      method: recorded('protocol', plan.method),
    })),
    lines: plainLines(results, 'sample-size'),
  };
}
