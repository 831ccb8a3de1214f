import { describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import { drawCohort, TEST_COHORT } from './cohort.js';
import { FRACTURE_EXAMPLE_SEED } from './fracture.js';
import { makePhantom, PHANTOM_COLUMNS, PHANTOM_ROWS, type Phantom } from './phantom.js';

const patient = { stream: 3, fractured: true, images: 2, ageKnown: true };

function pixels(phantom: Phantom): string[] {
  return phantom.views.map(({ stored }) => sha256(Buffer.from(stored.buffer)));
}

describe('a phantom', () => {
  it('is fixed by seed and patient, in any order', () => {
    const first = pixels(makePhantom(11, patient));
    makePhantom(11, { ...patient, stream: 4 });
    expect(pixels(makePhantom(11, patient))).toEqual(first);
    expect(pixels(makePhantom(12, patient))).not.toEqual(first);
    expect(pixels(makePhantom(11, { ...patient, stream: 4 }))).not.toEqual(first);
  });

  it('does not change its first view when a second is taken', () => {
    const [first] = pixels(makePhantom(11, patient));
    expect(pixels(makePhantom(11, { ...patient, images: 1 }))).toEqual([first]);
  });

  it('shows the same person with and without the fracture, apart from the fracture', () => {
    const broken = makePhantom(11, patient);
    const whole = makePhantom(11, { ...patient, fractured: false });
    expect({ ...whole, conspicuity: null, views: [] }).toEqual({ ...broken, conspicuity: null, views: [] });
    expect(whole.conspicuity).toBeNull();
    expect(pixels(whole)).not.toEqual(pixels(broken));
  });

  it('uses the 12 bits it declares', () => {
    for (let stream = 1; stream <= 12; stream += 1) {
      const [view] = makePhantom(11, { ...patient, stream }).views;
      expect(view!.stored.length).toBe(PHANTOM_ROWS * PHANTOM_COLUMNS);
      const sorted = Uint16Array.from(view!.stored).sort();
      expect(sorted.at(-1)).toBeLessThanOrEqual(4095);
      // An image with contrast: its middle 98 % span a quarter of the range or more.
      expect(
        sorted[Math.floor(0.99 * sorted.length)]! - sorted[Math.floor(0.01 * sorted.length)]!,
      ).toBeGreaterThan(1000);
    }
  });

  it('has every fracture of the example inside the image', () => {
    for (const member of drawCohort(FRACTURE_EXAMPLE_SEED, TEST_COHORT).slice(0, 40)) {
      for (const { fractureAt } of makePhantom(FRACTURE_EXAMPLE_SEED, member).views) {
        expect(fractureAt !== null).toBe(member.fractured);
        if (fractureAt === null) continue;
        expect(Math.min(fractureAt.row, PHANTOM_ROWS - fractureAt.row)).toBeGreaterThan(12);
        expect(Math.min(fractureAt.column, PHANTOM_COLUMNS - fractureAt.column)).toBeGreaterThan(12);
      }
    }
  });
});
