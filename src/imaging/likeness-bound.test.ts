import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlineOf, Outlines } from './likeness-bound.js';
import { likeness, NEAR_THRESHOLD } from './picture-likeness.js';
import { signatureOf } from './picture-signature.js';
import type { Picture } from './picture-signature.js';
import { warp } from './picture-warp.js';

const SIDE = 32;

/** Grey steps by rank, as a signature has them. */
function ranked(values: readonly number[]): Picture {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const grey = new Float64Array(values.length);
  order.forEach((at, rank) => (grey[at] = Math.floor((16 * rank) / values.length)));
  return { grey };
}

interface Scene {
  discs: { x: number; y: number; radius: number; grey: number }[];
  tilt: number;
}

/** A scene of discs on a slope within these borders, with noise: a copy of another, where the borders differ. */
function drawn({ discs, tilt }: Scene, [left, right, top, bottom]: number[], noise = 0, seed = 1): Picture {
  let state = seed >>> 0;
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const values = Array.from({ length: SIDE * SIDE }, (_, i) => {
    const x = left! + ((right! - left!) * ((i % SIDE) + 0.5)) / SIDE;
    const y = top! + ((bottom! - top!) * (Math.floor(i / SIDE) + 0.5)) / SIDE;
    let value = tilt * (x + 0.6 * y) + noise * (random() - 0.5);
    for (const disc of discs) {
      const away = Math.hypot(x - disc.x, y - disc.y) / disc.radius;
      value += disc.grey / (1 + Math.exp(12 * (away - 1)));
    }
    return value;
  });
  return ranked(values);
}

const share = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const scenes: fc.Arbitrary<Scene> = fc.record({
  discs: fc.array(
    fc.record({ x: share(0, 1), y: share(0, 1), radius: share(0.04, 0.4), grey: share(-1, 1) }),
    { minLength: 1, maxLength: 12 },
  ),
  tilt: share(-0.5, 0.5),
});
const moved = fc.tuple(share(-0.05, 0.05), share(-0.05, 0.05), share(-0.05, 0.05), share(-0.05, 0.05));

describe('the bound of a likeness', () => {
  it('lets pass every pair that the full search finds near: moved borders and noise', () => {
    let near = 0;
    fc.assert(
      fc.property(scenes, moved, share(0, 0.3), (scene, [l, r, t, b], noise) => {
        const original = drawn(scene, [0, 1, 0, 1]);
        const copy = drawn(scene, [l, 1 + r, t, 1 + b], noise, 7);
        for (const [own, other] of [
          [original, copy],
          [copy, original],
        ] as const) {
          if (likeness(own, other) < NEAR_THRESHOLD) continue;
          near += 1;
          const outline = outlineOf(own);
          expect(outline === null || new Outlines(other).mayBeNear(outline)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
    // Otherwise the law would be empty.
    expect(near).toBeGreaterThan(15);
  });

  it('lets pass a picture against itself seen through any borders of the search', () => {
    const positions = fc.integer({ min: -8, max: 8 }).map((step) => step * 0.00625);
    fc.assert(
      fc.property(scenes, positions, positions, positions, positions, (scene, l, r, t, b) => {
        const picture = drawn(scene, [0, 1, 0, 1]);
        const core = warp(picture.grey, [l, 1 + r, t, 1 + b]);
        // A picture whose core this is: what lies outside does not count.
        const grey = new Float64Array(SIDE * SIDE);
        core.forEach((value, i) => (grey[(Math.floor(i / 28) + 2) * SIDE + (i % 28) + 2] = value));
        const outline = outlineOf({ grey });
        expect(outline === null || new Outlines(picture).mayBeNear(outline)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('rules out most pairs of different scenes', () => {
    // Few discs on a slope are alike indeed: many discs without one.
    const different = scenes.filter(({ discs }) => discs.length >= 6).map((scene) => ({ ...scene, tilt: 0 }));
    const pictures = fc
      .sample(different, { numRuns: 40, seed: 3 })
      .map((scene) => drawn(scene, [0, 1, 0, 1]));
    const outlines = pictures.map(outlineOf);
    let passed = 0;
    for (const [i, other] of pictures.entries()) {
      const boxes = new Outlines(other);
      outlines.forEach((outline, k) => {
        if (k !== i && outline !== null && boxes.mayBeNear(outline)) passed += 1;
      });
    }
    expect(passed / (40 * 39)).toBeLessThan(0.5);
  });

  it('says nothing of a picture of one grey: it has no outline, and is near to none', () => {
    const flat = signatureOf('7'.repeat(1024));
    const other = drawn({ discs: [], tilt: 1 }, [0, 1, 0, 1]);
    expect(outlineOf(flat)).toBeNull();
    expect(likeness(flat, other)).toBe(0);
    expect(new Outlines(flat).mayBeNear(outlineOf(other) ?? new Float64Array(35))).toBe(true);
  });
});
