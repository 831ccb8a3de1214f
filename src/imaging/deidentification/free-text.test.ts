import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dicomFile } from '../dicom-writer.testkit.js';
import { readDicom } from '../dicom.js';
import { niftiFile } from '../nifti/nifti-writer.testkit.js';
import { readNifti } from '../nifti/nifti.js';
import { readNrrd } from '../nrrd/nrrd.js';
import { radiographRows } from '../radiograph.testkit.js';
import { freeTextFindings } from './free-text.js';
import { identifyingNames, lookOfName } from './identifying-names.js';

const VOXELS = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

/** A NIfTI file with texts at places, and one extension of 32 bytes before the voxels. */
function nifti(version: 1 | 2, texts: Record<number, string>, extension = ''): Uint8Array {
  const start = version === 1 ? 352 : 544;
  const plan = { version, bigEndian: false, shape: [2, 2, 2], pixdim: [1, 1, 1], type: 'uint8' } as const;
  const plain = niftiFile({
    ...plan,
    shape: [2, 2, 2],
    pixdim: [1, 1, 1],
    bytesLe: VOXELS,
    voxOffset: start + 32,
  });
  const bytes = new Uint8Array(start + 32 + VOXELS.length);
  bytes.set(plain.subarray(0, start));
  bytes.set(VOXELS, start + 32);
  for (const [at, text] of Object.entries(texts)) bytes.set(Buffer.from(text), Number(at));
  if (extension !== '') {
    bytes[start - 4] = 1;
    const view = new DataView(bytes.buffer);
    view.setInt32(start, 32, true);
    view.setInt32(start + 4, 6, true);
    bytes.set(Buffer.from(extension), start + 8);
  }
  return bytes;
}

const identifiers = (found: readonly { code: string; severity: string; message: string }[]): string[] =>
  found
    .filter(({ code }) => code === 'IMAGE-IDENTIFIER')
    .map(({ severity, message }) => `${severity} ${message.split(' holds')[0] ?? ''}`);

describe('texts of NIfTI', () => {
  it.each([
    ['descrip', 1, 148],
    ['aux_file', 1, 228],
    ['intent_name', 1, 328],
    ['db_name', 1, 14],
    ['descrip', 2, 240],
    ['aux_file', 2, 320],
    ['intent_name', 2, 508],
  ] as const)('%s of version %i is looked at', (field, version, at) => {
    const { findings } = readNifti(nifti(version, { [at]: 'MRN0012345' }), null, 'a.nii');
    expect(identifiers(findings)).toEqual([`error ${field}`]);
    expect(JSON.stringify(findings)).not.toContain('0012345');
  });

  it('extensions are looked at, and a damaged one does no harm', () => {
    const named = readNifti(nifti(1, {}, 'patient DOE^Jane'), null, 'a.nii');
    expect(identifiers(named.findings)).toEqual(['error extension 1']);
    const damaged = nifti(1, {}, 'DOE^Jane');
    new DataView(damaged.buffer).setInt32(352, 0x7fffffff, true);
    expect(identifiers(readNifti(damaged, null, 'a.nii').findings)).toEqual([]);
  });

  it('what programs write identifies nobody', () => {
    for (const descrip of [
      'FSL5.0',
      'TE=30;Time=101010.5',
      'SPM12 - realigned',
      'Philips Medical Systems',
      '',
    ]) {
      expect(identifiers(readNifti(nifti(1, { 148: descrip }), null, 'a.nii').findings)).toEqual([]);
    }
  });
});

