import type { Endpoint, Verdict } from '../../schema/types.js';
import type { EvidenceRecords } from '../evidence-records.js';
import { Marked, recorded } from '../marked.js';
import { wordFor, type Words } from './words.js';

interface LimitView {
  bound: Marked;
  direction: Marked;
  printed: Marked;
}

export interface VerdictRow {
  endpoint: Marked;
  /** Trace code of the row that was judged. */
  code: string;
  metric: Marked;
  /** Prevalence that a predictive value is stated at; null: that of the sample, or of no meaning. */
  prevalence: Marked | null;
  /** Bins, range, fixed rate or threshold probability of the metric; null where it has none. */
  definition: Marked | null;
  unit: Marked;
  method: Marked;
  level: Marked;
  resamples: Marked | null;
  /** `lower limit above 80 %`; null when nothing is judged. */
  criterion: (LimitView & { and: LimitView | null }) | null;
  verdict: string;
  isMet: boolean;
  isJudged: boolean;
  arithmetic: Marked;
  claim: Marked | null;
  justification: Marked | null;
  source: Marked | null;
  flags: Marked[];
  estimator: Marked;
}

const VERDICT_WORDS: Record<Verdict['verdict'], string> = {
  met: 'MET',
  'not-met': 'NOT MET',
  'not-evaluable': 'NOT EVALUABLE',
  'no-criterion': 'not judged',
};

export function verdictWord(verdict: Verdict['verdict']): string {
  return VERDICT_WORDS[verdict];
}

/** Endpoints of the given roles, in protocol order. */
export function verdictRows(
  evidence: EvidenceRecords,
  words: Words,
  roles: readonly Verdict['role'][],
): VerdictRow[] {
  const { protocol, results } = evidence;
  return protocol.endpoints
    .filter((endpoint) => roles.includes(endpoint.role))
    .flatMap((endpoint) => {
      const verdict = results.verdicts.find((candidate) => candidate.endpoint === endpoint.id);
      return verdict === undefined ? [] : [verdictRow(evidence, words, endpoint, verdict)];
    });
}

function verdictRow(
  evidence: EvidenceRecords,
  words: Words,
  endpoint: Endpoint,
  verdict: Verdict,
): VerdictRow {
  const row = evidence.results.estimates[verdict.row];
  const { criterion } = verdict;
  const claim = evidence.protocol.claims.find(({ id }) => id === endpoint.claim);
  return {
    endpoint: recorded('protocol', endpoint.id),
    code: verdict.row,
    metric: wordFor(words, 'metrics', endpoint.metric),
    prevalence: endpoint.prevalence === undefined ? null : recorded('protocol', endpoint.prevalence),
    definition: row?.definition === undefined ? null : recorded('results', row.definition),
    unit: recorded('protocol', endpoint.unit ?? evidence.protocol.analysis.unit),
    method: wordFor(words, 'methods', endpoint.interval.method),
    level: recorded('protocol', endpoint.interval.level),
    resamples:
      endpoint.interval.resamples === undefined ? null : recorded('protocol', endpoint.interval.resamples),
    criterion:
      criterion === null
        ? null
        : {
            ...limitView(criterion),
            and: criterion.and === undefined ? null : limitView(criterion.and),
          },
    verdict: verdictWord(verdict.verdict),
    isMet: verdict.verdict === 'met',
    isJudged: verdict.verdict !== 'no-criterion',
    arithmetic: recorded('results', verdict.arithmetic),
    claim: claim === undefined ? null : recorded('protocol', claim.text),
    justification:
      endpoint.justification === undefined ? null : recorded('protocol', endpoint.justification.text),
    source: endpoint.justification === undefined ? null : recorded('protocol', endpoint.justification.source),
    flags: (row?.interval.flags ?? []).map((flag) => recorded('results', flag)),
    estimator: recorded('results', row?.interval.source ?? null),
  };
}

function limitView({
  bound,
  direction,
  printed,
}: {
  bound: string;
  direction: string;
  printed: string;
}): LimitView {
  return {
    bound: recorded('results', bound),
    direction: recorded('results', direction),
    printed: recorded('results', printed),
  };
}
