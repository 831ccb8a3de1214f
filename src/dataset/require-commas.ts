import { AppError } from '../core/error.js';

/** A header of one name with another separator in it is no table of one column. @throws AppError INPUT-SYNTAX */
export function requireCommas(columns: readonly string[], place: string): void {
  if (columns.length !== 1 || !/[;\t]/.test(columns[0] ?? '')) return;
  throw new AppError('INPUT-SYNTAX', 'the table is separated by semicolons or tabs, not by commas', {
    place,
    hint: 'save it as comma-separated CSV (RFC 4180)',
  });
}
