import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDicom } from '../src/imaging/dicom.js';
import type { DevelopmentOverlap, Lock, Results } from '../src/schema/types.js';
import { mustEnd, veritome } from './command.js';
import { copyOf, emptyFolder } from './copies.js';

const DIR = { test: 'data/test', dev: 'development' };
const KEPT = ['FR-0001', 'FR-0002', 'FR-0003', 'FR-0004', 'FR-0006'];

interface Kept {
  patient?: boolean;
  study?: boolean;
  series?: boolean;
  instance?: boolean;
  /** `windowed`: another grey scale, the same picture; `other`: noise. */
  pixels?: 'same' | 'windowed' | 'other';
}

/** A test image as a development image that keeps only what is named; every length stays as it was. */
async function developmentImage(bytes: Buffer, kept: Kept): Promise<Buffer> {
  const dicom = await readDicom(bytes, 'test image');
  const pixels = 2 * dicom.facts.rows! * dicom.facts.columns!;
  let header = bytes.subarray(0, bytes.length - pixels).toString('latin1');
  const replace = (value: string | null, keep: boolean | undefined): void => {
    if (keep === true || value === null) return;
    const last = value.at(-1) === '7' ? '8' : '7';
    header = header.replaceAll(value, value.slice(0, -1) + last);
  };
  replace(dicom.patientId, kept.patient);
  replace(dicom.studyUid, kept.study);
  replace(dicom.seriesUid, kept.series);
  replace(dicom.instanceUid, kept.instance);
  const image = Buffer.concat([Buffer.from(header, 'latin1'), bytes.subarray(bytes.length - pixels)]);
  for (let i = image.length - pixels; kept.pixels !== 'same' && i < image.length; i += 2) {
    const value = image.readUInt16LE(i);
    image.writeUInt16LE(kept.pixels === 'windowed' ? value >> 1 : (i * 7919 + (i >> 5) * 104729) % 4093, i);
  }
  return image;
}

function cutDown(cwd: string): void {
  const stays = (name: string): boolean => KEPT.some((patient) => name.startsWith(patient));
  for (const name of readdirSync(join(cwd, DIR.test))) if (!stays(name)) rmSync(join(cwd, DIR.test, name));
  const table = join(cwd, 'data/reference.csv');
  const rows = readFileSync(table, 'utf8')
    .split('\n')
    .filter((line, i) => i === 0 || stays(line));
  writeFileSync(table, `${rows.join('\n')}\n`);
  // The rehearsal set is inventoried and looked through as well, and nothing is asserted of it.
  const rehearsal = join(cwd, 'data/rehearsal');
  for (const name of readdirSync(rehearsal).sort().slice(2)) rmSync(join(rehearsal, name));
}

/** The example, cut down to five patients unless whole, and keys made of one development image by the commands a user has. */
async function projectAgainst(
  kept: Kept,
  { whole = false, more = '' } = {},
): Promise<{ cwd: string; made: string }> {
  const cwd = copyOf('lockedProject');
  if (!whole) cutDown(cwd);
  const outside = emptyFolder();
  mkdirSync(join(outside, DIR.dev));
  const image = readFileSync(join(cwd, DIR.test, 'FR-0001-1.dcm'));
  writeFileSync(join(outside, DIR.dev, 'd.dcm'), await developmentImage(image, kept));
  const words = ['data', 'development-keys', join(outside, DIR.dev), '--out', 'model/own.keys.json'];
  const { stdout, stderr } = await mustEnd(0, words, { cwd });
  expect(stderr).toBe('');
  const protocol = join(cwd, 'protocol.yaml');
  const text = readFileSync(protocol, 'utf8')
    .replace(/development: .*/, `development: model/own.keys.json${more}`)
    .replace("version: '1.0'", "version: '1.1'");
  writeFileSync(protocol, text);
  for (const [folder, id] of [
    ['test', 'TEST-1'],
    ['rehearsal', 'REH-1'],
  ] as const)
    await mustEnd(
      0,
      ['data', 'inventory', `data/${folder}`, '--id', id, '--out', `data/${folder}.manifest.json`],
      {
        cwd,
      },
    );
  return { cwd, made: stdout };
}

const NOTHING = ['patient', 'study', 'series', 'instance', 'pixels', 'near-duplicate'].map((method) => [
  method,
  0,
]);

const counts = (overlap: DevelopmentOverlap) =>
  overlap.methods.map(({ method, found }) => [method, found.length]);

const KINDS: [string, Kept, string][] = [
  ['patient', { patient: true }, 'case FR-0001 is a patient the model was developed on'],
  ['study', { study: true }, 'image FR-0001-1 is of a study the model was developed on'],
  ['series', { series: true }, 'image FR-0001-1 is of a series the model was developed on'],
  ['instance', { instance: true }, 'image FR-0001-1 is an instance the model was developed on'],
  [
    'near-duplicate',
    { pixels: 'windowed' },
    'image FR-0001-1 looks like an image the model was developed on (likeness 1.000)',
  ],
];

