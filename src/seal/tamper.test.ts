import { cpSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import { RandomStream } from '../core/random.js';
import { checkIntegrity } from '../evidence/integrity.js';
import { formatIntegrity } from '../evidence/integrity-report.js';
import { inspectLedger } from '../evidence/ledger-check.js';
import { entryBytes, entryPath, headBytes, headOf } from '../evidence/ledger-format.js';
import { listProjectFiles } from '../evidence/project-files.js';
import { finishedProject, newFolder, put, removeFolder, type TestProject } from './project.testkit.js';

/** Each test changes a copy of one finished project. */
let project: TestProject;
let paths: string[];
const copies: string[] = [];

function copy(): string {
  const dir = newFolder();
  copies.push(dir);
  cpSync(project.dir, dir, { recursive: true });
  return dir;
}

beforeAll(async () => {
  project = await finishedProject();
  paths = (await listProjectFiles(project.dir)).map(({ path }) => path);
});

afterAll(() => {
  for (const dir of [project.dir, ...copies]) removeFolder(dir);
});

async function errorsOf(dir: string): Promise<string[]> {
  const report = await checkIntegrity(dir);
  return report.findings.filter(({ severity }) => severity === 'error').map(({ path }) => path);
}

describe('a finished project', () => {
  it('is intact, and every file is vouched for', async () => {
    const report = await checkIntegrity(project.dir);
    expect(report.findings).toEqual([]);
    expect(report.files.filter(({ status }) => status !== 'intact')).toEqual([]);
    expect(report.files.map(({ path }) => path).sort()).toEqual([...paths].sort());
    expect(report.summary).toBe(
      `${report.counts.records} records, ${paths.length} files, 1 signature: intact`,
    );
    expect(report.counts.records).toBe(10);
  });
});

describe('one flipped byte', () => {
  it('in any file gives an error that names the file', async () => {
    const dir = copy();
    const random = new RandomStream(20261123);
    expect(paths.length).toBeGreaterThan(50);
    for (const path of paths) {
      const original = readFileSync(join(dir, path));
      for (let repetition = 0; repetition < 2; repetition += 1) {
        const changed = Buffer.from(original);
        const at = random.below(changed.length);
        changed[at] = changed[at]! ^ (1 + random.below(255));
        writeFileSync(join(dir, path), changed);
        expect(await errorsOf(dir), `${path}, byte ${at}`).toContain(path);
      }
      writeFileSync(join(dir, path), original);
    }
    expect(await errorsOf(dir)).toEqual([]);
  });

  it('names HEAD.json and no entry, whichever byte of it', () => {
    const dir = copy();
    const path = 'evidence/ledger/HEAD.json';
    const original = readFileSync(join(dir, path));
    for (let at = 0; at < original.length; at += 1) {
      const changed = Buffer.from(original);
      // One digit becomes another: the hardest case, since the file stays well-formed.
      changed[at] = changed[at] === 0x31 ? 0x32 : 0x31;
      if (changed.equals(original)) continue;
      writeFileSync(join(dir, path), changed);
      const named = inspectLedger(dir).findings.map((finding) => finding.path);
      expect(named, `byte ${at}`).toEqual([path]);
    }
  });

  it('names the ledger entry whose link to the one before was changed, and no other', () => {
    const dir = copy();
    const ledger = paths.filter((path) => /ledger\/\d+\.json$/.test(path));
    for (const path of ledger) {
      const original = readFileSync(join(dir, path), 'utf8');
      const previous = original.indexOf('"previous":"') + 12;
      const digit = original[previous] === '1' ? '2' : '1';
      writeFileSync(join(dir, path), original.slice(0, previous) + digit + original.slice(previous + 1));
      expect(inspectLedger(dir).findings.map((finding) => finding.path)).toEqual([path]);
      writeFileSync(join(dir, path), original);
    }
  });
});

describe('a dropped, added, doubled or exchanged file', () => {
  it('is missed, whichever file but a private key', async () => {
    const dir = copy();
    for (const path of paths.filter((name) => !name.startsWith('keys/'))) {
      renameSync(join(dir, path), join(project.dir, '..', 'veritome-parked'));
      expect(await errorsOf(dir), path).toContain(path);
      renameSync(join(project.dir, '..', 'veritome-parked'), join(dir, path));
    }
    expect(await errorsOf(dir)).toEqual([]);
  });

  it('may be a private key that is kept elsewhere', async () => {
    const dir = copy();
    rmSync(join(dir, 'keys'), { recursive: true });
    expect((await checkIntegrity(dir)).intact).toBe(true);
  });

  it('is an error in the evidence folder and a warning outside', async () => {
    const dir = copy();
    put(dir, 'evidence/runs/0001/extra.json', '{}\n');
    put(dir, 'notes.txt', 'mine\n');
    const { findings } = await checkIntegrity(dir);
    expect(findings.map(({ path, severity }) => [path, severity])).toEqual([
      ['evidence/runs/0001/extra.json', 'error'],
      ['notes.txt', 'warning'],
    ]);
  });

  it('is found when a signature is copied under another number', async () => {
    const dir = copy();
    cpSync(join(dir, 'evidence/signatures/0001.dsse.json'), join(dir, 'evidence/signatures/0002.dsse.json'));
    expect(await errorsOf(dir)).toEqual(['evidence/signatures/0002.dsse.json']);
  });

  it('names both of two that were exchanged, and what each holds', async () => {
    const dir = copy();
    const [a, b] = ['data/test/img-1.dcm', 'data/test/img-2.dcm'] as const;
    const bytes = readFileSync(join(dir, a));
    cpSync(join(dir, b), join(dir, a));
    writeFileSync(join(dir, b), bytes);
    const { findings } = await checkIntegrity(dir);
    expect(findings.map(({ path, args }) => [path, args['holds']])).toEqual([
      [a, b],
      [b, a],
    ]);
  });

  it('is found for exchanged ledger entries', async () => {
    const dir = copy();
    const [a, b] = ['evidence/ledger/000003.json', 'evidence/ledger/000004.json'] as const;
    const bytes = readFileSync(join(dir, a));
    cpSync(join(dir, b), join(dir, a));
    writeFileSync(join(dir, b), bytes);
    const { findings } = await checkIntegrity(dir);
    const moved = findings.filter(({ code }) => code === 'LEDGER-ENTRY-MOVED').map(({ path }) => path);
    expect(moved).toEqual([a, b]);
  });

  it('is refused when it is a link, and the link is not followed out of the project', async () => {
    const dir = copy();
    const path = 'data/test/img-1.dcm';
    const outside = join(newFolder(), 'img-1.dcm');
    copies.push(join(outside, '..'));
    renameSync(join(dir, path), outside);
    symlinkSync(outside, join(dir, path));
    const { findings } = await checkIntegrity(dir);
    expect(findings.map((finding) => [finding.path, finding.code])).toEqual([[path, 'FILE-NOT-REGULAR']]);
  });
});

describe('a ledger written anew', () => {
  it('with a whole chain and a right HEAD does not fit what was signed', async () => {
    const dir = copy();
    const rewritten: { bytes: Buffer; sha256: string }[] = [];
    for (const { entry } of project.ledger.read()) {
      const facts = entry.action === 'project-created' ? { example: 'other' } : entry.facts;
      const bytes = entryBytes({ ...entry, facts, previous: rewritten.at(-1)?.sha256 ?? '0'.repeat(64) });
      rewritten.push({ bytes, sha256: sha256(bytes) });
      put(dir, entryPath(entry.sequence), bytes);
    }
    put(dir, 'evidence/ledger/HEAD.json', headBytes(headOf(rewritten)));
    const { findings } = await checkIntegrity(dir);
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'LEDGER-REWRITTEN evidence/runs/0001/attestation.dsse.json',
      'LEDGER-REWRITTEN evidence/signatures/0001.dsse.json',
    ]);
  });
});

