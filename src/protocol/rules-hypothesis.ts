import { metricEntry } from '../schema/metric-catalogue.js';
import type { Endpoint } from '../schema/types.js';
import { parseGoal, type GoalText } from './goal.js';
import type { Report } from './lint-context.js';

type Hypothesis = NonNullable<Endpoint['hypothesis']>;
type Field = 'goal' | 'margin' | 'above' | 'below';

/** What each form of one sample needs; every other field among these would be read by nobody. */
const FIELDS: Readonly<Partial<Record<Hypothesis['form'], readonly Field[]>>> = {
  'superiority-to-goal': ['goal'],
  'non-inferiority-to-goal': ['goal', 'margin'],
  'equivalence-to-range': ['above', 'below'],
};

/** True for a hypothesis on the value itself, false for one on a difference from a comparator. */
export function isFormOfValue(form: Hypothesis['form']): boolean {
  return FIELDS[form] !== undefined;
}

/** A hypothesis states what its form needs, and its criterion tests that very hypothesis (VP-06). */
export function checkHypothesis(
  endpoint: Endpoint,
  hypothesis: Hypothesis,
  pointer: string,
  report: Report,
): void {
  const { id, criterion } = endpoint;
  const { form } = hypothesis;
  const needed = FIELDS[form];
  // What a difference shows is told by rules-comparisons.ts.
  if (needed === undefined) return;
  const missing = needed.filter((field) => hypothesis[field] === undefined);
  if (missing.length > 0) {
    report(
      'VP-06',
      `${pointer}/hypothesis`,
      `hypothesis of ${id} is ${form} and states no ${missing.join(' and no ')}`,
      `add ${missing.map((field) => `${field}:`).join(' and ')}`,
    );
  }
  for (const field of ['goal', 'margin', 'above', 'below'] as const) {
    if (hypothesis[field] === undefined || needed.includes(field)) continue;
    report('VP-06-FORM', `${pointer}/hypothesis/${field}`, `${form} has no ${field}`, `remove ${field}`, {
      at: 'key',
    });
  }
  if (missing.length > 0 || criterion === undefined) return;
  if (form === 'equivalence-to-range') checkRange(endpoint, hypothesis, pointer, report);
  else checkGoalOf(endpoint, hypothesis, pointer, report);
}

function checkGoalOf(endpoint: Endpoint, hypothesis: Hypothesis, pointer: string, report: Report): void {
  const { id, criterion = { bound: 'lower' as const } } = endpoint;
  if (criterion.bound === 'both') {
    report(
      'VP-06-GOAL',
      `${pointer}/hypothesis/form`,
      `criterion of ${id} holds both limits, its hypothesis is ${hypothesis.form}`,
      'write form: equivalence-to-range with the two ends',
    );
    return;
  }
  const judgedText = criterion.above ?? criterion.below;
  const [goal, judged] = [numberOf(hypothesis.goal), numberOf(judgedText)];
  if (goal === undefined || judged === undefined) return;
  if (hypothesis.form === 'superiority-to-goal') {
    if (goal === judged) return;
    report(
      'VP-06-GOAL',
      `${pointer}/hypothesis/goal`,
      `hypothesis of ${id} has the goal ${hypothesis.goal ?? ''}, its criterion ${judgedText ?? ''}`,
      'write the same goal in both',
    );
    return;
  }
  const margin = numberOf(hypothesis.margin);
  if (margin === undefined) return;
  const worst = criterion.above === undefined ? goal + margin : goal - margin;
  if (Math.abs(worst - judged) <= 1e-12) return;
  const sign = criterion.above === undefined ? 'plus' : 'less';
  report(
    'VP-06-GOAL',
    `${pointer}/hypothesis/margin`,
    `${hypothesis.goal ?? ''} ${sign} ${hypothesis.margin ?? ''} is not the ${judgedText ?? ''} that the criterion of ${id} is held against`,
    `hold the limit against the goal ${sign} the margin`,
  );
}

function checkRange(
  { id, metric, criterion, interval }: Endpoint,
  { above, below }: Hypothesis,
  pointer: string,
  report: Report,
): void {
  const [low, high] = [numberOf(above), numberOf(below)];
  if (low === undefined || high === undefined) return;
  if (interval.sides === 'one') {
    report(
      'VP-09-SIDES',
      `${pointer}/interval/sides`,
      `equivalence of ${id} looks at both limits`,
      'use sides: two; two one-sided tests at 2.5 % are a two-sided interval of 95 %',
    );
  }
  const target = metricEntry(metric)?.target;
  if (low >= high || (target !== undefined && !(low < target && target < high))) {
    report(
      'VP-06-GOAL',
      `${pointer}/hypothesis/above`,
      `the range of ${id} from ${above ?? ''} to ${below ?? ''} ${low >= high ? 'is empty' : `does not hold ${target}, the best value of ${metric}`}`,
      'state the lower end in above and the upper end in below',
    );
  } else if (
    criterion?.bound !== 'both' ||
    numberOf(criterion.above) !== low ||
    numberOf(criterion.below) !== high
  ) {
    report(
      'VP-06-GOAL',
      `${pointer}/criterion`,
      `criterion of ${id} does not hold both limits against the range of its hypothesis`,
      `write criterion: { bound: both, above: ${above ?? ''}, below: ${below ?? ''} }`,
    );
  }
}

function numberOf(text: GoalText | undefined): number | undefined {
  return text === undefined ? undefined : parseGoal(text);
}
