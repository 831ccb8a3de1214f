import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { agrees, show, type Tolerance } from './compare.js';
import { families } from './families/index.js';
import type { Answer } from './family.js';
import { parseTable } from './table.js';

interface VectorFile {
  source: string;
  software: string;
  generator: string;
  tolerance: Tolerance;
  cases?: { family?: string; input: Record<string, unknown>; expected: Record<string, Answer> }[];
}

const folder = path.resolve('src/stats');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.vectors.json'))
  .map((name) => [name, JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as VectorFile] as const)
  .filter(([, file]) => file.generator === 'tools/vectors/estimators.py');

describe.each(files)('%s', (_, { cases = [], tolerance, software }) => {
  it('says where its values come from', () => expect(software.length).toBeGreaterThan(10));
  it.each(cases.map((item, i) => [`${item.family ?? ''} ${i + 1}`, item] as const))('%s', (_name, item) => {
    const family = families.find(({ name }) => name === item.family)!;
    const keys = Object.keys(item.expected);
    expect(keys.length).toBeGreaterThan(0);
    const answers = family.answer({ input: item.input, keys, table: (name) => parseTable('', name) });
    const wrong = keys
      .filter((key) => !agrees(answers[key], item.expected[key]!, tolerance))
      .map((key) => `${key}: got ${show(answers[key])}, expected ${show(item.expected[key])}`);
    expect(wrong).toEqual([]);
  });
});

it('finds the vector files', () => expect(files.length).toBe(7));
