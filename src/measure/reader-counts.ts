import { readerAgreement } from '../dataset/reader-agreement.js';
import type { CountRow, Protocol, ReferenceRow } from '../schema/types.js';

/**
 * How far the readers agreed before their calls were made one truth: a description beside the results, judged by
 * nothing. None where the truth is known by construction, since the readers do not make it, or for fewer than two.
 */
export function readerCounts(
  rows: readonly ReferenceRow[],
  { fusion }: Protocol['referenceStandard'],
  classes?: Protocol['classes'],
): CountRow[] {
  const agreement = fusion === 'known-by-construction' ? null : readerAgreement(rows, classes);
  if (agreement === null) return [];
  const { images, unanimous, alpha } = agreement;
  const row = (i: number, label: string, value: number, printed = String(value)): CountRow => ({
    code: `R.${i}`,
    group: 'readers',
    label,
    at: {},
    value,
    printed,
  });
  return [
    row(1, 'readers in the reference standard', agreement.readers),
    row(2, 'images that two readers or more read', images),
    row(3, 'of these, images on which all agree', unanimous),
    ...(alpha.defined
      ? [row(4, `Krippendorff's alpha, ${classes?.scale ?? 'nominal'}`, alpha.value, alpha.value.toFixed(3))]
      : []),
  ];
}
