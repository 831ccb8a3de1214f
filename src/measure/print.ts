import { metricEntry } from '../schema/metric-catalogue.js';

/**
 * The rounding rule of the protocol: estimates to the nearest, lower limits down, upper limits up, so that print never
 * flatters. Decisions are taken on the unrounded values; print is only for eyes.
 */
export interface Rounding {
  percentDecimals: number;
  ratioDecimals: number;
}

export type Direction = 'nearest' | 'down' | 'up';

/**
 * Doubles such as 0.57 lie a hair below the decimal they stand for. A value within this relative distance of a
 * printable decimal counts as being on it, so that 57/100 prints 57.0 and not 56.9.
 */
const SLACK = 1e-12;

/** `0.8815789` → `88.2 %`. @param fraction 0 … 1 @param digits places after the point of the percent figure */
export function printPercent(fraction: number, digits: number, direction: Direction): string {
  return `${printDecimal(fraction * 100, digits, direction)} %`;
}

/** @param digits places after the decimal point */
export function printDecimal(value: number, digits: number, direction: Direction): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const scale = 10 ** digits;
  const scaled = value * scale;
  const nearest = Math.round(scaled);
  const onPoint = Math.abs(scaled - nearest) <= SLACK * Math.max(1, Math.abs(scaled));
  const units =
    onPoint || direction === 'nearest'
      ? nearest
      : direction === 'down'
        ? Math.floor(scaled)
        : Math.ceil(scaled);
  return (units / scale).toFixed(digits);
}

/** In percent or as a ratio, as the metric catalogue says; the sign only where `withUnit`. */
export function printMetric(
  metric: string,
  value: number,
  rounding: Rounding,
  direction: Direction,
  withUnit: boolean,
): string {
  if (metricEntry(metric)?.prints !== 'percent')
    return printDecimal(value, rounding.ratioDecimals, direction);
  return withUnit && Number.isFinite(value)
    ? printPercent(value, rounding.percentDecimals, direction)
    : printDecimal(value * 100, rounding.percentDecimals, direction);
}

/** What stands for a number that does not exist. */
export const NOT_ESTIMABLE = 'n. e.';

/** A p value: never 0, since none is. `0.0312`, `< 0.0001`. */
export function printP(p: number): string {
  return p < 0.0001 ? '< 0.0001' : p.toFixed(4);
}
