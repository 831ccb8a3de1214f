import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkReaders } from './check-readers.js';
import { readerAgreement } from './reader-agreement.js';
import { truthFollows, truthOfCalls } from './reader-fusion.js';
import type { Call } from './reader-fusion.js';
import { readReferenceStandard } from './reference-standard.js';
import type { ReferenceRules } from './reference-standard.js';

const LONG = 'case,image,reader,label\n';
const read = (
  text: string,
  rules: Partial<ReferenceRules> = {},
  path = 'r.csv',
): ReturnType<typeof readReferenceStandard> =>
  readReferenceStandard(text, path, { fusion: 'majority', ...rules });
const codes = (text: string, rules: Partial<ReferenceRules> = {}): string[] =>
  read(text, rules).findings.map(({ line, code }) => `${line ?? 0} ${code}`);
const protocolOf = (fusion: ReferenceRules['fusion'], count: number): Parameters<typeof checkReaders>[1] => ({
  fusion,
  readers: { count, qualification: 'radiologists', blindedTo: ['device output'] },
});

describe('one row a reading', () => {
  const text = `${LONG}FR-1,FR-1-1,Dr A,positive\nFR-1,FR-1-1,Dr B,negative\nFR-1,FR-1-1,Dr C,positive\nFR-2,FR-2-1,Dr A,negative\n`;

  it('keeps readers apart under other names, and makes the truth by the declared rule', () => {
    const { reference, findings } = read(text);
    expect(findings).toEqual([]);
    expect(reference.rows).toEqual([
      {
        case: 'FR-1',
        image: 'FR-1-1',
        truth: 'positive',
        readers: { 'reader-1': 'positive', 'reader-2': 'negative', 'reader-3': 'positive' },
        line: 2,
      },
      { case: 'FR-2', image: 'FR-2-1', truth: 'negative', readers: { 'reader-1': 'negative' }, line: 5 },
    ]);
  });

  it('names readers by a key where there is one', () => {
    const { reference } = read(text, { reader: (name) => `r-${name.at(-1) ?? ''}` });
    expect(Object.keys(reference.rows[0]?.readers ?? {})).toEqual(['r-A', 'r-B', 'r-C']);
  });

  it('takes the image from the manifest where the case has one', () => {
    const imagesOf = (id: string): string[] => (id === 'a' ? ['a-1'] : ['b-1', 'b-2']);
    const readings = 'case,reader,label\na,r,positive\nb,r,positive\n';
    const { reference, findings } = read(readings, { fusion: 'single-reader', imagesOf });
    expect(reference.rows.map(({ image }) => image)).toEqual(['a-1']);
    expect(findings.map(({ message }) => message)).toEqual([
      'case b has 2 images in the data manifest: the reading must name its image',
    ]);
  });

  it.each([
    ['3 DATA-REFERENCE-DUPLICATE', `${LONG}a,1,r,positive\na,1,r,positive\n`],
    ['3 DATA-REFERENCE-DUPLICATE', `${LONG}a,1,r,positive\nb,1,s,positive\n`],
    ['2 DATA-REFERENCE-UNDECIDED', `${LONG}a,1,r,positive\na,1,s,negative\n`],
    ['2 DATA-REFERENCE-VALUE', `${LONG}a,1,,positive\n`],
    ['2 DATA-REFERENCE-VALUE', `${LONG}a,1,r,\n`],
    ['2 DATA-REFERENCE-VALUE', `${LONG}a,1,r,maybe\n`],
  ])('%s', (code, rows) => {
    expect(codes(rows)).toEqual([code]);
  });

  it('is read from JSON, too', () => {
    const rows = [
      { case: 'a', image: '1', reader: 'x', label: 'positive' },
      { case: 'a', image: '1', reader: 'y', label: 'positive' },
    ];
    const { reference } = read(JSON.stringify(rows, null, 1), {}, 'r.json');
    expect(reference.rows).toMatchObject([
      { truth: 'positive', readers: { 'reader-1': 'positive' }, line: 2 },
    ]);
  });
});

