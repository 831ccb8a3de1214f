import { AppError } from '../core/error.js';
import { parsePercent } from './percent.js';

/** A share of a level as a protocol writes it: `0.5`, `50 %` or `1/3`. */
export type ShareText = string | number;

/** `1/3` → the double nearest to a third. @returns undefined for what is no share from 0 to 1 */
export function parseShare(share: ShareText): number | undefined {
  if (typeof share === 'number') return share >= 0 && share <= 1 ? share : undefined;
  const fraction = /^(\d{1,9})\/([1-9]\d{0,8})$/.exec(share);
  if (fraction === null) return parsePercent(share);
  const value = Number(fraction[1]) / Number(fraction[2]);
  return value <= 1 ? value : undefined;
}

/** The same for a protocol that has been checked. @throws AppError INPUT-SCHEMA @param pointer place in the protocol */
export function requireShare(share: ShareText | undefined, pointer: string): number {
  const value = share === undefined ? undefined : parseShare(share);
  if (value === undefined) {
    throw new AppError('INPUT-SCHEMA', `${JSON.stringify(share ?? null)} is no share`, {
      place: pointer,
      hint: 'write it as 0.5, 50 % or 1/2',
    });
  }
  return value;
}

/** Member of a group of a protocol, by a name the author chose; never one that every object has. */
export function memberOf<T>(group: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return group !== undefined && Object.hasOwn(group, name) ? group[name] : undefined;
}
