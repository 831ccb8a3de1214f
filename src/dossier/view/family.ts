import type { EvidenceRecords } from '../evidence-records.js';
import { recorded, type Marked } from '../marked.js';
import { wordFor, type Words } from './words.js';

/** The family in which each success is a claim of its own, as it was decided. */
export interface FamilyView {
  procedure: Marked;
  /** One sentence on how the procedure works. */
  sentence: Marked;
  alpha: Marked;
  source: Marked;
  /** Why the assumption of the procedure holds; null where it has none. */
  dependence: Marked | null;
  endpoints: FamilyRow[];
  steps: Marked[];
  hasSimultaneous: boolean;
}

interface FamilyRow {
  endpoint: Marked;
  metric: Marked;
  code: string;
  p: Marked;
  adjustedP: Marked;
  localLevel: Marked;
  limits: Marked;
  simultaneous: Marked;
  outcome: Marked;
}

/** @returns null where all must pass: the verdicts say everything then */
export function familyView({ protocol, results }: EvidenceRecords, words: Words): FamilyView | null {
  const { multiplicity } = results;
  if (multiplicity === undefined) return null;
  const { procedure, printedAlpha, source, endpoints, steps } = multiplicity;
  const dependence = protocol.multiplicity.dependence?.rationale;
  return {
    procedure: wordFor(words, 'procedures', procedure),
    sentence: wordFor(words, 'procedureSentences', procedure),
    alpha: recorded('results', printedAlpha),
    source: recorded('results', source),
    dependence: dependence === undefined ? null : recorded('protocol', dependence),
    endpoints: endpoints.map(({ endpoint, outcome, printed }) => ({
      endpoint: recorded('results', endpoint),
      metric: wordFor(words, 'metrics', protocol.endpoints.find(({ id }) => id === endpoint)?.metric ?? ''),
      code: `${endpoint}.1`,
      p: recorded('results', printed.p),
      adjustedP: recorded('results', printed.adjustedP),
      localLevel: recorded('results', printed.localLevel),
      limits: recorded('results', printed.limits),
      simultaneous: recorded('results', printed.simultaneous),
      outcome: wordFor(words, 'outcomes', outcome),
    })),
    steps: steps.map(({ text }) => recorded('results', text)),
    hasSimultaneous: endpoints.some(({ simultaneous }) => simultaneous !== null),
  };
}

export interface FamilyStatement {
  what: Marked;
  /** True for what an endpoint passes on once it is met. */
  passes: boolean;
  says: Marked[];
}

/** What the protocol states for its procedure, beside the name: level, verdict rule, order, shares. */
export function familyStatements({ protocol }: EvidenceRecords): FamilyStatement[] {
  const { alphaOneSided, verdict, order, weights, transitions } = protocol.multiplicity;
  const say = (value: string | number): Marked => recorded('protocol', value);
  const line = (what: string, says: readonly (string | number)[], passes = false): FamilyStatement[] =>
    says.length === 0 ? [] : [{ what: say(what), passes, says: says.map(say) }];
  return [
    ...line('alphaOneSided', alphaOneSided === undefined ? [] : [alphaOneSided]),
    ...line('verdict', verdict === undefined ? [] : [verdict].flat()),
    ...line('order', order ?? []),
    ...line('weights', Object.entries(weights ?? {}).flat()),
    ...Object.entries(transitions ?? {}).flatMap(([from, row]) =>
      line(from, Object.entries(row).flat(), true),
    ),
  ];
}
