import { metricEntry } from '../schema/metric-catalogue.js';
import type { Endpoint, Protocol } from '../schema/types.js';
import { tailProbability } from '../stats/interval.js';
import type { Report } from './lint-context.js';
import { parsePercent, percentText } from './percent.js';
import { checkGraph } from './rules-graph.js';
import { parseShare } from './share.js';

type Multiplicity = Protocol['multiplicity'];
type Field = Exclude<keyof Multiplicity, 'family' | 'procedure'>;

/** The fields of each procedure; a field of another one would be read by nobody. */
const FIELDS: Readonly<Record<Multiplicity['procedure'], readonly Field[]>> = {
  'all-must-pass': [],
  bonferroni: ['alphaOneSided', 'verdict', 'weights'],
  holm: ['alphaOneSided', 'verdict'],
  hochberg: ['alphaOneSided', 'verdict', 'dependence'],
  'fixed-sequence': ['alphaOneSided', 'verdict', 'order'],
  graphical: ['alphaOneSided', 'verdict', 'weights', 'transitions'],
};

const EXAMPLES: Readonly<Record<Field, string>> = {
  alphaOneSided: 'alphaOneSided: 2.5 %, the level of the family',
  verdict: 'verdict: all, any or a list of endpoints that must be met',
  order: 'order: with the endpoints of the family in the order of testing',
  weights: 'weights: with the share of the level of each endpoint, such as { E1: 1/2, E2: 1/2 }',
  transitions: 'transitions: with a row an endpoint, such as { E1: { E2: 1 }, E2: {} }',
  dependence: 'dependence: { assumed: positive, rationale: … }',
};

const CODES: Readonly<Record<Field, string>> = {
  alphaOneSided: 'VP-11-LEVEL',
  verdict: 'VP-11-VERDICT',
  order: 'VP-11-ORDER',
  weights: 'VP-11-WEIGHTS',
  transitions: 'VP-11-GRAPH',
  dependence: 'VP-11-DEPENDENCE',
};

/** The family, its procedure and what the procedure needs to be stated (VP-11). */
export function checkMultiplicity(protocol: Protocol, report: Report): void {
  checkMembers(protocol, report);
  checkFields(protocol.multiplicity, report);
  if (protocol.multiplicity.procedure === 'all-must-pass') return;
  checkNested(protocol, report);
  checkLevels(protocol, report);
  checkVerdict(protocol, report);
  checkOrder(protocol.multiplicity, report);
  checkGraph(protocol.multiplicity, report);
  checkDependence(protocol, report);
}

function checkMembers({ endpoints, multiplicity }: Protocol, report: Report): void {
  const { family, procedure } = multiplicity;
  const primary = endpoints.filter(({ role }) => role === 'primary').map(({ id }) => id);
  const missing = primary.filter((id) => !family.includes(id));
  if (missing.length > 0) {
    report(
      'VP-11',
      '/multiplicity/family',
      `the family leaves out the primary endpoint${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`,
      `name every primary endpoint: [${primary.join(', ')}]`,
    );
  }
  for (const [i, id] of family.entries()) {
    const endpoint = endpoints.find((candidate) => candidate.id === id);
    if (endpoint === undefined || endpoint.role === 'primary') continue;
    const pointer = `/multiplicity/family/${i}`;
    if (procedure === 'all-must-pass') {
      report(
        'VP-11-EXTRA',
        pointer,
        `${id} is ${endpoint.role}, yet in the family`,
        'only primary endpoints make the verdict: make it primary or take it out',
      );
    } else if (endpoint.role === 'exploratory') {
      report(
        'VP-11-EXTRA',
        pointer,
        `${id} is exploratory, yet in the family`,
        'a success of the family is a claim: make it secondary or take it out',
      );
    } else if (endpoint.criterion === undefined) {
      report(
        'VP-11-CRITERION',
        pointer,
        `${id} is in the family and has no criterion`,
        'add criterion: and justification: to the endpoint, or take it out',
      );
    }
  }
}

