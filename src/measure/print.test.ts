import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printDecimal, printMetric, printPercent } from './print.js';

describe('printed numbers', () => {
  it.each([
    [67 / 76, 'nearest', '88.2 %'],
    [0.790007, 'down', '79.0 %'],
    [0.936431, 'up', '93.7 %'],
    [0.57, 'down', '57.0 %'],
    [0.29, 'up', '29.0 %'],
    [0, 'down', '0.0 %'],
    [1, 'up', '100.0 %'],
  ] as const)('%d %s is %s', (value, direction, printed) => {
    expect(printPercent(value, 1, direction)).toBe(printed);
  });

  it('prints areas as ratios and proportions in percent', () => {
    const rounding = { percentDecimals: 1, ratioDecimals: 3 };
    expect(printMetric('roc-auc', 0.95449, rounding, 'down', true)).toBe('0.954');
    expect(printMetric('sensitivity', 0.95449, rounding, 'down', true)).toBe('95.4 %');
    expect(printMetric('sensitivity', 0.95449, rounding, 'up', false)).toBe('95.5');
  });

  it('never moves a lower limit up or an upper limit down by more than the slack', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 4 }),
        (value, digits) => {
          expect(Number(printDecimal(value, digits, 'down'))).toBeLessThanOrEqual(value + 1e-9);
          expect(Number(printDecimal(value, digits, 'up'))).toBeGreaterThanOrEqual(value - 1e-9);
        },
      ),
    );
  });
});
