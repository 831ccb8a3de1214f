import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_FACTS } from '../imaging/image-facts.js';
import type { ImageFacts } from '../schema/types.js';
import { cappedAgeDoubt } from './capped-age-rules.js';
import { caseFlow } from './case-flow.js';
import { parseEligibility } from './eligibility.js';
import { evaluateEligibility } from './evaluate-eligibility.js';
import { manifestOf } from './image-folder.testkit.js';

function decide(text: string, facts: Partial<ImageFacts>): boolean | null {
  const { expression, problem } = parseEligibility(text);
  if (expression === null) throw new Error(`column ${problem.column}: ${problem.message}`);
  return evaluateEligibility(expression, { ...NO_FACTS, ...facts });
}

describe('rules about ages that are one class', () => {
  it.each([
    ['patient.ageYears > 90', 'never holds'],
    ['modality = "DX" and not (image.rows < 9 or patient.ageYears >= 91)', 'never'],
    ['patient.ageYears in [45, 95]', 'patient.ageYears = 95 never holds'],
    ['patient.ageYears <= 90', 'holds for every age'],
    ['patient.ageYears < 120', 'holds for every age'],
  ])('%s: %s', (rule, message) => {
    expect(cappedAgeDoubt(rule)?.message).toContain(message);
  });

  it.each(['patient.ageYears >= 90', 'patient.ageYears < 90', 'image.rows > 95', 'patient.ageYears >>'])(
    'nothing is said of %s',
    (rule) => {
      expect(cappedAgeDoubt(rule)).toBeNull();
    },
  );

  it('what is said is so: the same answer for 30 and for 99 years', () => {
    for (const rule of ['patient.ageYears > 90', 'patient.ageYears <= 90', 'patient.ageYears != 95']) {
      const [young, old] = [30, 99].map((patientAgeYears) => decide(rule, { patientAgeYears }));
      expect(cappedAgeDoubt(rule)).not.toBeNull();
      expect(old).toBe(young);
    }
  });
});

describe('eligibility rules', () => {
  const adult: Partial<ImageFacts> = {
    modality: 'DX',
    patientAgeYears: 45,
    rows: 512,
    burnedInAnnotation: false,
  };

  it.each<[string, boolean | null]>([
    ['modality in ["DX", "CR"] and patient.ageYears >= 22', true],
    ['modality not in ["DX", "CR"]', false],
    ['image.rows < 64', false],
    ['image.rows<=512 and image.rows>=512 and image.rows = 512 and image.rows != 511', true],
    ['modality == "CR" or modality = "DX"', true],
    ['not modality = "DX" or modality = "DX"', true],
    ['modality = "CR" and modality = "CR" or modality = "DX"', true],
    ['modality = "CR" and (modality = "CR" or modality = "DX")', false],
    ['not (modality = "DX" and image.rows > 512)', true],
    ['image.burnedInAnnotation', false],
    ['image.burnedInAnnotation = false', true],
    ['patient.ageYears > -1.5', true],
  ])('%s is %s', (text, expected) => {
    expect(decide(text, adult)).toBe(expected);
  });

  it.each<[string, boolean | null]>([
    ['patient.ageYears >= 22', null],
    ['not patient.ageYears >= 22', null],
    ['patient.ageYears in [22]', null],
    ['image.burnedInAnnotation', null],
    ['patient.ageYears >= 22 and modality = "CR"', false],
    ['patient.ageYears >= 22 and modality = "DX"', null],
    ['patient.ageYears >= 22 or modality = "DX"', true],
    ['patient.ageYears is known', false],
    ['patient.ageYears is unknown', true],
  ])('where the header is silent, %s is %s', (text, expected) => {
    expect(decide(text, { modality: 'DX' })).toBe(expected);
  });

  it.each([
    [1, '', 'the rule ends where a variable is needed'],
    [1, 'modalty = "DX"', 'the variable modalty is not known'],
    [9, 'modality', 'modality is not compared with anything'],
    [10, 'modality < "DX"', 'modality is no number'],
    [14, 'image.rows < "64"', 'image.rows is compared with "64"'],
    [12, 'modality = DX', 'modality is compared with "DX"'],
    [12, "modality = 'DX'", "a text stands in '…'"],
    [12, 'modality = "DX', 'a text is not closed'],
    [13, 'modality in ("DX")', 'after in comes a list in brackets'],
    [17, '(modality = "DX"', 'the parenthesis is not closed'],
    [17, 'modality = "DX" modality = "CR"', '"modality" stands after a complete rule'],
    [16, 'modality = "DX"; process.exit()', '";" does not belong'],
    [1, 'constructor = "x"', 'the variable constructor is not known'],
    [1, '__proto__.x = 1', 'the variable __proto__.x is not known'],
  ])('column %i of %j', (column, text, message) => {
    const { problem } = parseEligibility(text);
    expect(problem?.message.startsWith(message)).toBe(true);
    expect(problem?.column).toBe(column);
  });

  it('suggests the variable that was meant', () => {
    expect(parseEligibility('patient.agYears > 3').problem?.fix).toBe('did you mean patient.ageYears');
  });

  it('takes any text without a crash, also deeply nested ones', () => {
    const word = fc.constantFrom(
      'modality',
      'image.rows',
      'not',
      'and',
      'or',
      'in',
      'is',
      'known',
      '(',
      ')',
      '[',
      ']',
      ',',
      '=',
      '<',
      '"DX"',
      '7',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join(' ')),
        ),
        (text) => {
          const { expression, problem } = parseEligibility(text);
          if (expression === null) expect(problem.column).toBeGreaterThan(0);
          else expect([true, false, null]).toContain(evaluateEligibility(expression, NO_FACTS));
        },
      ),
      { seed: 11, numRuns: 2000 },
    );
    expect(parseEligibility('('.repeat(999)).problem).not.toBeNull();
    expect(parseEligibility('not '.repeat(240) + 'modality = "DX"').problem).toBeNull();
    expect(parseEligibility('not '.repeat(300)).problem?.message).toMatch('1000 are allowed');
  });
});

