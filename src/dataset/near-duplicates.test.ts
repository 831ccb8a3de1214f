import { expect, it } from 'vitest';
import { row } from '../imaging/dicom-writer.testkit.js';
import {
  uidOverlapWithDevelopment,
  pixelOverlapWithDevelopment,
  overlapWithDevelopment,
} from './development-overlap.js';
import { projectWith, radiographOf } from './image-folder.testkit.js';
import { inventory } from './inventory.js';
import { makeDevelopmentKeys } from './make-development-keys.js';
import { nearOverlapWithDevelopment } from './near-overlap.js';

const KEY = 'a key of sixteen or more';

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
