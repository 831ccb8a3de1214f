import { describe, expect, it } from 'vitest';
import type { AnalysisPlan } from '../schema/analysis-plan.js';
import type { Prediction, ReferenceRow } from '../schema/types.js';
import { sampleOf } from './sample.js';
import type { JoinedImage } from './join-images.js';
import { joinScores } from './score.js';

const plan = { threshold: 0.5 } as AnalysisPlan;

function prediction(image: string, patient: string, score: number | null): Prediction {
  return {
    kind: 'prediction',
    schemaVersion: 1,
    image,
    case: patient,
    inputs: [],
    status: score === null ? 'failed' : 'ok',
    outputs: score === null ? [] : [{ kind: 'score', name: 'fracture', value: score }],
    failure: score === null ? { stage: 'decode', code: 'IMAGE-TRUNCATED', message: 'cut short' } : null,
  };
}

function image(id: string, patient: string, site = 'A'): JoinedImage {
  return { id, case: patient, subgroups: { site } };
}

function truth(imageId: string, patient: string, value: 'positive' | 'negative', line: number): ReferenceRow {
  return { case: patient, image: imageId, truth: value, readers: {}, line };
}

describe('joinScores', () => {
  const rows = joinScores(
    plan,
    [image('B-1', 'B'), image('A-2', 'A', 'C'), image('A-1', 'A'), image('C-1', 'C'), image('C-2', 'C')],
    [
      prediction('A-1', 'A', 0.2),
      prediction('A-2', 'A', 0.5),
      prediction('B-1', 'B', 0.4),
      prediction('C-1', 'C', 0.9),
      prediction('C-2', 'C', null),
    ],
    [
      truth('A-1', 'A', 'negative', 2),
      truth('A-2', 'A', 'positive', 3),
      truth('B-1', 'B', 'negative', 4),
      truth('C-1', 'C', 'positive', 5),
      truth('C-2', 'C', 'positive', 6),
    ],
  );
  const of = (unit: 'image' | 'patient', id: string) =>
    rows.find((row) => row.unit === unit && row.id === id);

  it('gives a row per image and per patient, sorted', () => {
    expect(rows.map((row) => `${row.unit} ${row.id}`)).toEqual([
      'image A-1',
      'image A-2',
      'image B-1',
      'image C-1',
      'image C-2',
      'patient A',
      'patient B',
      'patient C',
    ]);
  });

  it('counts a score at the threshold as positive', () => {
    expect(of('image', 'A-2')?.decision).toBe(1);
    expect(of('patient', 'A')).toMatchObject({ truth: 1, score: 0.5, decision: 1, failed: false });
  });

  it('lets one failed image fail the patient, however high the other scored', () => {
    expect(of('patient', 'C')).toMatchObject({ truth: 1, score: null, decision: null, failed: true });
  });

  it('calls a level mixed when the images of a patient differ', () => {
    expect(of('patient', 'A')?.subgroups).toEqual({ site: 'mixed' });
    expect(of('patient', 'B')?.subgroups).toEqual({ site: 'A' });
  });

  it('ranks a failed positive below and a failed negative above everything', () => {
    const sample = sampleOf(
      [
        { ...of('image', 'C-2')!, truth: 1 },
        { ...of('image', 'C-2')!, truth: 0 },
      ],
      'worst-case',
    );
    expect([...sample.score]).toEqual([-Infinity, Infinity]);
    expect([...sample.decision]).toEqual([0, 1]);
    expect(sample.failed).toBe(2);
  });

  it('leaves failed cases out only where completers are asked for', () => {
    const patients = rows.filter((row) => row.unit === 'patient');
    expect(sampleOf(patients, 'worst-case').size).toBe(3);
    expect(sampleOf(patients, 'completers-only').size).toBe(2);
  });
});
