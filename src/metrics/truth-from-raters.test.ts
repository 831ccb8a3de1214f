import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dawidSkene } from './dawid-skene.js';
import { majorityVote, staple } from './staple.js';

const raters = (...masks: string[]): Uint8Array[] => masks.map((mask) => Uint8Array.from(mask, Number));

describe('STAPLE', () => {
  it('identical raters are perfect and their mask is the truth', () => {
    const result = staple(raters('00111000', '00111000', '00111000'));
    if (!result.defined) throw new Error(result.reason);
    expect(Array.from(result.value.probability, Math.round)).toEqual([0, 0, 1, 1, 1, 0, 0, 0]);
    for (const p of result.value.sensitivity) expect(p).toBeCloseTo(1, 9);
    expect(result.value.converged).toBe(true);
    expect(result.value.prior).toBe(3 / 8);
  });

  it('the estimate is a fixed point: its own weights give the same parameters', () => {
    const masks = raters('0111000101', '1110000100', '1111100000', '0110001101');
    const result = staple(masks);
    if (!result.defined || !result.value.specificity.defined) throw new Error('undefined');
    const { probability, sensitivity } = result.value;
    const specificity = result.value.specificity.value;
    masks.forEach((mask, j) => {
      let [hit, all, right, none] = [0, 0, 0, 0];
      probability.forEach((w, i) => {
        all += w;
        none += 1 - w;
        if (mask[i] === 1) hit += w;
        else right += 1 - w;
      });
      expect(hit / all).toBeCloseTo(sensitivity[j]!, 8);
      expect(right / none).toBeCloseTo(specificity[j]!, 8);
    });
  });

  it('no foreground has no estimate; only foreground has no specificity', () => {
    expect(staple(raters('000', '000'))).toEqual({ defined: false, reason: 'no rater marked foreground' });
    const all = staple(raters('111', '111'));
    expect(all.defined && all.value.specificity.defined).toBe(false);
  });

  it.each([[[]], [raters('')], [raters('10', '1')]])('refuses %o', (bad) => {
    expect(() => staple(bad)).toThrow(expect.objectContaining({ code: 'STATS-ARGUMENT' }));
  });

  it('a majority is more than half', () => {
    expect(Array.from(majorityVote(raters('1100', '1010')))).toEqual([1, 0, 0, 0]);
  });

  it('the order of raters only reorders their parameters', () => {
    const masks = fc.array(fc.uint8Array({ min: 0, max: 1, minLength: 6, maxLength: 6 }), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(masks, (list) => {
        const forward = staple(list, { tolerance: 1e-10 });
        const backward = staple([...list].reverse(), { tolerance: 1e-10 });
        expect(forward.defined).toBe(backward.defined);
        if (!forward.defined || !backward.defined) return;
        forward.value.probability.forEach((p, i) => {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
          expect(backward.value.probability[i]!).toBeCloseTo(p, 4);
        });
      }),
      {
        numRuns: 200,
        // Two pairs that contradict each other symmetrically: rounding once chose the solution by the order of raters.
        examples: [[['000110', '000100', '100000', '100001'].map((row) => Uint8Array.from(row, Number))]],
      },
    );
  });
});

describe('Dawid and Skene', () => {
  it('three raters, one of whom always disagrees on the first subject', () => {
    const result = dawidSkene(
      [Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 0, 1, 1), Int32Array.of(1, 0, 1, 1)],
      2,
    );
    if (!result.defined) throw new Error(result.reason);
    expect(Array.from(result.value.posterior, Math.round)).toEqual([1, 0, 1, 0, 0, 1, 0, 1]);
    expect(Array.from(result.value.prevalence)).toEqual([expect.closeTo(0.5, 6), expect.closeTo(0.5, 6)]);
    expect(result.value.confusion[2]![1]).toBeCloseTo(0.5, 6);
    expect(result.value.converged).toBe(true);
  });

  it('gaps are allowed, a subject without a rating is not', () => {
    expect(dawidSkene([Int32Array.of(0, -1), Int32Array.of(0, 1)], 2).defined).toBe(true);
    expect(dawidSkene([Int32Array.of(0, -1), Int32Array.of(0, -1)], 2)).toEqual({
      defined: false,
      reason: 'subject 1 has no rating',
    });
    expect(() => dawidSkene([Int32Array.of(3)], 2)).toThrow(
      expect.objectContaining({ code: 'STATS-ARGUMENT' }),
    );
  });
});
