import type { EvidenceRecords } from '../evidence-records.js';
import { Marked, recorded } from '../marked.js';
import { compareCodes } from './table-order.js';
import { wordFor, type Words } from './words.js';

export interface TraceLine {
  code: string;
  what: Marked[];
  isEstimate: boolean;
  /** Where the number stands in results.json, as a member path. */
  key: Marked;
}

/** Every number of the results with the place it is recorded at: the way back from print to evidence. */
export function traceList(evidence: EvidenceRecords, words: Words): TraceLine[] {
  const { estimates, counts } = evidence.results;
  const rows = Object.values(estimates).sort((a, b) => compareCodes(a.code, b.code));
  return [
    ...rows.map((row) => ({
      code: row.code,
      what: [
        wordFor(words, 'metrics', row.metric),
        ...(row.subgroup === null
          ? [recorded('results', row.analysis)]
          : [wordFor(words, 'variables', row.subgroup.variable), recorded('results', row.subgroup.level)]),
      ],
      isEstimate: true,
      key: new Marked('code', row.code, `estimates["${row.code}"]`, 'digest'),
    })),
    ...Object.values(counts)
      .sort((a, b) => compareCodes(a.code, b.code))
      .map((row) => ({
        code: row.code,
        what: [recorded('results', row.label)],
        isEstimate: false,
        key: new Marked('code', row.code, `counts["${row.code}"]`, 'digest'),
      })),
  ];
}
