import fc from 'fast-check';
import { readerStudy, type Reading, type ReaderStudy } from './reader-study.js';

export const value = <T>(result: { defined: true; value: T } | { defined: false; reason: string }): T => {
  if (!result.defined) throw new Error(result.reason);
  return result.value;
};

/** Small whole ratings, so that ties occur; null leaves a reading out. */
export function study(
  negatives: number,
  positives: number,
  rate: (modality: number, reader: number, index: number) => number | null,
  readers = 2,
  modalities = 2,
): ReaderStudy {
  const readings: Reading[] = [];
  for (let m = 0; m < modalities; m += 1) {
    for (let r = 0; r < readers; r += 1) {
      for (let c = 0; c < negatives + positives; c += 1) {
        const rating = rate(m, r, c);
        if (rating !== null)
          readings.push({ modality: m, reader: r, case: c, truth: c < negatives ? 0 : 1, rating });
      }
    }
  }
  return readerStudy(readings);
}

export const someStudy = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 3 }))
  .chain(([negatives, positives, readers]) => {
    const size = 2 * readers * (negatives + positives);
    return fc
      .array(fc.integer({ min: 1, max: 5 }), { minLength: size, maxLength: size })
      .map((list) =>
        study(
          negatives,
          positives,
          (m, r, c) => list[(m * readers + r) * (negatives + positives) + c]!,
          readers,
        ),
      );
  });
