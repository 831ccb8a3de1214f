import { describe, expect, it } from 'vitest';
import type { CaseFlow } from '../schema/case-flow.js';
import type { Comparator, DataManifest, ReferenceRow } from '../schema/types.js';
import { checkComparator, checkReaderComparator, comparatorRows } from './check-comparator.js';
import { isTabled, readComparatorTable, type TabledComparator } from './comparator-table.js';

const base: TabledComparator = {
  id: 'C1',
  kind: 'previous-version',
  name: 'Model',
  version: '1',
  missingCase: 'refused',
  file: 'c.csv',
  unit: 'image',
  columns: { case: 'patient', image: 'image', score: 'score' },
  scoreRange: [0, 1],
};
const decided: TabledComparator = { ...base, columns: { case: 'patient', image: 'image', decision: 'call' } };
const byPatient: TabledComparator = {
  ...base,
  unit: 'patient',
  columns: { case: 'patient', score: 'score' },
};

const read = (text: string, comparator = base, labels?: Record<string, string[]>) =>
  readComparatorTable(Buffer.from(text), 'c.csv', comparator, labels);
const seen = ({ findings }: { findings: { code: string; line?: number }[] }): string[] =>
  findings.map(({ code, line }) => `${code} ${line ?? ''}`.trim());

describe('the table of a comparator', () => {
  it('is read by the columns that the protocol names, others passed over', () => {
    const { rows, findings, file } = read('note,score,patient,image\nx,0.25,P1,I1\n,1e-3,P2,I2\n,,P3,I3\n');
    expect(findings).toEqual([]);
    expect(file.path).toBe('c.csv');
    expect(comparatorRows(rows)).toEqual([
      { unit: 'I1', score: 0.25, decision: null, line: 2 },
      { unit: 'I2', score: 0.001, decision: null, line: 3 },
      { unit: 'I3', score: null, decision: null, line: 4 },
    ]);
  });

  it('holds decisions, by name or as the name map joins them', () => {
    const text = 'patient,image,call\nP1,I1,positive\nP2,I2,negative\nP3,I3,\n';
    expect(read(text, decided).rows.map(({ decision }) => decision)).toEqual(['positive', 'negative', null]);
    const named = read('patient,image,call\nP1,I1,fracture\nP2,I2,0\n', decided, {
      positive: ['fracture'],
      negative: ['0'],
    });
    expect(named.rows.map(({ decision }) => decision)).toEqual(['positive', 'negative']);
  });

  it.each([
    ['NaN', 'DATA-COMPARATOR-VALUE 2'],
    ['Infinity', 'DATA-COMPARATOR-VALUE 2'],
    ['1e999', 'DATA-COMPARATOR-VALUE 2'],
    ['0x10', 'DATA-COMPARATOR-VALUE 2'],
    ['"0,5"', 'DATA-COMPARATOR-VALUE 2'],
    ['high', 'DATA-COMPARATOR-VALUE 2'],
    ['1.01', 'DATA-COMPARATOR-RANGE 2'],
    ['-0.01', 'DATA-COMPARATOR-RANGE 2'],
  ])('refuses the score %s', (score, finding) => {
    const result = read(`patient,image,score\nP1,I1,${score}\n`);
    expect(seen(result)).toEqual([finding]);
    expect(result.rows).toEqual([]);
  });

  it.each([
    ['no rows', 'patient,image,score\n', base, ['DATA-COMPARATOR-EMPTY 1']],
    ['a short row', 'patient,image,score\nP1,I1\n', base, ['DATA-COMPARATOR-RAGGED 2']],
    ['an empty image', 'patient,image,score\nP1,,0.5\n', base, ['DATA-COMPARATOR-VALUE 2']],
    ['an empty case', 'patient,score\n,0.5\n', byPatient, ['DATA-COMPARATOR-VALUE 2']],
    ['a third decision', 'patient,image,call\nP1,I1,unsure\n', decided, ['DATA-COMPARATOR-VALUE 2']],
    [
      'a unit twice',
      'patient,image,score\nP1,I1,0.1\nP2,I2,0.2\nP1,I1,0.3\n',
      base,
      ['DATA-COMPARATOR-DUPLICATE 4'],
    ],
  ])('has a finding with its line for %s', (_what, text, comparator, expected) => {
    expect(seen(read(text, comparator))).toEqual(expected);
  });

  it.each([
    ['', /the table is empty/],
    ['patient,image,scores\nP1,I1,0.5\n', /the column "score" is missing; nearest is "scores"/],
    ['patient,image,score,score\nP1,I1,0.5,0.5\n', /"score" is there twice/],
    ['patient;image;score\nP1;I1;0.5\n', /separated by semicolons/],
    ['patient,image,score\nP1,I1,"0.5\n', /is not closed/],
    ['patient,image,score\nP1,I1,\0\n', /NUL byte/],
  ])('is not read at all when it is %j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('takes names like those of prototypes for what they are', () => {
    const { rows, findings } = read('patient,image,score\n__proto__,constructor,0.5\n');
    expect(findings).toEqual([]);
    expect(rows[0]).toMatchObject({ unit: 'constructor', case: '__proto__' });
  });
});

