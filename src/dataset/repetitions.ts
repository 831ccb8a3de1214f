import type { Finding } from '../core/finding.js';
import type { ImageEntry } from '../schema/types.js';
import type { ExaminedFile } from './examine-file.js';

/**
 * The same image twice in one set: the same pixels, or the same SOP Instance UID. A case counted twice makes an
 * interval too narrow.
 * @param entries and @param examined in the same order
 */
export function findRepetitions(
  entries: readonly ImageEntry[],
  examined: readonly ExaminedFile[],
): Finding[] {
  const findings: Finding[] = [];
  const byPixels = new Map<string, string>();
  const byInstance = new Map<string, string>();
  entries.forEach((entry, i) => {
    const file = examined[i]?.file;
    if (file === undefined) return;
    const pixels = file['sha256-pixels-le'] ?? file['sha256-pixel-fragments'];
    repeated(byPixels, pixels, file.path, 'DATA-REPEATED-PIXELS', 'the same pixels as', findings);
    repeated(
      byInstance,
      entry.instance,
      file.path,
      'DATA-REPEATED-INSTANCE',
      'the same SOP instance as',
      findings,
    );
  });
  return findings;
}

function repeated(
  seen: Map<string, string>,
  key: string | null,
  path: string,
  code: string,
  what: string,
  findings: Finding[],
): void {
  if (key === null) return;
  const first = seen.get(key);
  if (first === undefined) {
    seen.set(key, path);
    return;
  }
  findings.push({
    code,
    severity: 'warning',
    path,
    message: `${what} ${first}`,
    fix: 'leave one of the two out of the set',
    args: { first },
  });
}