function checkFields(multiplicity: Multiplicity, report: Report): void {
  const { procedure } = multiplicity;
  // A name outside the list is a finding of the form already.
  const needed = (FIELDS as Partial<typeof FIELDS>)[procedure];
  if (needed === undefined) return;
  for (const field of Object.keys(CODES) as Field[]) {
    const stated = multiplicity[field] !== undefined;
    if (needed.includes(field) && !stated)
      report(CODES[field], '/multiplicity', `${procedure} states no ${field}`, `add ${EXAMPLES[field]}`, {
        at: 'key',
      });
    if (!needed.includes(field) && stated)
      report(
        'VP-11-UNUSED',
        `/multiplicity/${field}`,
        `${procedure} has no ${field}`,
        procedure === 'all-must-pass' && field === 'verdict'
          ? 'remove it: all endpoints of the family must be met'
          : 'remove it, or name the procedure that has it',
        { at: 'key' },
      );
  }
}

/** Two conclusions from one endpoint have no place among hypotheses that have each their level. */
function checkNested({ endpoints, multiplicity }: Protocol, report: Report): void {
  for (const [i, { id, hypothesis }] of endpoints.entries()) {
    if (hypothesis?.form !== 'superiority-after-non-inferiority' || !multiplicity.family.includes(id))
      continue;
    report(
      'VP-11-NESTED',
      `/endpoints/${i}/hypothesis/form`,
      `${id} draws two conclusions, and in a family of claims each has its own level`,
      'make it two endpoints, non-inferiority and superiority-to-comparator, the second after the first',
    );
  }
}

/** A limit is read from the resamples; fewer than this many beyond it make it a matter of chance. */
const FEWEST_BEYOND = 10;

/** The declared interval of each member stands at the level of the family; local levels follow from it. */
function checkLevels(protocol: Protocol, report: Report): void {
  const text = protocol.multiplicity.alphaOneSided;
  const alpha = text === undefined ? undefined : parsePercent(text);
  if (text === undefined || alpha === undefined) return;
  const at = '/multiplicity/alphaOneSided';
  if (alpha < 0.0001 || alpha > 0.25) {
    report(
      'VP-11-LEVEL',
      at,
      `the level of the family is ${text} one-sided`,
      'use 2.5 %, which belongs to two-sided 95 % intervals, or one from 0.01 % to 25 %',
    );
    return;
  }
  if (alpha > 0.025) {
    report(
      'VP-11-LEVEL',
      at,
      `the level of the family is ${text} one-sided`,
      'reviewers expect 2.5 % one-sided; be ready to say why',
      { severity: 'warning' },
    );
  }
  for (const [i, endpoint] of protocol.endpoints.entries()) {
    if (!protocol.multiplicity.family.includes(endpoint.id)) continue;
    const { level, sides, resamples } = endpoint.interval;
    const fraction = parsePercent(level);
    if (fraction === undefined) continue;
    const tail = tailProbability(fraction, sides);
    if (Math.abs(tail - alpha) > 1e-12) {
      const fits = percentText(sides === 'two' ? 1 - 2 * alpha : 1 - alpha, 4).replace(/\.?0+ %$/, ' %');
      report(
        'VP-11-LEVEL',
        `/endpoints/${i}/interval/level`,
        `the ${sides}-sided ${level} interval of ${endpoint.id} leaves ${percentText(tail, 4).replace(/\.?0+ %$/, ' %')} at each end, the level of the family is ${text}`,
        `write level: ${fits}; the interval at its own level in the family is given beside it`,
      );
    }
    const smallest = alpha * smallestShare(protocol.multiplicity);
    if (resamples !== undefined && resamples * smallest < FEWEST_BEYOND) {
      report(
        'VP-11-LEVEL',
        `/endpoints/${i}/interval/resamples`,
        `${resamples} resamples of ${endpoint.id} leave ${Math.floor(resamples * smallest)} beyond a limit at a share of the level`,
        `use ${Math.ceil(FEWEST_BEYOND / smallest)} or more`,
      );
    }
  }
}

