import type { EstimateRow } from '../../schema/types.js';
import type { EvidenceRecords } from '../evidence-records.js';
import { estimateText } from '../printed-numbers.js';
import type { TemplateSet } from '../templates.js';
import { subgroupRows } from '../view/subgroup-tables.js';
import { wordFor, type Words } from '../view/words.js';
import { vegaFigure } from './vega-figure.js';

/** Every endpoint as specified, in protocol order. */
export async function endpointForest(
  evidence: EvidenceRecords,
  templates: TemplateSet,
  words: Words,
): Promise<string> {
  const rows = evidence.protocol.endpoints.flatMap((endpoint) => {
    const row = evidence.results.estimates[`${endpoint.id}.1`];
    if (row === undefined) return [];
    const label = `${endpoint.id} ${wordFor(words, 'metrics', endpoint.metric).text}`;
    return [forestRow(row, label, endpoint.role === 'primary' ? 'square' : 'circle')];
  });
  return vegaFigure(templates, 'forest', 'Estimate and interval of every endpoint', { rows, criterion: [] });
}

/** One endpoint: the whole sample, then every subgroup level, with the criterion as a line. */
export async function subgroupForest(
  evidence: EvidenceRecords,
  templates: TemplateSet,
  words: Words,
  endpoint: string,
): Promise<string> {
  const whole = evidence.results.estimates[`${endpoint}.1`];
  const criterion =
    evidence.results.verdicts.find((verdict) => verdict.endpoint === endpoint)?.criterion ?? null;
  const rows = [
    ...(whole === undefined ? [] : [forestRow(whole, 'All', 'square')]),
    ...subgroupRows(evidence, endpoint).map((row) => {
      const variable = wordFor(words, 'variables', row.subgroup?.variable ?? '').text;
      return forestRow(row, `${variable}: ${row.subgroup?.level ?? ''}`, 'circle');
    }),
  ];
  return vegaFigure(templates, 'forest', `Estimate and interval of ${endpoint} in every subgroup`, {
    rows,
    criterion: criterion === null || !isOnAxis(criterion.value) ? [] : [{ value: criterion.value }],
  });
}

function forestRow(row: EstimateRow, label: string, shape: 'square' | 'circle'): object {
  return {
    label,
    shape,
    fill: row.subgroup?.belowMinimum === true ? '#ffffff' : '#000000',
    ...onAxis(row),
    text: row.estimate === null ? row.printed.estimate : estimateText(row),
  };
}

/**
 * The axis runs from 0 to 1: limits end there, and an estimate beyond it (a likelihood ratio) stands in words only, as
 * does a difference, whose limits may lie on either side of 0.
 */
function onAxis({
  estimate,
  lower,
  upper,
  comparison,
}: EstimateRow): Pick<EstimateRow, 'estimate' | 'lower' | 'upper'> {
  if (estimate === null || !isOnAxis(estimate) || comparison !== undefined)
    return { estimate: null, lower: null, upper: null };
  return {
    estimate,
    lower: lower === null ? null : Math.max(lower, 0),
    upper: upper === null ? null : Math.min(upper, 1),
  };
}

function isOnAxis(value: number): boolean {
  return value >= 0 && value <= 1;
}
