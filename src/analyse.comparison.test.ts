import { describe, expect, it } from 'vitest';
import { analyseUnits, COMPARATOR, easyEndpoint, protocolOf, type Unit } from './analyse.testkit.js';
import type { Endpoint } from './schema/types.js';
import { validate } from './schema/validate.js';

const NI: Partial<Endpoint> = {
  hypothesis: { form: 'superiority-after-non-inferiority', margin: '10 %' },
  criterion: { bound: 'lower', above: '-10 %' },
};

/** Four patients, one with two images, the second of which the model failed on. Threshold 0.46, comparator 0.5. */
const UNITS: Unit[] = [
  ['P1', 1, 0.9],
  ['P2', 1, 0.2],
  ['P2', 0, null],
  ['P3', 0, 0.1],
  ['P4', 0, 0.7],
];

describe('a run with a comparator', () => {
  it('sets both side by side at both units, a patient lacking a result as soon as one image does', async () => {
    const protocol = await protocolOf([easyEndpoint('E1', 'sensitivity-difference', 'tango', NI)]);
    const { files, results } = analyseUnits(protocol, UNITS, [0.5, 0.49, 0.6, null, 0.1]);
    expect(await validate('results', results)).toEqual([]);
    const rows = files['scores.jsonl']
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; comparators: { C1: object } });
    for (const row of rows) expect(await validate('score-row', row)).toEqual([]);
    const calls = Object.fromEntries(rows.map(({ id, comparators }) => [id, comparators.C1]));
    expect(calls).toEqual({
      'P1-1': { score: 0.5, decision: 1 },
      'P2-2': { score: 0.49, decision: 0 },
      'P2-3': { score: 0.6, decision: 1 },
      'P3-4': { score: null, decision: null },
      'P4-5': { score: 0.1, decision: 0 },
      P1: { score: 0.5, decision: 1 },
      P2: { score: 0.6, decision: 1 },
      P3: { score: null, decision: null },
      P4: { score: 0.1, decision: 0 },
    });
    // P1 both right; P2 failed in the model, right by the comparator.
    expect(results.estimates['E1.1']).toMatchObject({
      estimate: 1 / 2 - 1,
      comparison: {
        comparator: 'C1',
        candidate: 0.5,
        other: 1,
        pairs: { both: 1, onlyCandidate: 0, onlyComparator: 1, neither: 0 },
        withoutResult: 1,
        printed: { candidate: '50.0 %', other: '100.0 %' },
      },
      printed: { estimate: '-50.0 %', counts: '2 pairs: right only by the model 0, only by C1 1' },
    });
    // Completers: without P2 (model) and P3 (comparator).
    expect(results.estimates['E1.2']).toMatchObject({ analysis: 'completers-only', units: 2, estimate: 0 });
    const counts = Object.values(results.counts).filter(({ group }) => group === 'comparison');
    expect(counts.filter(({ value }) => value > 0).map(({ label }) => label)).toEqual([
      'patients: truth positive, model positive, C1 positive',
      'patients: truth positive, model no result, C1 positive',
      'patients: truth negative, model positive, C1 negative',
      'patients: truth negative, model negative, C1 no result',
    ]);
  });

  it('takes the calls of a reader from the reference standard', async () => {
    const endpoint = easyEndpoint('E1', 'sensitivity-difference', 'tango', NI);
    const base = await protocolOf([endpoint]);
    const { id, kind, name, version, missingCase } = COMPARATOR;
    const protocol = { ...base, comparators: [{ id, kind, name, version, missingCase, reader: 'reader_1' }] };
    const { results } = analyseUnits(protocol, UNITS);
    // The readers of these units said nothing: that is no comparison.
    expect(results.verdicts[0]).toMatchObject({
      verdict: 'not-evaluable',
      arithmetic: 'comparator C1 gave no result for any of the units',
    });
    expect(results.verdicts[0]!.conclusions).toBeUndefined();
  });

  it('is never met where the model failed on everything', async () => {
    const protocol = await protocolOf([
      easyEndpoint('E1', 'sensitivity-difference', 'tango', NI),
      easyEndpoint('E2', 'roc-auc-difference', 'delong-paired', NI),
      easyEndpoint('E3', 'accuracy-difference', 'cluster-bootstrap-bca', NI),
    ]);
    const failed = UNITS.map(([patient, truth]): Unit => [patient, truth, null]);
    const { results } = analyseUnits(protocol, failed, [0.9, 0.9, 0.1, 0.1, 0.1]);
    for (const { verdict } of results.verdicts) expect(verdict).not.toBe('met');
  });

  it('gives the same bytes for the same input, and others when the comparator changes', async () => {
    const protocol = await protocolOf([easyEndpoint('E1', 'ppv-difference', 'cluster-bootstrap-percentile')]);
    const units = Array.from({ length: 40 }, (_x, i): Unit => [`P${i}`, i % 2 === 0 ? 1 : 0, (i % 7) / 7]);
    const once = analyseUnits(protocol, units).files['results.json'];
    expect(analyseUnits(protocol, units).files['results.json']).toBe(once);
    const other = units.map((_unit, i) => (i % 5) / 5);
    expect(analyseUnits(protocol, units, other).files['results.json']).not.toBe(once);
  });
});
