import { expect, it } from 'vitest';
import { labelPermutation, pairedPermutation } from './permutation-test.js';
import { studentizedBootstrap } from './studentized-bootstrap.js';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

it('paired, by hand: four positive differences are matched by 2 of 16 swaps', () => {
  const differences = [1, 2, 3, 4];
  const result = pairedPermutation({
    clusters: 4,
    statistic: (swapped) => sum(differences.map((d, c) => (swapped[c] === 1 ? -d : d))),
    permutations: 20_000,
    seed: 3,
  });
  if (!result.defined) throw new Error(result.reason);
  expect(result.value.observed).toBe(10);
  // 1/8 and 1/16, within five standard errors
  expect(Math.abs(result.value.pTwoSided - 1 / 8)).toBeLessThan(5 * Math.sqrt(7 / 64 / 20_000));
  expect(Math.abs(result.value.pGreater - 1 / 16)).toBeLessThan(5 * Math.sqrt(15 / 256 / 20_000));
});

it('two samples, by hand: the largest two of five in one group, 1 of 10 choices', () => {
  const x = [1, 2, 3, 10, 11];
  const result = labelPermutation({
    groups: Uint8Array.of(0, 0, 0, 1, 1),
    statistic: (groups) =>
      sum(x.filter((_, i) => groups[i] === 1)) / 2 - sum(x.filter((_, i) => groups[i] === 0)) / 3,
    permutations: 20_000,
    seed: 4,
  });
  if (!result.defined) throw new Error(result.reason);
  expect(Math.abs(result.value.pGreater - 0.1)).toBeLessThan(5 * Math.sqrt(0.09 / 20_000));
});

it('never gives p = 0, and nothing without a statistic', () => {
  const one = pairedPermutation({
    clusters: 30,
    statistic: (s) => (s.every((x) => x === 0) ? 9 : 0),
    permutations: 9,
    seed: 1,
  });
  expect(one).toMatchObject({ defined: true, value: { pTwoSided: 0.1 } });
  expect(pairedPermutation({ clusters: 2, statistic: () => NaN, permutations: 9, seed: 1 }).defined).toBe(
    false,
  );
});

it('bootstrap-t of a mean of symmetric data is nearly the t interval', () => {
  const x = Array.from({ length: 41 }, (_, i) => i - 20);
  const statistic = (multiplicity: Uint32Array) => {
    const n = sum(Array.from(multiplicity));
    const mean = x.reduce((total, value, i) => total + multiplicity[i]! * value, 0) / n;
    const squares = x.reduce((total, value, i) => total + multiplicity[i]! * (value - mean) ** 2, 0);
    return { value: mean, standardError: Math.sqrt(squares / (n - 1) / n) };
  };
  const result = studentizedBootstrap({ clusters: 41, statistic, resamples: 4000, seed: 2, level: 0.95 });
  if (!result.defined) throw new Error(result.reason);
  // standard error 1.870829, t(40) 2.021: half width 3.78
  expect(result.value.interval.upper).toBeGreaterThan(3.4);
  expect(result.value.interval.upper).toBeLessThan(4.2);
  expect(result.value.interval.lower).toBeLessThan(-3.4);
  const flat = studentizedBootstrap({
    clusters: 5,
    statistic: () => ({ value: 1, standardError: 0 }),
    resamples: 50,
    seed: 1,
    level: 0.95,
  });
  expect(flat.defined).toBe(false);
});
