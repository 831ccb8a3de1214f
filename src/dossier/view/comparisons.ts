import type { Comparator, Endpoint, EstimateRow, Verdict } from '../../schema/types.js';
import type { EvidenceRecords } from '../evidence-records.js';
import { recorded, recordedDigest, type Marked } from '../marked.js';
import { countsOf, distinct, type CountLine } from './count-tables.js';
import { verdictWord } from './verdict-rows.js';
import { wordFor, type Words } from './words.js';

/** One comparator with everything that was compared with it. */
export interface ComparatorView {
  id: Marked;
  name: Marked;
  version: Marked;
  kind: Marked;
  /** Where its outputs come from: table or reader. */
  source: Marked;
  /** Null for a rehearsal, and for a reader. */
  digest: Marked | null;
  threshold: Marked | null;
  derivedOn: Marked | null;
  derivedBy: Marked | null;
  missingCase: Marked;
  comparisons: ComparisonView[];
  tables: PairedTableView[];
}

export interface ComparisonView {
  endpoint: Marked;
  metric: Marked;
  unit: Marked;
  code: string;
  method: Marked;
  level: Marked;
  candidate: Marked;
  other: Marked;
  isEstimated: boolean;
  reason: Marked;
  /** Units without a result of the comparator; null when there is none. */
  withoutResult: Marked | null;
  tests: { name: Marked; p: Marked }[];
  /** Null where nothing is claimed. */
  claim: { form: Marked; margin: Marked | null; verdict: string } | null;
  conclusions: { statement: Marked; holds: boolean; arithmetic: Marked }[];
}

/** Model against comparator on the same units of one truth. */
export interface PairedTableView {
  unit: Marked;
  truth: Marked;
  /** Lines: what the model said; cells: what the comparator said. */
  lines: CountLine[];
  columns: Marked[];
}

export function comparatorViews(evidence: EvidenceRecords, words: Words): ComparatorView[] {
  return (evidence.protocol.comparators ?? []).map((comparator) => {
    const { id, name, version, kind, file, reader, operatingPoint, missingCase } = comparator;
    const say = (value: string | number): Marked => recorded('protocol', value);
    return {
      id: say(id),
      name: say(name),
      version: say(version),
      kind: wordFor(words, 'comparatorKinds', kind),
      source: say(reader ?? file ?? ''),
      digest: file === undefined ? null : lockedDigest(evidence, comparator),
      threshold: operatingPoint === undefined ? null : say(operatingPoint.threshold),
      derivedOn: operatingPoint === undefined ? null : say(operatingPoint.derivedOn),
      derivedBy: operatingPoint === undefined ? null : say(operatingPoint.method),
      missingCase: wordFor(words, 'comparatorGaps', missingCase),
      comparisons: evidence.protocol.endpoints
        .filter((endpoint) => endpoint.comparator === id)
        .flatMap((endpoint) => comparisonView(evidence, words, endpoint)),
      tables: pairedTables(evidence, id),
    };
  });
}

function lockedDigest({ lock }: EvidenceRecords, { id }: Comparator): Marked | null {
  const locked = lock?.comparators?.find((candidate) => candidate.id === id);
  return locked === undefined ? null : recordedDigest('lock', locked.sha256);
}

function comparisonView(evidence: EvidenceRecords, words: Words, endpoint: Endpoint): ComparisonView[] {
  const { results, protocol } = evidence;
  const verdict = results.verdicts.find((candidate) => candidate.endpoint === endpoint.id);
  const row = verdict === undefined ? undefined : results.estimates[verdict.row];
  if (verdict === undefined || row === undefined) return [];
  const { comparison } = row;
  const gaps = comparison?.withoutResult ?? 0;
  return [
    {
      endpoint: recorded('protocol', endpoint.id),
      metric: wordFor(words, 'metrics', endpoint.metric),
      unit: recorded('protocol', endpoint.unit ?? protocol.analysis.unit),
      code: row.code,
      method: wordFor(words, 'methods', endpoint.interval.method),
      level: recorded('protocol', endpoint.interval.level),
      candidate: recorded('results', comparison?.printed.candidate),
      other: recorded('results', comparison?.printed.other),
      isEstimated: isEstimated(row),
      reason: recorded('results', row.reason),
      withoutResult: gaps === 0 ? null : recorded('results', gaps),
      tests: (comparison?.tests ?? []).map(({ name, printed }) => ({
        name: wordFor(words, 'tests', name),
        p: recorded('results', printed),
      })),
      claim: claimOf(endpoint, verdict, words),
      conclusions: (verdict.conclusions ?? []).map(({ statement, holds, arithmetic }) => ({
        statement: wordFor(words, 'conclusions', statement),
        holds,
        arithmetic: recorded('results', arithmetic),
      })),
    },
  ];
}

function isEstimated({ status, lower, upper }: EstimateRow): boolean {
  return status === 'estimated' && lower !== null && upper !== null;
}

function claimOf({ hypothesis }: Endpoint, verdict: Verdict, words: Words): ComparisonView['claim'] {
  if (hypothesis === undefined || verdict.verdict === 'no-criterion') return null;
  return {
    form: wordFor(words, 'hypotheses', hypothesis.form),
    margin: hypothesis.margin === undefined ? null : recorded('protocol', hypothesis.margin),
    verdict: verdictWord(verdict.verdict),
  };
}

/** Rows and columns without any unit are left out, unless everything is. */
function pairedTables({ results }: EvidenceRecords, id: string): PairedTableView[] {
  const all = countsOf(results, 'comparison').filter((row) => row.at['comparator'] === id);
  return distinct(all.map((row) => `${row.at['unit'] ?? ''}\n${row.at['truth'] ?? ''}`)).map((key) => {
    const [unit = '', truth = ''] = key.split('\n');
    const rows = all.filter((row) => row.at['unit'] === unit && row.at['truth'] === truth);
    const used = (side: 'model' | 'other'): string[] =>
      distinct(rows.map((row) => row.at[side] ?? '')).filter(
        (call) => call !== 'no result' || rows.some((row) => row.at[side] === call && row.value > 0),
      );
    const columns = used('other');
    return {
      unit: recorded('results', unit),
      truth: recorded('results', truth),
      columns: columns.map((call) => recorded('results', call)),
      lines: used('model').map((model) => ({
        label: recorded('results', model),
        cells: columns.map(
          (other) => rows.find((row) => row.at['model'] === model && row.at['other'] === other)?.code ?? null,
        ),
      })),
    };
  });
}