/** The smallest share of the level that an endpoint can be held against at the start. */
function smallestShare({ family, procedure, weights }: Multiplicity): number {
  if (procedure === 'fixed-sequence') return 1;
  const shares = Object.values(weights ?? {}).map((share) => parseShare(share) ?? 0);
  const positive = shares.filter((share) => share > 0);
  return positive.length === 0 ? 1 / family.length : Math.min(...positive);
}

function checkVerdict({ endpoints, multiplicity }: Protocol, report: Report): void {
  const { family, verdict } = multiplicity;
  if (!Array.isArray(verdict)) return;
  for (const [i, id] of verdict.entries()) {
    const pointer = `/multiplicity/verdict/${i}`;
    if (!family.includes(id))
      report(
        'VP-11-VERDICT',
        pointer,
        `the verdict asks for ${id}, which is not in the family`,
        `known: ${family.join(', ')}`,
      );
    else if (verdict.indexOf(id) !== i)
      report('VP-11-VERDICT', pointer, `the verdict names ${id} twice`, 'name it once');
  }
  const ignored = endpoints.filter(({ id, role }) => role === 'primary' && !verdict.includes(id));
  if (ignored.length === 0) return;
  const names = ignored.map(({ id }) => id).join(', ');
  report(
    'VP-11-VERDICT',
    '/multiplicity/verdict',
    `the verdict does not depend on ${names}, which ${ignored.length > 1 ? 'are' : 'is'} primary`,
    'name every primary endpoint, write any, or make it secondary',
  );
}

function checkOrder({ family, order }: Multiplicity, report: Report): void {
  if (order === undefined) return;
  for (const [i, id] of order.entries()) {
    const pointer = `/multiplicity/order/${i}`;
    if (!family.includes(id))
      report(
        'VP-11-ORDER',
        pointer,
        `the order names ${id}, which is not in the family`,
        `known: ${family.join(', ')}`,
      );
    else if (order.indexOf(id) !== i)
      report('VP-11-ORDER', pointer, `the order names ${id} twice`, 'name it once');
  }
  const left = family.filter((id) => !order.includes(id));
  if (left.length > 0)
    report(
      'VP-11-ORDER',
      '/multiplicity/order',
      `the order leaves out ${left.join(', ')}`,
      'name every endpoint of the family once',
    );
}

/**
 * Hochberg holds its level only without negative dependence. Metrics that grow with every right call hang together
 * positively; two opposite limits of one metric, and limits of metrics that are best at a target, need not.
 */
function checkDependence({ endpoints, multiplicity }: Protocol, report: Report): void {
  const { family, procedure } = multiplicity;
  if (procedure !== 'hochberg') return;
  const members = endpoints.filter(({ id }) => family.includes(id));
  const fix = 'use holm, which holds under any dependence';
  const aimed = members.filter(({ metric }) => metricEntry(metric)?.better === 'target');
  for (const { id, metric } of aimed) {
    if (members.length < 2) continue;
    report(
      'VP-11-DEPENDENCE',
      '/multiplicity/procedure',
      `hochberg needs positive dependence, and ${metric} of ${id} is best at a target, so that it need not grow with the others`,
      fix,
    );
  }
  const sided = (endpoint: Endpoint): string => `${endpoint.metric} ${endpoint.unit ?? ''}`;
  for (const [i, one] of members.entries()) {
    const other = members
      .slice(i + 1)
      .find((next) => sided(next) === sided(one) && next.criterion?.bound !== one.criterion?.bound);
    if (other === undefined || aimed.includes(one)) continue;
    report(
      'VP-11-DEPENDENCE',
      '/multiplicity/procedure',
      `hochberg needs positive dependence, and ${one.id} and ${other.id} hold opposite limits of ${one.metric}`,
      fix,
    );
  }
}
