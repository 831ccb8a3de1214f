import { symlinkSync, writeFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import type { AppError } from '../core/error.js';
import { row } from '../imaging/dicom-writer.testkit.js';
import { NO_FACTS } from '../imaging/image-facts.js';
import { validate } from '../schema/validate.js';
import { checkManifest } from './check-manifest.js';
import { projectWith, radiographOf } from './image-folder.testkit.js';
import { inventory } from './inventory.js';
import type { InventoryOptions } from './inventory.js';
import { pseudonym, pseudonymKeyId } from './pseudonym.js';

const KEY = 'a key of the tests';
const options: InventoryOptions = { id: 'TEST-1', version: '1', pseudonymKey: KEY };
const NAMED = { 0x00120062: row(0x00120062, 'CS', 'NO'), 0x00120030: null };

describe('inventory', () => {
  it('gives files, digests, ids and facts, sorted', async () => {
    const image = radiographOf('FR-0117', 1);
    const project = projectWith({
      'data/test/FR-0200-1.dcm': radiographOf('FR-0200', 2),
      'data/test/FR-0117-1.dcm': image,
    });
    const seen: string[] = [];
    const manifest = await inventory(project, 'data/test', {
      ...options,
      progress: (done, total, path) => seen.push(`${done}/${total} ${path}`),
    });
    expect(manifest).toMatchObject({ root: 'data/test', pseudonyms: 'as-found', findings: [] });
    expect(manifest.pseudonymKeyId).toBe(pseudonymKeyId(KEY));
    expect(manifest.files[0]).toEqual({
      path: 'data/test/FR-0117-1.dcm',
      role: 'image',
      bytes: image.length,
      sha256: sha256(image),
      'sha256-header': sha256(image.subarray(0, image.length - 24 - 12)),
      'sha256-pixels-le': sha256(image.subarray(image.length - 24)),
      'sha256-pixel-fragments': null,
    });
    expect(manifest.images.map((one) => [one.id, one.case, one.files, one.facts.patientAgeYears])).toEqual([
      ['FR-0117-1', 'FR-0117', ['data/test/FR-0117-1.dcm'], 45],
      ['FR-0200-1', 'FR-0200', ['data/test/FR-0200-1.dcm'], 45],
    ]);
    expect(manifest.images[0]?.study).toBe(pseudonym(KEY, '2.25.1'));
    expect(seen).toEqual(['1/2 data/test/FR-0117-1.dcm', '2/2 data/test/FR-0200-1.dcm']);
    expect(await validate('data-manifest', manifest)).toEqual([]);
    expect(JSON.stringify(manifest)).not.toContain(KEY);
  });

  it('gives the same manifest whatever order the file system lists', async () => {
    const files = {
      'd/b.dcm': radiographOf('B', 1),
      'd/a/c.dcm': radiographOf('A', 2),
      'd/a.dcm': radiographOf('C', 3),
    };
    const forward = await inventory(projectWith(files), 'd', options);
    const backward = await inventory(
      projectWith(Object.fromEntries(Object.entries(files).reverse())),
      'd/',
      options,
    );
    expect({ ...backward, root: 'd' }).toEqual(forward);
  });

  it('hashes case ids throughout when one header does not declare de-identification', async () => {
    const project = projectWith({
      'd/1.dcm': radiographOf('FR-1', 1),
      'd/2.dcm': radiographOf('SECRET-7', 2, {
        ...NAMED,
        0x00080080: row(0x00080080, 'LO', 'City Hospital'),
      }),
    });
    const manifest = await inventory(project, 'd', options);
    expect(manifest.pseudonyms).toBe('keyed');
    expect(manifest.images.map((one) => one.case)).toEqual([
      pseudonym(KEY, 'FR-1'),
      pseudonym(KEY, 'SECRET-7'),
    ]);
    expect(manifest.images[1]?.facts.site).toMatch(/^site-[0-9a-f]{8}$/);
    expect(manifest.findings.map(({ code, path }) => `${path} ${code}`)).toEqual([
      'd/2.dcm IMAGE-IDENTIFIER',
      'd/2.dcm IMAGE-IDENTIFIER-RESIDUAL',
    ]);
    expect(JSON.stringify(manifest)).not.toMatch(/SECRET|City/);
    const other = await inventory(project, 'd', { ...options, pseudonymKey: 'another key' });
    expect(other.images[0]?.case).not.toBe(manifest.images[0]?.case);
  });

  it('ingests nothing when a header names a person, and shows no value', async () => {
    const project = projectWith({
      'd/1.dcm': radiographOf('FR-1', 1),
      'd/2.dcm': radiographOf('FR-2', 2, { ...NAMED, 0x00100010: row(0x00100010, 'PN', 'SECRET^NAME') }),
    });
    const refusal = await inventory(project, 'd', options).catch((thrown: unknown) => thrown as AppError);
    expect(refusal).toMatchObject({ code: 'IMAGE-IDENTIFIERS', exitCode: 2, place: 'd/2.dcm' });
    expect((refusal as AppError).message).toContain('1 of 2 files');
    expect((refusal as AppError).message).toContain('PatientName (0010,0010)');
    expect(JSON.stringify([refusal, (refusal as AppError).message])).not.toContain('SECRET');
  });

  it('keeps what cannot be read as an image, with its case where the header still tells', async () => {
    const whole = radiographOf('FR-3', 3);
    const project = projectWith({
      'd/1.dcm': radiographOf('FR-1', 1),
      'd/2.dcm': 'case,image,truth\n',
      'd/3.dcm': whole.subarray(0, whole.length - 1),
      'd/4.dcm': '',
    });
    const manifest = await inventory(project, 'd', options);
    const { files, images, findings } = manifest;
    expect(await validate('data-manifest', manifest)).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(['d/1.dcm', 'd/2.dcm', 'd/3.dcm', 'd/4.dcm']);
    expect(images.map((one) => [one.id, one.case])).toEqual([
      ['1', 'FR-1'],
      ['2', '2'],
      ['3', 'FR-3'],
      ['4', '4'],
    ]);
    expect(images[2]?.facts).toEqual(NO_FACTS);
    expect(findings.map(({ code, path }) => `${path} ${code}`)).toEqual([
      'd/2.dcm DATA-NO-PATIENT-ID',
      'd/2.dcm IMAGE-NOT-DICOM',
      'd/3.dcm IMAGE-TRUNCATED',
      'd/4.dcm DATA-NO-PATIENT-ID',
      'd/4.dcm IMAGE-NOT-DICOM',
    ]);
  });

  it('leaves out what is no image and says so', async () => {
    const report = radiographOf('FR-2', 2, { 0x7fe00010: null, 0x00280010: null, 0x00280030: null });
    const project = projectWith({
      'd/1.dcm': radiographOf('FR-1', 1),
      'd/README.txt': 'read me',
      'd/.DS_Store': Uint8Array.of(0, 0, 0, 1),
      'd/report.dcm': report,
    });
    const { files, images, findings } = await inventory(project, 'd', options);
    expect(files.map(({ path }) => path)).toEqual(['d/1.dcm']);
    expect(images.map(({ id }) => id)).toEqual(['1']);
    expect(findings.map(({ code, path }) => `${path} ${code}`)).toEqual([
      'd/.DS_Store DATA-NOT-AN-IMAGE',
      'd/README.txt DATA-NOT-AN-IMAGE',
      'd/report.dcm DATA-NOT-AN-IMAGE',
    ]);
  });

  it('reports the same image twice', async () => {
    const project = projectWith({ 'd/1.dcm': radiographOf('FR-1', 1), 'd/2.dcm': radiographOf('FR-2', 1) });
    const { findings } = await inventory(project, 'd', options);
    expect(findings.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'DATA-REPEATED-INSTANCE the same SOP instance as d/1.dcm',
      'DATA-REPEATED-PIXELS the same pixels as d/1.dcm',
    ]);
  });

  it('joins folders into ids where stems repeat, and refuses ids that still do', async () => {
    const a = radiographOf('FR-1', 1);
    const b = radiographOf('FR-2', 2);
    const { images } = await inventory(projectWith({ 'd/a/1.dcm': a, 'd/b/1.dcm': b }), 'd', options);
    expect(images.map(({ id }) => id)).toEqual(['a-1', 'b-1']);
    await expect(
      inventory(projectWith({ 'd/a/1.dcm': a, 'd/a/1.DCM': b }), 'd', options),
    ).rejects.toMatchObject({
      code: 'INPUT-DUPLICATE',
    });
  });

  it.each([
    ['missing', 'INPUT-FILE-MISSING'],
    ['..', 'INPUT-PATH-ESCAPES'],
    ['empty', 'INPUT-FILE-MISSING'],
    ['empty/none.txt', 'INPUT-ARGUMENT'],
  ])('refuses the folder %s', async (root, code) => {
    await expect(inventory(projectWith({ 'empty/none.txt': 'x' }), root, options)).rejects.toMatchObject({
      code,
    });
  });

  it('refuses a link that leads out of the project', async () => {
    const outside = projectWith({ 'x.dcm': radiographOf('FR-1', 1) });
    const project = projectWith({ 'd/1.dcm': radiographOf('FR-1', 1) });
    symlinkSync(join(outside, 'x.dcm'), join(project, 'd/2.dcm'));
    await expect(inventory(project, 'd', options)).rejects.toMatchObject({ code: 'INPUT-PATH-ESCAPES' });
  });
});

