import { AppError } from '../core/error.js';
import type {
  AnalysisPlan,
  LimitCriterion,
  MetricParameters,
  PlannedComparator,
  PlannedComparison,
  PlannedEndpoint,
} from '../schema/analysis-plan.js';
import type { Comparator, Endpoint, Protocol } from '../schema/types.js';
import { goalText, requireGoal, type GoalText } from './goal.js';
import { requirePercent } from './percent.js';
import { planTesting } from './plan-testing.js';

/**
 * The protocol's analysis with every text resolved to a number. Adds nothing: what the protocol does not say is null.
 * Pure and on Node built-ins alone, since the verifier uses it too.
 * @throws AppError INPUT-SCHEMA when a text cannot be resolved; a protocol without findings never does
 */
export function compileAnalysis(protocol: Protocol): AnalysisPlan {
  const { analysis, subgroups, multiplicity } = protocol;
  return {
    unit: analysis.unit,
    ...decisionOf(protocol),
    seed: analysis.seed,
    rounding: {
      percentDecimals: analysis.rounding.percentDecimals,
      ratioDecimals: analysis.rounding.ratioDecimals,
    },
    subgroups: { minimum: subgroups.minimum, by: subgroups.by },
    endpoints: protocol.endpoints.map((endpoint, i) => planEndpoint(endpoint, protocol, `/endpoints/${i}`)),
    ...(protocol.comparators === undefined ? {} : { comparators: protocol.comparators.map(planComparator) }),
    family: multiplicity.family,
    procedure: multiplicity.procedure,
    ...planTesting(protocol),
  };
}

/** Either a threshold or classes; `check` refuses both and neither. */
function decisionOf({ model, classes }: Protocol): Pick<AnalysisPlan, 'threshold' | 'classes'> {
  if (classes === undefined) return { threshold: model.operatingPoint?.threshold ?? null };
  const { names, scale, decision, patientClass } = classes;
  return {
    threshold: null,
    classes: {
      names,
      ordinal: scale === 'ordinal',
      ties: decision.ties,
      minimumScore: decision.minimumScore ?? null,
      patientClass,
    },
  };
}

function planEndpoint(endpoint: Endpoint, protocol: Protocol, pointer: string): PlannedEndpoint {
  const { interval, prevalence } = endpoint;
  return {
    id: endpoint.id,
    role: endpoint.role,
    metric: endpoint.metric,
    ...(endpoint.class === undefined ? {} : { class: endpoint.class }),
    unit: endpoint.unit ?? protocol.analysis.unit,
    interval: {
      method: interval.method,
      level: requirePercent(interval.level, `${pointer}/interval/level`),
      sides: interval.sides,
      resamples: interval.resamples ?? null,
    },
    prevalence: prevalence === undefined ? null : requirePercent(prevalence, `${pointer}/prevalence`),
    parameters: planParameters(endpoint, pointer),
    ...planComparison(endpoint),
    criterion: planCriterion(endpoint, `${pointer}/criterion`),
  };
}

function planComparator({ id, operatingPoint, reader }: Comparator): PlannedComparator {
  return { id, threshold: operatingPoint?.threshold ?? null, reader: reader ?? null };
}

function planComparison({ comparator, hypothesis }: Endpoint): { comparison?: PlannedComparison } {
  if (comparator === undefined) return {};
  return { comparison: { comparator, form: formOfDifference(hypothesis?.form) } };
}

function formOfDifference(
  form: NonNullable<Endpoint['hypothesis']>['form'] | undefined,
): PlannedComparison['form'] {
  switch (form) {
    case 'non-inferiority':
    case 'superiority-to-comparator':
    case 'equivalence':
    case 'superiority-after-non-inferiority':
      return form;
    default:
      return null;
  }
}

function planParameters(endpoint: Endpoint, pointer: string): MetricParameters {
  const { fixedAt, range, bins, thresholdProbability } = endpoint;
  const fraction = (text: string | undefined, at: string): number | null =>
    text === undefined ? null : requirePercent(text, `${pointer}/${at}`);
  return {
    fixedAt: fraction(fixedAt, 'fixedAt'),
    range:
      range === undefined
        ? null
        : {
            of: range.of,
            from: requirePercent(range.from, `${pointer}/range/from`),
            to: requirePercent(range.to, `${pointer}/range/to`),
          },
    bins: bins ?? null,
    thresholdProbability: fraction(thresholdProbability, 'thresholdProbability'),
  };
}

function planCriterion(endpoint: Endpoint, pointer: string): PlannedEndpoint['criterion'] {
  const { criterion } = endpoint;
  if (criterion === undefined) return null;
  const { bound, above, below } = criterion;
  if (bound === 'both') {
    if (above === undefined || below === undefined)
      throw unclear(endpoint, 'both of above and below', pointer);
    return {
      ...limit('lower', 'above', above, pointer),
      and: limit('upper', 'below', below, pointer),
    };
  }
  if (above !== undefined && below === undefined) return limit(bound, 'above', above, pointer);
  if (below !== undefined && above === undefined) return limit(bound, 'below', below, pointer);
  throw unclear(endpoint, 'one of above and below', pointer);
}

function limit(
  bound: LimitCriterion['bound'],
  direction: LimitCriterion['direction'],
  goal: GoalText,
  pointer: string,
): LimitCriterion {
  return { bound, direction, value: requireGoal(goal, pointer), printed: goalText(goal) };
}

function unclear({ id }: Endpoint, what: string, place: string): AppError {
  return new AppError('INPUT-SCHEMA', `criterion of ${id} needs ${what}`, {
    place,
    hint: 'state the goal once, for example above: 80 %; for bound: both, once on each side',
  });
}
