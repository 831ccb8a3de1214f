import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import { sliceFile } from '../imaging/series.testkit.js';
import type { Model } from '../model/model.js';
import type { Prediction } from '../schema/types.js';
import { inferImage } from './infer-image.js';

const folder = mkdtempSync(join(tmpdir(), 'veritome-infer-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Nothing that is refused before may reach it. */
const NEVER = {
  infer: () => Promise.reject(new Error('the model was asked')),
} as unknown as Model;

/** An image of CT slices, sheared by `tilt` mm a slice. */
async function predicted(
  slices: readonly number[],
  tilt: number,
  allow: Parameters<typeof inferImage>[3] = [],
): Promise<Prediction> {
  const files = slices.map((n) => {
    const bytes = sliceFile({ position: [0, tilt * n, 2 * n], number: n + 1 });
    const at = join(folder, `${tilt}-${n}.dcm`);
    writeFileSync(at, bytes);
    return { at, path: `data/${n}.dcm`, sha256: sha256(bytes) };
  });
  const task = { image: 'ct', case: 'FR-1', files };
  return (await inferImage(NEVER, task, (message) => message, allow)).prediction;
}

describe('an image of several files', () => {
  it('is no plane: a failed prediction that says so, with every file kept', async () => {
    const { status, outputs, failure, inputs } = await predicted([0, 1, 2, 3], 0);
    expect([status, outputs, inputs.length]).toEqual(['failed', [], 4]);
    expect(failure).toEqual({
      stage: 'decode',
      code: 'IMAGE-UNSUPPORTED',
      message: 'a volume of 4 slices; the model takes one plane',
    });
  });

  it('whose geometry refuses a volume names the defect first, unless the protocol allows it', async () => {
    expect((await predicted([0, 1, 2, 3], 0.3)).failure?.code).toBe('GEOMETRY-GANTRY-TILT');
    expect((await predicted([0, 1, 3, 4], 0)).failure?.code).toBe('GEOMETRY-MISSING-SLICE');
    const allowed = await predicted([0, 1, 2, 3], 0.3, ['GEOMETRY-GANTRY-TILT']);
    expect(allowed.failure?.code).not.toBe('GEOMETRY-GANTRY-TILT');
  });

  it('without any file is refused, too', async () => {
    expect((await predicted([], 0)).status).toBe('failed');
  });
});
