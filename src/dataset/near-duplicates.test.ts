import { describe, expect, it } from 'vitest';
import { drawCohort, TEST_COHORT } from '../example/cohort.js';
import { makePhantom } from '../example/phantom.js';
import { row } from '../imaging/dicom-writer.testkit.js';
import type { StoredPixels } from '../imaging/stored-pixels.js';
import {
  uidOverlapWithDevelopment,
  pixelOverlapWithDevelopment,
  overlapWithDevelopment,
} from './development-overlap.js';
import { projectWith, radiographOf } from './image-folder.testkit.js';
import { inventory } from './inventory.js';
import { makeDevelopmentKeys } from './make-development-keys.js';
import { nearOverlapWithDevelopment } from './near-overlap.js';
import { likeness, NEAR_THRESHOLD } from '../imaging/picture-likeness.js';
import { pictureSignature, signatureOf } from '../imaging/picture-signature.js';

const KEY = 'a key of sixteen or more';

interface Grey {
  stored: ArrayLike<number>;
  rows: number;
  columns: number;
}

function signature({ stored, rows, columns }: Grey, photometric = 'MONOCHROME2') {
  const pixels = { stored, rows, columns, frames: 1, samplesPerPixel: 1, photometric };
  const text = pictureSignature(pixels as unknown as StoredPixels);
  if (text === null) throw new Error('no signature');
  return signatureOf(text);
}

/** The picture with this share cut off at each border, on another matrix. */
function cut({ stored, rows, columns }: Grey, share: number, scale = 1): Grey {
  const out = { rows: Math.round(rows * scale), columns: Math.round(columns * scale) };
  const at = (i: number, n: number, size: number) =>
    Math.min(size - 1, Math.floor((share + ((1 - 2 * share) * (i + 0.5)) / n) * size));
  const values = Array.from({ length: out.rows * out.columns }, (_, i) => {
    const y = at(Math.floor(i / out.columns), out.rows, rows);
    return stored[y * columns + at(i % out.columns, out.columns, columns)]!;
  });
  return { ...out, stored: values };
}

const patients = drawCohort(5, TEST_COHORT)
  .slice(0, 12)
  .map((patient) => makePhantom(5, patient).views[0]!);

describe('a picture signature', () => {
  it('of one grey value, or of a picture smaller than its grid, is none', () => {
    const flat = { stored: new Uint8Array(64 * 64), rows: 64, columns: 64, frames: 1, samplesPerPixel: 1 };
    expect(pictureSignature({ ...flat, photometric: 'MONOCHROME2' } as unknown as StoredPixels)).toBeNull();
    expect(pictureSignature({ ...flat, rows: 8 } as unknown as StoredPixels)).toBeNull();
  });

  it('of a ramp to the right is sixteen grey steps, two columns each', () => {
    const stored = Float64Array.from({ length: 1024 }, (_, i) => i % 32);
    const pixels = {
      stored,
      rows: 32,
      columns: 32,
      frames: 1,
      samplesPerPixel: 1,
      photometric: 'MONOCHROME2',
    };
    const firstRow = pictureSignature(pixels as unknown as StoredPixels)?.slice(0, 32);
    expect(firstRow).toBe('00112233445566778899aabbccddeeff');
  });

  it.each<[string, (one: Grey) => Grey]>([
    ['window and level', (one) => ({ ...one, stored: Array.from(one.stored, (v) => 3 * v - 40) })],
    [
      'a curved grey scale',
      (one) => ({ ...one, stored: Array.from(one.stored, (v) => Math.sqrt(Math.max(0, v))) }),
    ],
    ['scale 95 %', (one) => cut(one, 0, 0.95)],
    ['scale 105 %', (one) => cut(one, 0, 1.05)],
    ['a crop of 3 % at each side', (one) => cut(one, 0.03)],
  ])('is the same after %s', (_name, change) => {
    for (const view of patients) {
      expect(likeness(signature(change(view)), signature(view))).toBeGreaterThanOrEqual(NEAR_THRESHOLD);
    }
  });

  it('tells similar hands of different patients apart', () => {
    const all = patients.map((view) => signature(view));
    for (let i = 0; i < all.length; i += 1) {
      for (let k = 0; k < i; k += 1) expect(likeness(all[i]!, all[k]!)).toBeLessThan(NEAR_THRESHOLD);
    }
  });
});

it('overlap is told by patient, study, series, instance and pixels, and hides nothing behind a new header', async () => {
  const project = projectWith({
    'dev/1.dcm': radiographOf('FR-1', 1),
    'test/1.dcm': radiographOf('FR-1', 1),
    'test/2.dcm': radiographOf('FR-2', 1, {
      0x00080018: row(0x00080018, 'UI', '2.25.77'),
      0x0020000d: row(0x0020000d, 'UI', '2.25.78'),
      0x0020000e: row(0x0020000e, 'UI', '2.25.79'),
    }),
  });
  const { keys, images, unread } = await makeDevelopmentKeys(project, 'dev', KEY);
  expect({ images, unread }).toEqual({ images: 1, unread: [] });
  expect(JSON.stringify(keys)).not.toMatch(/FR-1|2\.25/);
  const manifest = await inventory(project, 'test', { id: 'T', version: '1', pseudonymKey: KEY });
  expect(overlapWithDevelopment(manifest, keys)).toEqual(['FR-1']);
  expect(uidOverlapWithDevelopment(manifest, keys)).toEqual({ study: ['1'], series: ['1'], instance: ['1'] });
  expect(pixelOverlapWithDevelopment(manifest, keys)).toEqual(['test/1.dcm', 'test/2.dcm']);
  const near = await nearOverlapWithDevelopment(project, manifest, keys);
  // 3 × 4 pixels hold no picture: said, not taken for different.
  expect(near).toMatchObject({ unread: 2, found: [] });
  const other = await inventory(project, 'test', { id: 'T', version: '1', pseudonymKey: 'another key' });
  expect(uidOverlapWithDevelopment(other, keys)).toEqual({ study: null, series: null, instance: null });
});
