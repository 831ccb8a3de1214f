import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedFiles, sharedPath, WITHOUT_SHARED } from '../shared-data.testkit.js';
import { readDicom } from '../dicom.js';

describe.skipIf(WITHOUT_SHARED)('shared files with identifiers', () => {
  it.each(sharedFiles('phi').map(({ path, ...facts }) => [path, facts] as const))(
    '%s',
    async (path, facts) => {
      const { must_flag } = (facts as unknown as { phi: { must_flag: string[] } }).phi;
      const file = await readDicom(readFileSync(sharedPath(path)), path);
      const tags = file.deidentification().residual.map(({ tag }) => tag.replace(/[(),]/g, '').toLowerCase());
      const codes = file.identifiers().map(({ code }) => code);
      for (const flag of must_flag) {
        if (flag === '00280301 absent') expect(codes).toContain('IMAGE-BURNED-IN-UNKNOWN');
        else if (flag.startsWith('00280301')) expect(codes).toContain('IMAGE-BURNED-IN');
        // The index names private elements by their last two digits only; the block is whichever the file reserved.
        else if (flag.includes('private')) {
          const form = new RegExp(`^${flag.slice(0, 4)}..${flag.slice(6, 8)}$`);
          expect(tags, flag).toContainEqual(expect.stringMatching(form));
        } else expect(tags, flag).toContain(flag.slice(0, 8).toLowerCase());
      }
    },
  );
});
