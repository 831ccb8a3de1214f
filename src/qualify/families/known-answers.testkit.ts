import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { agrees, show, type Tolerance } from '../compare.js';
import type { Answer, Family, Question } from '../family.js';
import { parseTable } from '../table.js';

interface Case {
  id: string;
  family: string;
  file: string;
  expected: string;
}

/**
 * Runs every known-answer case of one family from the shared folder (VERITOME_SHARED, else ../shared). Missing folder:
 * skipped, unless VERITOME_REQUIRE_SHARED=1.
 */
export function describeKnownAnswers(family: Family): void {
  const root = path.resolve(process.env['VERITOME_SHARED'] ?? '../shared', 'kat');
  const present = existsSync(path.join(root, 'index.json'));
  describe.skipIf(!present && process.env['VERITOME_REQUIRE_SHARED'] !== '1')(
    `known answers: ${family.name}`,
    () => {
      const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
      const cases = present
        ? (read('index.json') as { cases: Case[] }).cases.filter((entry) => entry.family === family.name)
        : [];
      it('has cases', () => expect(cases.length).toBeGreaterThan(0));
      it.each(cases)('$id', (entry) => {
        const input = read(entry.file) as Question['input'];
        const wanted = read(entry.expected) as {
          expected: Record<string, Answer>;
          tolerance: Record<string, Tolerance>;
        };
        const keys = Object.keys(wanted.expected);
        const table = (file: string) => parseTable(readFileSync(path.join(root, file), 'utf8'), file);
        const answers = family.answer({ input, keys, table });
        const wrong = keys
          .filter(
            (key) =>
              !agrees(
                answers[key],
                wanted.expected[key]!,
                wanted.tolerance[key] ?? wanted.tolerance['default']!,
              ),
          )
          .map((key) => `${key}: got ${show(answers[key])}, expected ${show(wanted.expected[key])}`);
        expect(wrong).toEqual([]);
      });
    },
  );
}
