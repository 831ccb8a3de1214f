import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../src/core/digest.js';
import { mustEnd } from './command.js';
import { copyOf } from './copies.js';
import { pagesOf } from './pages.js';

describe('the dossier', () => {
  it('is the same bytes twice, is recorded, and prints no percentage that the records do not hold', async () => {
    const project = copyOf('ranProject');
    const report = join(project, 'dossier/02-validation-report.pdf');
    const index = join(project, 'dossier/00-dossier-index.pdf');
    const digests = (): string[] => [report, index].map((file) => sha256(readFileSync(file)));
    await mustEnd(0, ['dossier'], { cwd: project });
    const first = digests();
    await mustEnd(0, ['dossier'], { cwd: project });
    expect(digests()).toEqual(first);
    await mustEnd(0, ['verify'], { cwd: project });

    const run = join(project, 'evidence/runs/0001');
    const records =
      readFileSync(join(run, 'results.json'), 'utf8') + readFileSync(join(run, 'protocol.json'), 'utf8');
    for (const file of [report, index]) {
      const pages = await pagesOf(file);
      expect(pages.filter((text) => text.trim() === '')).toEqual([]);
      const percentages = pages.flatMap((text) => text.match(/\d+\.\d %/g) ?? []);
      expect(percentages.filter((text) => !records.includes(text))).toEqual([]);
    }
    const text = (await pagesOf(report)).join(' ');
    for (const word of ['MET', 'E1.1', 'FR-0117-1', 'VP-FRX-001']) expect(text).toContain(word);
  }, 180_000);
});