const image = (id: string, patient: string, study: string | null = 's') => ({ id, case: patient, study });
const manifest = {
  id: 'TEST-1',
  images: [image('I1', 'P1'), image('I2', 'P1'), image('I3', 'P2'), image('I4', 'I4', null)],
} as unknown as DataManifest;
const flow = { included: ['I1', 'I2', 'I3', 'I4'] } as CaseFlow;
const set = { manifest, flow, reference: null };
const reference = [
  { case: 'P1', image: 'I1', truth: 'positive', readers: { reader_1: 'positive' }, line: 2 },
  { case: 'P1', image: 'I2', truth: 'positive', readers: {}, line: 3 },
  { case: 'P2', image: 'I3', truth: 'negative', readers: { reader_1: 'negative' }, line: 4 },
  { case: 'P3', image: 'I4', truth: 'negative', readers: { reader_1: 'negative' }, line: 5 },
] as ReferenceRow[];

const hold = (text: string, comparator: TabledComparator, more: object = {}) =>
  checkComparator(comparator, read(text, comparator).rows, 'c.csv', { ...set, ...more });
const LENIENT = { missingCase: 'worst-case-against-candidate' } as const;
const WHOLE = 'patient,image,score\nP1,I1,0.1\nP1,I2,0.2\nP2,I3,0.3\n,I4,0.4\n';

describe('held against the images', () => {
  it('is in order with a row for every included image', () => {
    expect(hold(WHOLE, base)).toEqual({
      findings: [],
      coverage: { unit: 'image', units: 4, withoutResult: 0 },
    });
  });

  it('may have rows for images that are excluded, none for those that are unknown', () => {
    const held = hold(`${WHOLE}P9,I9,0.5\n`, base, { flow: { included: ['I1'] } });
    expect(seen(held)).toEqual(['DATA-COMPARATOR-UNKNOWN 6']);
    expect(held.coverage.units).toBe(1);
  });

  it('names the right patient, by the reference standard where the header cannot', () => {
    expect(seen(hold(WHOLE.replace('P2,I3', 'P1,I3'), base))).toEqual(['DATA-COMPARATOR-CASE 4']);
    const own = WHOLE.replace('\n,I4', '\nP9,I4');
    expect(seen(hold(own, base))).toEqual([]);
    expect(seen(hold(own, base, { reference }))).toEqual(['DATA-COMPARATOR-CASE 5']);
  });

  it.each([
    ['no row', WHOLE.replace('P2,I3,0.3\n', ''), ''],
    ['an empty score', WHOLE.replace('0.3', ''), '4'],
  ])('is refused, or warned of, where an included image has %s', (_what, text, line) => {
    const refused = hold(text, base);
    expect(seen(refused)).toEqual([`DATA-COMPARATOR-NO-RESULT ${line}`.trim()]);
    expect(refused.findings[0]).toMatchObject({
      severity: 'error',
      message: 'comparator C1 has no result for 1 of 4 included images: I3',
    });
    const lenient = hold(text, { ...base, ...LENIENT });
    expect(lenient.findings[0]?.severity).toBe('warning');
    expect(lenient.coverage.withoutResult).toBe(1);
  });

  it('counts patients where its rows stand for patients', () => {
    const text = 'patient,score\nP1,0.1\nP2,0.2\nP3,0.3\n';
    expect(hold(text, byPatient, { reference })).toEqual({
      findings: [],
      coverage: { unit: 'patient', units: 3, withoutResult: 0 },
    });
    expect(seen(hold(`${text}P7,0.5\n`, byPatient, { reference }))).toEqual(['DATA-COMPARATOR-UNKNOWN 5']);
    // Before the reference standard is opened nobody knows whose the unreadable image is.
    expect(seen(hold(text, byPatient))).toEqual([]);
    expect(hold('patient,score\nP1,0.1\n', byPatient, { reference }).findings[0]?.message).toBe(
      'comparator C1 has no result for 2 of 3 included patients: P2, P3',
    );
  });
});

describe('a reader as comparator', () => {
  const reader = (name: string): Comparator & { reader: string } => {
    const { id, kind, version, missingCase } = base;
    return { id, kind, name: 'Reader', version, missingCase, reader: name };
  };

  it('is a column of the reference standard', () => {
    const held = checkReaderComparator(reader('reader_1'), 'r.csv', { ...set, reference });
    expect(seen(held)).toEqual(['DATA-COMPARATOR-NO-RESULT 3']);
    expect(held.coverage).toEqual({ unit: 'image', units: 4, withoutResult: 1 });
    expect(isTabled(reader('reader_1'))).toBe(false);
  });

  it('must be there', () => {
    const held = checkReaderComparator(reader('constructor'), 'r.csv', { ...set, reference });
    expect(held.findings[0]).toMatchObject({
      code: 'DATA-COMPARATOR-READER',
      message: 'there is no reader constructor, whom comparator C1 names; known: reader_1',
    });
  });
});
