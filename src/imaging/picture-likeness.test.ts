import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawCohort, TEST_COHORT } from '../example/cohort.js';
import { makePhantom } from '../example/phantom.js';
import { KnownPicture, NEAR_THRESHOLD } from './picture-likeness.js';
import { isSignature, readSignature, SIDE } from './picture-signature.js';
import { likeness, picture, regreyed, seen, signed, within } from './picture.testkit.js';
import type { Grey } from './picture.testkit.js';

const share = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const pictures = fc.integer({ min: 1, max: 1e6 }).map((seed) => picture(seed));
const cut = share(0, 0.05);
const near = (one: Grey, known: Grey): void => {
  expect(likeness(one, known)).toBeGreaterThanOrEqual(NEAR_THRESHOLD);
};

describe('the likeness of two pictures', () => {
  it('is 1 of a picture and itself', () => {
    const one = picture(1);
    expect(likeness(one, one)).toBe(1);
  });

  it('is not changed by any linear window, also one that inverts', () => {
    fc.assert(
      fc.property(
        pictures,
        share(0.01, 1000),
        share(-1e5, 1e5),
        fc.boolean(),
        (one, slope, level, inverted) => {
          near(
            regreyed(one, (value) => (inverted ? -slope : slope) * value + level),
            one,
          );
        },
      ),
      { numRuns: 10 },
    );
  });

  it('stays near after any rising grey curve, and a window that clips a tenth of the range at each end', () => {
    fc.assert(
      fc.property(pictures, share(0.5, 2), fc.boolean(), (one, power, known) => {
        const curved = regreyed(one, (value) => Math.max(0, value + 500) ** power);
        const clipped = regreyed(one, (value) => Math.min(900, Math.max(100, value)));
        for (const changed of [curved, clipped]) {
          if (known) near(one, changed);
          else near(changed, one);
        }
      }),
      { numRuns: 8 },
    );
  });

  it('stays near after a crop of up to 5 % at each side on any matrix, whichever of the two is cropped', () => {
    fc.assert(
      fc.property(pictures, cut, cut, cut, cut, share(0.5, 2), (one, left, right, top, bottom, scale) => {
        const cropped = within(one, [left, 1 - right, top, 1 - bottom], scale);
        near(cropped, one);
        near(one, cropped);
      }),
      { numRuns: 12 },
    );
  });

  it('is below the threshold for different pictures', () => {
    fc.assert(
      fc.property(pictures, pictures, (one, other) => {
        fc.pre(one.stored[0] !== other.stored[0]);
        expect(likeness(one, other)).toBeLessThan(NEAR_THRESHOLD);
      }),
      { numRuns: 12 },
    );
  });

  it('is below the threshold for the hands of different patients, drawn from one atlas', () => {
    const views = drawCohort(5, TEST_COHORT)
      .slice(0, 16)
      .map((patient) => makePhantom(5, patient).views[0]!);
    const hands = views.map(seen);
    const known = views.map((view) => new KnownPicture(signed(view)));
    known.forEach((one, i) => {
      hands.forEach((hand, k) => {
        if (i === k) expect(one.likeness(hand)).toBeGreaterThanOrEqual(NEAR_THRESHOLD);
        else expect(one.likeness(hand)).toBeLessThan(NEAR_THRESHOLD);
      });
    });
  });

  it('is 0 with a signature of no signs', () => {
    const none = 'd'.repeat(signed(picture(1)).length);
    expect(isSignature(none)).toBe(true);
    expect(new KnownPicture(none).likeness(seen(picture(1)))).toBe(0);
  });
});

describe('a signature', () => {
  it('is the sign of each place against its surroundings: a bright square is bright inside its edge, dark outside', () => {
    const stored = Float64Array.from({ length: 128 * 128 }, (_, i) => {
      const [x, y] = [i % 128, Math.floor(i / 128)];
      return x >= 32 && x < 96 && y >= 32 && y < 96 ? 100 : 0;
    });
    const signs = readSignature(signed({ stored, rows: 128, columns: 128 }));
    const row = Array.from(signs.subarray(32 * SIDE, 33 * SIDE));
    // The edges are at cells 16 and 48; in the middle and far outside there is nothing.
    expect(row.slice(14, 18)).toEqual([0, -1, 1, 0]);
    expect(row.slice(46, 50)).toEqual([0, 1, -1, 0]);
    expect(row.slice(22, 42)).toEqual(new Array<number>(20).fill(0));
    expect(row.slice(0, 10)).toEqual(new Array<number>(10).fill(0));
  });

  it('reads back as it was written, and nothing else is one', () => {
    const text = signed(picture(3));
    expect(isSignature(text)).toBe(true);
    expect(readSignature(text)).toHaveLength(SIDE * SIDE);
    expect(new Set(readSignature(text))).toEqual(new Set([-1, 0, 1]));
    for (const other of [text.slice(1), `${text}0`, `r${text.slice(1)}`, '', null, 7])
      expect(isSignature(other)).toBe(false);
  });
});
