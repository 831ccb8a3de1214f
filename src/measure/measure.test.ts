import { describe, expect, it } from 'vitest';
import { NO_PARAMETERS, type AnalysisPlan, type PlannedEndpoint } from '../schema/analysis-plan.js';
import type { CaseFlow } from '../schema/case-flow.js';
import type { DataManifest, ImageFacts, Prediction, ReferenceRow, ScoreRow } from '../schema/types.js';
import { crossTabulation, flowCounts, perThousand } from './counts.js';
import { measureRun } from './measure.js';

function endpoint(
  id: string,
  metric: string,
  method: string,
  more: Partial<PlannedEndpoint> = {},
): PlannedEndpoint {
  return {
    id,
    role: 'primary',
    metric,
    unit: 'patient',
    interval: { method, level: 0.95, sides: 'two', resamples: null },
    prevalence: null,
    parameters: NO_PARAMETERS,
    criterion: null,
    ...more,
  };
}

const plan: AnalysisPlan = {
  unit: 'patient',
  threshold: 0.5,
  seed: 1,
  rounding: { percentDecimals: 1, ratioDecimals: 3 },
  subgroups: { minimum: 3, by: ['patient.sex'] },
  endpoints: [
    endpoint('E1', 'sensitivity', 'wilson'),
    endpoint('E2', 'specificity', 'wilson', { prevalence: 0.2 }),
    endpoint('E3', 'roc-auc', 'delong'),
  ],
  family: ['E1', 'E2'],
  procedure: 'all-must-pass',
};

// Five patients, one image each: truth + + + - -; scores 0.9, 0.4, failed, 0.1, 0.6.
const scores: (number | null)[] = [0.9, 0.4, null, 0.1, 0.6];
const sexes = ['F', 'F', 'M', 'M', 'F'] as const;
const ids = scores.map((_score, i) => `P${i + 1}`);
const cases = {
  kind: 'data-manifest',
  images: ids.map((id, i) => ({
    id: `${id}-1`,
    case: id,
    files: [],
    facts: { patientSex: sexes[i] } as ImageFacts,
  })),
} as unknown as DataManifest;
const flow: CaseFlow = {
  kind: 'case-flow',
  schemaVersion: 1,
  identified: { images: 6, patients: 6 },
  excluded: [{ rule: 'EX-1', reason: 'too small', images: 1, patients: 1, imageIds: ['P9-1'] }],
  included: ids.map((id) => `${id}-1`),
  undecided: [],
};
const predictions = ids.map((id, i): Prediction => {
  const score = scores[i] ?? null;
  return {
    kind: 'prediction',
    schemaVersion: 1,
    image: `${id}-1`,
    case: id,
    inputs: [],
    status: score === null ? 'failed' : 'ok',
    outputs: score === null ? [] : [{ kind: 'score', name: 'fracture', value: score }],
    failure:
      score === null ? { stage: 'decode', code: 'IMAGE-UNSUPPORTED', message: 'cannot be decoded' } : null,
  };
});
const reference = ids.map((id, i): ReferenceRow => ({
  case: id,
  image: `${id}-1`,
  truth: i < 3 ? 'positive' : 'negative',
  readers: {},
  line: i + 2,
}));
const measured = measureRun({ plan, cases, flow, predictions, reference });
const row = (code: string) => measured.estimates.find((estimate) => estimate.code === code);
const countAt = (group: string, at: Record<string, string>) =>
  measured.counts.find(
    (count) => count.group === group && Object.entries(at).every(([key, value]) => count.at[key] === value),
  )?.value;

describe('measureRun, by hand', () => {
  it('counts a failed positive as missed, and shows completers beside', () => {
    expect(row('E1.1')).toMatchObject({ numerator: 1, denominator: 3, failed: 1, analysis: 'as-specified' });
    expect(row('E1.2')).toMatchObject({
      numerator: 1,
      denominator: 2,
      failed: 0,
      analysis: 'completers-only',
    });
  });

  it('ranks the failed positive below every score: 3 of 6 pairs are won', () => {
    // 0.9 beats both negatives, 0.4 beats 0.1, the failed one beats none.
    expect(row('E3.1')?.estimate).toBe(0.5);
  });

  it('gives a row per subgroup level, marked when it is below the minimum', () => {
    const rows = measured.estimates.filter(
      (estimate) => estimate.endpoint === 'E1' && estimate.subgroup !== null,
    );
    expect(
      rows.map(({ code, subgroup, printed }) => [
        code,
        subgroup?.level,
        subgroup?.belowMinimum,
        printed.counts,
      ]),
    ).toEqual([
      ['E1.S1', 'F', false, '1 of 2 patients'],
      ['E1.S2', 'M', true, '0 of 1 patients'],
    ]);
  });

  it('keeps the flow, the cross-tabulation and the failure list', () => {
    expect(countAt('flow', { step: 'identified', unit: 'image' })).toBe(6);
    expect(countAt('flow', { step: 'excluded:EX-1', unit: 'image' })).toBe(1);
    expect(countAt('flow', { step: 'failed', unit: 'patient' })).toBe(1);
    expect(countAt('cross-tabulation', { unit: 'patient', truth: 'positive', decision: 'no result' })).toBe(
      1,
    );
    expect(countAt('cross-tabulation', { unit: 'patient', truth: 'negative', decision: 'positive' })).toBe(1);
    expect(measured.failures).toEqual([
      {
        image: 'P3-1',
        case: 'P3',
        truth: 'positive',
        stage: 'decode',
        code: 'IMAGE-UNSUPPORTED',
        message: 'cannot be decoded',
      },
    ]);
  });

  it('has trace codes that are unique', () => {
    const codes = [...measured.estimates, ...measured.counts].map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('names the weakest subgroup that is large enough', () => {
    expect(measured.weakestSubgroup).toMatchObject({ row: 'E2.S1' });
  });

  it('stops when the flow does not reconcile', () => {
    const wrong = { ...flow, identified: { images: 7, patients: 6 } };
    expect(() => flowCounts(wrong, measured.scores)).toThrow(/does not reconcile/);
  });

  it('reads per 1,000 at the stated prevalence in whole patients that add up', () => {
    // prevalence 20 %: 200 with the condition; sensitivity 1/3 finds 67; specificity 1/2 clears 400 of 800
    expect(perThousand(1 / 3, 0.5, 0.2).map(({ value }) => value)).toEqual([200, 67, 133, 800, 400, 400]);
    expect(countAt('per-thousand', { cell: 'true positive' })).toBe(67);
  });

  it('cross-tabulates without losing a unit', () => {
    const table = crossTabulation(measured.scores as ScoreRow[]);
    for (const unit of ['patient', 'image']) {
      const of = (decision: string) =>
        table
          .filter((c) => c.at['unit'] === unit && c.at['decision'] === decision)
          .reduce((sum, c) => sum + c.value, 0);
      expect(of('positive') + of('negative') + of('no result')).toBe(of('total'));
    }
  });
});