describe('checking a manifest', () => {
  it('says which file changed, and whether header or pixels did', async () => {
    const files = Object.fromEntries([1, 2, 3, 4].map((n) => [`d/${n}.dcm`, radiographOf(`FR-${n}`, n)]));
    const project = projectWith(files);
    const manifest = await inventory(project, 'd', options);
    expect(await checkManifest(project, manifest)).toEqual([]);

    flip(join(project, 'd/1.dcm'), -1);
    writeFileSync(join(project, 'd/2.dcm'), radiographOf('FR-9', 2));
    rmSync(join(project, 'd/3.dcm'));
    flip(join(project, 'd/4.dcm'), 5);
    writeFileSync(join(project, 'd/5.dcm'), radiographOf('FR-5', 5));
    expect(
      (await checkManifest(project, manifest)).map(({ code, path, message }) => [path, code, message]),
    ).toEqual([
      ['d/1.dcm', 'DATA-FILE-CHANGED', expect.stringContaining('the pixels only')],
      ['d/2.dcm', 'DATA-FILE-CHANGED', expect.stringContaining('the header only')],
      ['d/3.dcm', 'DATA-FILE-MISSING', expect.any(String)],
      // The preamble belongs to the header.
      ['d/4.dcm', 'DATA-FILE-CHANGED', expect.stringContaining('the header only')],
      ['d/5.dcm', 'DATA-FILE-ADDED', expect.any(String)],
    ]);
  });
});

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
