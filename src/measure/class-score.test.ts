import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClassPlan } from '../schema/analysis-plan.js';
import type { ClassRow, Prediction, ReferenceRow } from '../schema/types.js';
import { decided, joinClasses } from './class-score.js';

const GRADES: ClassPlan = {
  names: ['none', 'undisplaced', 'displaced'],
  ordinal: true,
  ties: 'higher-class',
  minimumScore: 0.5,
  patientClass: 'highest-class',
};
const scores = (...values: number[]): Record<string, number> =>
  Object.fromEntries(GRADES.names.map((name, i) => [name, values[i]!]));

describe('decided', () => {
  it.each([
    ['the highest score', GRADES, scores(0.2, 0.6, 0.2), 'undisplaced'],
    ['the higher of tied classes', GRADES, scores(0.5, 0.5, 0), 'undisplaced'],
    ['the lower of them', { ...GRADES, ties: 'lower-class' } as const, scores(0.5, 0.5, 0), 'none'],
    ['none of them', { ...GRADES, ties: 'indeterminate' } as const, scores(0.5, 0.5, 0), null],
    ['at the minimum', GRADES, scores(0.5, 0.3, 0.2), 'none'],
    ['below the minimum', GRADES, scores(0.49, 0.31, 0.2), null],
    ['whatever it is without one', { ...GRADES, minimumScore: null }, scores(0.4, 0.3, 0.3), 'none'],
  ] as const)('%s', (_name, plan, given, decision) => {
    expect(decided(plan, given)).toEqual({ decision, indeterminate: decision === null });
  });

  it('is the same in whatever order the scores are written', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }), (values) => {
        const given = scores(...values);
        const turned = Object.fromEntries(Object.entries(given).reverse());
        expect(decided(GRADES, turned)).toEqual(decided(GRADES, given));
      }),
    );
  });
});

function prediction(image: string, given: Record<string, number> | null): Prediction {
  return {
    kind: 'prediction',
    schemaVersion: 1,
    image,
    case: image[0]!,
    inputs: [],
    status: given === null ? 'failed' : 'ok',
    outputs: given === null ? [] : [{ kind: 'classes', name: 'grade', scores: given }],
    failure: given === null ? { stage: 'decode', code: 'IMAGE-TRUNCATED', message: 'cut short' } : null,
  };
}

/** Patients are the first letters of the images. */
function join(
  plan: ClassPlan,
  given: readonly (readonly [image: string, truth: string, scores: Record<string, number> | null])[],
): (id: string) => ClassRow {
  const reference = given.map(([image, truth], i): ReferenceRow => ({
    case: image[0]!,
    image,
    truth,
    readers: {},
    line: i + 2,
  }));
  const images = given.map(([id]) => ({ id, case: id[0]!, subgroups: {} }));
  const rows = joinClasses(
    plan,
    images,
    given.map(([image, , own]) => prediction(image, own)),
    reference,
  );
  return (id) => rows.find((row) => row.id === id)!;
}

describe('joinClasses', () => {
  const none = scores(0.9, 0.1, 0);
  const displaced = scores(0.1, 0.2, 0.7);
  const nothing = scores(0.4, 0.3, 0.3);

  it('takes the highest grade of any image, in truth and by the model', () => {
    const row = join(GRADES, [
      ['A1', 'none', displaced],
      ['A2', 'undisplaced', none],
    ]);
    expect(row('A')).toMatchObject({
      truth: 'undisplaced',
      decision: 'displaced',
      scores: null,
      failed: false,
    });
    expect(row('A1')).toMatchObject({ cluster: 'A', decision: 'displaced', scores: displaced });
  });

  it('knows no grade of a patient with an image without one, unless the highest is there', () => {
    const row = join(GRADES, [
      ['A1', 'none', none],
      ['A2', 'none', nothing],
      ['B1', 'displaced', displaced],
      ['B2', 'none', nothing],
    ]);
    expect(row('A')).toMatchObject({ decision: null, indeterminate: true, failed: false });
    expect(row('B')).toMatchObject({ decision: 'displaced', indeterminate: false });
  });

  it('takes a patient with a failed image for failed as a whole', () => {
    const row = join(GRADES, [
      ['A1', 'displaced', displaced],
      ['A2', 'none', null],
    ]);
    expect(row('A')).toMatchObject({ decision: null, indeterminate: false, failed: true, scores: null });
  });

  it('averages the scores where the protocol says so', () => {
    const plan = { ...GRADES, patientClass: 'highest-mean-score' } as const;
    const row = join(plan, [
      ['A1', 'displaced', scores(0.9, 0.1, 0)],
      ['A2', 'displaced', scores(0, 0.2, 0.8)],
      ['A3', 'displaced', scores(0, 0.2, 0.8)],
    ]);
    expect(row('A').scores!['none']).toBeCloseTo(0.3, 12);
    expect(row('A')).toMatchObject({ decision: 'displaced', truth: 'displaced' });
  });

  it.each([
    ['a score that is none', { none: NaN, undisplaced: 0.5, displaced: 0.5 }],
    ['a class too few', { none: 0.5, undisplaced: 0.5 }],
    ['another class', { none: 0.5, undisplaced: 0.5, broken: 0 }],
  ])('refuses %s', (_name, given) => {
    expect(() => join(GRADES, [['A1', 'none', given]])).toThrow(/^image A1 has/);
  });

  it('refuses a truth that is no class', () => {
    expect(() => join(GRADES, [['A1', 'broken', none]])).toThrow(/broken, is no class/);
  });
});
