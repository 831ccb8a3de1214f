import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delongPaired } from './delong-compare.js';
import { clusteredAucPaired } from './obuchowski-compare.js';

const options = { level: 0.95 };
const units = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1 })),
    {
      minLength: 4,
      maxLength: 40,
    },
  )
  .filter((list) => {
    const positives = list.filter(([, , truth]) => truth === 1).length;
    return positives >= 2 && list.length - positives >= 2;
  });

type Units = readonly (readonly [number, number, number])[];
const of = (list: Units, cluster: readonly number[]) =>
  [
    Float64Array.from(list, ([a]) => a),
    Float64Array.from(list, ([, b]) => b),
    Uint8Array.from(list, ([, , truth]) => truth),
    Int32Array.from(cluster),
  ] as const;

describe('paired areas of clustered units', () => {
  it('are those of DeLong where each unit is its own cluster', () => {
    fc.assert(
      fc.property(units, (list) => {
        const [a, b, truth, cluster] = of(
          list,
          list.map((_unit, i) => i),
        );
        const clustered = clusteredAucPaired(a, b, truth, cluster, options);
        const delong = delongPaired(a, b, truth, options);
        if (!clustered.defined || !delong.defined) throw new Error('both classes are there twice');
        expect(clustered.value.difference).toBeCloseTo(delong.value.difference, 12);
        expect(clustered.value.standardError).toBeCloseTo(delong.value.standardError, 7);
        expect(clustered.value.interval.lower).toBeCloseTo(delong.value.interval.lower, 6);
      }),
      { numRuns: 100 },
    );
  });

  it('do not gain from units that stand twice in their patient', () => {
    fc.assert(
      fc.property(units, (list) => {
        const once = clusteredAucPaired(
          ...of(
            list,
            list.map((_unit, i) => i),
          ),
          options,
        );
        const doubled = list.flatMap((unit) => [unit, unit]);
        const twice = clusteredAucPaired(
          ...of(
            doubled,
            doubled.map((_unit, i) => Math.floor(i / 2)),
          ),
          options,
        );
        if (!once.defined || !twice.defined) throw new Error('both classes are there twice');
        expect(twice.value.difference).toBeCloseTo(once.value.difference, 12);
        expect(twice.value.standardError).toBeCloseTo(once.value.standardError, 7);
      }),
      { numRuns: 50 },
    );
  });

  it('change sign when the two change places', () => {
    const list: Units = [
      [3, 1, 1],
      [2, 2, 1],
      [5, 0, 1],
      [1, 4, 0],
      [0, 2, 0],
      [2, 1, 0],
    ];
    const [a, b, truth, cluster] = of(list, [0, 0, 1, 2, 3, 3]);
    const forth = clusteredAucPaired(a, b, truth, cluster, options);
    const back = clusteredAucPaired(b, a, truth, cluster, options);
    if (!forth.defined || !back.defined) throw new Error('defined');
    expect(back.value.difference).toBeCloseTo(-forth.value.difference, 15);
    expect(back.value.interval.upper).toBeCloseTo(-forth.value.interval.lower, 14);
  });

  it('are undefined when a class stands in one patient', () => {
    const list: Units = [
      [3, 1, 1],
      [2, 2, 1],
      [1, 4, 0],
      [0, 2, 0],
    ];
    expect(clusteredAucPaired(...of(list, [0, 0, 1, 2]), options)).toEqual({
      defined: false,
      reason: 'positive units in fewer than two clusters',
    });
  });
});
