import { nearestName } from '../schema/nearest.js';
import type { Protocol } from '../schema/types.js';
import type { LintContext, Report } from './lint-context.js';

/** Data, reference standard and operating point (VP-08, VP-16, DS-13, RS-05, RS-06). */
export function checkData(protocol: Protocol, context: LintContext, report: Report): void {
  checkDerivation(protocol, context, report);
  checkThreshold(protocol, context, report);
  checkEligibility(protocol, context, report);
  checkReaders(protocol, report);
  const { sampling, enriched } = protocol.data.design;
  if (sampling === 'enriched' && !enriched) {
    report(
      'DS-13',
      '/data/design/enriched',
      'sampling is enriched, yet enriched is false',
      'write enriched: true, or name the sampling as it was',
    );
  }
}

function checkDerivation(protocol: Protocol, context: LintContext, report: Report): void {
  const derivedOn = protocol.model.operatingPoint?.derivedOn;
  if (derivedOn === undefined) return;
  const set = namedSet(derivedOn, protocol, context);
  if (set === null) return;
  report(
    'VP-08',
    '/model/operatingPoint/derivedOn',
    `operatingPoint.derivedOn names ${derivedOn}, the ${set} set of this protocol`,
    'a threshold must come from other data; name the development set it was derived on',
    { args: { derivedOn, set } },
  );
}

/** Which set of this protocol a name means, by path, file name or id; null when none. */
export function namedSet(
  name: string,
  { data }: Protocol,
  context: LintContext,
): 'test' | 'rehearsal' | null {
  const given = name.trim().toLowerCase();
  for (const [set, path] of [
    ['test', data.test],
    ['rehearsal', data.rehearsal],
  ] as const) {
    const names = [
      path,
      path.split('/').at(-1),
      path.split('/').at(-1)?.split('.')[0],
      context.setIds?.[set],
      set,
      `${set} set`,
    ];
    if (names.some((known) => known?.toLowerCase() === given)) return set;
  }
  return null;
}

function checkThreshold(protocol: Protocol, context: LintContext, report: Report): void {
  const [output] = context.model?.outputs ?? [];
  const threshold = protocol.model.operatingPoint?.threshold;
  if (output === undefined || threshold === undefined) return;
  const [lowest, highest] = output.range;
  if (threshold >= lowest && threshold <= highest) return;
  report(
    'VP-08-RANGE',
    '/model/operatingPoint/threshold',
    `threshold ${threshold} lies outside the range of ${output.name}`,
    `the model gives ${lowest} to ${highest}`,
    { args: { threshold, lowest, highest } },
  );
}

function checkEligibility(protocol: Protocol, context: LintContext, report: Report): void {
  const { include, exclude } = protocol.data.eligibility;
  const rules = [
    { expression: include, pointer: '/data/eligibility/include' },
    ...exclude.map(({ when }, i) => ({ expression: when, pointer: `/data/eligibility/exclude/${i}/when` })),
  ];
  for (const { expression, pointer } of rules) {
    const problem = context.parseEligibility?.(expression) ?? null;
    if (problem === null) {
      const age = context.cappedAgeDoubt?.(expression) ?? null;
      if (age !== null) report('VP-16-AGE', pointer, age.message, age.fix, { severity: 'warning' });
      continue;
    }
    const where = problem.column === undefined ? '' : ` (character ${problem.column} of the rule)`;
    report('VP-16', pointer, problem.message + where, problem.fix);
  }
}

function checkReaders(protocol: Protocol, report: Report): void {
  const { readers, fusion } = protocol.referenceStandard;
  const { count } = readers;
  const at = '/referenceStandard/fusion';
  if (fusion === 'known-by-construction') {
    if (!protocol.data.design.synthetic) {
      report(
        'RS-06',
        at,
        'truth cannot be known by construction when the images come from a scanner',
        'name how the readers made one truth, or declare data.design.synthetic: true',
      );
    }
    return;
  }
  const fits = {
    majority: {
      holds: count >= 3 && count % 2 === 1,
      needs: 'an odd number of readers, 3 or more, so that there is always a majority',
    },
    median: {
      holds: count >= 3 && count % 2 === 1 && protocol.classes?.scale === 'ordinal',
      needs: 'ordinal classes and an odd number of readers, 3 or more',
    },
    consensus: { holds: count >= 2, needs: '2 readers or more' },
    'senior-reader': { holds: count >= 2, needs: '2 readers or more' },
    'single-reader': { holds: count === 1, needs: '1 reader' },
  } as const;
  // A name outside the list is a finding of the form already.
  const fit = (fits as Partial<Record<string, { holds: boolean; needs: string }>>)[fusion];
  if (fit !== undefined && !fit.holds)
    report('RS-06', at, `${fusion} of ${count} readers`, `${fusion} needs ${fit.needs}`);
  if (count > 0 && !readers.blindedTo.some((text) => /device|model|algorithm|software|\bAI\b/i.test(text))) {
    report(
      'RS-05',
      '/referenceStandard/readers/blindedTo',
      'the readers were not blinded to the output of the device',
      'add "device output" when they were; when they were not, the truth is not independent',
      { severity: 'warning', at: 'key' },
    );
  }
}

/** Subgroups (VP-12, VP-13). */
export function checkSubgroups(protocol: Protocol, context: LintContext, report: Report): void {
  const { kind, by } = protocol.subgroups;
  if (kind === 'claim') {
    report(
      'VP-13',
      '/subgroups/kind',
      'claims about subgroups are not judged by this version',
      'write kind: descriptive, and state a claim about a subgroup as a protocol of its own',
    );
  }
  if (by.length === 0)
    report(
      'VP-12',
      '/subgroups/by',
      'no subgroup variable',
      'name at least patient.sex, patient.ageYears with cuts, site and equipment.manufacturer',
      { at: 'key' },
    );
  const names = by.map((entry) => (typeof entry === 'string' ? entry : entry.variable));
  for (const [i, entry] of by.entries()) {
    const pointer = `/subgroups/by/${i}`;
    const name = names[i] ?? '';
    if (names.indexOf(name) !== i)
      report('VP-12-REPEATED', pointer, `subgroup variable ${name} stands twice`, 'keep one of the two');
    if (context.variables !== undefined && !context.variables.includes(name)) {
      const near = nearestName(name, context.variables);
      report(
        'VP-12-VARIABLE',
        pointer,
        `unknown subgroup variable ${name}`,
        `${near === undefined ? '' : `did you mean "${near}"? `}known: ${context.variables.join(', ')}`,
      );
    }
    if (typeof entry !== 'string' && context.numericVariables?.includes(name) === false) {
      report(
        'VP-12-CUTS',
        `${pointer}/cuts`,
        `${name} is not a number and has no cuts`,
        'name the variable alone; its own values are the levels',
      );
    }
    if (
      typeof entry !== 'string' &&
      entry.cuts.some((cut, j) => j > 0 && cut <= (entry.cuts[j - 1] ?? cut))
    ) {
      report(
        'VP-12-CUTS',
        `${pointer}/cuts`,
        `cuts of ${name} do not rise`,
        'write them in rising order, each once',
      );
    }
  }
  const missing =
    by.length === 0
      ? []
      : ['patient.sex', 'patient.ageYears', 'site', 'equipment.manufacturer'].filter(
          (name) => !names.includes(name),
        );
  if (missing.length > 0) {
    report(
      'VP-12-AXES',
      '/subgroups/by',
      `reviewers expect subgroups by ${missing.join(', ')}`,
      'add them, or be ready to say why they are not available',
      { severity: 'warning', at: 'key' },
    );
  }
}
