import { beforeAll, describe, expect, it } from 'vitest';
import {
  SHARED_DATA,
  SHARED_INDEX,
  sharedFiles,
  sharedPath,
  WITHOUT_SHARED,
} from '../src/imaging/shared-data.testkit.js';
import type { IndexedFile } from '../src/imaging/shared-data.testkit.js';
import { veritome } from './command.js';

/*
 * Everything that hospitals and annotators left in the shared material goes through `inspect --json`, as a user would
 * call it. Facts are held against the index beside each reader; here it is the outcome: read, doubted or refused.
 */

interface Line {
  ok: boolean;
  path: string;
  findings?: { severity: string; code: string }[];
  stored?: unknown;
  error?: { code: string; message: string; hint: string };
}

type Outcome = 'read' | 'doubted' | 'refused';

const ALLOWED: Record<string, Outcome[]> = {
  ok: ['read', 'doubted'],
  tolerate: ['read', 'doubted'],
  flag: ['doubted'],
  'ok-flag': ['doubted'],
  error: ['refused'],
  'flag-or-error': ['doubted', 'refused'],
  'error-or-flag': ['doubted', 'refused'],
  'ok-flag-or-error': ['doubted', 'refused'],
  'tolerate-or-error': ['read', 'doubted', 'refused'],
  'error-or-declared': ['refused'],
  'error-or-empty': ['read', 'doubted', 'refused'],
};

/** An image without pixel data is refused here, as malformed/no_pixel_data is; the index speaks of its header alone. */
const WITHOUT_PIXELS = ['dicom/csa_slice_norm.dcm'];

const BATCH = 100;
const lines = new Map<string, Line>();

/** Files with a recorded class; parts of a DVC folder have none, they are read through their `.dvc` file. */
const files = SHARED_INDEX.files.filter(({ expect_class: expected }) => expected !== undefined);

describe.skipIf(WITHOUT_SHARED)('inspect on real files', () => {
  beforeAll(async () => {
    for (let from = 0; from < files.length; from += BATCH) {
      const paths = files.slice(from, from + BATCH).map(({ path }) => sharedPath(path));
      const { stdout } = await veritome(['inspect', '--json', ...paths]);
      for (const text of stdout.trim().split('\n')) {
        const line = JSON.parse(text) as Line;
        lines.set(line.path.slice(SHARED_DATA.length + 1), line);
      }
    }
  });

  it('prints one line a path, and none is a defect of ours', () => {
    expect(lines.size).toBe(files.length);
    const defects = [...lines.values()].filter(({ error }) => error?.code === 'DEFECT');
    expect(defects.map(({ path, error }) => [path, error?.message])).toEqual([]);
  });

  it.each([...new Set(files.map(({ path }) => path.split('/')[0]!))])('%s', (folder) => {
    const wrong = sharedFiles(folder)
      .filter(({ expect_class: expected }) => expected !== undefined)
      .map((entry) => [entry.path, entry.expect_class, outcomeOf(entry)] as const)
      .filter(([, expected, outcome]) => !(ALLOWED[expected ?? ''] ?? []).includes(outcome))
      .filter(([path]) => !WITHOUT_PIXELS.includes(path));
    expect(wrong).toEqual([]);
  });

  it('says of each refused file what to do', () => {
    for (const { error } of lines.values()) {
      if (error === undefined) continue;
      expect(error.code).toMatch(/^[A-Z][A-Z0-9-]+$/);
      expect(error.message).not.toBe('');
      expect(error.hint).not.toBe('');
    }
  });
});

function outcomeOf({ path, note }: IndexedFile): Outcome {
  const line = lines.get(path);
  if (line?.ok !== true) return 'refused';
  // A report among the images is read as a report; what must not come out of it is pixels.
  if (note?.includes('without pixel data') === true && line.stored === undefined) return 'refused';
  return (line.findings ?? []).some(({ severity }) => severity !== 'info') ? 'doubted' : 'read';
}
