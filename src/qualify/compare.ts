import type { Answer } from './family.js';

export interface Tolerance {
  abs: number;
  rel: number;
}

/**
 * |got - expected| <= abs + rel |expected|. null is met by null alone, an infinity by the same infinity alone, an array
 * by one of the same length whose every element is met; NaN meets nothing.
 */
export function agrees(got: Answer | undefined, expected: Answer, tolerance: Tolerance): boolean {
  const want = expected === 'Infinity' ? Infinity : expected === '-Infinity' ? -Infinity : expected;
  if (got === undefined) return false;
  if (typeof want === 'number') {
    if (typeof got !== 'number' || Number.isNaN(got)) return false;
    if (!Number.isFinite(want) || !Number.isFinite(got)) return got === want;
    return Math.abs(got - want) <= tolerance.abs + tolerance.rel * Math.abs(want);
  }
  if (isList(want)) {
    return (
      isList(got) && got.length === want.length && want.every((item, i) => agrees(got[i], item, tolerance))
    );
  }
  return got === want;
}

function isList(value: unknown): value is readonly Answer[] {
  return Array.isArray(value);
}

/** Short text of a value for a report line. */
export function show(value: Answer | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  if (isList(value)) {
    const shown = value.slice(0, 6).map(show).join(', ');
    return `[${shown}${value.length > 6 ? `, … ${value.length} values` : ''}]`;
  }
  return value === null ? 'null' : String(value);
}