describe('case flow', () => {
  const manifest = manifestOf(
    ['A-1', 'A', { modality: 'DX', patientAgeYears: 45, rows: 512 }],
    ['A-2', 'A', { modality: 'DX', patientAgeYears: 45, rows: 32 }],
    ['B-1', 'B', { modality: 'DX', patientAgeYears: 12, rows: 512 }],
    ['C-1', 'C', { modality: 'CR', rows: 512 }],
    ['D-1', 'D', { modality: 'DX', patientAgeYears: 30, rows: 16 }],
    ['E-1', 'E', {}],
  );
  const eligibility = {
    include: 'modality in ["DX", "CR"] and patient.ageYears >= 22',
    exclude: [
      { id: 'EX-1', when: 'image.rows < 64', reason: 'not a diagnostic image' },
      { id: 'EX-2', when: 'modality = "MG"', reason: 'other device' },
    ],
  };

  it('counts images and the patients who lose their last one, and keeps what is undecided', () => {
    expect(caseFlow(manifest, eligibility)).toEqual({
      kind: 'case-flow',
      schemaVersion: 1,
      identified: { images: 6, patients: 5 },
      excluded: [
        { rule: 'include', reason: `not ${eligibility.include}`, images: 1, patients: 1, imageIds: ['B-1'] },
        { rule: 'EX-1', reason: 'not a diagnostic image', images: 2, patients: 1, imageIds: ['A-2', 'D-1'] },
      ],
      included: ['A-1', 'C-1', 'E-1'],
      undecided: [
        { rule: 'include', imageId: 'C-1' },
        { rule: 'include', imageId: 'E-1' },
        { rule: 'EX-1', imageId: 'E-1' },
        { rule: 'EX-2', imageId: 'E-1' },
      ],
    });
  });

  it('adds up: identified = included + excluded, of images and of patients', () => {
    const flow = caseFlow(manifest, eligibility);
    const left = new Set(
      manifest.images.filter(({ id }) => flow.included.includes(id)).map((image) => image.case),
    );
    const sum = (of: 'images' | 'patients'): number =>
      flow.excluded.reduce((total, rule) => total + rule[of], 0);
    expect(flow.included.length + sum('images')).toBe(flow.identified.images);
    expect(left.size + sum('patients')).toBe(flow.identified.patients);
  });

  it('names rule and column of an expression that cannot be parsed', () => {
    const broken = { ...eligibility, exclude: [{ id: 'EX-7', when: 'image.rows < ', reason: '' }] };
    expect(() => caseFlow(manifest, broken)).toThrow('eligibility rule EX-7, column 14');
  });
});
