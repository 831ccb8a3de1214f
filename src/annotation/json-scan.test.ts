import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { readJson } from './json-text.js';
import { scanJson } from './json-scan.js';
import { refused } from './refused.js';

const thrown = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error instanceof AppError ? `${error.code} ${error.place ?? ''}` : error;
  }
};
const scan = (text: string): unknown =>
  thrown(() => {
    scanJson(text, 'x');
  });
const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('walking JSON', () => {
  it.each([
    ['INPUT-SYNTAX x:2', '{"a": 1,\n b: 2}'],
    ['INPUT-SYNTAX x:3', '[1,\n2,\n'],
    ['INPUT-SYNTAX x:1', ''],
    ['INPUT-SYNTAX x:1', '[1] 2'],
    ['INPUT-SYNTAX x:1', '[01]'],
    ['INPUT-SYNTAX x:2', '["a",\n"b\u0001"]'],
    ['INPUT-SYNTAX x:1', '['.repeat(100_000)],
    ['INPUT-DUPLICATE x:2#/rows/1', '{"rows": [{"a": 1},\n{"a": 1, "a": 2}]}'],
  ])('%s', (expected, text) => {
    expect(scan(text)).toBe(expected);
  });

  it('takes what JSON.parse takes, and nothing else', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const edit = fc.tuple(fc.nat(200), fc.nat(3), fc.constantFrom('', ',', '"', '}', '[', '\\', '1', ' '));
    fc.assert(
      fc.property(value, fc.array(edit, { maxLength: 2 }), (any, edits) => {
        let text = JSON.stringify(any, null, 1);
        for (const [at, cut, add] of edits) text = text.slice(0, at) + add + text.slice(at + cut);
        const outcome = scan(text);
        if (String(outcome).startsWith('INPUT-DUPLICATE')) return;
        expect(outcome === undefined).toBe(parses(text));
      }),
    );
  });

  it('gives what is refused by its pointer the line it stands on', () => {
    const text = '{"annotations": [\n  {"id": 1},\n  {"id": 2, "bbox": [\n 1]}\n]}';
    const read = (pointer: string): unknown =>
      thrown(() =>
        readJson(new TextEncoder().encode(text), 'x', () => {
          throw refused(`x#${pointer}`, 'is wrong', 'correct it');
        }),
      );
    expect(read('/annotations/1')).toBe('INPUT-SCHEMA x:3#/annotations/1');
    expect(read('/annotations/1/bbox/0')).toBe('INPUT-SCHEMA x:4#/annotations/1/bbox/0');
    expect(read('/annotations/1/score')).toBe('INPUT-SCHEMA x:3#/annotations/1/score');
  });
});
