import { describe, expect, it } from 'vitest';
import { delongPerformance, jackknifePerformance } from './covariance.js';
import { obuchowskiRockette, perReaderDifferences } from './obuchowski-rockette.js';
import { orComponents, orVariances } from './or-components.js';
import {
  areaMetric,
  casesOfClass,
  sensitivityMetric,
  specificityMetric,
  type ReaderPerformance,
} from './reader-performance.js';
import { readerStudy, type Reading } from './reader-study.js';
import { study, value } from './reader-study.testkit.js';

const invalid = expect.objectContaining({ code: 'STATS-ARGUMENT' }) as Error;

describe('Obuchowski-Rockette by hand', () => {
  // Two modalities x two readers; Var 4, Cov1 2, Cov2 1.5, Cov3 1 (in thousandths).
  const covariance = [
    [4, 1.5, 2, 1],
    [1.5, 4, 1, 2],
    [2, 1, 4, 1.5],
    [1, 2, 1.5, 4],
  ].map((row) => Float64Array.from(row, (v) => v / 1000));
  const performance: ReaderPerformance = {
    modalities: 2,
    readers: 2,
    value: Float64Array.of(0.8, 0.9, 0.7, 0.7),
    covariance,
  };

  it('mean squares and components', () => {
    const c = orComponents(performance);
    // Means 0.85 and 0.7 about 0.775: 2 (0.075² + 0.075²).
    expect(value(c.msTreatment)).toBeCloseTo(0.0225, 12);
    expect(value(c.msReader)).toBeCloseTo(0.0025, 12);
    expect(value(c.msInteraction)).toBeCloseTo(0.0025, 12);
    expect([c.variance, c.cov1, c.cov2, c.cov3].map((v) => v * 1000)).toEqual(
      [4, 2, 1.5, 1].map((v): unknown => expect.closeTo(v, 12)),
    );
    expect(value(orVariances(c)).interaction).toBeCloseTo(0.0025 - 0.004 + 0.002 + 0.0005, 12);
  });

  it('random readers and cases: F = 0.0225 / (0.0025 + 2 x 0.0005) with (0.0035 / 0.0025)² df', () => {
    const { equality, pairwise } = obuchowskiRockette(performance);
    expect(value(equality)).toMatchObject({
      statistic: expect.closeTo(0.0225 / 0.0035, 9),
      df1: 1,
      df2: expect.closeTo(1.96, 9),
    });
    expect(value(pairwise)[0]).toMatchObject({
      estimate: expect.closeTo(0.15, 12),
      standardError: expect.closeTo(Math.sqrt(0.0035), 12),
    });
    // Two modalities: the t test of the pair is the F test.
    expect(value(value(pairwise)[0]!.p)).toBeCloseTo(value(equality).p, 9);
  });

  it('fixed readers: variance 4 - 2 + (1.5 - 1); fixed cases: the interaction alone', () => {
    expect(
      value(obuchowskiRockette(performance, { generalization: 'fixed-readers' }).equality).denominator,
    ).toBeCloseTo(0.0025, 12);
    const fixedCases = value(obuchowskiRockette(performance, { generalization: 'fixed-cases' }).equality);
    expect(fixedCases).toMatchObject({ denominator: expect.closeTo(0.0025, 12), df2: 1 });
    expect(perReaderDifferences(performance)[1]).toMatchObject({
      reader: 1,
      estimate: expect.closeTo(0.2, 12),
      standardError: expect.closeTo(Math.sqrt(0.004), 12),
    });
  });

  it('identical modalities: difference 0, nothing to test', () => {
    const twins = study(3, 3, (_m, r, c) => [1, 3, 2, 2, 4, 3][c]! + ((r * c) % 2));
    const analysis = obuchowskiRockette(value(jackknifePerformance(twins, areaMetric)));
    expect(value(analysis.components.msTreatment)).toBe(0);
    expect(analysis.equality).toEqual({ defined: false, reason: 'identical modalities: 0/0' });
    expect(value(analysis.pairwise)[0]).toMatchObject({ estimate: 0, interval: { defined: false } });
  });

  it('one reader or one modality has no such test', () => {
    const alone = value(
      jackknifePerformance(
        study(3, 3, (m, _r, c) => (m + 1) * c - ((c * c) % 3), 1),
        areaMetric,
      ),
    );
    expect(obuchowskiRockette(alone).equality).toEqual({ defined: false, reason: 'one reader' });
    const single = value(
      jackknifePerformance(
        study(3, 3, (_m, r, c) => ((r + 2) * c) % 5, 2, 1),
        areaMetric,
      ),
    );
    expect(obuchowskiRockette(single).equality).toEqual({ defined: false, reason: 'one modality' });
    expect(obuchowskiRockette(single).modalities[0]!.defined).toBe(true);
  });
});

describe('what is read', () => {
  const readings: Reading[] = [
    { reader: 1, modality: 1, case: 1, truth: 0, rating: 1 },
    { reader: 1, modality: 1, case: 2, truth: 1, rating: 2 },
  ];

  it.each([
    ['nothing', []],
    ['a reading twice', [...readings, readings[0]!]],
    ['two truths', [...readings, { ...readings[0]!, reader: 2, truth: 1 }]],
    ['a rating that is missing', [{ ...readings[0]!, rating: NaN }]],
    ['a truth that is neither', [{ ...readings[0]!, truth: 2 }]],
  ])('%s is refused', (_, list) => {
    expect(() => readerStudy(list)).toThrow(invalid);
  });

  it('labels are in order of number, cases of one class stand apart', () => {
    const one = readerStudy(
      [2, 10, 1].map((label) => ({
        reader: label,
        modality: 'CT',
        case: label,
        truth: label === 1 ? 0 : 1,
        rating: 1,
      })),
    );
    expect(one.readers).toEqual(['1', '2', '10']);
    expect(casesOfClass(one, 1).cases).toEqual(['2', '10']);
    expect(() => delongPerformance(one)).toThrow(invalid);
  });

  it('sensitivity and specificity of calls', () => {
    const calls = study(2, 4, (_m, _r, c) => [0, 1, 1, 1, 1, 0][c]!);
    const called = (rating: number): boolean => rating >= 1;
    expect(
      Array.from(value(jackknifePerformance(casesOfClass(calls, 1), sensitivityMetric(called))).value),
    ).toEqual([0.75, 0.75, 0.75, 0.75]);
    expect(
      Array.from(value(jackknifePerformance(casesOfClass(calls, 0), specificityMetric(called))).value),
    ).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
});
