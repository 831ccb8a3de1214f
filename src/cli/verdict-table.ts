import { limitsOf } from '../schema/criterion-limits.js';
import type { FamilyDecision, Results, Verdict } from '../schema/types.js';
import { table } from './print.js';

const WORDS: Record<Verdict['verdict'], string> = {
  met: 'met',
  'not-met': 'NOT MET',
  'not-evaluable': 'NOT EVALUABLE',
  'no-criterion': '',
};

/** Headline, a line per endpoint in protocol order, and the verdict on the whole. */
export function verdictTable(results: Results): string[] {
  const rows = results.verdicts.map((verdict) => {
    const row = results.estimates[verdict.row];
    const { criterion } = verdict;
    return [
      `  ${verdict.endpoint}`,
      row === undefined ? '' : `${row.metric}${row.class === undefined ? '' : ` ${row.class}`}`,
      row?.printed.estimate ?? '',
      row === undefined ? '' : `[${row.printed.lower}, ${row.printed.upper}]`,
      criterion === null
        ? ''
        : limitsOf(criterion)
            .map(
              ({ bound, direction, printed }) => `${bound} ${direction === 'above' ? '>' : '<'} ${printed}`,
            )
            .join(', '),
      WORDS[verdict.verdict],
      row?.printed.counts ?? '',
    ];
  });
  const { verdict, family, arithmetic } = results.overall;
  const { multiplicity } = results;
  const rule =
    multiplicity === undefined
      ? `all of ${family.join(', ')} must pass`
      : (arithmetic.split('; ').at(-1) ?? '');
  const mark = results.isEvidence ? '' : '  (rehearsal: not evidence)';
  return [
    `${results.protocol.id} ${results.protocol.version} · ${results.model.id} ${results.model.version}${mark}`,
    ...table(rows),
    ...results.verdicts.flatMap(({ endpoint, conclusions = [] }) =>
      conclusions.length < 2
        ? []
        : [
            `  ${endpoint}: ${conclusions.map(({ statement, holds }) => `${statement} ${holds ? 'shown' : 'not shown'}`).join(', ')}`,
          ],
    ),
    ...(multiplicity === undefined ? [] : familyLines(multiplicity)),
    `verdict: ${WORDS[verdict].toUpperCase()} (${rule})`,
  ];
}

/** Every step of the procedure, since the interval alone does not show the level a claim was held against. */
function familyLines({ procedure, printedAlpha, steps, endpoints }: FamilyDecision): string[] {
  const left = endpoints.filter(({ outcome }) => outcome === 'not-reached').map(({ endpoint }) => endpoint);
  return [
    `${procedure}, one-sided level of the family ${printedAlpha}:`,
    ...steps.map(({ text }) => `  ${text}`),
    ...(left.length === 0 ? [] : [`  not tested, since no level reached them: ${left.join(', ')}`]),
  ];
}
