import type { Estimable } from '../core/estimable.js';
import { krippendorffAlpha } from '../stats/agreement/krippendorff-alpha.js';
import type { Protocol, ReferenceRow } from '../schema/types.js';
import { TWO_CLASSES } from './reader-fusion.js';

/** How far the readers agreed before their calls were made one truth: a description, no estimate of an endpoint. */
export interface ReaderAgreement {
  readers: number;
  /** Images that two readers or more read. */
  images: number;
  /** Of these, where all said the same. */
  unanimous: number;
  /** Krippendorff's alpha for any number of readers, with gaps; ordinal where the classes are. */
  alpha: Estimable;
}

/** @returns null unless two readers or more read one image */
export function readerAgreement(
  rows: readonly Pick<ReferenceRow, 'readers'>[],
  classes?: Protocol['classes'],
): ReaderAgreement | null {
  const names = classes?.names ?? TWO_CLASSES;
  const readers = [...new Set(rows.flatMap((row) => Object.keys(row.readers)))];
  const several = rows.map((row) => Object.values(row.readers)).filter((calls) => calls.length >= 2);
  if (several.length === 0) return null;
  const ratings = readers.map((reader) =>
    rows.map((row) => {
      const call = row.readers[reader];
      return call === undefined ? null : names.indexOf(call);
    }),
  );
  return {
    readers: readers.length,
    images: several.length,
    unanimous: several.filter((calls) => new Set(calls).size === 1).length,
    alpha: krippendorffAlpha(ratings, classes?.scale ?? 'nominal').alpha,
  };
}
