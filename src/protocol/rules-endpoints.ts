import type { Endpoint, Protocol } from '../schema/types.js';
import type { Report } from './lint-context.js';
import { parsePercent } from './percent.js';
import { checkHypothesis } from './rules-hypothesis.js';

/** What a primary endpoint must state, and that what it states fits together (VP-04 to VP-07). */
export function checkEndpoints(protocol: Protocol, report: Report): void {
  if (!protocol.endpoints.some(({ role }) => role === 'primary')) {
    report(
      'VP-04-NONE',
      '/endpoints',
      'no endpoint is primary',
      'declare at least one with role: primary; it makes the verdict',
      { at: 'key' },
    );
  }
  for (const [i, endpoint] of protocol.endpoints.entries()) {
    const pointer = `/endpoints/${i}`;
    if (endpoint.role === 'primary') checkPrimary(endpoint, pointer, report);
    if (endpoint.criterion !== undefined) checkCriterion(endpoint, endpoint.criterion, pointer, report);
    if (endpoint.hypothesis !== undefined) checkHypothesis(endpoint, endpoint.hypothesis, pointer, report);
  }
}

function checkPrimary(endpoint: Endpoint, pointer: string, report: Report): void {
  const { id, claim, criterion, hypothesis } = endpoint;
  if (claim === undefined)
    report(
      'VP-04',
      pointer,
      `primary endpoint ${id} names no claim`,
      'add claim: with the id of the claim it tests',
    );
  if (criterion === undefined) {
    report(
      'VP-05',
      pointer,
      `primary endpoint ${id} has no acceptance criterion`,
      'add one on a limit of the interval, such as criterion: { bound: lower, above: 80 % }',
    );
  }
  if (hypothesis === undefined) {
    report(
      'VP-06',
      pointer,
      `primary endpoint ${id} states no hypothesis`,
      'add one, such as hypothesis: { form: superiority-to-goal, goal: 80 % }',
    );
  }
  const { level, sides, rationale } = endpoint.interval;
  const fraction = parsePercent(level);
  const usual = sides === 'two' ? 0.95 : 0.975;
  if (fraction !== undefined && fraction !== usual && rationale === undefined) {
    report(
      'VP-07',
      `${pointer}/interval/level`,
      `primary endpoint ${id} is judged on a ${sides}-sided ${level} interval`,
      'use two-sided 95 % (or one-sided 97.5 %), or declare why not in interval.rationale',
    );
  }
}

function checkCriterion(
  endpoint: Endpoint,
  criterion: NonNullable<Endpoint['criterion']>,
  pointer: string,
  report: Report,
): void {
  const { id, justification } = endpoint;
  const { bound, above, below } = criterion;
  if (bound !== 'both' && (above === undefined) === (below === undefined)) {
    const what = above === undefined ? 'states no goal' : 'states both above and below';
    report(
      'VP-05-ONE',
      `${pointer}/criterion`,
      `criterion of ${id} ${what}`,
      'state one limit and one value, such as { bound: lower, above: 80 % }',
    );
  }
  if (bound === 'both' && (above === undefined || below === undefined)) {
    report(
      'VP-05-ONE',
      `${pointer}/criterion`,
      `criterion of ${id} holds both limits and states ${above === undefined ? 'no lower' : 'no upper'} end`,
      'state both, such as { bound: both, above: 0.8, below: 1.25 }',
    );
  }
  if (justification === undefined) {
    report(
      'VP-05-JUSTIFICATION',
      `${pointer}/criterion`,
      `criterion of ${id} has no justification`,
      'add justification: with text and source (literature, predicate, user requirement)',
      { at: 'key' },
    );
  }
}
