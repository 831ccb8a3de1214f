import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../core/canonical.js';
import { fixedClock } from '../core/clock.js';
import { AppError } from '../core/error.js';
import { merkleRoot } from '../core/merkle.js';
import type { LedgerEntry } from '../schema/types.js';
import { anchorOf, Ledger } from './ledger.js';
import { inspectLedger } from './ledger-check.js';
import { entryBytes, entryPath, HEAD_PATH } from './ledger-format.js';

const actor = { id: 'x', name: 'X', source: 'instrument' as const };
let dir: string;
let ledger: Ledger;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'veritome-ledger-'));
  ledger = new Ledger(dir, { toolVersion: '1.2.3', clock: fixedClock('2026-11-23T08:00:00.000Z') });
  for (let index = 1; index <= 6; index += 1) await ledger.append({ actor, action: 'signed', facts: { index } });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const at = (number: number): string => join(dir, entryPath(number));
const entryAt = (number: number): LedgerEntry => JSON.parse(readFileSync(at(number), 'utf8')) as LedgerEntry;
const damage = (): string[] => inspectLedger(dir).findings.map(({ code, path }) => `${code} ${path.split('/').at(-1)}`);

describe('a ledger', () => {
  it('has one canonical file an entry, chained by the digest that sha256sum prints', () => {
    expect(entryAt(1).previous).toBe('0'.repeat(64));
    for (let number = 1; number < 6; number += 1) {
      const digest = createHash('sha256').update(readFileSync(at(number))).digest('hex');
      expect(entryAt(number + 1).previous).toBe(digest);
    }
    expect(readFileSync(at(3), 'utf8')).toBe(`${canonicalJson(entryAt(3))}\n`);
    expect(entryAt(3)).toMatchObject({ sequence: 3, at: '2026-11-23T08:00:00.000Z', tool: { version: '1.2.3' } });
  });

  it('has a head with size, last digest and Merkle root, the same as its anchor', () => {
    const files = [1, 2, 3, 4, 5, 6].map((number) => readFileSync(at(number)));
    const head = createHash('sha256').update(files[5]!).digest('hex');
    const expected = { size: 6, head, root: merkleRoot(files) };
    expect(JSON.parse(readFileSync(join(dir, HEAD_PATH), 'utf8'))).toMatchObject(expected);
    expect(ledger.anchor()).toEqual(expected);
    expect(anchorOf(ledger.read())).toEqual(expected);
  });

  it('gives the builder what is there and passes on what it throws, writing nothing', async () => {
    const refuse = ledger.append((entries) => {
      throw new AppError('INPUT-ORDER', `${entries.length} are enough`, { hint: 'stop' });
    });
    await expect(refuse).rejects.toMatchObject({ code: 'INPUT-ORDER', message: '6 are enough' });
    expect(ledger.read()).toHaveLength(6);
  });

  it('refuses to grow when it is broken', async () => {
    writeFileSync(at(2), readFileSync(at(2), 'utf8').replace('"index":2', '"index":7'));
    await expect(ledger.append({ actor, action: 'signed' })).rejects.toMatchObject({ code: 'INTEGRITY-LEDGER' });
    expect(() => ledger.read()).toThrow(expect.objectContaining({ place: entryPath(2) }));
  });

  it('refuses a number that is not JSON before anything is written', async () => {
    const refuse = ledger.append({ actor, action: 'signed', facts: { bad: Number.NaN } });
    await expect(refuse).rejects.toMatchObject({ code: 'CANONICAL-NOT-JSON' });
    expect(damage()).toEqual([]);
  });

  it('cannot be skipped: where it cannot be written the operation fails', async () => {
    const blocked = mkdtempSync(join(tmpdir(), 'veritome-ledger-'));
    writeFileSync(join(blocked, 'evidence'), 'a file where the folder should be');
    const write = new Ledger(blocked, { toolVersion: 'test' }).append({ actor, action: 'signed' });
    await expect(write).rejects.toMatchObject({ exitCode: 2, code: 'INPUT-FOLDER-UNWRITABLE' });
    rmSync(blocked, { recursive: true });
  });
});

