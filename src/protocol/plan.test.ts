import { expect, it } from 'vitest';
import type { Protocol } from '../schema/types.js';
import { compileAnalysis } from './plan.js';
import { plannedSizes } from './planning.js';
import { planningRows } from './planning-rows.js';
import { checkProtocol } from './read.js';
import { unitCounts } from './unit-counts.js';
import { VALID_PROTOCOL } from './valid-protocol.testkit.js';

async function valid(): Promise<Protocol> {
  const { protocol } = await checkProtocol(VALID_PROTOCOL, 'p.yaml');
  if (protocol === null) throw new Error('the fixture is not valid');
  return protocol;
}

it('resolves every text to a number and adds nothing', async () => {
  const plan = compileAnalysis(await valid());
  expect(plan.threshold).toBe(0.46);
  expect(plan.family).toEqual(['E1', 'E2']);
  expect(plan.endpoints[0]).toEqual({
    id: 'E1',
    role: 'primary',
    metric: 'sensitivity',
    unit: 'patient',
    interval: { method: 'wilson', level: 0.95, sides: 'two', resamples: null },
    prevalence: null,
    parameters: { fixedAt: null, range: null, bins: null, thresholdProbability: null },
    criterion: { bound: 'lower', direction: 'above', value: 0.8, printed: '80 %' },
  });
  expect(plan.endpoints[2]).toMatchObject({ unit: 'image', criterion: null });
  expect(plan.endpoints[3]).toMatchObject({ prevalence: 0.12, interval: { resamples: 10000 } });
});

it('throws on a text that is no percentage instead of guessing', async () => {
  const protocol = await valid();
  const [first] = protocol.endpoints;
  first!.interval.level = '0.95';
  expect(() => compileAnalysis(protocol)).toThrow(
    expect.objectContaining({ code: 'INPUT-SCHEMA', place: '/endpoints/0/interval/level' }),
  );
});

const row = (patient: string, image: string, truth: 'positive' | 'negative') => ({
  case: patient,
  image,
  truth,
  readers: {},
  line: 2,
});

it('counts a patient with any positive image as positive', () => {
  const counts = unitCounts({
    rows: [row('A', 'A-1', 'negative'), row('A', 'A-2', 'positive'), row('B', 'B-1', 'negative')],
  });
  expect(counts).toEqual({ patient: { positives: 1, negatives: 1 }, image: { positives: 1, negatives: 2 } });
});

it('sets planned against attained', async () => {
  const protocol = await valid();
  const rows = Array.from({ length: 160 }, (_, i) =>
    row(`P${i}`, `P${i}-1`, i < 76 ? 'positive' : 'negative'),
  );
  expect(planningRows(protocol, { rows }).map(({ code, label, value }) => [code, label, value])).toEqual([
    ['N.1', 'E1: positive patients planned', 142],
    ['N.2', 'E1: positive patients attained', 76],
    ['N.3', 'E2: negative patients planned', 183],
    ['N.4', 'E2: negative patients attained', 84],
  ]);
  expect(plannedSizes(protocol, unitCounts({ rows }))[0]?.expectation?.successesNeeded).toBe(68);
  expect(plannedSizes(protocol)[0]?.expectation).toBeNull();
});
