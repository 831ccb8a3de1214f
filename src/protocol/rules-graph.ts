import type { Protocol } from '../schema/types.js';
import type { Report } from './lint-context.js';
import { memberOf, parseShare, type ShareText } from './share.js';

/** Sums of thirds and sixths miss 1 by a few units in the last place. */
const SLACK = 1e-9;

/** Weights and transitions are shares: none above the whole, none of an endpoint to itself, each endpoint reachable. */
export function checkGraph(multiplicity: Protocol['multiplicity'], report: Report): void {
  const { family, procedure, weights, transitions } = multiplicity;
  if (weights !== undefined) {
    const pointer = '/multiplicity/weights';
    checkNames(family, weights, pointer, 'VP-11-WEIGHTS', 'weights', report);
    checkShares(weights, pointer, 'VP-11-WEIGHTS', report);
    const sum = sumOf(weights);
    if (sum > 1 + SLACK || sum === 0) {
      report(
        'VP-11-WEIGHTS',
        pointer,
        sum === 0 ? 'every weight is 0' : `the weights sum to ${shown(sum)}`,
        'weights are shares of the level and sum to at most 1',
        { at: 'key' },
      );
    }
    for (const id of procedure === 'bonferroni' ? family : []) {
      const weight = memberOf(weights, id);
      if (weight === undefined || parseShare(weight) !== 0) continue;
      report(
        'VP-11-WEIGHTS',
        `${pointer}/${id}`,
        `${id} has a weight of 0 and cannot be met`,
        'give it a share, or take it out of the family',
      );
    }
  }
  if (transitions === undefined) return;
  checkNames(family, transitions, '/multiplicity/transitions', 'VP-11-GRAPH', 'transitions', report);
  for (const [from, row] of Object.entries(transitions)) {
    const pointer = `/multiplicity/transitions/${from}`;
    for (const to of Object.keys(row)) {
      if (to === from)
        report(
          'VP-11-GRAPH',
          `${pointer}/${to}`,
          `${from} passes a part of its share to itself`,
          'remove it: what an endpoint has is handed on once it is met',
          { at: 'key' },
        );
      else if (!family.includes(to))
        report(
          'VP-11-GRAPH',
          `${pointer}/${to}`,
          `${from} passes to ${to}, which is not in the family`,
          `known: ${family.join(', ')}`,
          { at: 'key' },
        );
    }
    checkShares(row, pointer, 'VP-11-GRAPH', report);
    const sum = sumOf(row);
    if (sum > 1 + SLACK)
      report(
        'VP-11-GRAPH',
        pointer,
        `the parts that ${from} passes on sum to ${shown(sum)}`,
        'an endpoint passes on at most its whole share',
        { at: 'key' },
      );
  }
  for (const id of unreachable(family, weights, transitions)) {
    report(
      'VP-11-GRAPH',
      '/multiplicity/transitions',
      `no share can ever reach ${id}`,
      'give it a weight, or let an endpoint that has one pass to it',
      { at: 'key' },
    );
  }
}

/** Every endpoint of the family has an entry, and nothing else has. */
function checkNames(
  family: readonly string[],
  group: Readonly<Record<string, unknown>>,
  pointer: string,
  code: string,
  what: string,
  report: Report,
): void {
  for (const id of Object.keys(group)) {
    if (!family.includes(id))
      report(
        code,
        `${pointer}/${id}`,
        `${what} name ${id}, which is not in the family`,
        `known: ${family.join(', ')}`,
        { at: 'key' },
      );
  }
  const missing = family.filter((id) => !Object.hasOwn(group, id));
  if (missing.length > 0)
    report(
      code,
      pointer,
      `${what} leave out ${missing.join(', ')}`,
      what === 'weights'
        ? 'write 0 for an endpoint without a share'
        : 'write {} for one that passes nothing on',
      { at: 'key' },
    );
}

/** Texts that look like a share and are none, such as 3/2 or 120 %. */
function checkShares(
  group: Readonly<Record<string, ShareText>>,
  pointer: string,
  code: string,
  report: Report,
): void {
  for (const [id, share] of Object.entries(group)) {
    // A number outside 0 to 1 is a finding of the form already.
    if (typeof share === 'number' || parseShare(share) !== undefined) continue;
    report(code, `${pointer}/${id}`, `${share} is no share`, 'use one from 0 to 1, such as 0.5, 50 % or 1/2');
  }
}

function sumOf(group: Readonly<Record<string, ShareText>>): number {
  return Object.values(group).reduce<number>((sum, share) => sum + (parseShare(share) ?? 0), 0);
}

function shown(sum: number): string {
  return String(Number(sum.toPrecision(6)));
}

/** Endpoints without a weight that no path of transitions leads to from one with a weight. */
function unreachable(
  family: readonly string[],
  weights: Protocol['multiplicity']['weights'],
  transitions: NonNullable<Protocol['multiplicity']['transitions']>,
): string[] {
  if (weights === undefined) return [];
  const has = (share: ShareText | undefined): boolean => share !== undefined && (parseShare(share) ?? 0) > 0;
  const reached = new Set(family.filter((id) => has(memberOf(weights, id))));
  // A share without a starting point is a finding of the weights already.
  if (reached.size === 0) return [];
  for (const from of reached) {
    for (const to of family) if (has(memberOf(memberOf(transitions, from), to))) reached.add(to);
  }
  return family.filter((id) => !reached.has(id));
}
