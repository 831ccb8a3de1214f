import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePercent, percentText, spacedPercent } from './percent.js';

describe('parsePercent', () => {
  it.each([
    ['80 %', 0.8],
    ['80%', 0.8],
    ['97.5 %', 0.975],
    ['80.1 %', 0.801],
    ['0 %', 0],
    ['100 %', 1],
    ['0.0001 %', 0.000001],
  ])('%s', (text, fraction) => expect(parsePercent(text)).toBe(fraction));

  it.each(['', '%', '80', '0.8', '-1 %', '100.1 %', '1e1 %', '80  %', '80 % ', '٨٠ %', '80,5 %'])(
    'refuses %j',
    (text) => expect(parsePercent(text)).toBeUndefined(),
  );

  it('gives the double nearest to the decimal, as the literal would be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 999 }), (whole, thousandths) => {
        const digits = String(thousandths).padStart(3, '0');
        const literal = Number(`0.${String(whole).padStart(2, '0')}${digits}`);
        expect(parsePercent(`${whole}.${digits} %`)).toBe(literal);
      }),
    );
  });

  it('prints with one space', () => {
    expect(spacedPercent('80%')).toBe('80 %');
    expect(spacedPercent('80 %')).toBe('80 %');
    expect(percentText(0.9312)).toBe('93 %');
  });
});
