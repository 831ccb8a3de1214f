import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { row } from '../imaging/dicom-writer.testkit.js';
import { validate } from '../schema/validate.js';
import { acquisitionIntervals } from './acquisition-intervals.js';
import { md5OfText } from './dvc/dvc-dir.js';
import { projectWith, radiographOf } from './image-folder.testkit.js';
import { inventory } from './inventory.js';
import { diffManifests } from './manifest-diff.js';

const options = { id: 'SET', version: '1', pseudonymKey: 'a key of the tests' };
const at = (project: string) => inventory(project, 'd', options);

describe('what changed between two versions', () => {
  it('is told by case: added, removed, renamed, header only', async () => {
    const [a, b, c] = [radiographOf('P1', 1), radiographOf('P2', 2), radiographOf('P3', 3)];
    const older = radiographOf('P1', 1, { 0x00101010: row(0x00101010, 'AS', '046Y') });
    const before = await at(projectWith({ 'd/1.dcm': a, 'd/2.dcm': b, 'd/3.dcm': c }));
    const after = await at(
      projectWith({ 'd/1.dcm': older, 'd/two.dcm': b, 'd/4.dcm': radiographOf('P4', 4) }),
    );
    const diff = diffManifests(before, after);
    expect(diff).toMatchObject({
      casesComparable: true,
      cases: { added: ['P4'], removed: ['P3'] },
      unchanged: 0,
    });
    expect(diff.changes.map((one) => [one.case, one.image, one.change, one.was, one.facts])).toEqual([
      ['P1', '1', 'header', null, ['patientAgeYears']],
      ['P2', 'two', 'moved', '2', []],
      ['P3', '3', 'removed', null, []],
      ['P4', '4', 'added', null, []],
    ]);
    expect(diffManifests(before, before)).toMatchObject({ changes: [], unchanged: 3 });
  });

  it('cannot tell cases apart by different keys', async () => {
    const project = projectWith({ 'd/1.dcm': radiographOf('P1', 1, { 0x00120062: null }) });
    const other = await inventory(project, 'd', { ...options, pseudonymKey: 'another' });
    expect(diffManifests(await at(project), other).casesComparable).toBe(false);
  });
});

describe('facts of a set', () => {
  it('holds no date: days since the first of the case, the span of all', () => {
    const images = [
      { case: 'a', day: 100 },
      { case: 'a', day: 107 },
      { case: 'b', day: 465.25 + 365.25 },
      { case: 'c', day: null },
    ];
    expect(acquisitionIntervals(images)).toEqual({ days: [0, 7, 0, null], spanYears: 2 });
    expect(acquisitionIntervals([])).toEqual({ days: [], spanYears: null });
  });

  it('counts categories and draws numbers', async () => {
    const files = Object.fromEntries(
      [40, 41, 42, 43, 44, 45, 60].map((age, i) => [
        `d/${i}.dcm`,
        radiographOf(`P${i}`, i, { 0x00101010: row(0x00101010, 'AS', `0${age}Y`) }),
      ]),
    );
    const manifest = await at(projectWith(files));
    expect(await validate('data-manifest', manifest)).toEqual([]);
    const facts = new Map(manifest.dataSheet?.facts.map((fact) => [fact.variable, fact]));
    expect(facts.get('patient.ageYears')?.numbers).toMatchObject({ min: 40, median: 43, max: 60 });
    expect(facts.get('patient.ageYears')?.numbers?.bins).toEqual([
      1,
      1,
      1,
      1,
      1,
      1,
      ...Array<number>(13).fill(0),
      1,
    ]);
    expect(facts.get('modality')).toMatchObject({ notStated: 0, numbers: null });
    expect(facts.has('equipment.magneticFieldStrengthT')).toBe(false);
  });
});

describe('the data version', () => {
  it('is recorded with its Git revision, and refused when the files are others', async () => {
    const image = radiographOf('P1', 1);
    const listing = `[{"md5": "${md5OfText(image)}", "relpath": "1.dcm"}]`;
    const md5 = `${md5OfText(listing)}.dir`;
    const project = projectWith({
      'd/1.dcm': image,
      'd.dvc': `outs:\n- md5: ${md5}\n  nfiles: 1\n  hash: md5\n  path: d\n`,
      'other.dvc': `outs:\n- md5: ${'0'.repeat(32)}\n  path: elsewhere\n`,
    });
    mkdirSync(join(project, '.git', 'refs', 'heads'), { recursive: true });
    writeFileSync(join(project, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    writeFileSync(join(project, '.git', 'packed-refs'), `# pack\n${'a'.repeat(40)} refs/heads/main\n`);
    const manifest = await at(project);
    expect(await validate('data-manifest', manifest)).toEqual([]);
    expect(manifest.versions).toEqual([
      {
        system: 'dvc',
        record: 'd.dvc',
        stage: null,
        path: 'd',
        md5,
        hash: 'md5',
        bytes: null,
        files: 1,
        gitRevision: 'a'.repeat(40),
      },
    ]);
    rmSync(join(project, 'd', '1.dcm'));
    writeFileSync(join(project, 'd', '1.dcm'), radiographOf('P1', 2));
    await expect(at(project)).rejects.toMatchObject({ code: 'INTEGRITY-DATA-VERSION', place: 'd.dvc' });
  });
});
