import { metricEntry } from '../schema/metric-catalogue.js';
import type { MetricEntry } from '../schema/metric-entry.js';
import type { Endpoint, Protocol } from '../schema/types.js';
import { parseGoal, type GoalText } from './goal.js';
import type { Report } from './lint-context.js';

/** Goals and assumptions stand on the scale of their metric, and criteria look the way that proves something (VP-05). */
export function checkGoals(protocol: Protocol, report: Report): void {
  for (const [i, endpoint] of protocol.endpoints.entries()) {
    const pointer = `/endpoints/${i}`;
    const { criterion, hypothesis } = endpoint;
    checkScale(endpoint, criterion?.above, `${pointer}/criterion/above`, report);
    checkScale(endpoint, criterion?.below, `${pointer}/criterion/below`, report);
    for (const field of ['goal', 'above', 'below'] as const)
      checkScale(endpoint, hypothesis?.[field], `${pointer}/hypothesis/${field}`, report);
    if (criterion !== undefined) checkDirection(endpoint, criterion, `${pointer}/criterion`, report);
  }
  for (const [i, { endpoint: id, assumed }] of protocol.sampleSize.entries()) {
    const endpoint = protocol.endpoints.find((candidate) => candidate.id === id);
    if (endpoint !== undefined) checkScale(endpoint, assumed, `/sampleSize/${i}/assumed`, report);
  }
}

/** A goal or margin is written as its metric is and lies where the metric can be. */
export function checkScale(
  { id, metric: name }: Endpoint,
  goal: GoalText | undefined,
  pointer: string,
  report: Report,
): void {
  const metric = metricEntry(name);
  const value = goal === undefined ? undefined : parseGoal(goal);
  if (metric === undefined || goal === undefined || value === undefined) return;
  const [low, high] = metric.range;
  const say = (message: string, fix: string): void => report('VP-05-SCALE', pointer, message, fix);
  if (typeof goal === 'number' && metric.prints === 'percent') {
    say(
      `${goal} of ${id} could mean two things: ${name} is a percentage`,
      'write it with its sign, such as 80 %',
    );
  } else if (typeof goal === 'string' && !(low >= -1 && high <= 1)) {
    say(`${goal} of ${id} is a percentage, and ${name} is none`, 'write a plain number, such as 3');
  } else if (value < low || value > high) {
    say(`${goal} of ${id} lies outside what ${name} can be`, `use one from ${rangeText(low, high)}`);
  }
}

function rangeText(low: number, high: number): string {
  const end = (value: number, open: string): string => (Number.isFinite(value) ? String(value) : open);
  return `${end(low, 'any negative number')} to ${end(high, 'any number above')}`;
}

type Criterion = NonNullable<Endpoint['criterion']>;

/**
 * A lower limit above a goal proves a metric of which more is better, an upper limit below a goal one of which less is
 * better. Where a target is best, either limit may be held, on its own side of the target.
 */
function checkDirection(endpoint: Endpoint, criterion: Criterion, pointer: string, report: Report): void {
  const { bound, above, below } = criterion;
  const metric = metricEntry(endpoint.metric);
  // What a difference must show follows from its hypothesis; rules-comparisons.ts holds the two together.
  if (metric?.differenceOf !== undefined) return;
  if (bound === 'both') {
    // A range that holds the target: how far the value may be off on either side.
    if (metric === undefined || metric.better === 'target') return;
    report(
      'VP-05-DIRECTION',
      pointer,
      `criterion of ${endpoint.id} holds both limits, yet ${metric.better === 'lower' ? 'smaller' : 'larger'} ${endpoint.metric} is better`,
      advice(endpoint.metric, metric),
    );
    return;
  }
  if ((above === undefined) === (below === undefined)) return;
  const proves = {
    higher: bound === 'lower' && above !== undefined,
    lower: bound === 'upper' && below !== undefined,
    target: metric !== undefined && keepsFromTarget(criterion, metric),
  }[metric?.better ?? 'higher'];
  if (proves) return;
  report(
    'VP-05-DIRECTION',
    pointer,
    `criterion of ${endpoint.id} asks for the ${bound} limit ${below === undefined ? 'above' : 'below'} a goal, which proves no performance`,
    advice(endpoint.metric, metric),
  );
}

function keepsFromTarget({ bound, above, below }: Criterion, { target = 0 }: MetricEntry): boolean {
  const goal = parseGoal(above ?? below ?? target);
  if (goal === undefined) return true;
  return bound === 'lower' ? above !== undefined && goal < target : below !== undefined && goal > target;
}

function advice(name: string, metric: MetricEntry | undefined): string {
  if (metric?.better === 'lower') return `smaller ${name} is better: use { bound: upper, below: … }`;
  if (metric?.better === 'target') {
    const target = metric.target ?? 0;
    return `${name} is best at ${target}: use { bound: lower, above: … } with a goal under ${target}, { bound: upper, below: … } with one over it, or { bound: both, above: …, below: … } around it`;
  }
  return `larger ${name} is better: use { bound: lower, above: … }`;
}
