import type { Finding } from '../core/finding.js';
import type { Protocol, ReferenceStandard } from '../schema/types.js';
import { truthFollows } from './reader-fusion.js';

/**
 * Holds the calls of the readers against what the protocol says of them: how many read each image, and that the fused
 * truth follows from them by the declared rule. Where the truth is known by construction the readers do not make it.
 */
export function checkReaders(
  reference: ReferenceStandard,
  { fusion, readers }: Pick<Protocol['referenceStandard'], 'fusion' | 'readers'>,
  classes?: readonly string[],
): Finding[] {
  if (fusion === 'known-by-construction') return [];
  const { path } = reference.file;
  const calls = reference.rows.map((row) => Object.values(row.readers));
  if (reference.rows.length > 0 && calls.every((own) => own.length === 0)) {
    if (fusion === 'single-reader') return [];
    return [
      {
        code: 'DATA-READERS-MISSING',
        severity: 'warning',
        path,
        message: `only the fused truth is given, not what the ${readers.count} readers said`,
        fix: 'add a column for each reader, so that the fusion can be checked and their agreement shown',
        args: { readers: readers.count },
      },
    ];
  }
  const findings: Finding[] = [];
  const other = reference.rows.filter((_, i) => calls[i]?.length !== readers.count);
  const [first] = other;
  if (first !== undefined)
    findings.push({
      code: 'DATA-READERS-COUNT',
      severity: 'warning',
      path,
      line: first.line,
      column: 1,
      message: `${other.length} images were not read by ${readers.count} readers, as the protocol says: the first is ${first.image}`,
      fix: 'complete the readings, or correct referenceStandard.readers.count',
      args: { images: other.length, readers: readers.count },
    });
  for (const [i, row] of reference.rows.entries()) {
    if (truthFollows(fusion, row.truth, calls[i] ?? [], classes)) continue;
    const own = calls[i] ?? [];
    const positives = own.filter((call) => call === 'positive').length;
    const said =
      classes === undefined
        ? `${positives} of ${own.length} readers said positive`
        : `the readers said ${own.join(', ')}`;
    findings.push({
      code: 'DATA-REFERENCE-FUSION',
      severity: 'error',
      path,
      line: row.line,
      column: 1,
      message: `case ${row.case}, image ${row.image}: the truth is ${row.truth}, yet ${said}; that is not ${fusion}`,
      fix: 'correct the truth or the readings, or declare the rule that was used',
      args: { case: row.case, image: row.image, fusion, ...(classes === undefined ? { positives } : {}) },
    });
  }
  return findings;
}
