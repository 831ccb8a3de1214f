import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { row } from '../imaging/dicom-writer.testkit.js';
import type { Row } from '../imaging/dicom-writer.testkit.js';
import { sliceFile } from '../imaging/series.testkit.js';
import type { ImageEntry } from '../schema/types.js';
import { validate } from '../schema/validate.js';
import { checkManifest } from './check-manifest.js';
import { uidOverlapWithDevelopment } from './development-overlap.js';
import type { DevelopmentKeys } from './development-overlap.js';
import { projectWith, radiographOf } from './image-folder.testkit.js';
import { inventory } from './inventory.js';
import type { InventoryOptions } from './inventory.js';
import { diffManifests } from './manifest-diff.js';
import { pseudonym } from './pseudonym.js';

const options: InventoryOptions = { id: 'S', version: '1', pseudonymKey: 'a key of the tests', threads: 0 };

/** A de-identified CT slice of one series; `n` makes the instance and the pixels its own. */
function ct(n: number, z: number, changes: Record<number, Row | null> = {}): Uint8Array {
  return sliceFile({
    position: [0, 0, z],
    number: 100 - n,
    changes: {
      0x00080018: row(0x00080018, 'UI', `2.25.7.${n}`),
      0x00080060: row(0x00080060, 'CS', 'CT'),
      0x00180050: row(0x00180050, 'DS', '2'),
      0x7fe00010: row(
        0x7fe00010,
        'OW',
        Array.from({ length: 12 }, (_, i) => (i * n) % 4096),
      ),
      ...changes,
    },
  });
}

/** Three slices whose names run against their positions. */
const series = (folder: string, changes: Record<number, Row | null> = {}): Record<string, Uint8Array> => ({
  [`${folder}/a.dcm`]: ct(1, 4, changes),
  [`${folder}/b.dcm`]: ct(2, 2, changes),
  [`${folder}/c.dcm`]: ct(3, 0, changes),
});

const digest = (lines: (string | null | undefined)[]): string =>
  createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex');

/** NIfTI-1 of 2 × 2 × 2 voxels of 16 bits, 1 mm apart. */
function nifti(values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(352 + 16);
  bytes.writeInt32LE(348, 0);
  [3, 2, 2, 2, 1, 1, 1, 1].forEach((n, i) => bytes.writeInt16LE(n, 40 + 2 * i));
  bytes.writeInt16LE(4, 70);
  bytes.writeInt16LE(16, 72);
  [1, 1, 1, 1].forEach((mm, i) => bytes.writeFloatLE(mm, 76 + 4 * i));
  bytes.writeFloatLE(352, 108);
  bytes.writeUInt8(2, 123);
  bytes.writeInt16LE(1, 254);
  [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0].forEach((v, i) => bytes.writeFloatLE(v, 280 + 4 * i));
  bytes.write('n+1\0', 344, 'latin1');
  values.forEach((value, i) => bytes.writeInt16LE(value, 352 + 2 * i));
  return bytes;
}

const only = (images: readonly ImageEntry[]): ImageEntry => {
  expect(images).toHaveLength(1);
  return images[0]!;
};