describe('the name map', () => {
  const labels = { positive: ['fracture', '1'], negative: ['none', '0'], ignore: ['poor image'] };

  it('joins names to positive and negative', () => {
    const { reference, findings } = read('case,image,truth\na,1,fracture\nb,2,0\nc,3,positive\n', { labels });
    expect(findings).toEqual([]);
    expect(reference.rows.map(({ truth }) => truth)).toEqual(['positive', 'negative', 'positive']);
  });

  it('refuses what is unmapped, once a name, with the first line and what may be meant', () => {
    const { reference, findings } = read('case,image,truth\na,1,fractures\nb,2,fractures\nc,3,0\n', {
      labels,
    });
    expect(reference.rows).toHaveLength(1);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      code: 'DATA-REFERENCE-LABEL',
      line: 2,
      args: { name: 'fractures', values: 2 },
    });
    expect(findings[0]?.fix).toContain('nearest is "fracture"');
  });

  it('a label that is neither positive nor negative is no truth', () => {
    expect(codes('case,image,truth\na,1,poor image\n', { labels })).toEqual(['2 DATA-REFERENCE-VALUE']);
  });
});

describe('fusion', () => {
  const call = fc.constantFrom<Call>('positive', 'negative');

  it('is by hand: two of three', () => {
    expect(truthOfCalls('majority', ['positive', 'negative', 'positive'])).toBe('positive');
    expect(truthOfCalls('majority', ['positive', 'negative'])).toBeNull();
    expect(truthOfCalls('consensus', ['positive', 'negative', 'positive'])).toBeNull();
    expect(truthOfCalls('senior-reader', ['negative', 'negative'])).toBe('negative');
    expect(truthOfCalls('single-reader', ['negative'])).toBe('negative');
  });

  it('what follows can stand; what all say cannot be turned round', () => {
    const rule = fc.constantFrom<ReferenceRules['fusion']>(
      'majority',
      'consensus',
      'senior-reader',
      'single-reader',
    );
    fc.assert(
      fc.property(rule, fc.array(call, { minLength: 1, maxLength: 7 }), (fusion, calls) => {
        const truth = truthOfCalls(fusion, calls);
        if (truth === null) return;
        expect(truthFollows(fusion, truth, calls)).toBe(true);
        const other = truth === 'positive' ? 'negative' : 'positive';
        expect(truthFollows(fusion, other, calls)).toBe(false);
      }),
    );
  });

  it('a fused column that does not follow is named by case', () => {
    const { reference } = read(
      'case,image,truth,reader_1,reader_2,reader_3\na,1,negative,positive,positive,negative\nb,2,positive,positive,positive,\n',
    );
    expect(
      checkReaders(reference, protocolOf('majority', 3)).map(({ code, line, severity }) => [
        code,
        line,
        severity,
      ]),
    ).toEqual([
      ['DATA-READERS-COUNT', 3, 'warning'],
      ['DATA-REFERENCE-FUSION', 2, 'error'],
    ]);
    expect(checkReaders(reference, protocolOf('known-by-construction', 0))).toEqual([]);
    expect(checkReaders(reference, protocolOf('consensus', 3)).map(({ code }) => code)).toEqual([
      'DATA-READERS-COUNT',
    ]);
  });

  it('a truth that is only fused is doubted', () => {
    const { reference } = read('case,image,truth\na,1,negative\n');
    expect(checkReaders(reference, protocolOf('majority', 3)).map(({ code }) => code)).toEqual([
      'DATA-READERS-MISSING',
    ]);
    expect(checkReaders(reference, protocolOf('single-reader', 1))).toEqual([]);
  });
});

describe('agreement of readers', () => {
  it('is by hand: four images, two readers, one disagreement', () => {
    const row = (a: Call, b: Call): { readers: Record<string, Call> } => ({ readers: { a, b } });
    const rows = [
      row('positive', 'positive'),
      row('positive', 'negative'),
      row('negative', 'negative'),
      row('negative', 'negative'),
    ];
    // Observed disagreement 2/8; expected 2 × 3 × 5 / (8 × 7); alpha = 1 - (1/4) / (15/28) = 8/15.
    const agreement = readerAgreement(rows);
    expect(agreement).toMatchObject({ readers: 2, images: 4, unanimous: 3 });
    expect(agreement?.alpha.defined === true ? agreement.alpha.value : NaN).toBeCloseTo(8 / 15, 12);
  });

  it('is nothing for one reader', () => {
    expect(readerAgreement([{ readers: { a: 'positive' } }])).toBeNull();
  });
});
