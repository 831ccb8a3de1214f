import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTemporaryName, sweepLeftovers } from './atomic.js';
import { compileEvidence } from './compiled.testkit.js';
import { Ledger } from './ledger.js';
import { inspectLedger } from './ledger-check.js';

/** Appends `count` entries and says so after each; real processes, since threads share what processes do not. */
const WRITER = `
import { Ledger } from './evidence/ledger.js';
const [dir, name, count] = process.argv.slice(2);
const ledger = new Ledger(dir, { toolVersion: 'test' });
for (let index = 0; index < Number(count); index += 1) {
  const actor = { id: name, name, source: 'instrument' };
  const { entry } = await ledger.append({ actor, action: 'look-resumed', facts: { writer: name, index } });
  process.stdout.write(entry.sequence + '\\n');
}
`;

let program: string;
const folders: string[] = [];

beforeAll(() => {
  program = compileEvidence();
  writeFileSync(join(program, 'writer.mjs'), WRITER);
  folders.push(program);
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newProject(): string {
  const dir = mkdtempSync(join(tmpdir(), 'veritome-ledger-'));
  folders.push(dir);
  return dir;
}

interface Writer {
  process: ChildProcess;
  /** Sequence numbers that the process said it had written. */
  said: number[];
  ended: Promise<void>;
}

function startWriter(dir: string, name: string, count: number): Writer {
  const child = spawn(process.execPath, [join(program, 'writer.mjs'), dir, name, String(count)]);
  const writer: Writer = { process: child, said: [], ended: new Promise((resolve) => child.once('close', () => resolve())) };
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (text + chunk).split('\n');
    text = lines.pop() ?? '';
    writer.said.push(...lines.map(Number));
  });
  return writer;
}

describe('several processes', () => {
  it('append at once: no entry is lost, the chain is whole', async () => {
    const dir = newProject();
    const writers = ['a', 'b', 'c', 'd'].map((name) => startWriter(dir, name, 25));
    await Promise.all(writers.map(({ ended }) => ended));
    const { files, head, findings } = inspectLedger(dir);
    expect(findings).toEqual([]);
    expect(head?.size).toBe(100);
    const written = files.map(({ entry }) => `${entry?.facts['writer']} ${entry?.facts['index']}`);
    expect(new Set(written).size).toBe(100);
    const said = writers.flatMap((writer) => writer.said).sort((x, y) => x - y);
    expect(said).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(readdirSync(join(dir, 'evidence/ledger'))).toHaveLength(101);
  });

  it('are killed in the middle: what was said to be written is there, the chain is whole, writing goes on', async () => {
    const dir = newProject();
    const said: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const writers = ['a', 'b', 'c'].map((name) => startWriter(dir, `${name}${round}`, 1000));
      while (writers.some((writer) => writer.said.length < 2)) await pause(5);
      await pause(round * 7);
      for (const writer of writers) writer.process.kill('SIGKILL');
      await Promise.all(writers.map(({ ended }) => ended));
      said.push(...writers.flatMap((writer) => writer.said));
      const { findings } = inspectLedger(dir);
      expect(findings.filter(({ code }) => code !== 'LEDGER-HEAD-BEHIND')).toEqual([]);
    }
    expect(new Set(said).size).toBe(said.length);
    const ledger = new Ledger(dir, { toolVersion: 'test' });
    const before = ledger.read().length;
    expect(before).toBeGreaterThanOrEqual(Math.max(...said));
    const actor = { id: 'x', name: 'X', source: 'instrument' as const };
    expect((await ledger.append({ actor, action: 'look-resumed' })).entry.sequence).toBe(before + 1);
    expect(inspectLedger(dir).findings).toEqual([]);
    await sweepLeftovers(dir);
    expect(readdirSync(join(dir, 'evidence/ledger')).filter(isTemporaryName)).toEqual([]);
  });
});

describe('the verifier', () => {
  it('runs on Node alone: core and evidence import nothing else', async () => {
    const script = "await import('./evidence/integrity.js').then((m) => m.checkIntegrity(process.argv[2])).then((r) => console.log(r.summary));";
    writeFileSync(join(program, 'verify.mjs'), script);
    const child = spawn(process.execPath, [join(program, 'verify.mjs'), newProject()]);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    expect(output.trim()).toBe('integrity: BROKEN, 1 finding');
  });
});
