import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { row } from '../src/imaging/dicom-writer.testkit.js';
import { background, write } from '../src/imaging/deidentification/text/rendered-text.testkit.js';
import { RandomStream } from '../src/core/random.js';
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

describe('an inventory of a file with a name', () => {
  const folderOf = (): string => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'named.dcm'), NAMED);
    return folder;
  };

  it('goes on where somebody answers for it, and the manifest says so', async () => {
    const folder = folderOf();
    const manifest = join(folder, 'manifest.json');
    const reason = 'names are codes of the trial';
    const accept = `IMAGE-IDENTIFIER/(0010,0010)=${reason}`;
    const ended = await veritome(['data', 'inventory', folder, '--out', manifest, '--accept', accept]);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain(`accepted  IMAGE-IDENTIFIER (0010,0010) in 1 file: ${reason}`);
    expect(ended.stdout + readFileSync(manifest, 'utf8')).not.toContain('SECRET');
    expect(JSON.parse(readFileSync(manifest, 'utf8'))).toMatchObject({
      acceptedIdentifiers: [{ code: 'IMAGE-IDENTIFIER', tag: '(0010,0010)', reason, files: 1 }],
    });
  });

  it.each([
    ['another tag', 'IMAGE-IDENTIFIER/(0010,0030)=birth dates are dummies', 'IMAGE-IDENTIFIERS'],
    ['no tag', 'IMAGE-IDENTIFIER=names are codes of the trial', 'tag by tag'],
    ['no reason', 'IMAGE-IDENTIFIER/(0010,0010)', 'a reason'],
    ['an unknown code', 'IMAGE-TRUNCATED=it does not matter', 'the code is none of'],
    ['an identifier for a reason', 'IMAGE-IDENTIFIER/(0010,0010)=ask Dr Miller', 'holds an identifier'],
  ])('stops all the same with %s', async (_, accept, why) => {
    const ended = await veritome(['data', 'inventory', folderOf(), '--accept', accept]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(why);
    expect(ended.stdout + ended.stderr).not.toMatch(/SECRET|^\s+at /m);
  });

  it('stops where nothing needs the answer, so that it hides nothing later', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'clean.dcm'), radiograph());
    const accept = 'IMAGE-IDENTIFIER/(0010,0010)=names are codes of the trial';
    const ended = await veritome(['data', 'inventory', folder, '--accept', accept]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('no file has IMAGE-IDENTIFIER of (0010,0010)');
  });
});

describe('text in the pixels', () => {
  const written = (flag: string): Uint8Array => {
    const plane = background('tissue', 200, 120, new RandomStream(1));
    write(plane, { text: 'DOE JANE', dot: 1, column: 10, row: 20, ink: 4095 });
    return radiograph({
      0x00280010: row(0x00280010, 'US', [120]),
      0x00280011: row(0x00280011, 'US', [200]),
      0x00280301: row(0x00280301, 'CS', flag),
      0x7fe00010: row(0x7fe00010, 'OW', [...plane.values]),
    });
  };

  it('is a box for inspect, and a warning for an inventory whatever the flag says', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'written.dcm'), written('NO'));
    const inspected = await veritome(['inspect', '--json', join(folder, 'written.dcm')]);
    const line = JSON.parse(inspected.stdout) as { textBoxes: Record<string, number>[]; findings: unknown[] };
    expect(line).toMatchObject({ burnedInText: true, burnedInAnnotation: false });
    expect(line.textBoxes).toHaveLength(1);
    const { row0 = 0, row1 = 0, col0 = 0, col1 = 0 } = line.textBoxes[0] ?? {};
    expect([row0, row1]).toEqual([20, 27]);
    expect(col0).toBeLessThan(15);
    expect(col1).toBeGreaterThan(50);
    expect(line.findings).toContainEqual(
      expect.objectContaining({ code: 'IMAGE-TEXT-IN-PIXELS', severity: 'warning' }),
    );
    const ended = await veritome(['data', 'inventory', folder]);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('IMAGE-TEXT-IN-PIXELS');
  });

  it('stops an inventory where the header says it is burned in', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'written.dcm'), written('YES'));
    const ended = await veritome(['data', 'inventory', folder]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('BurnedInAnnotation (0028,0301) is YES');
    const accept = 'IMAGE-BURNED-IN=the text is the side and the view, read by two';
    expect(await veritome(['data', 'inventory', folder, '--accept', accept])).toMatchObject({ code: 0 });
  });
});

it('an inventory stops at a folder named after a person, and does not print the name', async () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'SECRET^Name'));
  writeFileSync(join(folder, 'SECRET^Name', 'a.dcm'), radiograph());
  const ended = await veritome(['data', 'inventory', folder]);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('******^****');
  expect(ended.stderr).not.toMatch(/SECRET|Name/);
});
