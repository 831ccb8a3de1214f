import { metricEntry } from '../../schema/metric-catalogue.js';
import type { EstimateRow } from '../../schema/types.js';
import { estimateText } from '../printed-numbers.js';

/** Which axis a number stands on: from 0 to 1, around 0, or logarithmic around 1. */
export type ForestPanel = 'share' | 'difference' | 'quotient';

export function panelOf(row: EstimateRow): ForestPanel {
  if (row.comparison !== undefined) return 'difference';
  return metricEntry(row.metric)?.quotient === true ? 'quotient' : 'share';
}

/** One line of a forest figure; null where nothing is drawn. */
export interface ForestRow {
  label: string;
  shape: 'square' | 'circle';
  fill: string;
  estimate: number | null;
  lower: number | null;
  upper: number | null;
  /** The interval goes on beyond the axis: an arrow at its end. */
  below: boolean;
  above: boolean;
  text: string;
}

export function forestRow(row: EstimateRow, label: string, shape: 'square' | 'circle'): ForestRow {
  return {
    label,
    shape,
    fill: row.subgroup?.belowMinimum === true ? '#ffffff' : '#000000',
    ...PLACES[panelOf(row)](row),
    text: row.estimate === null ? row.printed.estimate : estimateText(row),
  };
}

type Place = Pick<ForestRow, 'estimate' | 'lower' | 'upper' | 'below' | 'above'>;

const NOWHERE: Place = { estimate: null, lower: null, upper: null, below: false, above: false };

const PLACES: Readonly<Record<ForestPanel, (row: EstimateRow) => Place>> = {
  /** Limits end at 0 and 1; an estimate beyond them (a negative correlation) stands in words only. */
  share: ({ estimate, lower, upper }) =>
    estimate === null || !isShare(estimate)
      ? NOWHERE
      : {
          estimate,
          lower: lower === null ? null : Math.max(lower, 0),
          upper: upper === null ? null : Math.min(upper, 1),
          below: false,
          above: false,
        },
  difference: ({ estimate, lower, upper }) => ({ estimate, lower, upper, below: false, above: false }),
  /** A logarithm has no 0 and no infinity: there the interval, or the estimate itself, is an arrow. */
  quotient: ({ status, estimate, lower, upper, reason }) => {
    const endless = status === 'infinite' || reason?.startsWith('infinite limit') === true;
    return {
      estimate: positive(estimate),
      lower: positive(lower),
      upper: positive(upper),
      below: estimate === 0 || lower === 0,
      above: endless && upper === null,
    };
  },
};

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}

export function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}
