import { metricEntry } from '../schema/metric-catalogue.js';
import type { MetricEntry } from '../schema/metric-entry.js';
import type { Comparator, Endpoint, Protocol } from '../schema/types.js';
import { goalText, parseGoal, type GoalText } from './goal.js';
import type { Report } from './lint-context.js';
import { checkScale } from './rules-goals.js';
import { isFormOfValue } from './rules-hypothesis.js';

/** An endpoint on a difference names a comparator that can answer it, and says what is to be shown (VP-06, VP-21). */
export function checkComparisons(protocol: Protocol, report: Report): void {
  for (const [i, endpoint] of protocol.endpoints.entries()) {
    const metric = metricEntry(endpoint.metric);
    // An unknown name is a finding of the form already.
    if (metric === undefined) continue;
    const pointer = `/endpoints/${i}`;
    checkComparator(protocol, endpoint, metric, pointer, report);
    if (metric.differenceOf === undefined) checkGoalForm(endpoint, pointer, report);
    else checkForm(endpoint, pointer, report);
  }
}

function checkComparator(
  protocol: Protocol,
  endpoint: Endpoint,
  metric: MetricEntry,
  pointer: string,
  report: Report,
): void {
  const { id, comparator: named } = endpoint;
  if (metric.differenceOf === undefined) {
    if (named === undefined) return;
    report(
      'VP-21-ENDPOINT',
      `${pointer}/comparator`,
      `${metric.name} of ${id} is no difference and is compared with nothing`,
      `remove comparator, or use a difference such as sensitivity-difference`,
      { at: 'key' },
    );
    return;
  }
  if (named === undefined) {
    report(
      'VP-21-ENDPOINT',
      pointer,
      `${metric.name} of ${id} names no comparator`,
      'add comparator: with the id of one of comparators',
    );
    return;
  }
  const comparator = protocol.comparators?.find((candidate) => candidate.id === named);
  if (comparator === undefined) return;
  if (metric.needs !== 'decision' && !hasScores(comparator)) {
    report(
      'VP-21-SCORE',
      `${pointer}/comparator`,
      `${metric.name} of ${id} needs scores, and comparator ${named} has decisions only`,
      'name its column of scores, or compare sensitivity and specificity',
    );
  }
  const unit = endpoint.unit ?? protocol.analysis.unit;
  if (unit === 'image' && comparator.unit === 'patient') {
    report(
      'VP-21-UNIT',
      `${pointer}/unit`,
      `${id} counts images, and comparator ${named} was recorded by patient`,
      'use unit: patient, or a table with a row for every image',
    );
  }
}

function hasScores({ columns }: Comparator): boolean {
  return columns?.score !== undefined;
}

function checkGoalForm({ id, hypothesis }: Endpoint, pointer: string, report: Report): void {
  if (hypothesis === undefined || isFormOfValue(hypothesis.form)) return;
  report(
    'VP-06-FORM',
    `${pointer}/hypothesis/form`,
    `${hypothesis.form} of ${id} needs a comparator`,
    'use superiority-to-goal, or a metric that is a difference, such as sensitivity-difference',
  );
}

/** What each form asks of the interval. */
function criterionOf(
  form: string,
  margin: GoalText,
): { bound: string; above: GoalText; below?: GoalText } | null {
  switch (form) {
    case 'non-inferiority':
    case 'superiority-after-non-inferiority':
      return { bound: 'lower', above: negated(margin) };
    case 'superiority-to-comparator':
      return { bound: 'lower', above: typeof margin === 'string' ? '0 %' : 0 };
    case 'equivalence':
      return { bound: 'both', above: negated(margin), below: margin };
    default:
      return null;
  }
}

function checkForm(endpoint: Endpoint, pointer: string, report: Report): void {
  const { id, hypothesis, criterion } = endpoint;
  if (hypothesis === undefined) {
    // Of a primary endpoint it is a finding already.
    if (criterion === undefined || endpoint.role === 'primary') return;
    report(
      'VP-06-FORM',
      pointer,
      `the criterion of ${id} does not say what the difference shall show`,
      'add hypothesis: { form: non-inferiority, margin: … } or another form',
    );
    return;
  }
  const { form, goal, margin } = hypothesis;
  const at = `${pointer}/hypothesis`;
  if (isFormOfValue(form)) {
    report(
      'VP-06-FORM',
      `${at}/form`,
      `${endpoint.metric} of ${id} is a difference from a comparator, not from a goal`,
      'use non-inferiority, superiority-to-comparator, equivalence or superiority-after-non-inferiority',
    );
    return;
  }
  if (goal !== undefined) {
    report('VP-06-FORM', `${at}/goal`, `${form} of ${id} has a margin, no goal`, 'remove goal', {
      at: 'key',
    });
  }
  if (!checkMargin(endpoint, form, margin, at, report)) return;
  const fit = criterionOf(form, margin ?? (usesPercent(endpoint) ? '0 %' : 0));
  if (fit === null || criterion === undefined) return;
  const same = (a: GoalText | undefined, b: GoalText | undefined): boolean =>
    a === undefined || b === undefined ? a === b : parseGoal(a) === parseGoal(b);
  if (
    criterion.bound !== fit.bound ||
    !same(criterion.above, fit.above) ||
    !same(criterion.below, fit.below)
  ) {
    report(
      'VP-06-GOAL',
      `${pointer}/criterion`,
      `criterion of ${id} is not what ${form}${margin === undefined ? '' : ` with the margin ${goalText(margin)}`} asks`,
      `write criterion: { bound: ${fit.bound}, above: ${goalText(fit.above)}${fit.below === undefined ? '' : `, below: ${goalText(fit.below)}`} }`,
    );
  }
  if (form === 'equivalence' && endpoint.interval.sides === 'one') {
    report(
      'VP-09-SIDES',
      `${pointer}/interval/sides`,
      `equivalence of ${id} looks at both limits`,
      'use sides: two; two one-sided tests at 5 % are a two-sided interval of 90 %, at 2.5 % one of 95 %',
    );
  }
}

/** @returns false when nothing can be said about the criterion */
function checkMargin(
  endpoint: Endpoint,
  form: string,
  margin: GoalText | undefined,
  at: string,
  report: Report,
): boolean {
  const { id } = endpoint;
  if (form === 'superiority-to-comparator') {
    if (margin === undefined) return true;
    report('VP-06-MARGIN', `${at}/margin`, `superiority of ${id} has no margin`, 'remove margin', {
      at: 'key',
    });
    return false;
  }
  if (margin === undefined) {
    report(
      'VP-06-MARGIN',
      at,
      `${form} of ${id} has no margin`,
      'add margin: with the largest loss that is acceptable, such as 5 %, and say why in justification',
    );
    return false;
  }
  checkScale(endpoint, margin, `${at}/margin`, report);
  const value = parseGoal(margin);
  if (value === undefined) return false;
  if (value > 0) return true;
  report(
    'VP-06-MARGIN',
    `${at}/margin`,
    `margin of ${id} is ${goalText(margin)}`,
    'use one above 0; without a margin the form is superiority-to-comparator',
  );
  return false;
}

function usesPercent({ metric }: Endpoint): boolean {
  return metricEntry(metric)?.prints === 'percent';
}

function negated(margin: GoalText): GoalText {
  return typeof margin === 'number' ? -margin : `-${margin}`;
}
