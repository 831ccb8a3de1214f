import { refuse } from '../argument.js';
import { normalQuantile } from '../normal.js';

/** What a planned test may get wrong. */
export interface ErrorRates {
  /** Type I error, one- or two-sided as `sides` says. */
  alpha: number;
  sides: 1 | 2;
  /** 1 - type II error. */
  power: number;
}

/** Normal quantiles of the error rates. */
export function errorQuantiles({ alpha, sides, power }: ErrorRates): { zAlpha: number; zBeta: number } {
  requireOpenUnit('alpha', alpha);
  requireOpenUnit('power', power);
  return { zAlpha: -normalQuantile(alpha / sides), zBeta: normalQuantile(power) };
}

/** @throws AppError STATS-ARGUMENT unless strictly between 0 and 1 */
export function requireOpenUnit(name: string, value: number): void {
  if (!(value > 0 && value < 1)) refuse(`${name} ${value}`, `give ${name} strictly between 0 and 1`);
}

/** @throws AppError STATS-ARGUMENT unless positive and finite */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) refuse(`${name} ${value}`, `give ${name} above 0`);
}

/** Nearest whole number, halves to even, as numpy and Python round. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
}
