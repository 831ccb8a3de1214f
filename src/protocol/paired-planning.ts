import { metricEntry } from '../schema/metric-catalogue.js';
import type { Endpoint, Protocol } from '../schema/types.js';
import {
  discordanceOf,
  tangoPairsNeeded,
  tangoPower,
  type PairedGoal,
} from '../stats/planning/tango-power.js';
import { parseGoal } from './goal.js';
import { parsePercent } from './percent.js';

/** A difference whose power is a sum of probabilities over tables of pairs. */
export interface PairedPlan {
  goal: PairedGoal;
  counted: 'positives' | 'negatives' | 'all';
}

/** True when metric and method are such that the power can be summed exactly. */
export function isPairedPlannable({ metric, interval }: Endpoint): boolean {
  const counted = countedBy(metric);
  return counted !== undefined && interval.method === 'tango';
}

/** The endpoint as a paired goal; undefined when it is none, or not stated so that it can be planned. */
export function pairedPlan(endpoint: Endpoint): PairedPlan | undefined {
  const { criterion, interval, metric } = endpoint;
  const counted = countedBy(metric);
  if (counted === undefined || !isPairedPlannable(endpoint) || criterion === undefined) return undefined;
  const [above, below] = [criterion.above, criterion.below].map((text) =>
    text === undefined ? undefined : parseGoal(text),
  );
  const level = parsePercent(interval.level);
  if (above === undefined || level === undefined || level <= 0 || level >= 1) return undefined;
  const { sides } = interval;
  return { counted, goal: { level, sides, above, ...(below === undefined ? {} : { below }) } };
}

/** Pairs needed and the power at the pairs at hand, for the assumed difference and share of discordant pairs. */
export function pairedExpectation(
  { goal }: PairedPlan,
  { assumed, discordant, power }: { assumed: number; discordant: number; power: number },
  attained: number | null,
): { needed: number | null; power: number | null } | undefined {
  const discordance = discordanceOf(assumed, discordant);
  if (discordance === undefined) return undefined;
  const promising = assumed > goal.above && (goal.below === undefined || assumed < goal.below);
  return {
    needed: promising && power < 1 ? (tangoPairsNeeded(discordance, goal, power) ?? null) : null,
    power: attained === null || attained === 0 ? null : tangoPower(attained, discordance, goal),
  };
}

/** The share of discordant pairs that an entry states; undefined when it states none that can be read. */
export function statedDiscordance({ discordant }: Protocol['sampleSize'][number]): number | undefined {
  return discordant === undefined ? undefined : parsePercent(discordant);
}

function countedBy(metric: string): PairedPlan['counted'] | undefined {
  const entry = metricEntry(metric);
  if (entry?.differenceOf === undefined || !entry.methods.includes('tango')) return undefined;
  const { counts } = entry;
  return counts === 'flagged' || counts === 'cleared' ? undefined : counts;
}