describe('what a finding says', () => {
  it('gives the first differing line and the numbers it touches', async () => {
    const dir = copy();
    const path = 'evidence/runs/0001/predictions.jsonl';
    writeFileSync(join(dir, path), readFileSync(join(dir, path), 'utf8').replace('0.1', '0.7'));
    const report = await checkIntegrity(dir);
    expect(formatIntegrity(report)).toBe(
      `${path}  changed since it was attested (line 2 differs)\n` +
        '  touches E1 E2 and 1 subgroup row\n' +
        'integrity: BROKEN, 1 finding',
    );
    expect(report.findings[0]?.args).toMatchObject({
      firstDifferentLine: 2,
      endpoints: 'E1 E2',
      subgroupRows: 1,
    });
  });

  it('tells an edited header from changed pixels', async () => {
    const dir = copy();
    const path = 'data/test/img-1.dcm';
    const bytes = readFileSync(join(dir, path));
    const flip = async (at: number): Promise<unknown> => {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ 1;
      writeFileSync(join(dir, path), changed);
      return (await checkIntegrity(dir)).findings[0]?.args['damage'];
    };
    expect(await flip(130)).toBe('header');
    expect(await flip(bytes.length - 1)).toBe('pixels');
  });

  it('says nothing of absent images when evidence is kept without them', async () => {
    const dir = copy();
    rmSync(join(dir, 'data/test'), { recursive: true });
    rmSync(join(dir, 'data/rehearsal'), { recursive: true });
    expect((await checkIntegrity(dir)).intact).toBe(false);
    const report = await checkIntegrity(dir, { withoutImages: true });
    expect(report.summary).toMatch(/, 3 images not kept here: intact$/);
  });
});
