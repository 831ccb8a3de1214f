import { expect, it } from 'vitest';
import { picture, signed, seen, within } from '../imaging/picture.testkit.js';
import { NEAR_THRESHOLD } from '../imaging/picture-likeness.js';
import { highestLikeness } from './near-overlap.js';

it('finds each near-duplicate among many signatures, and tells how far it is', async () => {
  const known = Array.from({ length: 30 }, (_, i) => picture(i + 1));
  const copies = known.slice(0, 6).map((one, i) => seen(within(one, [0.008 * i, 1, 0, 1 - 0.008 * i])));
  const others = Array.from({ length: 6 }, (_, i) => seen(picture(100 + i)));
  const progress: number[] = [];
  const best = await highestLikeness([...copies, ...others, null], known.map(signed), (done, total) => {
    expect(total).toBe(30);
    progress.push(done);
  });
  expect(best).toHaveLength(13);
  for (const value of best.slice(0, 6)) expect(value).toBeGreaterThanOrEqual(NEAR_THRESHOLD);
  for (const value of best.slice(6)) expect(value).toBeLessThan(NEAR_THRESHOLD);
  expect(best.at(-1)).toBe(0);
  expect(progress).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
});
