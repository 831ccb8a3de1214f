import { describe, expect, it } from 'vitest';
import { AppError, EXIT, messageOf, type ErrorCode } from './error.js';
import { defined, undefinedBecause, type Estimable } from './estimable.js';
import { compareText, formatFinding, sortFindings, type Finding } from './finding.js';

describe('AppError', () => {
  it.each<[ErrorCode, number]>([
    ['INPUT-SCHEMA', EXIT.badInput],
    ['IMAGE-TRUNCATED', EXIT.badInput],
    ['MODEL-SHAPE', EXIT.badInput],
    ['STATS-ARGUMENT', EXIT.badInput],
    ['RENDER-FAILED', EXIT.badInput],
    ['INTEGRITY-LEDGER', EXIT.integrity],
    ['RUN-NO-LOOK-LEFT', EXIT.incomplete],
    ['CANONICAL-NOT-JSON', EXIT.defect],
    ['DEFECT', EXIT.defect],
  ])('%s ends the program with %i', (code, exit) => {
    expect(new AppError(code, 'what', { hint: 'do' }).exitCode).toBe(exit);
  });

  it('keeps hint, place, details and cause', () => {
    const cause = new Error('below');
    const error = new AppError('DEFECT', 'what', { hint: 'do', place: 'here', details: { n: 1 }, cause });
    expect(error).toMatchObject({ message: 'what', hint: 'do', place: 'here', details: { n: 1 }, cause });
    expect(new AppError('DEFECT', 'what', { hint: 'do' })).toMatchObject({ place: undefined, details: {} });
  });
});

describe('messageOf', () => {
  it('puts anything thrown on one line', () => {
    expect(messageOf(new Error(' two\n   lines '))).toBe('two lines');
    expect(messageOf('text')).toBe('text');
    expect(messageOf(undefined)).toBe('undefined');
  });
});

describe('Estimable', () => {
  it('tells a number from a reason by its tag', () => {
    const read = (value: Estimable): string => (value.defined ? String(value.value) : value.reason);
    expect([read(defined(0)), read(undefinedBecause('no positive cases'))]).toEqual([
      '0',
      'no positive cases',
    ]);
  });
});

describe('findings', () => {
  const at = (
    path: string,
    line: number | undefined,
    severity: Finding['severity'],
    code: string,
  ): Finding => {
    return {
      path,
      severity,
      code,
      message: 'what',
      fix: 'do',
      args: {},
      ...(line === undefined ? {} : { line }),
    };
  };

  it('are sorted by file, line, severity and code, and the input is left alone', () => {
    const input = [
      at('b', 1, 'error', 'X'),
      at('a', 2, 'warning', 'Y'),
      at('a', 2, 'error', 'Z'),
      at('a', undefined, 'info', 'W'),
    ];
    const before = [...input];
    expect(sortFindings(input).map(({ code }) => code)).toEqual(['W', 'Z', 'Y', 'X']);
    expect(input).toEqual(before);
  });

  it('are compared by code units, whatever the locale', () => {
    expect(['a', 'B', 'ä', 'Z'].sort(compareText)).toEqual(['B', 'Z', 'a', 'ä']);
  });

  it('are printed with their place and, below, what to do', () => {
    expect(formatFinding({ ...at('p.yaml', 61, 'error', 'VP-08'), column: 17 })).toBe(
      'p.yaml:61:17  VP-08  what\n    do',
    );
    expect(formatFinding(at('p.yaml', undefined, 'error', 'VP-08'))).toBe('p.yaml  VP-08  what\n    do');
  });
});