describe('a series of slices', () => {
  it('is one image: files by position, digests over lists, its grid and what all headers state', async () => {
    const project = projectWith(series('d/case-1', {}));
    const manifest = await inventory(project, 'd', options);
    expect(await validate('data-manifest', manifest)).toEqual([]);
    const image = only(manifest.images);
    const files = ['c', 'b', 'a'].map((name) => `d/case-1/${name}.dcm`);
    expect(image).toMatchObject({ id: 'case-1', files, instance: null });
    expect(new Set(image.instances).size).toBe(3);
    expect(image.volume).toEqual({
      slices: 3,
      grid: {
        size: [4, 3, 3],
        spacingMm: [0.25, 0.5, 2],
        origin: [0, 0, 0],
        direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
      },
      refusedFor: [],
      findings: [],
    });
    const inOrder = files.map((path) => manifest.files.find((file) => file.path === path));
    expect(image.digests).toEqual({
      'sha256-of-files': digest(inOrder.map((file) => file?.sha256)),
      'sha256-of-headers': digest(inOrder.map((file) => file?.['sha256-header'])),
      'sha256-of-pixels-le': digest(inOrder.map((file) => file?.['sha256-pixels-le'])),
    });
    expect(image.facts).toMatchObject({ modality: 'CT', slices: 3, sliceThicknessMm: 2, frames: 1 });
    expect(manifest.dataSheet).toMatchObject({ images: 1, series: 1, files: 3 });
    expect(await checkManifest(project, manifest)).toEqual([]);
  });

  it('was developed on when any one of its slices was', async () => {
    const project = projectWith(series('d/x'));
    const manifest = await inventory(project, 'd', options);
    const keys = (uid: string): DevelopmentKeys => ({
      kind: 'development-keys',
      key: options.pseudonymKey,
      patients: [],
      instances: [pseudonym(options.pseudonymKey, uid)],
    });
    expect(uidOverlapWithDevelopment(manifest, keys('2.25.7.2')).instance).toEqual(['x']);
    expect(uidOverlapWithDevelopment(manifest, keys('2.25.7.9')).instance).toEqual([]);
  });

  it('keeps what headers state differently as not known', async () => {
    const project = projectWith({
      ...series('d/x'),
      'd/x/d.dcm': ct(4, 6, {
        0x00180050: row(0x00180050, 'DS', '3'),
        0x00280301: row(0x00280301, 'CS', 'YES'),
      }),
    });
    const manifest = await inventory(project, 'd', options).catch((thrown: unknown) => thrown);
    // Burned-in text stops an ingest, whichever slice states it.
    expect(manifest).toMatchObject({ code: 'IMAGE-IDENTIFIERS' });
    const other = projectWith({
      ...series('d/x'),
      'd/x/d.dcm': ct(4, 6, { 0x00180050: row(0x00180050, 'DS', '3') }),
    });
    expect(only((await inventory(other, 'd', options)).images).facts.sliceThicknessMm).toBeNull();
  });

  it('that is no volume names the slice and what refuses it', async () => {
    const gap = projectWith({ ...series('d/x'), 'd/x/e.dcm': ct(5, 8) });
    const manifest = await inventory(gap, 'd', options);
    expect(only(manifest.images).volume).toMatchObject({
      grid: null,
      refusedFor: ['GEOMETRY-MISSING-SLICE'],
    });
    expect(manifest.findings).toMatchObject([{ code: 'GEOMETRY-MISSING-SLICE', path: 'd/x/e.dcm' }]);
  });

  it('keeps a damaged slice, which refuses the volume', async () => {
    const whole = ct(4, 6);
    const project = projectWith({ ...series('d/x'), 'd/x/d.dcm': whole.subarray(0, whole.length - 4) });
    const manifest = await inventory(project, 'd', options);
    const image = only(manifest.images);
    expect(image.files.at(-1)).toBe('d/x/d.dcm');
    expect(image.volume?.refusedFor).toContain('GEOMETRY-NO-POSITION');
    expect(image.digests?.['sha256-of-pixels-le']).toBeNull();
    expect(manifest.findings.map(({ code }) => code)).toContain('IMAGE-TRUNCATED');
    expect(image.facts.modality).toBe('CT');
  });

  it('says once what all its files give cause to say', async () => {
    const bits = { 0x00280102: row(0x00280102, 'US', [15]), 0x00280101: row(0x00280101, 'US', [16]) };
    const project = projectWith(series('d/x', { ...bits, 0x00280106: row(0x00280106, 'US', [1]) }));
    const { findings } = await inventory(project, 'd', options);
    for (const { code } of findings) {
      expect(findings.filter((finding) => finding.code === code)).toHaveLength(1);
    }
  });

  it('is joined by its UIDs, not by its folder; copies in two folders stay apart and are told', async () => {
    const { 'd/x/a.dcm': a, 'd/x/b.dcm': b, 'd/x/c.dcm': c } = series('d/x');
    const split = await inventory(
      projectWith({ 'd/1/a.dcm': a!, 'd/1/b.dcm': b!, 'd/2/c.dcm': c! }),
      'd',
      options,
    );
    expect(only(split.images).files).toEqual(['d/2/c.dcm', 'd/1/b.dcm', 'd/1/a.dcm']);
    const twice = await inventory(projectWith({ ...series('d/1'), ...series('d/2') }), 'd', options);
    expect(twice.images.map(({ id, files }) => [id, files.length])).toEqual([
      ['1', 3],
      ['2', 3],
    ]);
    const codes = new Set(twice.findings.map(({ code }) => code));
    expect([...codes].sort()).toEqual(['DATA-REPEATED-INSTANCE', 'DATA-REPEATED-PIXELS']);
  });

  it('of another patient is another image, even under the same UID', async () => {
    const other = series('d/y', { 0x00100020: row(0x00100020, 'LO', 'FR-0118') });
    const manifest = await inventory(projectWith({ ...series('d/x'), ...other }), 'd', options);
    expect(manifest.images.map(({ id, case: patient }) => [id, patient])).toEqual([
      ['x', 'FR-0117'],
      ['y', 'FR-0118'],
    ]);
  });

  it('shares a folder with others: each is named after its first file', async () => {
    const second = { 0x0020000e: row(0x0020000e, 'UI', '2.25.88') };
    const files = { ...series('d/x') };
    for (const [path, bytes] of Object.entries(series('d/x', second))) {
      files[path.replace('/x/', '/x/s2-')] = bytes;
    }
    const manifest = await inventory(projectWith(files), 'd', options);
    expect(manifest.images.map(({ id }) => id)).toEqual(['x-a', 'x-s2-a']);
  });

  it('is many images where each file is to be one, and radiographs are one where that is asked for', async () => {
    const files = await inventory(projectWith(series('d/x')), 'd', { ...options, unit: 'file' });
    expect(files.images.map(({ id, volume }) => [id, volume])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['c', undefined],
    ]);
    const films = projectWith({ 'd/x/1.dcm': radiographOf('P', 1), 'd/x/2.dcm': radiographOf('P', 2) });
    expect((await inventory(films, 'd', options)).images).toHaveLength(2);
    const joined = only((await inventory(films, 'd', { ...options, unit: 'series' })).images);
    expect(joined.volume?.refusedFor[0]).toBe('GEOMETRY-NO-POSITION');
  });

  it('that lost a slice is told by diff as one change', async () => {
    const project = projectWith({ ...series('d/x'), 'd/x/d.dcm': ct(4, 6) });
    const before = await inventory(project, 'd', options);
    const after = await inventory(projectWith(series('d/x')), 'd', options);
    expect(diffManifests(before, after).changes).toMatchObject([
      { image: 'x', change: 'files', was: '4 files', facts: ['intensity', 'slices', 'volume'] },
    ]);
    expect(diffManifests(before, before)).toMatchObject({ changes: [], unchanged: 1 });
  });
});

