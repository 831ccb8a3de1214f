import { AppError } from '../core/error.js';

/** A percentage as a protocol writes it: digits, at most one point, a space if you like, the sign. */
const PERCENT = /^(\d{1,12})(?:\.(\d{1,12}))? ?%$/;

/**
 * `82.5 %` → 0.825. The decimal is shifted before it becomes a double, so that `80.1 %` is the double nearest to 0.801
 * and not 80.1 / 100, which differs in the last bit.
 * @returns the fraction; undefined when the text is no percentage or lies outside 0 to 100
 */
export function parsePercent(text: string): number | undefined {
  const match = PERCENT.exec(text);
  if (match === null) return undefined;
  const fraction = Number(`${match[1] ?? ''}.${match[2] ?? '0'}e-2`);
  return fraction <= 1 ? fraction : undefined;
}

/** The same for a protocol that has been checked. @throws AppError INPUT-SCHEMA @param pointer place in the protocol */
export function requirePercent(text: string, pointer: string): number {
  const fraction = parsePercent(text);
  if (fraction === undefined) {
    throw new AppError('INPUT-SCHEMA', `${JSON.stringify(text)} is not a percentage from 0 % to 100 %`, {
      place: pointer,
      hint: 'write it as 80 %',
    });
  }
  return fraction;
}

/** `80%` → `80 %`: the one way a percentage is printed. */
export function spacedPercent(text: string): string {
  return text.replace(/ ?%$/, ' %');
}

/** 0.9312 → `93 %`, to the nearest; for messages, never for evidence. @param digits after the point */
export function percentText(fraction: number, digits = 0): string {
  return `${(fraction * 100).toFixed(digits)} %`;
}