describe('overlap with the development data, from keys to lock', () => {
  it.each(KINDS)('by %s stops check and lock', async (method, kept, message) => {
    const { cwd, made } = await projectAgainst(kept);
    expect(made).toBe(
      '1 images of 1 patients, 0 files not read\nwritten to model/own.keys.json\n\nNext: veritome data inventory\n',
    );
    const check = await veritome(['check', '--json'], { cwd });
    expect([check.code, check.stderr]).toEqual([2, '']);
    const report = JSON.parse(check.stdout) as {
      ok: boolean;
      findings: { code: string; message: string }[];
      facts: { overlap: DevelopmentOverlap };
    };
    expect(report.ok).toBe(false);
    expect(counts(report.facts.overlap)).toEqual(NOTHING.map(([name]) => [name, name === method ? 1 : 0]));
    expect(report.findings.filter(({ code }) => code.startsWith('DATA-LEAKAGE'))).toMatchObject([
      { code: 'DATA-LEAKAGE', message: expect.stringContaining(message) as string },
    ]);
    const lock = await veritome(['lock', '--as', 'qa'], { cwd });
    expect([lock.code, lock.stdout]).toEqual([2, '']);
    expect(lock.stderr).toContain(`INPUT-FINDINGS  data/test.manifest.json`);
    expect(lock.stderr).toContain(`the test set shares data with the development: ${message}`);
    // The reason, then the finding with its remedy.
    expect(lock.stderr.trim().split('\n')).toHaveLength(3);
  });

  it('by exact pixels names the image in plain words', async () => {
    const { cwd } = await projectAgainst({ pixels: 'same' });
    const { code, stdout, stderr } = await veritome(['check'], { cwd });
    expect([code, stderr]).toEqual([2, '']);
    expect(stdout).toContain(
      'data/test.manifest.json  DATA-LEAKAGE  image FR-0001-1 has the pixels of an image the model was developed on\n' +
        '    take it out of the test set, or accept it with a reason in data.acceptedOverlap\n',
    );
    expect(stdout).toContain(
      'overlap with the development data: compared with model/own.keys.json\n' +
        '  patient        0 found, 5 cases against 1\n' +
        '  study          0 found, 5 images against 1\n' +
        '  series         0 found, 5 images against 1\n' +
        '  instance       0 found, 5 images against 1\n' +
        '  pixels         1 found, 5 files against 1\n' +
        '  near-duplicate 1 found, 5 files against 1, likeness from 0.96\n',
    );
  });

  it('that the protocol accepts with a reason is locked, run and recorded', async () => {
    const reason = 'phantom imaged at every site';
    const { cwd } = await projectAgainst(
      { patient: true },
      {
        whole: true,
        more: `\n  acceptedOverlap:\n    - { method: patient, ids: [FR-0001], reason: ${reason} }`,
      },
    );
    const check = await mustEnd(0, ['check'], { cwd });
    expect(check.stderr).toBe('');
    expect(check.stdout).toMatch(
      /^training data TRAIN-4: manifest SHA-256 [0-9a-f]{16}… \(the manifest has this digest\)$/m,
    );
    expect(check.stdout).toContain(
      `DATA-LEAKAGE-ACCEPTED  case FR-0001 is a patient the model was developed on`,
    );
    expect(check.stdout).toContain('  patient        1 found, 160 cases against 1, 1 accepted\n');
    await mustEnd(0, ['rehearse'], { cwd });
    const lock = await mustEnd(0, ['lock', '--as', 'qa'], { cwd });
    expect(lock.stderr).toBe('');
    const locked = JSON.parse(readFileSync(join(cwd, 'evidence/locks/0002/lock.json'), 'utf8')) as Lock;
    expect(locked.developmentOverlap?.methods[0]?.found).toEqual([
      { id: 'FR-0001', likeness: null, accepted: reason },
    ]);
    expect(locked.model.dataVersion).toMatchObject([
      { id: 'TRAIN-4', use: 'training', path: 'model/training.manifest.json', checked: 'manifest' },
      { id: 'DEV-4', use: 'tuning', checked: 'manifest' },
    ]);
    const run = await veritome(['run'], { cwd });
    expect([0, 1]).toContain(run.code);
    const results = JSON.parse(readFileSync(join(cwd, 'evidence/runs/0001/results.json'), 'utf8')) as Results;
    expect(results.developmentOverlap).toEqual(locked.developmentOverlap);
    const verified = await mustEnd(0, ['verify'], { cwd });
    expect(verified.stdout).toContain('computed again: the same');
  });
});

describe('data development-keys', () => {
  it('tells of files it cannot read, and gives the same as one object', async () => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, 'd'));
    const image = readFileSync(join(copyOf('lockedProject'), DIR.test, 'FR-0001-1.dcm'));
    writeFileSync(join(cwd, 'd', '1.dcm'), image);
    writeFileSync(join(cwd, 'd', '2.dcm'), image.subarray(0, 2000));
    const words = ['data', 'development-keys', 'd', '--out', 'keys.json'];
    const plain = await mustEnd(0, words, { cwd });
    expect(plain.stdout).toBe(
      '1 images of 1 patients, 1 files not read\n2.dcm  not in the keys: it cannot be read\nwritten to keys.json\n\nNext: veritome data inventory\n',
    );
    const json = await mustEnd(0, [...words, '--json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: true,
      images: 1,
      patients: 1,
      unread: 1,
      out: 'keys.json',
    });
    expect([plain.stderr, json.stderr]).toEqual(['', '']);
    const keys = readFileSync(join(cwd, 'keys.json'), 'utf8');
    expect(keys).not.toContain('FR-0001');
    expect(keys).not.toContain('2.25.');
  });

  it.each([
    [['no-such-folder', '--out', 'keys.json'], /^INPUT-FILE-MISSING {2}/],
    [['.', '--out', 'keys.json'], /^INPUT-FILE-MISSING {2}\.: no DICOM image of the folder can be read/],
    [['.'], /--out/],
  ])('refuses %j and writes nothing', async (words, message) => {
    const cwd = emptyFolder();
    const { code, stdout, stderr } = await veritome(['data', 'development-keys', ...words], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(readdirSync(cwd)).toEqual([]);
  });
});
