import { describe, expect, it } from 'vitest';
import { families } from '../../families/index.js';
import { estimators } from '../index.js';
import { referencePages } from './index.js';

describe('texts of the reference', () => {
  it('describe every estimator once, and nothing else', () => {
    const described = referencePages.flatMap(({ entries }) => Object.keys(entries)).sort();
    expect(described).toEqual(estimators.map(({ name }) => name).sort());
  });

  it('say formula, assumptions and undefined cases', () => {
    for (const { entries } of referencePages)
      for (const { formula, assumes, undefinedWhen } of Object.values(entries))
        expect(Math.min(formula.length, assumes.length, undefinedWhen.length)).toBeGreaterThan(4);
  });

  it('name families of known answers that exist', () => {
    const known = families.map(({ name }) => name);
    for (const page of referencePages) for (const name of page.families) expect(known).toContain(name);
  });
});
