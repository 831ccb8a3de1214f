import { analyse, type Analysis } from './analyse.js';
import { sha256 } from './core/digest.js';
import { compileAnalysis } from './protocol/plan.js';
import { checkProtocol } from './protocol/read.js';
import { VALID_PROTOCOL } from './protocol/valid-protocol.testkit.js';
import type { CaseFlow } from './schema/case-flow.js';
import { metricEntry } from './schema/metric-catalogue.js';
import type {
  Comparator,
  DataManifest,
  Endpoint,
  ImageFacts,
  Prediction,
  Protocol,
  ReferenceStandard,
} from './schema/types.js';

/** One image of a patient: truth and score; null when the model failed on it. */
export type Unit = readonly [patient: string, truth: 0 | 1, score: number | null];

/** The fields that some metrics need, with one meaning for all tests. */
export const PARAMETERS = {
  fixedAt: '50 %',
  range: { of: 'specificity', from: '50 %', to: '100 %' },
  bins: { count: 4, rule: 'equal-width' },
  thresholdProbability: '20 %',
} as const;

/** An endpoint on the metric with a goal so easy that every limit that exists meets it. */
export function easyEndpoint(
  id: string,
  metric: string,
  method: string,
  more: Partial<Endpoint> = {},
): Endpoint {
  const entry = metricEntry(metric);
  if (entry === undefined) throw new Error(`no metric ${metric}`);
  const [low, high] = entry.range;
  const criterion: Endpoint['criterion'] =
    entry.better === 'higher'
      ? { bound: 'lower', above: Number.isFinite(low) ? low : -1000 }
      : entry.better === 'lower'
        ? { bound: 'upper', below: Number.isFinite(high) ? high : 1000 }
        : { bound: 'lower', above: -1000 };
  if (entry.prints === 'percent') criterion.above = entry.differenceOf === undefined ? '0 %' : '-100 %';
  return {
    id,
    role: 'secondary',
    metric,
    interval: {
      method,
      level: '95 %',
      sides: 'two',
      ...(method.startsWith('cluster-bootstrap') ? { resamples: 1000 } : {}),
    },
    ...(entry.parameter === undefined ? {} : { [entry.parameter]: PARAMETERS[entry.parameter] }),
    ...(method === 'mercaldo-logit' ? { prevalence: '20 %' } : {}),
    ...(entry.differenceOf === undefined ? {} : { comparator: 'C1' }),
    criterion,
    justification: { text: 'for the test', source: 'none' },
    ...more,
  };
}

/** An earlier version with scores by image and an operating point of its own. */
export const COMPARATOR: Comparator = {
  id: 'C1',
  kind: 'previous-version',
  name: 'FractureNet',
  version: '2.2',
  file: 'data/comparator.csv',
  rehearsalFile: 'data/rehearsal.comparator.csv',
  unit: 'image',
  columns: { image: 'image', score: 'score' },
  scoreRange: [0, 1],
  operatingPoint: { threshold: 0.5, derivedOn: 'DEV-3', method: 'as labelled' },
  missingCase: 'worst-case-against-candidate',
};

/** A protocol without findings, with these endpoints in place of its own; the first is the family. Threshold 0.46. */
export async function protocolOf(endpoints: readonly Endpoint[]): Promise<Protocol> {
  const { protocol } = await checkProtocol(VALID_PROTOCOL, 'p.yaml');
  if (protocol === null) throw new Error('the fixture is not valid');
  return {
    ...protocol,
    ...(endpoints.some(({ comparator }) => comparator === 'C1') ? { comparators: [COMPARATOR] } : {}),
    endpoints: [...endpoints],
    multiplicity: { ...protocol.multiplicity, family: endpoints.slice(0, 1).map(({ id }) => id) },
    subgroups: { ...protocol.subgroups, by: [] },
  };
}

/** The model of before, in tests that do not care: on each unit what the model says of the next. */
function ofTheNext(units: readonly Unit[]): (number | null)[] {
  return units.map((_unit, i) => units[(i + 1) % units.length]![2]);
}

/**
 * Measures and judges the units as a run would have left them.
 * @param others scores of the comparator, where the protocol has one; null: no row
 */
export function analyseUnits(
  protocol: Protocol,
  units: readonly Unit[],
  others: readonly (number | null)[] = ofTheNext(units),
): Analysis {
  const ids = units.map(([patient], i) => `${patient}-${i + 1}`);
  const patients = new Set(units.map(([patient]) => patient)).size;
  const cases = {
    kind: 'data-manifest',
    id: 'TEST-1',
    version: '1',
    images: units.map(([patient], i) => ({
      id: ids[i]!,
      case: patient,
      files: [],
      facts: {} as ImageFacts,
    })),
  } as unknown as DataManifest;
  const flow: CaseFlow = {
    kind: 'case-flow',
    schemaVersion: 1,
    identified: { images: units.length, patients },
    excluded: [],
    included: ids,
    undecided: [],
  };
  const predictions = units.map(([patient, , score], i): Prediction => ({
    kind: 'prediction',
    schemaVersion: 1,
    image: ids[i]!,
    case: patient,
    inputs: [],
    status: score === null ? 'failed' : 'ok',
    outputs: score === null ? [] : [{ kind: 'score', name: 'finding', value: score }],
    failure: score === null ? { stage: 'decode', code: 'IMAGE-UNSUPPORTED', message: 'unread' } : null,
  }));
  const reference = {
    file: { sha256: sha256('reference') },
    rows: units.map(([patient, truth], i) => ({
      case: patient,
      image: ids[i]!,
      truth: truth === 1 ? 'positive' : 'negative',
      readers: {},
      line: i + 2,
    })),
  } as unknown as ReferenceStandard;
  const rows = others.flatMap((score, i) =>
    score === null ? [] : [{ unit: ids[i]!, score, decision: null, line: i + 2 }],
  );
  const file = { path: 'data/comparator.csv', sha256: sha256('comparator') };
  return analyse({
    comparators:
      protocol.comparators === undefined
        ? null
        : {
            kind: 'comparator-outputs',
            schemaVersion: 1,
            comparators: [{ id: 'C1', unit: 'image', file, rows }],
          },
    isEvidence: false,
    plan: compileAnalysis(protocol),
    protocol,
    cases,
    flow,
    reference,
    predictions,
    model: { id: 'm', version: '1', title: 'Model', sha256: sha256('model') },
    planning: [],
    lock: null,
  });
}
