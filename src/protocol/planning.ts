import { levelLeaving, type Sides } from '../stats/interval.js';
import { metricEntry } from '../schema/metric-catalogue.js';
import type { Endpoint, Protocol } from '../schema/types.js';
import { parseGoal } from './goal.js';
import { pairedExpectation, pairedPlan, statedDiscordance, type PairedPlan } from './paired-planning.js';
import { parsePercent } from './percent.js';
import { planningLevel, type PlanningLevel } from './planning-level.js';
import {
  expectAt,
  isExactMethod,
  successesNeeded,
  unitsNeeded,
  type Expectation,
  type ProportionGoal,
} from './power.js';

/** Units in the test set, by the reference standard. */
export interface UnitCounts {
  patient: { positives: number; negatives: number };
  image: { positives: number; negatives: number };
  /** Units of each of several classes; then `positives` is 0, and `negatives` all units. */
  byClass?: ClassCounts;
}

export type ClassCounts = Record<string, { patient: number; image: number }>;

export interface PlannedExpectation extends Partial<Expectation> {
  power: number;
  /** Whether any outcome meets the criterion. */
  possible: boolean;
}

/** What the sample size of one endpoint means, in numbers. */
export interface PlannedSize {
  endpoint: string;
  metric: string;
  unit: 'patient' | 'image';
  /** What is counted in the denominator. */
  counted: 'positives' | 'negatives' | 'all';
  goal: number;
  assumed: number;
  powerWanted: number;
  /** Units from which on the wanted power is kept; null when no reasonable number is enough. */
  needed: number | null;
  /** Units at hand; null when the test set was not given. */
  attained: number | null;
  /** At the units at hand. */
  expectation: PlannedExpectation | null;
  /** In a family of claims the level that needed and power are for; null: that of the declared interval. */
  level: PlanningLevel | null;
}

/**
 * The exact planning of every `sampleSize` entry that asks for it. Entries that cannot be planned exactly (another
 * metric, a text that is no percentage) are left out: `check` names them.
 */
export function plannedSizes(protocol: Protocol, counts?: UnitCounts): PlannedSize[] {
  return protocol.sampleSize.flatMap((entry) => {
    const endpoint = protocol.endpoints.find(({ id }) => id === entry.endpoint);
    if (endpoint === undefined || entry.method !== 'exact') return [];
    const assumed = parseGoal(entry.assumed);
    const powerWanted = parsePercent(entry.power);
    const paired = pairedPlan(endpoint);
    if (paired !== undefined) return pairedSize(protocol, endpoint, entry, paired, counts);
    const goal = exactGoal(endpoint);
    if (goal === undefined || assumed === undefined || powerWanted === undefined) return [];
    const unit = endpoint.unit ?? protocol.analysis.unit;
    const attained =
      counts === undefined ? null : countOf(goal.counted, unitsOf(counts, unit, endpoint.class));
    const level = planningLevel(protocol, endpoint.id);
    const plan = atLevel(goal.plan, level?.alpha);
    return [
      {
        endpoint: endpoint.id,
        metric: endpoint.metric,
        unit,
        counted: goal.counted,
        goal: goal.plan.goal,
        assumed,
        powerWanted,
        needed: powerWanted < 1 ? (unitsNeeded(plan, assumed, powerWanted) ?? null) : null,
        attained,
        expectation:
          attained === null || attained === 0
            ? null
            : expectation(plan, atLevel(goal.plan, level?.most), attained, assumed),
        level,
      },
    ];
  });
}

function atLevel<Plan extends { level: number; sides: Sides }>(plan: Plan, alpha: number | undefined): Plan {
  return alpha === undefined || alpha === 0
    ? plan
    : { ...plan, level: levelLeaving(alpha, plan.level, plan.sides) };
}

/** @param atMost the same at the level it has once all others of its family are met: what is impossible there is */
function expectation(
  plan: ProportionGoal,
  atMost: ProportionGoal,
  attained: number,
  assumed: number,
): PlannedExpectation {
  const possible = successesNeeded(atMost, attained) !== null;
  return { ...expectAt(plan, attained, assumed), possible };
}

/** The same for a paired difference with the Tango interval; left out unless the share of discordant pairs is stated. */
function pairedSize(
  protocol: Protocol,
  endpoint: Endpoint,
  entry: Protocol['sampleSize'][number],
  declared: PairedPlan,
  counts?: UnitCounts,
): PlannedSize[] {
  const assumed = parseGoal(entry.assumed);
  const powerWanted = parsePercent(entry.power);
  const discordant = statedDiscordance(entry);
  if (assumed === undefined || powerWanted === undefined || discordant === undefined) return [];
  const unit = endpoint.unit ?? protocol.analysis.unit;
  const attained = counts === undefined ? null : countOf(declared.counted, counts[unit]);
  const level = planningLevel(protocol, endpoint.id);
  const plan = { ...declared, goal: atLevel(declared.goal, level?.alpha) };
  const expected = pairedExpectation(plan, { assumed, discordant, power: powerWanted }, attained);
  if (expected === undefined) return [];
  return [
    {
      endpoint: endpoint.id,
      metric: endpoint.metric,
      unit,
      counted: plan.counted,
      goal: plan.goal.above,
      assumed,
      powerWanted,
      needed: expected.needed,
      attained,
      expectation: expected.power === null ? null : { power: expected.power, possible: true },
      level,
    },
  ];
}

const PROPORTIONS = new Set(['sensitivity', 'specificity', 'accuracy']);

/** True when metric and method are such that the power is a sum of binomial probabilities over a known denominator. */
export function isExactlyPlannable(endpoint: Endpoint): boolean {
  return PROPORTIONS.has(endpoint.metric) && isExactMethod(endpoint.interval.method);
}

/**
 * The endpoint as a proportion with a goal for its lower limit; undefined when it is not one whose denominator is
 * known before the run.
 */
export function exactGoal(
  endpoint: Endpoint,
): { plan: ProportionGoal; counted: PlannedSize['counted'] } | undefined {
  const counted = metricEntry(endpoint.metric)?.counts;
  const { method, level, sides } = endpoint.interval;
  if (counted === undefined || counted === 'flagged' || counted === 'cleared') return undefined;
  if (!isExactlyPlannable(endpoint) || !isExactMethod(method)) return undefined;
  if (endpoint.criterion?.bound !== 'lower') return undefined;
  const goal = endpoint.criterion.above === undefined ? undefined : parseGoal(endpoint.criterion.above);
  const fraction = parsePercent(level);
  if (goal === undefined || fraction === undefined || fraction <= 0 || fraction >= 1) return undefined;
  return { plan: { method, level: fraction, sides, goal }, counted };
}

/** With a class named, its units are the positive ones. */
function unitsOf(counts: UnitCounts, unit: 'patient' | 'image', name?: string): UnitCounts['patient'] {
  const of = name === undefined ? undefined : counts.byClass?.[name];
  if (of === undefined) return counts[unit];
  return { positives: of[unit], negatives: counts[unit].negatives - of[unit] };
}

function countOf(counted: PlannedSize['counted'], of: UnitCounts['patient']): number {
  return counted === 'all' ? of.positives + of.negatives : of[counted];
}
