import type { Finding } from '../core/finding.js';
import type { ImageEntry } from '../schema/types.js';
import type { DescribedImage } from './describe-image.js';

/**
 * The same image twice in one set: the same pixels, or a SOP Instance UID twice. A case counted twice makes an
 * interval too narrow. Slices of a volume are not compared with each other: those beside the patient are all alike.
 * @param entries and @param described in the same order
 */
export function findRepetitions(
  entries: readonly ImageEntry[],
  described: readonly DescribedImage[],
): Finding[] {
  const findings: Finding[] = [];
  const byPixels = new Map<string, string>();
  const byInstance = new Map<string, string>();
  entries.forEach((entry, i) => {
    const image = described[i];
    const [first] = image?.files ?? [];
    if (image === undefined || first === undefined) return;
    const pixels =
      image.digests?.['sha256-of-pixels-le'] ??
      (image.files.length === 1 ? (first['sha256-pixels-le'] ?? first['sha256-pixel-fragments']) : null);
    repeated(byPixels, pixels, first.path, 'DATA-REPEATED-PIXELS', 'the same pixels as', findings);
    (entry.instances ?? [entry.instance]).forEach((instance, k) => {
      const path = image.files[k]?.path ?? first.path;
      const what = 'the same SOP instance as';
      repeated(byInstance, instance, path, 'DATA-REPEATED-INSTANCE', what, findings);
    });
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
