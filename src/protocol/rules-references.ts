import { compareText } from '../core/finding.js';
import { nearestName } from '../schema/nearest.js';
import type { Protocol } from '../schema/types.js';
import type { Report } from './lint-context.js';

/** Every id stands once, and every id that is referred to exists. */
export function checkReferences(protocol: Protocol, report: Report): void {
  const claims = protocol.claims.map(({ id }) => id);
  const endpoints = protocol.endpoints.map(({ id }) => id);
  const unique = (list: readonly string[], at: (i: number) => string, what: string): void => {
    for (const [i, id] of list.entries()) {
      if (list.indexOf(id) === i) continue;
      report('ID-REPEATED', at(i), `${what} ${id} stands twice`, 'give each its own');
    }
  };
  const resolve = (id: string, among: readonly string[], pointer: string, what: string): void => {
    if (among.includes(id)) return;
    const near = nearestName(id, among);
    const known = [...among].sort(compareText).join(', ');
    const fix = near === undefined ? `known: ${known}` : `did you mean "${near}"? known: ${known}`;
    report('REFERENCE-UNRESOLVED', pointer, `there is no ${what} ${id}`, fix);
  };

  unique(claims, (i) => `/claims/${i}/id`, 'claim');
  unique(endpoints, (i) => `/endpoints/${i}/id`, 'endpoint');
  const comparators = (protocol.comparators ?? []).map(({ id }) => id);
  unique(comparators, (i) => `/comparators/${i}/id`, 'comparator');
  unique(
    (protocol.risks ?? []).map(({ id }) => id),
    (i) => `/risks/${i}/id`,
    'risk',
  );
  const exclusions = protocol.data.eligibility.exclude;
  unique(
    exclusions.map(({ id }) => id),
    (i) => `/data/eligibility/exclude/${i}/id`,
    'exclusion',
  );
  unique(protocol.multiplicity.family, (i) => `/multiplicity/family/${i}`, 'endpoint');
  unique(
    protocol.sampleSize.map(({ endpoint }) => endpoint),
    (i) => `/sampleSize/${i}/endpoint`,
    'sample size of',
  );

  for (const [i, endpoint] of protocol.endpoints.entries()) {
    if (endpoint.claim !== undefined) resolve(endpoint.claim, claims, `/endpoints/${i}/claim`, 'claim');
    if (endpoint.comparator !== undefined)
      resolve(endpoint.comparator, comparators, `/endpoints/${i}/comparator`, 'comparator');
  }
  for (const [i, risk] of (protocol.risks ?? []).entries()) {
    for (const [j, id] of risk.controlledBy.entries())
      resolve(id, claims, `/risks/${i}/controlledBy/${j}`, 'claim');
  }
  for (const [i, id] of protocol.multiplicity.family.entries())
    resolve(id, endpoints, `/multiplicity/family/${i}`, 'endpoint');
  for (const [i, { endpoint }] of protocol.sampleSize.entries())
    resolve(endpoint, endpoints, `/sampleSize/${i}/endpoint`, 'endpoint');

  for (const [i, { id }] of protocol.claims.entries()) {
    if (protocol.endpoints.some(({ claim }) => claim === id)) continue;
    report(
      'CLAIM-UNTESTED',
      `/claims/${i}`,
      `no endpoint tests claim ${id}`,
      'name it in an endpoint, or drop the claim',
      { severity: 'warning' },
    );
  }
}
