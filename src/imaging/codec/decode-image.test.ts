import { describe, expect, it } from 'vitest';
import { readDicom } from '../dicom.js';
import { row } from '../dicom-writer.testkit.js';
import { STORED } from '../radiograph.testkit.js';
import { decodeImage, timeLimitOf } from './decode-image.js';
import type { DecodeTask } from './decode-frames.js';
import { compressedRadiograph, encode, SYNTAX } from './encode.testkit.js';
import type { Coding } from './encode.testkit.js';
import { decodeRle } from './rle.js';

const CODINGS = Object.keys(SYNTAX) as Coding[];
const values = Uint16Array.from(STORED);

async function storedOf(bytes: Uint8Array): Promise<number[]> {
  return [...(await (await readDicom(bytes, 'x.dcm')).pixels()).stored];
}

async function refusal(bytes: Uint8Array): Promise<string> {
  return storedOf(bytes).then(
    () => 'read',
    (thrown: unknown) => String(thrown),
  );
}

describe.each(CODINGS)('%s', (coding) => {
  it('gives the stored values back', async () => {
    expect(await storedOf(compressedRadiograph(coding, [await encode(coding, values, 3, 4)]))).toEqual(
      STORED,
    );
  });

  it('keeps frames apart, in one thread, one after the other', async () => {
    const other = values.map((value) => 4095 - value);
    const frames = [await encode(coding, values, 3, 4), await encode(coding, other, 3, 4)];
    const changes = { 0x00280008: row(0x00280008, 'IS', '2') };
    expect(await storedOf(compressedRadiograph(coding, frames, changes))).toEqual([...values, ...other]);
  });

  it('joins the fragments of a frame', async () => {
    const frame = await encode(coding, values, 3, 4);
    const parts = [frame.subarray(0, 40), frame.subarray(40)];
    expect(await storedOf(compressedRadiograph(coding, parts))).toEqual(STORED);
  });

  it('of another size than the header says is refused', async () => {
    const frame = await encode(coding, values, 3, 4);
    const wrong = compressedRadiograph(coding, [frame], { 0x00280010: row(0x00280010, 'US', [4]) });
    expect(await refusal(wrong)).toMatch(/IMAGE-(INVALID|TRUNCATED)|cut short|header says/);
  });

  it('cut in half is refused', async () => {
    const frame = await encode(coding, values, 3, 4);
    const half = frame.subarray(0, Math.floor(frame.length / 4) * 2);
    expect(await refusal(compressedRadiograph(coding, [half]))).not.toBe('read');
  });
});

describe('codestreams that differ from the header', () => {
  it('are decoded as they are, with a doubt', async () => {
    const frame = await encode('jpeg-2000', values, 3, 4, 16);
    const file = await readDicom(compressedRadiograph('jpeg-2000', [frame]), 'x.dcm');
    expect(file.findings.map(({ code, args }) => [code, args])).toEqual([
      ['IMAGE-CODESTREAM', { codestreamPrecision: 16, bitsStored: 12 }],
    ]);
    expect([...(await file.pixels()).stored]).toEqual(STORED);
  });
});

describe('the time limit', () => {
  it('ends the decoder, and the next image gets a new one', async () => {
    const frame = await encode('jpeg-lossless', values, 3, 4);
    const description = {
      ...{ rows: 3, columns: 4, frames: 1, samplesPerPixel: 1 as const, bitsAllocated: 16 as const },
      ...{ bitsStored: 12, highBit: 11, signed: false, photometric: 'MONOCHROME2' },
      ...{ planarConfiguration: 0 as const, float: false },
    };
    const many = Array.from({ length: 20_000 }, () => frame);
    const task = {
      coding: 'codestream' as const,
      description: { ...description, frames: many.length },
      frames: many,
    };
    await expect(decodeImage(task, 'x.dcm', 5)).rejects.toThrow('it takes longer than 5 ms');
    const one = await decodeImage({ ...task, description, frames: [frame] }, 'x.dcm');
    expect(one.length).toBe(24);
  });
});

describe('how long an image may take', () => {
  const sized = (rows: number, columns: number, frames: number) => ({
    description: { rows, columns, samplesPerPixel: 1 } as DecodeTask['description'],
    frames: Array<Uint8Array>(frames),
  });

  it('grows with its samples, between seconds and ten minutes', () => {
    expect(timeLimitOf(sized(3, 4, 1), undefined)).toBe(5001);
    expect(timeLimitOf(sized(1000, 1000, 3), undefined)).toBe(17_000);
    expect(timeLimitOf(sized(4096, 4096, 100), undefined)).toBe(600_000);
  });

  it('is what the environment sets, unless that is no number of milliseconds', () => {
    expect(timeLimitOf(sized(3, 4, 1), '250')).toBe(250);
    for (const wrong of ['', '0', '-1', '1.5', 'soon', '1e12']) {
      expect(timeLimitOf(sized(3, 4, 1), wrong)).toBe(5001);
    }
  });
});

describe('RLE by hand', () => {
  it('expands runs and literals, steps over -128, and leaves padding', () => {
    const header = new Uint8Array(64);
    header[0] = 1;
    header[4] = 64;
    // Three times 7, nothing, then 1 2, then padding.
    const frame = Uint8Array.from([...header, 254, 7, 128, 1, 1, 2, 0]);
    expect([...decodeRle(frame, 5, 1, 1)]).toEqual([7, 7, 7, 1, 2]);
    expect(() => decodeRle(frame, 4, 1, 1)).toThrow('more pixels than the image');
    expect(() => decodeRle(frame, 7, 1, 1)).toThrow('cut short');
  });
});
