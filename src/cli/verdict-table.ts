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
        : `${criterion.bound} ${criterion.direction === 'above' ? '>' : '<'} ${criterion.printed}`,
      WORDS[verdict.verdict],
      row?.printed.counts ?? '',
    ];
  });
  const { verdict, family } = results.overall;
  const mark = results.isEvidence ? '' : '  (rehearsal: not evidence)';
  return [
    `${results.protocol.id} ${results.protocol.version} · ${results.model.id} ${results.model.version}${mark}`,
    ...table(rows),
    `verdict: ${WORDS[verdict].toUpperCase()} (all of ${family.join(', ')} must pass)`,
  ];
}
