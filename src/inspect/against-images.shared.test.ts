import { describe, expect, it } from 'vitest';
import { WITHOUT_SHARED, sharedPath } from '../imaging/shared-data.testkit.js';
import { givenImages } from './given-images.js';
import { heldAgainst } from './held-against.js';
import { inspectPath } from './inspect.js';

async function held(file: string, folder: string): Promise<{ codes: string[]; labels: unknown }> {
  const [understood, images] = await Promise.all([
    inspectPath(sharedPath(file)),
    givenImages(sharedPath(folder)),
  ]);
  const { facts, findings } = heldAgainst({ ...understood, findings: [] }, images, file);
  return { codes: findings.map(({ code }) => code), labels: facts['labels'] };
}

describe.skipIf(WITHOUT_SHARED)('annotations against the images they were drawn on', () => {
  it('contours give the recorded voxel counts on the grid of the series', async () => {
    const { codes, labels } = await held('rtstruct/derived_ctchest_rtstruct.dcm', 'series/derived_ctchest');
    expect(codes).toEqual([]);
    expect(labels).toMatchObject([
      { name: 'thoracic vertebral column', voxels: 2712 },
      { name: 'right lung', voxels: 34450 },
      { name: 'left lung', voxels: 33700 },
    ]);
  });

  it.each([
    ['seg/derived_ctchest_binary_seg.dcm', 'series/derived_ctchest'],
    ['seg/dcmqi_23x38x3_label.seg.dcm', 'series/dcmqi_23x38x3'],
    ['seg/liver.dcm', 'series/dcmqi_ct_3slice'],
    ['seg/seg_image_ct_binary.dcm', 'series/pydicom_ct2_16x16'],
  ])('%s belongs to %s', async (file, folder) => {
    expect((await held(file, folder)).codes).toEqual([]);
  });

  it('the wrong images are named', async () => {
    expect((await held('seg/liver.dcm', 'series/derived_ctchest')).codes).toEqual([
      'SEG-FRAME-OF-REFERENCE',
      'SEG-SERIES-DIFFERS',
      'SEG-REFERENCE-MISSING',
      'SEG-GRID-DIFFERS',
    ]);
  });
});
