import { describe, expect, it } from 'vitest';
import { agrees } from './compare.js';

const tolerance = { abs: 0.01, rel: 0.1 };

describe('agrees', () => {
  it('allows abs + rel |expected|', () => {
    // 0.01 + 0.1 × 2 = 0.21
    expect(agrees(2.2, 2, tolerance)).toBe(true);
    expect(agrees(2.22, 2, tolerance)).toBe(false);
    expect(agrees(-2.2, -2, tolerance)).toBe(true);
  });
  it('never takes NaN, a missing value or a number for null', () => {
    expect(agrees(NaN, 2, tolerance)).toBe(false);
    expect(agrees(undefined, 2, tolerance)).toBe(false);
    expect(agrees(undefined, null, tolerance)).toBe(false);
    expect(agrees(0, null, tolerance)).toBe(false);
    expect(agrees(null, 0, tolerance)).toBe(false);
    expect(agrees(null, null, tolerance)).toBe(true);
  });
  it('meets an infinity by the same infinity alone', () => {
    expect(agrees(Infinity, 'Infinity', tolerance)).toBe(true);
    expect(agrees(1e300, 'Infinity', tolerance)).toBe(false);
    expect(agrees(-Infinity, 'Infinity', tolerance)).toBe(false);
    expect(agrees(Infinity, 1, tolerance)).toBe(false);
  });
  it('compares arrays element by element', () => {
    expect(agrees([1, null], [1.01, null], tolerance)).toBe(true);
    expect(agrees([1], [1, 2], tolerance)).toBe(false);
    expect(agrees([1, 2, 3], [1, 2], tolerance)).toBe(false);
    expect(agrees(1, [1], tolerance)).toBe(false);
  });
});
