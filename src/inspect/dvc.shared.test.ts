import { describe, expect, it } from 'vitest';
import { WITHOUT_SHARED, sharedFiles, sharedPath } from '../imaging/shared-data.testkit.js';
import { inspectPath } from './inspect.js';

interface Expected {
  outs?: Record<string, unknown>[] | Record<string, string>;
  files?: Record<string, string>;
  dir_md5?: string;
  dir_json?: string;
  dir_json_sha256?: string;
  md5_bytes?: string;
  md5_dos2unix?: string;
  size?: number;
  nfiles?: number;
  wdir?: string;
  stages?: string[];
}

describe.skipIf(WITHOUT_SHARED)('DVC files of the shared material', () => {
  const files = WITHOUT_SHARED ? [] : sharedFiles('dvc');
  const ours = files.filter(({ path }) => /(\.dvc|\.dir|dvc\.lock)$/.test(path));
  it.each(ours.map((file) => [file.path, file] as const))('%s', async (path, file) => {
    const entry = file as unknown as { expect_class?: string; expect?: Expected };
    if (entry.expect_class === 'error') {
      await expect(inspectPath(sharedPath(path))).rejects.toMatchObject({
        code: expect.stringMatching(/^(INPUT|INTEGRITY)-/) as string,
      });
      return;
    }
    const { facts } = await inspectPath(sharedPath(path));
    const expected = entry.expect ?? {};
    if (Array.isArray(expected.outs)) expect(facts['outs']).toMatchObject(expected.outs);
    else if (expected.outs !== undefined) expect(facts['outs']).toEqual(expected.outs);
    if (expected.stages !== undefined) expect(facts['stages']).toEqual(expected.stages);
    if (expected.wdir !== undefined) expect(facts['wdir']).toBe(expected.wdir);
    const [out] = (Array.isArray(facts['outs']) ? facts['outs'] : []) as Record<string, unknown>[];
    const where: [keyof Expected, unknown][] = [
      ['files', out?.['files']],
      ['dir_md5', out?.['dirMd5']],
      ['dir_json', out?.['dirJson']],
      ['dir_json_sha256', out?.['dirJsonSha256']],
      ['size', (out?.['found'] as { size?: number } | undefined)?.size],
      ['nfiles', out?.['nfiles']],
      ['md5_bytes', (out?.['found'] as { md5Bytes?: string } | undefined)?.md5Bytes],
      ['md5_dos2unix', (out?.['found'] as { md5Dos2unix?: string } | undefined)?.md5Dos2unix],
    ];
    for (const [key, found] of where) if (expected[key] !== undefined) expect(found).toEqual(expected[key]);
  });
});
