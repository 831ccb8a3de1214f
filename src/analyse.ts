import { canonicalJson, readableJson } from './core/canonical.js';
import { sha256, sha256OfJson } from './core/digest.js';
import { judgeEndpoints } from './judge/criterion.js';
import { judgeFamily } from './judge/multiplicity/family.js';
import { judgeOverall } from './judge/overall.js';
import { measureRun } from './measure/measure.js';
import { readerCounts } from './measure/reader-counts.js';
import type { AnalysisPlan } from './schema/analysis-plan.js';
import type { CaseFlow } from './schema/case-flow.js';
import type {
  ComparatorOutputs,
  CountRow,
  DataManifest,
  DevelopmentOverlap,
  Prediction,
  Protocol,
  ReferenceStandard,
  Results,
} from './schema/types.js';

/** The artifacts that measuring and judging take; all of them are kept in the run folder. */
export interface AnalysisInput {
  isEvidence: boolean;
  plan: AnalysisPlan;
  protocol: Protocol;
  cases: DataManifest;
  flow: CaseFlow;
  reference: ReferenceStandard;
  /** Null when the protocol has no table of a comparator. */
  comparators?: ComparatorOutputs | null;
  predictions: Prediction[];
  model: ModelIdentity;
  /** Planned against attained, from the sample-size section. */
  planning: CountRow[];
  /** Digest of lock.json; null for a rehearsal. */
  lock: string | null;
  /** As the lock says; undefined for a rehearsal, and under locks made before it was recorded. */
  developmentOverlap?: DevelopmentOverlap | undefined;
}

export interface ModelIdentity {
  id: string;
  version: string;
  title: string;
  /** Digest of the package: descriptor and every file. */
  sha256: string;
}

export interface Analysis {
  results: Results;
  /** File name → content, as written into the run folder. */
  files: { 'scores.jsonl': string; 'results.json': string };
}

/**
 * measure → judge, on artifacts alone. The call that makes the results of a run is the call that checks them years
 * later: no file is opened, no package is needed.
 */
export function analyse(input: AnalysisInput): Analysis {
  const { plan, protocol, cases, flow, reference, predictions, model, comparators = null } = input;
  const measurement = measureRun({
    plan,
    cases,
    flow,
    predictions,
    reference: reference.rows,
    comparators: comparators?.comparators ?? [],
  });
  const rows = new Map(measurement.estimates.map((row) => [row.code, row]));
  const alone = judgeEndpoints(plan, (endpoint) => rows.get(`${endpoint}.1`));
  const family =
    plan.testing === undefined ? null : judgeFamily(plan, plan.testing, alone, measurement.atLevel);
  const verdicts = family?.verdicts ?? alone;
  const scores = linesOf(measurement.scores);
  const results: Results = {
    kind: 'results',
    schemaVersion: 1,
    isEvidence: input.isEvidence,
    inputs: {
      lock: input.lock,
      protocol: sha256OfJson(protocol),
      model: model.sha256,
      data: sha256OfJson(cases),
      reference: reference.file.sha256,
      ...(comparators === null ? {} : { comparators: sha256OfJson(comparators) }),
      predictions: sha256(linesOf(predictions)),
      scores: sha256(scores),
    },
    protocol: { id: protocol.id, version: protocol.version, title: protocol.title },
    model: { id: model.id, version: model.version, title: model.title },
    data: { id: cases.id, version: cases.version },
    ...(input.developmentOverlap === undefined ? {} : { developmentOverlap: input.developmentOverlap }),
    threshold: plan.threshold,
    estimates: Object.fromEntries(measurement.estimates.map((row) => [row.code, row])),
    counts: Object.fromEntries(
      [
        ...measurement.counts,
        ...input.planning,
        ...readerCounts(reference.rows, protocol.referenceStandard, protocol.classes),
      ].map((row) => [row.code, row]),
    ),
    curves: measurement.curves,
    verdicts,
    overall: { ...judgeOverall(plan, verdicts), weakestSubgroup: measurement.weakestSubgroup },
    ...(family === null ? {} : { multiplicity: family.decision }),
    failures: measurement.failures,
  };
  return { results, files: { 'scores.jsonl': scores, 'results.json': readableJson(results) } };
}

/** One canonical line a row. */
export function linesOf(rows: readonly unknown[]): string {
  return rows.map((row) => `${canonicalJson(row)}\n`).join('');
}
