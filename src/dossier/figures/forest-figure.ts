import { limitsOf } from '../../schema/criterion-limits.js';
import type { EstimateRow } from '../../schema/types.js';
import type { EvidenceRecords } from '../evidence-records.js';
import type { TemplateSet } from '../templates.js';
import { subgroupRows } from '../view/subgroup-tables.js';
import { wordFor, type Words } from '../view/words.js';
import { forestRow, isShare, panelOf, type ForestPanel, type ForestRow } from './forest-rows.js';
import { vegaFigure } from './vega-figure.js';

/** Template of each panel, and the value at which it has a line because nothing is shown there. */
const PANELS: readonly (readonly [
  panel: ForestPanel,
  figure: string,
  neutral: number | null,
  words: string,
])[] = [
  ['share', 'forest', null, ''],
  ['quotient', 'forest-quotient', 1, ', quotients on a logarithmic axis'],
  ['difference', 'forest-difference', 0, ', differences from a comparator'],
];

/** Every endpoint as specified, in protocol order; quotients and differences in panels of their own. */
export async function endpointForest(
  evidence: EvidenceRecords,
  templates: TemplateSet,
  words: Words,
): Promise<string> {
  const found = evidence.protocol.endpoints.flatMap((endpoint) => {
    const row = evidence.results.estimates[`${endpoint.id}.1`];
    if (row === undefined) return [];
    const label = `${endpoint.id} ${wordFor(words, 'metrics', endpoint.metric).text}`;
    return [{ row, line: forestRow(row, label, endpoint.role === 'primary' ? 'square' : 'circle') }];
  });
  const figures: string[] = [];
  for (const [panel, figure, neutral, more] of PANELS) {
    const shown = found.filter(({ row }) => panelOf(row) === panel);
    if (shown.length === 0) continue;
    const margins = shown.flatMap(({ row, line: { label } }) =>
      panel === 'share' ? [] : criteriaOf(evidence, row.endpoint).map((value) => ({ label, value })),
    );
    figures.push(
      await vegaFigure(templates, figure, `Estimate and interval of every endpoint${more}`, {
        rows: shown.map(({ line }) => line),
        criterion: [],
        margins,
        neutral: neutral === null ? [] : [{ value: neutral }],
      }),
    );
  }
  return figures.join('\n');
}

/** One endpoint: the whole sample, then every subgroup level, with the criterion as a line. */
export async function subgroupForest(
  evidence: EvidenceRecords,
  templates: TemplateSet,
  words: Words,
  endpoint: string,
): Promise<string> {
  const whole = evidence.results.estimates[`${endpoint}.1`];
  const levels = subgroupRows(evidence, endpoint);
  const rows: ForestRow[] = [
    ...(whole === undefined ? [] : [forestRow(whole, 'All', 'square')]),
    ...levels.map((row: EstimateRow) => {
      const variable = wordFor(words, 'variables', row.subgroup?.variable ?? '').text;
      return forestRow(row, `${variable}: ${row.subgroup?.level ?? ''}`, 'circle');
    }),
  ];
  const any = whole ?? levels[0];
  const panel = any === undefined ? 'share' : panelOf(any);
  const [, figure, neutral] = PANELS.find(([name]) => name === panel) ?? ['share', 'forest', null];
  const criterion = criteriaOf(evidence, endpoint).filter((value) => panel !== 'share' || isShare(value));
  return vegaFigure(templates, figure, `Estimate and interval of ${endpoint} in every subgroup`, {
    rows,
    criterion: criterion.map((value) => ({ value })),
    margins: [],
    neutral: neutral === null ? [] : [{ value: neutral }],
  });
}

/** Where the limits must lie: minus the margin, a goal, or both bounds of an equivalence. */
function criteriaOf(evidence: EvidenceRecords, endpoint: string): number[] {
  const criterion = evidence.results.verdicts.find((verdict) => verdict.endpoint === endpoint)?.criterion;
  if (criterion === null || criterion === undefined) return [];
  return limitsOf(criterion).map(({ value }) => value);
}
