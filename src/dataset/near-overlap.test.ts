import { expect, it } from 'vitest';
import { drawCohort, TEST_COHORT } from '../example/cohort.js';
import { makePhantom } from '../example/phantom.js';
import { likeness, NEAR_THRESHOLD } from '../imaging/picture-likeness.js';
import { pictureSignature, signatureOf } from '../imaging/picture-signature.js';
import type { StoredPixels } from '../imaging/stored-pixels.js';
import { highestLikeness } from './near-overlap.js';

it('finds the near-duplicates that the search of every pair finds, with the same likeness', () => {
  const hands = drawCohort(11, TEST_COHORT)
    .slice(0, 10)
    .map((patient) => makePhantom(11, patient).views[0]!);
  const sign = (stored: ArrayLike<number>, rows: number, columns: number): string => {
    const grey = { stored, rows, columns, frames: 1, samplesPerPixel: 1, photometric: 'MONOCHROME2' };
    return pictureSignature(grey as unknown as StoredPixels) ?? '';
  };
  /** Cut off at the left and the top by so many rows and columns of the picture. */
  const cut = ({ stored, rows, columns }: (typeof hands)[number], by: number): string => {
    const values = Array.from({ length: (rows - by) * (columns - by) }, (_, i) => {
      const y = Math.floor(i / (columns - by)) + by;
      return stored[y * columns + (i % (columns - by)) + by]!;
    });
    return sign(values, rows - by, columns - by);
  };
  const known = hands.map(({ stored, rows, columns }) => sign(stored, rows, columns));
  const test = hands.map((hand, i) => signatureOf(cut(hand, Math.round((hand.rows * i) / 200))));
  const all = test.map((own) => Math.max(...known.map((other) => likeness(own, signatureOf(other)))));
  const found = highestLikeness([...test, null], known);
  expect(found).toHaveLength(11);
  expect(found.at(-1)).toBe(-1);
  let near = 0;
  all.forEach((best, i) => {
    if (best < NEAR_THRESHOLD) expect(found[i]).toBeLessThan(NEAR_THRESHOLD);
    else {
      expect(found[i]).toBe(best);
      near += 1;
    }
  });
  expect(near).toBeGreaterThan(5);
});
