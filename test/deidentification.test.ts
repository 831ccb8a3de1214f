import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { row } from '../src/imaging/dicom-writer.testkit.js';
import { radiograph } from '../src/imaging/radiograph.testkit.js';
import { veritome } from './command.js';
import { emptyFolder } from './copies.js';

const NAMED = radiograph({ 0x00100010: row(0x00100010, 'PN', 'SECRET^NAME'), 0x00120062: null });

it('an inventory stops at a name, names the tag, masks the value and writes nothing', async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'named.dcm'), NAMED);
  const ended = await veritome(['data', 'inventory', folder, '--out', join(folder, 'manifest.json')]);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('IMAGE-IDENTIFIERS');
  expect(ended.stderr).toContain('PatientName (0010,0010)');
  expect(ended.stdout + ended.stderr).not.toMatch(/SECRET|^\s+at /m);
  expect(existsSync(join(folder, 'manifest.json'))).toBe(false);
});

it('inspect says what is declared in words and what remains', async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'clean.dcm'), radiograph());
  writeFileSync(join(folder, 'named.dcm'), NAMED);
  const ended = await veritome(['inspect', '--json', join(folder, 'clean.dcm'), join(folder, 'named.dcm')]);
  const [clean, named] = ended.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { deidentification: unknown });
  expect(ended.code).toBe(0);
  expect(clean?.deidentification).toMatchObject({
    declared: true,
    codes: [{ code: '113100', meaning: 'Basic Application Confidentiality Profile' }, { code: '113109' }],
    burnedIn: false,
  });
  expect(named?.deidentification).toMatchObject({ declared: null });
  expect(JSON.stringify(named)).toContain('"attribute":"PatientName","kind":"person-name"');
  expect(ended.stdout).not.toContain('SECRET');
});
