import { describe, expect, it } from 'vitest';
import type { EstimateRow } from '../../schema/types.js';
import type { EvidenceRecords } from '../evidence-records.js';
import { loadTemplates } from '../templates.js';
import type { Words } from '../view/words.js';
import { endpointForest } from './forest-figure.js';
import { forestRow, panelOf } from './forest-rows.js';

type Numbers = Pick<EstimateRow, 'estimate' | 'lower' | 'upper'>;

function row(metric: string, numbers: Numbers, more: Partial<EstimateRow> = {}): EstimateRow {
  const printed = (value: number | null): string => (value === null ? '∞' : String(value));
  return {
    endpoint: 'E1',
    metric,
    subgroup: null,
    status: 'estimated',
    reason: null,
    ...numbers,
    printed: {
      estimate: printed(numbers.estimate),
      lower: printed(numbers.lower),
      upper: printed(numbers.upper),
      counts: '',
    },
    ...more,
  } as EstimateRow;
}

const ratio = row('lr-positive', { estimate: 8, lower: 2, upper: 32 });
const endless = row(
  'diagnostic-odds-ratio',
  { estimate: 40, lower: 0.5, upper: null },
  { reason: 'infinite limit: upper' },
);
const infinite = row('lr-positive', { estimate: null, lower: null, upper: null }, { status: 'infinite' });
const none = row('lr-negative', { estimate: 0, lower: 0, upper: 0.4 });
const share = row('sensitivity', { estimate: 0.9, lower: 0.8, upper: 0.95 });
const difference = row(
  'sensitivity-difference',
  { estimate: -0.02, lower: -0.04, upper: 0.01 },
  { comparison: {} as NonNullable<EstimateRow['comparison']> },
);

describe('panels of the forest figure', () => {
  it('quotients and differences stand apart from shares', () => {
    expect([share, ratio, endless, none, difference].map(panelOf)).toEqual([
      'share',
      'quotient',
      'quotient',
      'quotient',
      'difference',
    ]);
  });
  it('an infinite or a zero limit is an arrow, and so is an infinite estimate', () => {
    expect(forestRow(ratio, 'a', 'circle')).toMatchObject({
      lower: 2,
      upper: 32,
      below: false,
      above: false,
    });
    expect(forestRow(endless, 'a', 'circle')).toMatchObject({ estimate: 40, upper: null, above: true });
    expect(forestRow(infinite, 'a', 'circle')).toMatchObject({ estimate: null, above: true });
    expect(forestRow(none, 'a', 'circle')).toMatchObject({ estimate: null, lower: null, below: true });
    const missing = row('lr-positive', { estimate: 3, lower: null, upper: null }, { reason: 'few cases' });
    expect(forestRow(missing, 'a', 'circle')).toMatchObject({ estimate: 3, below: false, above: false });
  });
  it('draws each with its line: at 1, at 0 and at minus the margin', async () => {
    const rows = { E1: share, E2: ratio, E3: endless, E4: infinite, E5: none, E6: difference };
    const evidence = {
      protocol: {
        endpoints: Object.entries(rows).map(([id, { metric }]) => ({ id, metric, role: 'primary' })),
      },
      results: {
        estimates: Object.fromEntries(
          Object.entries(rows).map(([id, one]) => [`${id}.1`, { ...one, endpoint: id }]),
        ),
        verdicts: [{ endpoint: 'E6', criterion: { bound: 'lower', direction: 'above', value: -0.05 } }],
      },
    } as unknown as EvidenceRecords;
    const words = { metrics: {} } as unknown as Words;
    const html = await endpointForest(evidence, await loadTemplates('.'), words);
    const figures = [...html.matchAll(/data-figure="([^"]+)"/g)].map(([, name]) => name);
    expect(figures).toEqual(['forest', 'forest-quotient', 'forest-difference']);
    const [shares, quotients, differences] = html.split('<div class="figure"').slice(1);
    expect(shares).not.toContain('E2');
    // The line at 1, and an arrow each for the infinite limit, the infinite estimate and the limit of 0.
    expect(quotients!.match(/stroke="#808080"/g)).toHaveLength(1);
    expect(quotients!.match(/aria-roledescription="point"/g)).toHaveLength(5);
    for (const id of ['E2', 'E3', 'E4', 'E5']) expect(quotients).toContain(id);
    expect(differences!.match(/stroke="#808080"/g)).toHaveLength(1);
    expect(differences!.match(/aria-roledescription="tick"/g)).toHaveLength(1);
    expect(differences).toContain('-0.02 [-0.04, 0.01]');
  });
});