describe('other files of the folder', () => {
  it('NIfTI whose description identifies a patient stops the ingest', async () => {
    const named = Buffer.from(nifti([-5, 100, 2000, 7, 9, 11, 13, 1024]));
    named.write('MRN0012345', 148, 'latin1');
    const project = projectWith({ 'd/sub-01.nii': named });
    const refusal = await inventory(project, 'd', options).catch((thrown: unknown) => thrown);
    expect(refusal).toMatchObject({ code: 'IMAGE-IDENTIFIERS', place: 'd/sub-01.nii' });
    expect((refusal as Error).message).not.toMatch(/0012345/);
  });

  it('NIfTI is an image whose patient and equipment are not known; a label map is none', async () => {
    const project = projectWith({
      'd/sub-01.nii.gz': gzipSync(nifti([-5, 100, 2000, 7, 9, 11, 13, 1024])),
      'd/sub-01_seg.nii.gz': gzipSync(nifti([0, 0, 1, 1, 2, 2, 0, 0])),
      'd/table.csv': 'case,image\n1,sub-01\n',
      'd/boxes.json': '{"images":[],"annotations":[],"categories":[]}',
      'd/sub-01.json': '{"Modality":"MR"}',
      'd/sub-01.txt': '0 0.5 0.5 0.1 0.1\n',
      'd/reading.xml': '<?xml version="1.0"?><LidcReadMessage></LidcReadMessage>',
      'd/README.md': 'words',
    });
    const manifest = await inventory(project, 'd', options);
    expect(await validate('data-manifest', manifest)).toEqual([]);
    const image = only(manifest.images);
    expect(image).toMatchObject({ id: 'sub-01', case: 'sub-01', study: null, volume: { slices: 2 } });
    expect(image.facts).toMatchObject({
      modality: null,
      manufacturer: null,
      patientSex: null,
      rows: 2,
      frames: 2,
    });
    expect(manifest.otherFiles?.map(({ path, role }) => [path, role])).toEqual([
      ['d/README.md', 'other'],
      ['d/boxes.json', 'coco'],
      ['d/reading.xml', 'lidc'],
      ['d/sub-01.json', 'json'],
      ['d/sub-01.txt', 'yolo'],
      ['d/sub-01_seg.nii.gz', 'label-map'],
      ['d/table.csv', 'table'],
    ]);
    expect(await checkManifest(project, manifest)).toEqual([]);
  });

  it('a pair of header and voxels is one image of two files', async () => {
    const whole = Buffer.from(nifti([1, 200, 3, 4, 500, 6, 7, -8]));
    const header = Buffer.from(whole.subarray(0, 348));
    header.write('ni1\0', 344, 'latin1');
    header.writeFloatLE(0, 108);
    const project = projectWith({ 'd/t1.hdr': header, 'd/t1.img': whole.subarray(352) });
    const manifest = await inventory(project, 'd', options);
    expect(only(manifest.images).files).toEqual(['d/t1.hdr', 'd/t1.img']);
    expect(manifest.otherFiles).toBeUndefined();
  });

  it('that changed, went or came are found by check', async () => {
    const files = { ...series('d/x'), 'd/table.csv': 'a\n1\n', 'd/gone.txt': 'words' };
    const manifest = await inventory(projectWith(files), 'd', options);
    const now = projectWith({ ...series('d/x'), 'd/table.csv': 'a\n2\n', 'd/new.csv': 'b\n' });
    const found = await checkManifest(now, manifest);
    expect(found.map(({ code, path }) => [code, path]).sort()).toEqual([
      ['DATA-FILE-ADDED', 'd/new.csv'],
      ['DATA-FILE-CHANGED', 'd/table.csv'],
      ['DATA-FILE-MISSING', 'd/gone.txt'],
    ]);
  });
});
