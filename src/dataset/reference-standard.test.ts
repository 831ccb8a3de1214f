import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validate } from '../schema/validate.js';
import { checkReference } from './check-reference.js';
import { parseCsv } from '../annotation/csv.js';
import { manifestOf } from './image-folder.testkit.js';
import { readReferenceStandard } from './reference-standard.js';

const HEADER = 'case,image,truth,reader_1\n';
const fields = (text: string): string[][] => parseCsv(text, 'x.csv').map((record) => record.fields);

describe('CSV', () => {
  it('reads quotes, commas and line ends in fields, CRLF and a byte order mark', () => {
    const text = '\uFEFFcase,comment\r\nc1,"size 3,5 mm"\r\nc2,"two\r\nlines"\r\n\r\nc3,"a ""quoted"" word"';
    expect(parseCsv(text, 'x.csv')).toEqual([
      { line: 1, fields: ['case', 'comment'] },
      { line: 2, fields: ['c1', 'size 3,5 mm'] },
      { line: 3, fields: ['c2', 'two\r\nlines'] },
      { line: 6, fields: ['c3', 'a "quoted" word'] },
    ]);
  });

  it('keeps ids as text', () => {
    expect(fields('001\n01\n1\n1e3\n').flat()).toEqual(['001', '01', '1', '1e3']);
  });

  it('gives back whatever was quoted', () => {
    const field = fc.string({ unit: 'grapheme' }).filter((text) => !/[\0\uFFFD]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (table) => {
        const text = table
          .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
          .join('\r\n');
        expect(fields(text)).toEqual(table);
      }),
      { seed: 7 },
    );
  });

  it.each([
    ['x.csv:2', 'a\nb,"open'],
    ['x.csv:2', 'a\nb"c'],
    ['x.csv:1', '"a"b'],
    ['x.csv:2', 'a\nb\0c'],
  ])('names the line of what is wrong: %s', (place, text) => {
    expect(() => parseCsv(text, 'x.csv')).toThrow(expect.objectContaining({ code: 'INPUT-SYNTAX', place }));
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => parseCsv(Uint8Array.of(0x63, 0xe9, 0x0a), 'x.csv')).toThrow('not UTF-8');
  });
});

describe('reading a reference standard', () => {
  it('gives rows with readers and lines', async () => {
    const { reference, findings } = readReferenceStandard(
      `${HEADER}FR-1,FR-1-1,positive,negative\nFR-2,FR-2-1,negative,\n`,
      'r.csv',
    );
    expect(findings).toEqual([]);
    expect(await validate('reference-standard', reference)).toEqual([]);
    expect(reference.rows).toEqual([
      { case: 'FR-1', image: 'FR-1-1', truth: 'positive', readers: { reader_1: 'negative' }, line: 2 },
      { case: 'FR-2', image: 'FR-2-1', truth: 'negative', readers: {}, line: 3 },
    ]);
  });

  it('reports every row that cannot be used, with its line', () => {
    const rows = [
      'FR-1,FR-1-1,positive,negative',
      'FR-1,FR-1-1,negative,negative',
      'FR-2,FR-2-1,,positive',
      'FR-3,FR-3-1,1,positive',
      'FR-4,FR-4-1,positive',
      ',FR-5-1,positive,maybe',
    ];
    const { reference, findings } = readReferenceStandard(HEADER + rows.join('\n'), 'r.csv');
    expect(findings.map(({ line, code }) => `${line ?? 0} ${code}`)).toEqual([
      '3 DATA-REFERENCE-DUPLICATE',
      '4 DATA-REFERENCE-VALUE',
      '5 DATA-REFERENCE-VALUE',
      '6 DATA-REFERENCE-RAGGED',
      '7 DATA-REFERENCE-VALUE',
      '7 DATA-REFERENCE-VALUE',
    ]);
    expect(reference.rows).toHaveLength(2);
  });

  it.each([
    ['', 'INPUT-SCHEMA', 'the table is empty'],
    ['case,image\n', 'INPUT-SCHEMA', 'the column truth is missing'],
    ['case,image,truth,truth\n', 'INPUT-SCHEMA', 'the column truth is there twice'],
    ['case,image,truth,comment\n', 'INPUT-SCHEMA', 'the column "comment" is not known'],
    ['case;image;truth\n', 'INPUT-SYNTAX', 'separated by semicolons'],
  ])('refuses %j', (text, code, message) => {
    const read = (): unknown => readReferenceStandard(text, 'r.csv');
    expect(read).toThrow(expect.objectContaining({ code }));
    expect(read).toThrow(message);
  });

  it('reports a table without rows', () => {
    expect(readReferenceStandard(HEADER, 'r.csv').findings.map(({ code }) => code)).toEqual([
      'DATA-REFERENCE-EMPTY',
    ]);
  });
});

describe('a reference standard against its images', () => {
  it('reports labels without image, images without label and cases that differ', () => {
    const { reference } = readReferenceStandard(
      `${HEADER}FR-1,FR-1-1,positive,\nFR-9,FR-2-1,negative,\nFR-3,FR-3-1,negative,\n`,
      'r.csv',
    );
    const manifest = manifestOf(['FR-1-1', 'FR-1', {}], ['FR-2-1', 'FR-2', {}], ['FR-4-1', 'FR-4', {}]);
    expect(
      checkReference(reference, manifest).map(({ line, code, args }) => [line, code, args['image']]),
    ).toEqual([
      [undefined, 'DATA-IMAGE-WITHOUT-LABEL', 'FR-4-1'],
      [3, 'DATA-CASE-CONFLICT', 'FR-2-1'],
      [4, 'DATA-LABEL-WITHOUT-IMAGE', 'FR-3-1'],
    ]);
  });

  it('only warns where the image cannot say whose it is', () => {
    const { reference } = readReferenceStandard(`${HEADER}FR-1,FR-1-1,positive,\n`, 'r.csv');
    const manifest = manifestOf(['FR-1-1', 'FR-1-1', {}]);
    const [image] = manifest.images;
    if (image !== undefined) image.study = null;
    expect(checkReference(reference, manifest).map(({ code, severity }) => [code, severity])).toEqual([
      ['DATA-CASE-FROM-REFERENCE', 'warning'],
    ]);
  });
});
