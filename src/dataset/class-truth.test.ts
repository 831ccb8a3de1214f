import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPatientClasses } from './check-patient-classes.js';
import { checkReaders } from './check-readers.js';
import { readerAgreement } from './reader-agreement.js';
import { truthFollows, truthOfCalls } from './reader-fusion.js';
import { readReferenceStandard, type ReferenceRules } from './reference-standard.js';

const NAMES = ['none', 'undisplaced', 'displaced'];
const read = (text: string, rules: Partial<ReferenceRules> = {}): ReturnType<typeof readReferenceStandard> =>
  readReferenceStandard(text, 'r.csv', { fusion: 'median', classes: NAMES, ...rules });

describe('a table of classes', () => {
  it('holds their names, and names that the name map joins to them', () => {
    const labels = { none: ['0'], displaced: ['2', 'dislocated'] };
    const { reference, findings } = read('case,image,truth,reader_1\nA,1,2,dislocated\nB,2,undisplaced,0\n', {
      labels,
    });
    expect(findings).toEqual([]);
    expect(reference.rows.map(({ truth, readers }) => [truth, readers['reader_1']])).toEqual([
      ['displaced', 'displaced'],
      ['undisplaced', 'none'],
    ]);
  });

  it.each([
    ['without a name map', undefined, 'DATA-REFERENCE-VALUE'],
    ['with one', { none: ['0'] }, 'DATA-REFERENCE-LABEL'],
  ] as const)('refuses a name that is none, %s', (_name, labels, code) => {
    const { reference, findings } = read(
      'case,image,truth\nA,1,displacd\n',
      labels === undefined ? {} : { labels: { none: [...labels.none] } },
    );
    expect(findings.map((one) => [one.code, one.message + one.fix])).toEqual([
      [code, expect.stringMatching(/displacd.*displaced/)],
    ]);
    expect(reference.rows).toEqual([]);
  });

  it('does not know positive and negative', () => {
    expect(read('case,image,truth\nA,1,positive\n').findings).toHaveLength(1);
  });
});

describe('one class of several readers', () => {
  it.each([
    ['median', ['none', 'displaced', 'undisplaced'], 'undisplaced'],
    ['median', ['none', 'displaced', 'displaced'], 'displaced'],
    ['median', ['none', 'displaced'], null],
    ['majority', ['none', 'displaced', 'undisplaced'], null],
    ['majority', ['none', 'displaced', 'displaced'], 'displaced'],
    ['majority', ['none', 'none', 'displaced', 'undisplaced'], null],
    ['consensus', ['none', 'none'], 'none'],
    ['consensus', ['none', 'displaced'], null],
  ] as const)('by %s of %j is %s', (fusion, calls, truth) => {
    expect(truthOfCalls(fusion, calls, NAMES)).toBe(truth);
    expect(truthFollows(fusion, 'undisplaced', calls, NAMES)).toBe(
      truth === 'undisplaced' || (truth === null && fusion === 'consensus'),
    );
  });

  it('is the same in any order of the readers, and turns with the grades', () => {
    const calls = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 7 });
    const turned = (name: string): string => NAMES[2 - NAMES.indexOf(name)]!;
    fc.assert(
      fc.property(calls, fc.constantFrom('median' as const, 'majority' as const), (given, fusion) => {
        const truth = truthOfCalls(fusion, given, NAMES);
        expect(truthOfCalls(fusion, [...given].reverse(), NAMES)).toBe(truth);
        expect(truthOfCalls(fusion, given.map(turned), NAMES)).toBe(truth === null ? null : turned(truth));
      }),
    );
  });

  it('is held against the truth of the table', () => {
    const { reference } = read(
      'case,image,truth,reader_1,reader_2,reader_3\nA,1,none,none,undisplaced,displaced\n',
    );
    const declared = { fusion: 'median', readers: { count: 3, qualification: 'q', blindedTo: [] } } as const;
    expect(
      checkReaders(reference, { ...declared, readers: { ...declared.readers, blindedTo: [] } }, NAMES),
    ).toEqual([
      expect.objectContaining({
        code: 'DATA-REFERENCE-FUSION',
        message: expect.stringContaining(
          'the readers said none, undisplaced, displaced; that is not median',
        ) as string,
      }),
    ]);
  });

  it('is described by an alpha that knows how far grades lie apart', () => {
    const rows = [
      { readers: { a: 'none', b: 'undisplaced' } },
      { readers: { a: 'undisplaced', b: 'undisplaced' } },
      { readers: { a: 'displaced', b: 'displaced' } },
      { readers: { a: 'none', b: 'none' } },
    ];
    const alpha = (scale: 'nominal' | 'ordinal'): number => {
      const classes = {
        names: NAMES,
        scale,
        decision: { rule: 'highest-score', ties: 'indeterminate' },
        patientClass: 'highest-mean-score',
      } as const;
      const found = readerAgreement(rows, {
        ...classes,
        names: [...NAMES],
        decision: { ...classes.decision },
      });
      return found?.alpha.defined === true ? found.alpha.value : NaN;
    };
    // Nominal: 1 − (n − 1) Σ off / (n² − Σ n²): 8 values, 3 of none, 3 of undisplaced, 2 of displaced, 2 off the diagonal.
    expect(alpha('nominal')).toBeCloseTo(1 - (7 * 2) / (64 - 9 - 9 - 4), 12);
    expect(alpha('ordinal')).toBeGreaterThan(alpha('nominal'));
  });
});

describe('images of one patient', () => {
  const { reference } = read('case,image,truth\nA,1,none\nA,2,displaced\nB,3,none\nB,4,none\n');
  const classes = {
    names: NAMES,
    scale: 'ordinal',
    decision: { rule: 'highest-score', ties: 'higher-class' },
  } as const;

  it.each([
    ['highest-mean-score', ['3 case A is displaced by image 2, none by image 1 on line 2']],
    ['highest-class', []],
  ] as const)('may differ or not, under %s', (patientClass, expected) => {
    const findings = checkPatientClasses(reference, {
      ...classes,
      names: [...NAMES],
      decision: { ...classes.decision },
      patientClass,
    });
    expect(findings.map(({ line, message }) => `${line ?? 0} ${message}`)).toEqual(expected);
  });
});
