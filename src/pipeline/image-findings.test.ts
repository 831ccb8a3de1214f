import { describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { inventory } from '../dataset/inventory.js';
import { projectWith, radiographOf } from '../dataset/image-folder.testkit.js';
import { sliceFile } from '../imaging/series.testkit.js';
import type { Protocol } from '../schema/types.js';
import { requireFitImages } from './image-findings.js';
import type { ReadSet } from './read-project.js';

const PROTOCOL = { data: {} } as unknown as Protocol;

async function setOf(files: Record<string, Uint8Array | string>): Promise<[project: string, set: ReadSet]> {
  const project = projectWith(files);
  const manifest = await inventory(project, 'd', {
    id: 'SET',
    version: '1',
    pseudonymKey: 'sixteen letters.',
  });
  const flow = { included: manifest.images.map(({ id }) => id) };
  return [project, { manifest, flow } as unknown as ReadSet];
}

const refusal = async (project: string, sets: readonly ReadSet[]): Promise<unknown> =>
  requireFitImages(project, PROTOCOL, sets).catch((thrown: unknown) => thrown);

describe('what lock requires of the images', () => {
  it('planes in DICOM are fit', async () => {
    const [project, set] = await setOf({
      'd/1.dcm': radiographOf('P1', 1),
      'd/2.dcm': radiographOf('P2', 2),
    });
    expect(await refusal(project, [set, set])).toBeUndefined();
  });

  it('a volume is refused, in whichever set it stands, with every finding in the details', async () => {
    const slices = [0, 1, 2, 3].map((n): [string, Uint8Array] => [
      `d/ct/${n}.dcm`,
      sliceFile({ position: [0, 0.3 * n, 2 * n], number: n }),
    ]);
    const [project, volumes] = await setOf(Object.fromEntries(slices));
    const [, planes] = await setOf({ 'd/1.dcm': radiographOf('P1', 1) });
    const refused = await refusal(project, [planes, volumes]);
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({ code: 'INPUT-FINDINGS' });
    const { message, details, hint } = refused as AppError;
    expect(message).toMatch(/^the images cannot be run: .* \(and \d+ more\)$/);
    expect(hint).not.toBe('');
    const codes = (details as { findings: { code: string; severity: string }[] }).findings;
    expect(new Set(codes.map(({ severity }) => severity))).toEqual(new Set(['error']));
    expect(new Set(codes.map(({ code }) => code))).toEqual(
      new Set(['GEOMETRY-GANTRY-TILT', 'DATA-NOT-FOR-MODEL']),
    );
  });

  it.each([
    ['boxes.json', '{"images":[],"annotations":[],"categories":[]}'],
    ['points.mrk.json', '{"markups":[]}'],
    ['points.fcsv', '# CoordinateSystem = LPS\n# columns = id,x,y,z,label\n'],
  ])('an annotation beside the images is refused, since the model could read it: %s', async (name, text) => {
    const [project, set] = await setOf({ 'd/1.dcm': radiographOf('P1', 1), [`d/${name}`]: text });
    expect(await refusal(project, [set])).toMatchObject({ code: 'INPUT-FINDINGS' });
  });
});
