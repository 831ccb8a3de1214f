import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../core/error.js';
import { seededRandom } from '../fuzz.testkit.js';
import { BYTES_OF, scalarValues, type ScalarType } from '../scalar-values.js';
import { niftiFile, PLAIN, type NiftiPlan } from './nifti-writer.testkit.js';
import { readNifti, type Nifti } from './nifti.js';

const read = (plan: Partial<NiftiPlan>, place = 'a.nii'): Nifti =>
  readNifti(niftiFile({ ...PLAIN, ...plan }), null, place);

const codesOf = (file: Nifti): string[] => file.findings.map(({ code }) => code);

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
  return 'read';
}

describe('the grid of a NIfTI image', () => {
  it('turns RAS into LPS, by hand', () => {
    expect(read({}).geometry.grid).toEqual({
      size: [2, 3, 2],
      spacingMm: [1, 2, 3],
      origin: [-10, -20, 30],
      axes: [
        [-1, 0, 0],
        [0, -1, 0],
        [0, 0, 1],
      ],
    });
  });

  it('half a turn stays one, though its quaternion is rounded to 32 bits', () => {
    const rest = { ...PLAIN };
    delete rest.srow;
    const part = Math.fround(Math.SQRT1_2 - 3e-8);
    const { geometry } = readNifti(
      niftiFile({ ...rest, qform: { quaternion: [part, part, 0], offset: [0, 0, 0], qfac: 1 } }),
      null,
      'a.nii',
    );
    const off = [
      [0, 1],
      [2, 0],
    ].map(([i, j]) => geometry.affineRas[i!]![j!]!);
    expect(off[0]).toBeCloseTo(2, 6);
    expect(Math.abs(off[1]!)).toBeLessThan(1e-9);
  });

  it('takes the qform where there is no sform: half a turn about z, third axis down', () => {
    const rest = { ...PLAIN };
    delete rest.srow;
    const { geometry } = readNifti(
      niftiFile({ ...rest, qform: { quaternion: [0, 0, 1], offset: [1, 2, 3], qfac: -1 } }),
      null,
      'a.nii',
    );
    expect(geometry.source).toBe('qform');
    expect(geometry.affineRas).toEqual([
      [-1, 0, 0, 1],
      [0, -2, 0, 2],
      [0, 0, -3, 3],
      [0, 0, 0, 1],
    ]);
  });

  it('prefers the sform and says when the forms disagree', () => {
    const file = read({
      qform: { quaternion: [0, 0, 0], offset: [10, 20, 31], qfac: 1 },
    });
    expect(file.geometry.source).toBe('sform');
    expect(codesOf(file)).toEqual(['NIFTI-FORMS-DISAGREE']);
    expect(
      codesOf(
        read({
          qform: { quaternion: [0, 0, 0], offset: [10, 20, 30], qfac: 1 },
        }),
      ),
    ).toEqual([]);
  });

  it('converts metres and microns to mm', () => {
    expect(read({ units: 1 }).geometry.grid.spacingMm).toEqual([1000, 2000, 3000]);
    expect(read({ units: 3 }).geometry.grid.origin).toEqual([-0.01, -0.02, 0.03]);
  });

  it.each([
    [
      'NaN',
      [
        [NaN, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
      ],
    ],
    [
      'zero',
      [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ],
    ],
    [
      'flat',
      [
        [1, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 0],
      ],
    ],
  ])('refuses a sform that is %s', (_, srow) => {
    expect(refusal(() => read({ srow }))).toBe('IMAGE-INVALID');
  });

  it('is no volume when sheared', () => {
    const sheared = read({
      srow: [
        [1, 0.5, 0, 0],
        [0, 2, 0, 0],
        [0, 0, 3, 0],
      ],
      pixdim: [1, 2.0616, 3],
    });
    expect(sheared.notAVolume).not.toBeNull();
    expect(codesOf(sheared)).toEqual(['NIFTI-SHEARED']);
  });
});

describe('the values', () => {
  it('scale, and slope 0 scales nothing whatever the intercept', () => {
    expect(read({ slope: 0.5, intercept: -10 }).scaling).toEqual({
      slope: 0.5,
      intercept: -10,
    });
    expect(read({ slope: 0, intercept: 7 }).scaling).toEqual({
      slope: 1,
      intercept: 0,
    });
    expect(codesOf(read({ slope: NaN }))).toEqual(['NIFTI-SCALING']);
    expect(refusal(() => read({ slope: 1, intercept: Infinity }))).toBe('IMAGE-INVALID');
  });

  it('of 64 bit are exact or refused', () => {
    const bytesLe = new Uint8Array(BigInt64Array.of(-3n, 2n ** 53n).buffer);
    expect(refusal(() => read({ type: 'int64', shape: [2], bytesLe }))).toBe('IMAGE-UNSUPPORTED');
    const small = new Uint8Array(BigInt64Array.of(-3n, 5n).buffer);
    expect([...read({ type: 'int64', shape: [2], bytesLe: small }).stored]).toEqual([-3, 5]);
  });

  it('come back as written: type, version, endian, plain or gzip', () => {
    const types = Object.keys(BYTES_OF) as ScalarType[];
    fc.assert(
      fc.property(
        fc.record({
          type: fc.constantFrom(...types.filter((type) => !type.endsWith('64') || type === 'float64')),
          version: fc.constantFrom<1 | 2>(1, 2),
          bigEndian: fc.boolean(),
          shape: fc.array(fc.integer({ min: 1, max: 4 }), {
            minLength: 1,
            maxLength: 5,
          }),
          gzip: fc.boolean(),
          seed: fc.integer(),
        }),
        ({ seed, gzip, ...plan }) => {
          const random = seededRandom(seed);
          const count = plan.shape.reduce((product, size) => product * size, BYTES_OF[plan.type]);
          const bytesLe = Uint8Array.from({ length: count }, () => Math.floor(256 * random()));
          const bytes = niftiFile({ ...PLAIN, ...plan, bytesLe });
          const file = readNifti(gzip ? gzipSync(bytes) : bytes, null, gzip ? 'a.nii.gz' : 'a.nii');
          expect(Buffer.from(file.storedLe).equals(bytesLe)).toBe(true);
          expect(file.stored).toEqual(scalarValues(bytesLe, plan.type, 'a.nii'));
          expect(file.header.shape).toEqual(plan.shape);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('hostile NIfTI', () => {
  it.each<[string, Partial<NiftiPlan>, string]>([
    ['sizes whose product overflows', { shape: [32767, 32767, 32767, 32767] }, 'IMAGE-UNSUPPORTED'],
    ['64-bit sizes', { version: 2, shape: [2 ** 50, 2 ** 50] }, 'IMAGE-UNSUPPORTED'],
    ['a negative size', { shape: [2, -3, 2] }, 'IMAGE-INVALID'],
    ['voxels behind the end', { voxOffset: 10_000_000 }, 'IMAGE-TRUNCATED'],
    ['voxels inside the header', { voxOffset: 100 }, 'IMAGE-INVALID'],
    ['an offset that is no number', { voxOffset: NaN }, 'IMAGE-INVALID'],
    ['complex numbers', { datatype: 32 }, 'IMAGE-UNSUPPORTED'],
    ['an unknown datatype', { datatype: 9999 }, 'IMAGE-INVALID'],
    ['a foreign magic', { magic: 'abc\0' }, 'IMAGE-INVALID'],
    ['a pair without its image', { magic: 'ni1\0' }, 'IMAGE-INVALID'],
    ['an ANALYZE header', { magic: '\0\0\0\0' }, 'IMAGE-UNSUPPORTED'],
  ])('%s', (_, plan, code) => {
    expect(refusal(() => read(plan))).toBe(code);
  });

  it('a gzip bomb stops at what the header says', () => {
    const file = niftiFile(PLAIN);
    const bomb = gzipSync(Buffer.concat([file, Buffer.alloc(64 * 2 ** 20)]));
    expect(refusal(() => readNifti(bomb, null, 'a.nii.gz'))).toBe('IMAGE-INVALID');
    const promised = gzipSync(niftiFile({ ...PLAIN, shape: [30000, 30000] }));
    expect(refusal(() => readNifti(promised, null, 'a.nii.gz'))).toBe('IMAGE-TRUNCATED');
  });

  it('a thousand mutations give coded errors only', () => {
    const random = seededRandom(20);
    const plain = niftiFile({
      ...PLAIN,
      version: 1,
      qform: { quaternion: [0, 0, 0], offset: [1, 2, 3], qfac: 1 },
    });
    const seeds = [plain, niftiFile({ ...PLAIN, version: 2 }), gzipSync(plain)];
    for (let n = 0; n < 1000; n += 1) {
      const mutant = Uint8Array.from(seeds[n % 3]!);
      const changes = 1 + Math.floor(4 * random());
      for (let c = 0; c < changes; c += 1) {
        mutant[Math.floor(random() * mutant.length)] = Math.floor(256 * random());
      }
      const cut = random() < 0.2 ? mutant.subarray(0, Math.floor(random() * mutant.length)) : mutant;
      expect(refusal(() => readNifti(cut, null, 'a.nii'))).toMatch(/^(read|IMAGE-[A-Z]+)$/);
    }
  });
});
