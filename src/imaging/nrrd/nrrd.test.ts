import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../core/error.js';
import { seededRandom } from '../fuzz.testkit.js';
import { readNrrd, type Nrrd } from './nrrd.js';

const NOWHERE = (): Promise<Uint8Array> => Promise.reject(new Error('not asked for'));

const LINES = [
  'type: uint8',
  'dimension: 3',
  'space: right-anterior-superior',
  'sizes: 2 3 2',
  'space directions: (1,0,0) (0,2,0) (0,0,3)',
  'kinds: domain domain domain',
  'encoding: raw',
  'space origin: (10,20,30)',
];

const DATA = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

/** The plain header with some fields replaced or added, a field set to null left out. */
function nrrdFile(
  fields: Record<string, string | null>,
  data: Uint8Array | string = DATA,
  extra = '',
): Buffer {
  const all = new Map<string, string | null>(LINES.map((line) => line.split(': ') as [string, string]));
  for (const [name, value] of Object.entries(fields)) all.set(name, value);
  const lines = [...all]
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${value ?? ''}\n`);
  return Buffer.concat([Buffer.from(`NRRD0005\n# comment\n${lines.join('')}${extra}\n`), Buffer.from(data)]);
}

const read = (bytes: Uint8Array, open: (name: string) => Promise<Uint8Array> = NOWHERE): Promise<Nrrd> =>
  readNrrd(bytes, open, 'a.nrrd');

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await read(bytes);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
  return 'read';
}

const codesOf = (file: Nrrd): string[] => file.findings.map(({ code }) => code);

