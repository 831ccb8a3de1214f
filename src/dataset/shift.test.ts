import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataManifest, ImageEntry, ImageFacts } from '../schema/types.js';
import { NO_FACTS } from '../imaging/image-facts.js';
import { profileOf } from './profile.js';
import { shiftOf } from './shift.js';

function setOf(rows: readonly [caseId: string, facts: Partial<ImageFacts>][]): DataManifest {
  const images = rows.map(([caseId, facts], i): ImageEntry => ({
    id: `${caseId}-${i}`,
    case: caseId,
    files: [],
    study: null,
    series: null,
    instance: null,
    facts: { ...NO_FACTS, ...facts },
  }));
  return { id: 'SET', version: '1', images } as unknown as DataManifest;
}

const aged = (ages: readonly number[]): DataManifest =>
  setOf(ages.map((patientAgeYears, i) => [`P${i}`, { patientAgeYears }]));

describe('a data profile', () => {
  it('counts a patient once, however many images', () => {
    const [age] = profileOf(
      setOf([
        ['A', { patientAgeYears: 40 }],
        ['A', { patientAgeYears: 40 }],
        ['B', { patientAgeYears: 60 }],
        ['C', {}],
      ]),
    ).variables;
    expect(age).toMatchObject({ name: 'patient.ageYears', unit: 'patient', stated: 2, missing: 1 });
    expect(age?.numeric?.quantiles[3]).toBe(50);
  });

  it('leaves out what no header states', () => {
    expect(profileOf(setOf([['A', { modality: 'DX' }]])).variables.map(({ name }) => name)).toEqual([
      'modality',
    ]);
  });

  it('counts every stated value in one bin', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 18, max: 95 }), { minLength: 1, maxLength: 60 }), (ages) => {
        const [age] = profileOf(aged(ages)).variables;
        const counts = age?.numeric?.counts ?? [];
        expect(counts.reduce((a, b) => a + b, 0)).toBe(ages.length);
        expect(counts.length).toBe((age?.numeric?.edges.length ?? 0) + 1);
      }),
    );
  });
});

describe('shift against the training profile', () => {
  it('by hand: half F and half M in training, three quarters F in the test set', () => {
    const training = profileOf(
      setOf([
        ['A', { patientSex: 'F' }],
        ['B', { patientSex: 'M' }],
      ]),
    );
    const test = setOf([
      ['1', { patientSex: 'F' }],
      ['2', { patientSex: 'F' }],
      ['3', { patientSex: 'F' }],
      ['4', { patientSex: 'M' }],
    ]);
    const [sex] = shiftOf(training, test).variables;
    // (3/4 − 1/2) ln(3/2) + (1/4 − 1/2) ln(1/2)
    expect(sex?.psi).toBeCloseTo(0.25 * Math.log(1.5) + 0.25 * Math.log(2), 12);
    expect(sex?.totalVariation).toBeCloseTo(0.25, 12);
    expect(sex?.level).toBe('large');
    expect(sex?.reading).toBe(
      'sex: most often F 75 % in the test set, F 50 % in the training data; large shift (PSI 0.27, within chance (p 0.540))',
    );
  });

  it('is none between a set and itself', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 18, max: 95 }), { minLength: 1, maxLength: 60 }), (ages) => {
        const [age] = shiftOf(profileOf(aged(ages)), aged(ages)).variables;
        expect(age?.psi).toBeCloseTo(0, 12);
        expect(age?.level).toBe('small');
      }),
    );
  });

  it('names a category that training never saw', () => {
    const training = profileOf(setOf([['A', { manufacturer: 'Ostrea' }]]));
    const [maker] = shiftOf(training, setOf([['1', { manufacturer: 'Velorad' }]])).variables;
    expect(maker?.reading).toContain('Velorad never seen in training');
    expect(maker?.level).toBe('large');
  });

  it('is not estimable where the test set is silent', () => {
    const [age] = shiftOf(profileOf(aged([40, 50])), setOf([['1', {}]])).variables;
    expect(age).toMatchObject({
      psi: null,
      level: 'not-estimable',
      reading: 'age in years: not stated in the test set',
    });
    expect(age?.printed.psi).toBe('–');
  });
});
