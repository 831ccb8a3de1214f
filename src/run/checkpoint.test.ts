import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  Checkpoint,
  checkpointPath,
  discardCheckpoint,
  type CheckpointHeader,
  type Finished,
} from './checkpoint.js';

const HEADER: CheckpointHeader = { kind: 'checkpoint', schemaVersion: 1, inputs: { lock: 'a' }, images: 5 };
const PLACE = 'evidence/runs/0001/checkpoint.jsonl';

let dir = '';
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'veritome-checkpoint-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function entry(image: string): Finished {
  return {
    prediction: {
      kind: 'prediction',
      schemaVersion: 1,
      image,
      case: image,
      inputs: [],
      status: 'ok',
      outputs: [{ kind: 'score', name: 'score', value: 0.25 }],
      failure: null,
    },
    timing: { kind: 'timing', image, readMs: 1, decodeMs: 1, preprocessMs: 1, inferMs: 1, totalMs: 4 },
  };
}

async function filled(...images: string[]): Promise<Buffer> {
  const checkpoint = await Checkpoint.create(dir, HEADER, PLACE);
  for (const image of images) checkpoint.append(entry(image));
  await checkpoint.close();
  return readFileSync(checkpointPath(dir));
}

async function resumed(header = HEADER): Promise<string[]> {
  const { checkpoint, finished } = await Checkpoint.resume(dir, header, PLACE);
  await checkpoint.close();
  return finished.map(({ prediction }) => prediction.image);
}

describe('checkpoint', () => {
  it('gives back what was appended, and continues', async () => {
    await filled('A', 'B');
    const { checkpoint, finished } = await Checkpoint.resume(dir, HEADER, PLACE);
    expect(finished).toEqual([entry('A'), entry('B')]);
    checkpoint.append(entry('C'));
    await checkpoint.close();
    expect(await resumed()).toEqual(['A', 'B', 'C']);
    await discardCheckpoint(dir);
    expect(() => readFileSync(checkpointPath(dir))).toThrow('ENOENT');
  });

  it('cut at any byte, gives the lines that are whole', async () => {
    const bytes = await filled('A', 'B', 'C');
    const ends = [...bytes.entries()].flatMap(([i, byte]) => (byte === 0x0a ? [i + 1] : []));
    for (let cut = 0; cut <= bytes.length; cut += 7) {
      writeFileSync(checkpointPath(dir), bytes.subarray(0, cut));
      const whole = ends.filter((end) => end <= cut).length;
      expect(await resumed()).toEqual(['A', 'B', 'C'].slice(0, Math.max(0, whole - 1)));
    }
  });

  it('drops zeros that a loss of power left at the end', async () => {
    await filled('A');
    appendFileSync(checkpointPath(dir), Buffer.alloc(300));
    expect(await resumed()).toEqual(['A']);
    expect(await resumed()).toEqual(['A']);
  });

  it('sees any byte changed in a whole line', async () => {
    const bytes = await filled('A', 'B', 'C');
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ flip, at);
        writeFileSync(checkpointPath(dir), changed);
        await expect(resumed()).rejects.toMatchObject({ code: 'INTEGRITY-CHECKPOINT' });
      }),
      { numRuns: 300 },
    );
  });

  it('names the line', async () => {
    const text = (await filled('A', 'B')).toString();
    writeFileSync(checkpointPath(dir), text.replace('"score","value":0.25', '"score","value":0.75'));
    await expect(resumed()).rejects.toMatchObject({ code: 'INTEGRITY-CHECKPOINT', place: `${PLACE}:2` });
  });

  it('does not take lines of another run, nor one twice', async () => {
    const own = (await filled('A')).toString().split('\n');
    await expect(resumed({ ...HEADER, inputs: { lock: 'b' } })).rejects.toMatchObject({
      code: 'INTEGRITY-CHECKPOINT',
    });
    writeFileSync(checkpointPath(dir), [own[0], own[1], own[1], ''].join('\n'));
    await expect(resumed()).rejects.toThrow('twice');
    const other = { ...HEADER, inputs: { lock: 'b' } };
    await (await Checkpoint.create(dir, other, PLACE)).close();
    appendFileSync(checkpointPath(dir), `${own[1] ?? ''}\n`);
    await expect(resumed(other)).rejects.toMatchObject({ code: 'INTEGRITY-CHECKPOINT' });
  });
});
