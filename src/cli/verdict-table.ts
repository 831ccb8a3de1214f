import type { Results, Verdict } from '../schema/types.js';
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
        : [criterion, ...(criterion.and === undefined ? [] : [criterion.and])]
            .map(
              ({ bound, direction, printed }) => `${bound} ${direction === 'above' ? '>' : '<'} ${printed}`,
            )
            .join(', '),
      WORDS[verdict.verdict],
      row?.printed.counts ?? '',
    ];
  });
  const { verdict, family } = results.overall;
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
    `verdict: ${WORDS[verdict].toUpperCase()} (all of ${family.join(', ')} must pass)`,
  ];
}