describe('damage is told apart', () => {
  it('an edited entry', () => {
    writeFileSync(at(4), readFileSync(at(4), 'utf8').replace('"index":4', '"index":9'));
    expect(damage()).toEqual(['LEDGER-ENTRY-EDITED 000004.json']);
  });

  it('an edited last entry, which only HEAD vouches for', () => {
    writeFileSync(at(6), readFileSync(at(6), 'utf8').replace('"index":6', '"index":9'));
    expect(damage()).toEqual(['LEDGER-ENTRY-EDITED 000006.json']);
  });

  it('an entry laid out otherwise', () => {
    writeFileSync(at(2), readFileSync(at(2), 'utf8').replace(',', ', '));
    expect(damage()).toEqual(['LEDGER-ENTRY-EDITED 000002.json']);
  });

  it('a gap', () => {
    rmSync(at(3));
    expect(damage()).toEqual(['LEDGER-GAP 000003.json']);
  });

  it('a cut-off tail', () => {
    rmSync(at(5));
    rmSync(at(6));
    expect(damage()).toEqual(['LEDGER-TRUNCATED 000005.json', 'LEDGER-TRUNCATED 000006.json']);
  });

  it('two entries exchanged', () => {
    const second = readFileSync(at(2));
    renameSync(at(5), at(2));
    writeFileSync(at(5), second);
    expect(damage()).toEqual(['LEDGER-ENTRY-MOVED 000002.json', 'LEDGER-ENTRY-MOVED 000005.json']);
  });

  it('an entry put between others, which were renamed to make room', () => {
    for (let number = 6; number >= 3; number -= 1) renameSync(at(number), at(number + 1));
    writeFileSync(at(3), entryBytes({ ...entryAt(2), sequence: 3, facts: { index: 99 } }));
    expect(damage()).toEqual(['LEDGER-ENTRY-INSERTED 000003.json']);
  });

  it('an entry put at the end without chaining to it', () => {
    writeFileSync(at(7), entryBytes({ ...entryAt(6), sequence: 7 }));
    expect(damage()).toEqual(['LEDGER-ENTRY-INSERTED 000007.json']);
  });

  it('a missing HEAD', () => {
    rmSync(join(dir, HEAD_PATH));
    expect(damage()).toEqual(['LEDGER-HEAD-MISSING HEAD.json']);
  });

  it('a HEAD of another ledger', () => {
    writeFileSync(join(dir, HEAD_PATH), readFileSync(join(dir, HEAD_PATH), 'utf8').replace('"size":6', '"size":5'));
    expect(damage()).toEqual(['LEDGER-HEAD-EDITED HEAD.json']);
  });

  it('a HEAD that a stopped writer left behind is a warning, and the next entry mends it', async () => {
    const old = readFileSync(join(dir, HEAD_PATH));
    await ledger.append({ actor, action: 'signed' });
    writeFileSync(join(dir, HEAD_PATH), old);
    expect(damage()).toEqual(['LEDGER-HEAD-BEHIND HEAD.json']);
    expect(inspectLedger(dir).findings[0]?.severity).toBe('warning');
    await ledger.append({ actor, action: 'signed' });
    expect(damage()).toEqual([]);
  });

  it('a clock that went back is a warning', async () => {
    const earlier = new Ledger(dir, { toolVersion: 'test', clock: fixedClock('2026-11-23T07:00:00.000Z') });
    await earlier.append({ actor, action: 'signed' });
    expect(inspectLedger(dir).findings).toMatchObject([
      { code: 'LEDGER-CLOCK-BACKWARD', severity: 'warning', path: entryPath(7), message: 'is dated 3600 s before the entry ahead of it' },
    ]);
  });

  it('nothing, for no ledger at all', () => {
    const empty = join(dir, 'other');
    mkdirSync(empty);
    expect(inspectLedger(empty)).toEqual({ files: [], head: null, findings: [] });
  });
});