describe('texts of NRRD', () => {
  const nrrd = (
    extra: string,
  ): Promise<{ findings: { code: string; severity: string; message: string }[] }> =>
    readNrrd(
      Buffer.concat([
        Buffer.from(
          `NRRD0005\n${extra}type: uint8\ndimension: 3\nspace: left-posterior-superior\nsizes: 2 2 2\n` +
            'space directions: (1,0,0) (0,1,0) (0,0,1)\nkinds: domain domain domain\nencoding: raw\nspace origin: (0,0,0)\n\n',
        ),
        VOXELS,
      ]),
      () => Promise.reject(new Error('not asked for')),
      'a.nrrd',
    );

  it.each([
    ['# scanned for DOE^Jane\n', 'error comment 1'],
    ['content: MRN0012345\n', 'error content'],
    ['PatientName:=DOE^JANE\n', 'error PatientName'],
    ['PatientName:=code\n', 'warning PatientName'],
    ['PatientBirthDate:=19710305\n', 'error PatientBirthDate'],
    ['DICOM_0010_0020:=48151623\n', 'error DICOM_0010_0020'],
    ['note:=call +49-555-0100\n', 'error note'],
    ['Jane Doe:=MRN0012345\n', 'error a key of its own'],
  ])('%s', async (extra, expected) => {
    const { findings } = await nrrd(extra);
    expect(identifiers(findings)).toEqual([expected]);
  });

  it('names of segments, dummies and comments of the format identify nobody', async () => {
    const { findings } = await nrrd(
      '# Complete NRRD file format specification at:\nmodality:=CT\nPatientName:=Anonymous\nPatientBirthDate:=19000101\n',
    );
    expect(identifiers(findings)).toEqual([]);
  });
});

it('no value of a text is ever shown', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z]{8,20}\^[A-Z]{8,12}$/), (name) => {
      const found = freeTextFindings([{ field: 'descrip', text: `for ${name}` }], 'a.nii');
      expect(found).toHaveLength(1);
      expect(JSON.stringify(found)).not.toContain(name.slice(0, 8));
    }),
  );
});

describe('file meta information', () => {
  const checked = async (tag: number, vr: string, value: string): Promise<string[]> => {
    const bytes = dicomFile(radiographRows({ 0x00120064: null }));
    const extra = Buffer.alloc(8 + value.length);
    extra.writeUInt16LE(2, 0);
    extra.writeUInt16LE(tag & 0xffff, 2);
    extra.write(vr, 4, 'latin1');
    extra.writeUInt16LE(value.length, 6);
    extra.write(value, 8, 'latin1');
    // Behind the transfer syntax, the last element that the writer puts into the group.
    const end = 128 + 4 + 12 + 8 + 20;
    const file = await readDicom(
      new Uint8Array(Buffer.concat([bytes.subarray(0, end), extra, bytes.subarray(end)])),
      'a.dcm',
    );
    return file
      .identifiers()
      .map(({ code, severity, args }) => `${severity} ${code} ${String(args['tag'] ?? args['tags'])}`);
  };

  it('is searched like the rest', async () => {
    expect(await checked(0x00020016, 'AE', 'CT_KLINIKUM_1 ')).toEqual([
      'info IMAGE-IDENTIFIER-RESIDUAL (0002,0016)',
    ]);
    expect(await checked(0x00020016, 'AE', 'MRN0012345')).toEqual(['error IMAGE-IDENTIFIER (0002,0016)']);
  });
});

describe('names of files and folders', () => {
  it.each([
    ['DOE^JANE.dcm', 'person name'],
    ['MRN0012345', 'record number'],
    ['Mustermann_Erika', 'the name of a person'],
    ['Doe, Jane 2.nii.gz', 'the name of a person'],
    ['scan_20200102.dcm', 'a date'],
    ['05.03.1971', 'a date'],
    ['1234567.dcm', 'the number of a patient'],
    ['CT 4815162', 'the number of a patient'],
  ])('%s looks like something', (name, what) => {
    expect(lookOfName(name)?.what).toBe(what);
  });

  it.each([
    'IM-0001-0001.dcm',
    '000123.dcm',
    'FR-0117-1.dcm',
    'Left_Lung.nii.gz',
    'CT Chest',
    'LIDC-IDRI-0001',
    '1.2.840.113619.2.55.3.604688119.868.1234567890.467.dcm',
    '3f2a9c0d11aa77be3f2a9c0d11aa77be.dcm',
    'phi_ct_header.dcm',
    'Test_Data',
    'series',
  ])('%s does not', (name) => {
    expect(lookOfName(name)).toBeNull();
  });

  it('a folder is told once, and its name is masked', () => {
    const found = identifyingNames(['data/DOE^JANE/1.dcm', 'data/DOE^JANE/2.dcm', 'data/case/3.dcm']);
    expect(found).toMatchObject([{ path: 'data/***^****', severity: 'error', args: { isFolder: true } }]);
  });
});
