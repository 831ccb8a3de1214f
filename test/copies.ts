import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, inject } from 'vitest';

const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that goes after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'veritome-test-'));
  made.push(folder);
  return folder;
}

/** A copy of a prepared project, for one test to break. */
export function copyOf(which: 'lockedProject' | 'ranProject'): string {
  const copy = join(emptyFolder(), 'project');
  cpSync(inject(which), copy, { recursive: true });
  return copy;
}