describe('the grid of an NRRD image', () => {
  it('turns RAS into LPS, by hand', async () => {
    const file = await read(nrrdFile({}));
    expect(codesOf(file)).toEqual([]);
    expect(file.space.grid).toEqual({
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

  it('keeps LPS as it is, and turns LAS in one axis', async () => {
    expect((await read(nrrdFile({ space: 'LPS' }))).space.grid?.origin).toEqual([10, 20, 30]);
    expect((await read(nrrdFile({ space: 'LAS' }))).space.grid?.origin).toEqual([10, -20, 30]);
  });

  it('has spacing alone without a space, and says so', async () => {
    const fields = {
      space: null,
      'space directions': null,
      'space origin': null,
      spacings: '1 2 3',
    };
    const file = await read(nrrdFile(fields));
    expect(file.space.grid?.spacingMm).toEqual([1, 2, 3]);
    expect(codesOf(file)).toEqual(['NRRD-ORIENTATION-UNKNOWN']);
    const none = await read(nrrdFile({ ...fields, spacings: null }));
    expect([none.notAVolume, codesOf(none)]).toEqual(['it has no spacing', ['NRRD-NO-SPACING']]);
  });

  it('reads units', async () => {
    const file = await read(nrrdFile({ 'space units': '"m" "m" "m"' }));
    expect(file.space.grid?.spacingMm).toEqual([1000, 2000, 3000]);
    expect(codesOf(file)).toEqual(['NRRD-UNIT']);
  });
});

describe('the samples', () => {
  const hex = Buffer.from(DATA)
    .toString('hex')
    .toUpperCase()
    .replace(/(.{8})/g, '$1\n');
  it.each<[string, Buffer]>([
    ['raw', nrrdFile({})],
    ['gzip', nrrdFile({ encoding: 'gzip' }, gzipSync(DATA))],
    ['ascii', nrrdFile({ encoding: 'ascii' }, [...DATA].join(' \n'))],
    ['hex', nrrdFile({ encoding: 'hex' }, hex)],
    ['raw behind bytes to skip', nrrdFile({ 'byte skip': '2' }, Buffer.concat([Buffer.alloc(2), DATA]))],
    ['raw at the end of the file', nrrdFile({ 'byte skip': '-1' }, Buffer.concat([Buffer.alloc(5), DATA]))],
    ['raw behind lines to skip', nrrdFile({ 'line skip': '1' }, Buffer.concat([Buffer.from('x\n'), DATA]))],
    [
      'raw, lines ended by CR LF',
      Buffer.concat([Buffer.from(nrrdFile({}, '').toString().replace(/\n/g, '\r\n')), DATA]),
    ],
  ])('%s', async (_, bytes) => {
    expect([...(await read(bytes)).stored]).toEqual([...DATA]);
  });

  it('big endian words are turned', async () => {
    const file = await read(
      nrrdFile({ type: 'short', endian: 'big', sizes: '1 1 2' }, Uint8Array.of(0, 1, 255, 254)),
    );
    expect([...file.stored]).toEqual([1, -2]);
  });

  it('come from a file beside a detached header', async () => {
    const asked: string[] = [];
    const open = (name: string): Promise<Uint8Array> => Promise.resolve((asked.push(name), DATA));
    const file = await read(nrrdFile({ 'data file': 'a.raw' }, ''), open);
    expect([[...file.stored], asked]).toEqual([[...DATA], ['a.raw']]);
  });
});

describe('3D Slicer segmentations', () => {
  const fields = {
    dimension: '4',
    sizes: '2 2 1 1',
    kinds: 'list domain domain domain',
    'space directions': 'none (1,0,0) (0,2,0) (0,0,3)',
  };

  it('overlap in layers, list axis first', async () => {
    const keys =
      'Segment0_ID:=a\nSegment0_Name:=liver\nSegment0_Layer:=0\nSegment0_LabelValue:=1\n' +
      'Segment1_ID:=b\nSegment1_Name:=lesion\nSegment1_Layer:=1\nSegment1_LabelValue:=3\n' +
      'Segment1_Tags:=TerminologyEntry:list~SCT^49755003^Lesion~SCT^4147007^Mass~^^~x~^^~^^|\n';
    const file = await read(nrrdFile(fields, Uint8Array.of(1, 0, 1, 3), keys));
    expect(file.notAVolume).toBeNull();
    expect([...file.layer(0)]).toEqual([1, 1]);
    expect([...file.layer(1)]).toEqual([0, 3]);
    expect(file.segments).toMatchObject([
      { name: 'liver', layer: 0, labelValue: 1 },
      {
        name: 'lesion',
        layer: 1,
        labelValue: 3,
        terminology: { type: { code: '4147007', meaning: 'Mass' } },
      },
    ]);
  });

  it('of the old form have a layer each', async () => {
    const file = await read(nrrdFile(fields, Uint8Array.of(1, 0, 1, 1), 'Segment0_ID:=a\nSegment1_ID:=b\n'));
    expect(file.segments).toMatchObject([
      { layer: 0, labelValue: 1 },
      { layer: 1, labelValue: 1 },
    ]);
  });

  it('with a layer that is not there are refused', async () => {
    expect(await refusal(nrrdFile(fields, Uint8Array.of(1, 0, 1, 1), 'Segment0_Layer:=2\n'))).toBe(
      'IMAGE-INVALID',
    );
  });

  it('several samples a voxel without segments are no volume', async () => {
    expect(codesOf(await read(nrrdFile(fields, Uint8Array.of(1, 0, 1, 1))))).toEqual([
      'NRRD-SEVERAL-VOLUMES',
    ]);
  });
});

describe('hostile NRRD', () => {
  it.each<[string, Buffer, string]>([
    ['huge sizes', nrrdFile({ sizes: '999999999 999999999 999999999' }), 'IMAGE-UNSUPPORTED'],
    ['sizes that are too long to be numbers', nrrdFile({ sizes: `${'9'.repeat(40)} 1 1` }), 'IMAGE-INVALID'],
    ['fewer samples', nrrdFile({}, DATA.subarray(1)), 'IMAGE-TRUNCATED'],
    [
      'a gzip that cannot hold so much',
      nrrdFile({ encoding: 'gzip', sizes: '900 900 900' }, gzipSync(DATA)),
      'IMAGE-TRUNCATED',
    ],
    ['a gzip bomb', nrrdFile({ encoding: 'gzip' }, gzipSync(Buffer.alloc(2 ** 26))), 'IMAGE-INVALID'],
    ['a flood of header lines', nrrdFile({}, DATA, '#\n'.repeat(3_000_000)), 'IMAGE-UNSUPPORTED'],
    ['a field twice', nrrdFile({}, DATA, 'type: float\n'), 'IMAGE-INVALID'],
    ['a line that is nothing', nrrdFile({}, DATA, 'hello\n'), 'IMAGE-INVALID'],
    ['no endian for words', nrrdFile({ type: 'float', sizes: '3 1 1' }), 'IMAGE-INVALID'],
    ['bzip2', nrrdFile({ encoding: 'bzip2' }), 'IMAGE-UNSUPPORTED'],
    [
      'directions that lie in a plane',
      nrrdFile({ 'space directions': '(1,0,0) (2,0,0) (0,0,1)' }),
      'IMAGE-INVALID',
    ],
    [
      'directions that are no numbers',
      nrrdFile({ 'space directions': '(1,0,0) (x,0,0) (0,0,1)' }),
      'IMAGE-INVALID',
    ],
    ['text out of range', nrrdFile({ encoding: 'ascii' }, '1 '.repeat(11) + '256'), 'IMAGE-INVALID'],
    ['a data file above', nrrdFile({ 'data file': '../secret.raw' }), 'INPUT-PATH-ESCAPES'],
    ['a data file from the root', nrrdFile({ 'data file': '/etc/passwd' }), 'INPUT-PATH-ESCAPES'],
    ['a data file of Windows', nrrdFile({ 'data file': 'C:\\a.raw' }), 'INPUT-PATH-ESCAPES'],
    ['many data files', nrrdFile({ 'data file': 'LIST' }), 'IMAGE-UNSUPPORTED'],
    [
      'many data files, named',
      Buffer.from(`NRRD0004\n${LINES.join('\n')}\ndata file: LIST\na.raw\nb.raw\n`),
      'IMAGE-UNSUPPORTED',
    ],
  ])('%s', async (_, bytes, code) => {
    expect(await refusal(bytes)).toBe(code);
  });

  it('a thousand mutations give coded errors only', async () => {
    const random = seededRandom(21);
    const seeds = [
      nrrdFile({}),
      nrrdFile({ encoding: 'gzip' }, gzipSync(DATA), 'Segment0_ID:=a\nSegment0_Layer:=0\n'),
      nrrdFile({ encoding: 'ascii' }, [...DATA].join(' ')),
    ];
    for (let n = 0; n < 1000; n += 1) {
      const mutant = Uint8Array.from(seeds[n % 3]!);
      const changes = 1 + Math.floor(4 * random());
      for (let c = 0; c < changes; c += 1) {
        mutant[Math.floor(random() * mutant.length)] = Math.floor(256 * random());
      }
      expect(await refusal(mutant)).toMatch(/^(read|IMAGE-[A-Z]+|INPUT-PATH-ESCAPES)$/);
    }
  });

  it('numbers come back from text as written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 20 }),
        async (values) => {
          const fields = {
            type: 'double',
            encoding: 'text',
            sizes: `${values.length} 1 1`,
          };
          const text = values.map((value) => String(value)).join(' ');
          const { stored } = await read(nrrdFile(fields, text));
          expect([...stored].map(String)).toEqual(values.map(String));
        },
      ),
      { numRuns: 50 },
    );
  });
});
