import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { veritome } from './command.js';
import { copyOf } from './copies.js';

let cwd: string;
beforeEach(() => {
  cwd = copyOf('ranProject');
});

describe('data profile', () => {
  it('prints the distributions of a set and their shift against the training data, and writes the profile', async () => {
    const { code, stdout, stderr } = await veritome(
      [
        'data',
        'profile',
        'data/test.manifest.json',
        '--against',
        'model/training.profile.json',
        '--out',
        'data/test.profile.json',
      ],
      { cwd },
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^TEST-1 1: 184 images of 160 cases$/m);
    expect(stdout).toMatch(
      /^ {2}age in years +[▁▂▃▄▅▆▇█]+ {2}median [\d.]+ \(\d+ to 90 and over\), \d+ not stated$/m,
    );
    expect(stdout).toMatch(/^against TRAIN-4 1 \(3300 images of 3000 cases\):$/m);
    expect(stdout).toMatch(/^ {2}sex: most often [FM] \d+ % in the test set, .* shift \(PSI \d\.\d\d/m);
    const written = JSON.parse(readFileSync(join(cwd, 'data/test.profile.json'), 'utf8')) as { kind: string };
    expect(written.kind).toBe('data-profile');
  });

  it('gives the same as one object', async () => {
    const { code, stdout } = await veritome(
      ['data', 'profile', 'data/test.manifest.json', '--against', 'model/training.profile.json', '--json'],
      { cwd },
    );
    expect(code).toBe(0);
    const { shift } = JSON.parse(stdout) as { shift: unknown };
    const attested = readFileSync(join(cwd, 'evidence/runs/0001/shift.json'), 'utf8');
    // The run leaves no image out of this set, so that the whole set is what it was held against.
    expect(shift).toEqual(JSON.parse(attested));
  });

  it.each([
    ['no-such.json', 'INPUT-FILE-MISSING'],
    ['protocol.yaml', 'INPUT-SYNTAX'],
    ['data/test.manifest.json', 'INPUT-SCHEMA'],
  ])('refuses %s as a profile', async (against, expected) => {
    const { code, stdout, stderr } = await veritome(
      ['data', 'profile', 'data/test.manifest.json', '--against', against],
      { cwd },
    );
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(new RegExp(`^${expected}  ${against}`));
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
