import type { Finding } from '../core/finding.js';

/** What is said of some entries of a file, after their number and the first of them. */
export interface EntryDoubt {
  code: string;
  severity: Finding['severity'];
  what: string;
  fix: string;
}

/**
 * One finding for all entries of a file that share a doubt; none where there are none.
 * @param entries places in the file, not ids: an id may say who it is of
 */
export function entryDoubts(
  { code, severity, what, fix }: EntryDoubt,
  path: string,
  entries: readonly string[],
): Finding[] {
  const [first] = entries;
  if (first === undefined) return [];
  const message = `${listed(entries)} ${what}`;
  return [{ code, severity, path, message, fix, args: { entries: entries.length, first } }];
}

function listed(entries: readonly string[]): string {
  const shown = entries.slice(0, 5);
  const more = entries.length > shown.length ? ` and ${entries.length - shown.length} more` : '';
  return `${entries.length === 1 ? '1 entry' : `${entries.length} entries`} (${shown.join(', ')}${more})`;
}
