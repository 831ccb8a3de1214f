import fc from 'fast-check';
import { expect } from 'vitest';
import { AppError } from '../core/error.js';

/** Behind the prefix, damage of which is another test: what is left is no DICOM file. */
const PREFIX_BYTES = 132;

/** Any one to four bytes of a DICOM file may be others: it is read, or refused with a code. */
export async function damageIsCoded(
  bytes: Uint8Array,
  read: (damaged: Uint8Array) => Promise<unknown>,
): Promise<void> {
  const edits = fc.array(fc.tuple(fc.integer({ min: PREFIX_BYTES, max: bytes.length - 1 }), fc.nat(255)), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(edits, async (list) => {
      const damaged = bytes.slice();
      for (const [at, value] of list) damaged[at] = value;
      try {
        await read(damaged);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(AppError);
      }
    }),
    { numRuns: 500 },
  );
}
