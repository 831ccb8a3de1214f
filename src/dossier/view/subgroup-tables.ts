import type { EstimateRow } from '../../schema/types.js';
import type { EvidenceRecords } from '../evidence-records.js';
import { recorded, type Marked } from '../marked.js';
import { distinct } from './count-tables.js';
import { compareCodes } from './table-order.js';
import { wordFor, type Words } from './words.js';

export interface SubgroupTable {
  endpoint: Marked;
  metric: Marked;
  unit: Marked;
  overall: string;
  blocks: { variable: Marked; lines: { level: Marked; code: string; belowMinimum: boolean }[] }[];
}

/** One table an endpoint of the given roles: the whole sample first, then every level of every variable. */
export function subgroupTables(
  evidence: EvidenceRecords,
  words: Words,
  roles: readonly string[],
): SubgroupTable[] {
  return evidence.protocol.endpoints
    .filter((endpoint) => roles.includes(endpoint.role))
    .map((endpoint) => {
      const rows = subgroupRows(evidence, endpoint.id);
      return {
        endpoint: recorded('protocol', endpoint.id),
        metric: wordFor(words, 'metrics', endpoint.metric),
        unit: recorded('protocol', endpoint.unit ?? evidence.protocol.analysis.unit),
        overall: `${endpoint.id}.1`,
        blocks: distinct(rows.map((row) => row.subgroup?.variable ?? '')).map((variable) => ({
          variable: wordFor(words, 'variables', variable),
          lines: rows
            .filter((row) => row.subgroup?.variable === variable)
            .map((row) => ({
              level: recorded('results', row.subgroup?.level),
              code: row.code,
              belowMinimum: row.subgroup?.belowMinimum === true,
            })),
        })),
      };
    });
}

export function subgroupRows(evidence: EvidenceRecords, endpoint: string): EstimateRow[] {
  return Object.values(evidence.results.estimates)
    .filter((row) => row.endpoint === endpoint && row.subgroup !== null)
    .sort((a, b) => compareCodes(a.code, b.code));
}
