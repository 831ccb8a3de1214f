import type { CountRow } from '../../schema/types.js';
import type { EvidenceRecords } from '../evidence-records.js';
import { recorded, type Marked } from '../marked.js';
import { countsOf, distinct } from './count-tables.js';
import { wordFor, type Words } from './words.js';

export interface Limitations {
  synthetic: boolean;
  enriched: boolean;
  retrospective: boolean;
  knownByConstruction: boolean;
  singleReader: boolean;
  sites: Marked[];
  manufacturers: Marked[];
  /** Endpoints with fewer units than planned: trace codes of both numbers. */
  short: { endpoint: Marked; planned: string; attained: string }[];
  /** Levels too small to be read on their own, once each. */
  small: { variable: Marked; level: Marked }[];
  /** Endpoints that could not be estimated somewhere. */
  notEstimable: { code: string; reason: Marked }[];
  failed: boolean;
  /** Endpoints whose comparator lacks results. */
  comparatorGaps: { comparator: Marked; count: Marked; endpoint: Marked }[];
  /** Comparators who are readers that made the truth. */
  readerComparators: Marked[];
  /** Defects of included volumes that the protocol lets pass. */
  allowedGeometry: { image: Marked; code: Marked; path: Marked; message: Marked }[];
  headerFindings: { code: Marked; path: Marked; message: Marked }[];
}

export function limitationsOf(evidence: EvidenceRecords, words: Words): Limitations {
  const { protocol, results, cases } = evidence;
  const rows = Object.values(results.estimates);
  const small = distinct(
    rows.flatMap(({ subgroup }) =>
      subgroup?.belowMinimum === true ? [`${subgroup.variable}\n${subgroup.level}`] : [],
    ),
  );
  const makers = distinct(cases.images.flatMap((image) => image.facts.manufacturer ?? [])).sort();
  return {
    synthetic: protocol.data.design.synthetic,
    enriched: protocol.data.design.enriched,
    retrospective: protocol.data.design.kind === 'retrospective',
    knownByConstruction: protocol.referenceStandard.fusion === 'known-by-construction',
    singleReader: protocol.referenceStandard.fusion === 'single-reader',
    sites: protocol.data.design.sites.map((site) => recorded('protocol', site)),
    manufacturers: makers.map((maker) => recorded('cases', maker)),
    short: shortOf(evidence),
    small: small.map((key) => {
      const [variable = '', level = ''] = key.split('\n');
      return { variable: wordFor(words, 'variables', variable), level: recorded('results', level) };
    }),
    notEstimable: rows
      .filter((row) => row.status !== 'estimated' && row.subgroup === null)
      .map((row) => ({ code: row.code, reason: recorded('results', row.reason) })),
    failed: results.failures.length > 0,
    comparatorGaps: rows.flatMap(({ analysis, endpoint, comparison }) =>
      analysis === 'as-specified' && comparison !== undefined && comparison.withoutResult > 0
        ? [
            {
              comparator: recorded('results', comparison.comparator),
              count: recorded('results', comparison.withoutResult),
              endpoint: recorded('results', endpoint),
            },
          ]
        : [],
    ),
    readerComparators:
      protocol.referenceStandard.fusion === 'known-by-construction'
        ? []
        : (protocol.comparators ?? [])
            .filter(({ reader }) => reader !== undefined)
            .map(({ id }) => recorded('protocol', id)),
    allowedGeometry: allowedGeometryOf(evidence),
    headerFindings: cases.findings.map((finding) => ({
      code: recorded('cases', finding.code),
      path: recorded('cases', finding.path),
      message: recorded('cases', finding.message),
    })),
  };
}

function allowedGeometryOf({ protocol, cases, flow }: EvidenceRecords): Limitations['allowedGeometry'] {
  const allow: readonly string[] = protocol.data.geometry?.allow ?? [];
  const included = flow === null ? null : new Set(flow.included);
  return cases.images
    .filter(({ id }) => included === null || included.has(id))
    .flatMap(({ id, volume }) =>
      (volume?.findings ?? [])
        .filter(({ code, severity }) => severity === 'error' && allow.includes(code))
        .map(({ code, path, message }) => ({
          image: recorded('cases', id),
          code: recorded('cases', code),
          path: recorded('cases', path),
          message: recorded('cases', message),
        })),
    );
}

function shortOf(evidence: EvidenceRecords): Limitations['short'] {
  const counts = countsOf(evidence.results, 'sample-size');
  return evidence.protocol.sampleSize.flatMap(({ endpoint }) => {
    const of = (what: string): CountRow | undefined =>
      counts.find((row) => row.at['endpoint'] === endpoint && row.at['what'] === what);
    const [planned, attained] = [of('planned'), of('attained')];
    if (planned === undefined || attained === undefined || attained.value >= planned.value) return [];
    return [{ endpoint: recorded('protocol', endpoint), planned: planned.code, attained: attained.code }];
  });
}
