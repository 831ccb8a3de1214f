import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blandAltman } from './bland-altman.js';
import { chanceCorrected } from './chance-corrected.js';
import { cohenKappa, type KappaWeights } from './cohen-kappa.js';
import { concordanceCorrelation } from './concordance-correlation.js';
import { demingRegression } from './deming-regression.js';
import { fleissKappa } from './fleiss-kappa.js';
import { intraclassCorrelation } from './intraclass-correlation.js';
import { krippendorffAlpha } from './krippendorff-alpha.js';
import { passingBablok } from './passing-bablok.js';
import { readerAnova, repeatabilityCoefficient } from './reader-anova.js';

const vectors = JSON.parse(readFileSync(new URL('./kappa.vectors.json', import.meta.url), 'utf8')) as {
  cases: {
    two: {
      table: number[][];
      kappa: number;
      linear: number;
      quadratic: number;
      standard_error: number;
      standard_error_null: number;
    }[];
    many: { counts: number[][]; kappa: number };
  };
};

const invalid = expect.objectContaining({ code: 'STATS-ARGUMENT' }) as Error;
const kappaOf = (table: number[][], weights: KappaWeights = 'none') => {
  const result = cohenKappa(table, { weights });
  if (!result.defined) throw new Error(result.reason);
  return result.value;
};

describe('kappa against scikit-learn and statsmodels', () => {
  it.each(vectors.cases.two)('$table', (expected) => {
    const plain = kappaOf(expected.table);
    expect(plain.kappa).toBeCloseTo(expected.kappa, 10);
    expect(plain.standardError).toBeCloseTo(expected.standard_error, 10);
    expect(plain.standardErrorNull).toBeCloseTo(expected.standard_error_null, 10);
    expect(kappaOf(expected.table, 'linear').kappa).toBeCloseTo(expected.linear, 10);
    expect(kappaOf(expected.table, 'quadratic').kappa).toBeCloseTo(expected.quadratic, 10);
  });

  it('many raters', () => {
    expect(fleissKappa(vectors.cases.many.counts).kappa).toEqual({
      defined: true,
      value: expect.closeTo(vectors.cases.many.kappa, 10),
    });
  });
});

describe('by hand', () => {
  it('45 + 25 of 100 agree, 50 expected by chance: kappa (0.7 - 0.5) / 0.5', () => {
    // Margins 60/40 and 60/40 would expect 0.52; these are 50/50 and 65/35: 0.325 + 0.175.
    const { kappa, expectedAgreement } = kappaOf([
      [40, 10],
      [25, 25],
    ]);
    expect(expectedAgreement).toBeCloseTo(0.5, 15);
    expect(kappa).toBeCloseTo(0.3, 15);
    const other = chanceCorrected([
      [40, 10],
      [25, 25],
    ]);
    expect(other.pabak).toEqual({ defined: true, value: expect.closeTo(0.3, 12) });
    expect(other.biasIndex).toEqual({ defined: true, value: expect.closeTo(0.15, 12) });
    expect(other.prevalenceIndex).toEqual({ defined: true, value: expect.closeTo(0.15, 12) });
  });

  it('one category only has no kappa, an AC1 of 1', () => {
    expect(
      cohenKappa([
        [9, 0],
        [0, 0],
      ]),
    ).toEqual({ defined: false, reason: 'expected agreement is 1' });
    expect(
      chanceCorrected([
        [9, 0],
        [0, 0],
      ]).gwetAc1,
    ).toEqual({ defined: true, value: 1 });
    expect(
      cohenKappa([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual({ defined: false, reason: 'no subject' });
    expect(
      fleissKappa([
        [3, 0],
        [3, 0],
      ]).kappa.defined,
    ).toBe(false);
  });

  it('two readers differ in one of four units: alpha = 1 - 7 x 1 / (5 x 3)', () => {
    // Eight values, five 1 and three 2; one coincidence of 1 with 2 each way.
    const ratings = [
      [1, 1, 1, 2],
      [1, 1, 2, 2],
    ];
    const alpha = krippendorffAlpha(ratings, 'nominal');
    expect(alpha.alpha).toEqual({ defined: true, value: expect.closeTo(1 - 7 / 15, 12) });
    expect(alpha.pairableValues).toBe(8);
    expect(
      krippendorffAlpha(
        [
          [1, null],
          [null, 2],
        ],
        'nominal',
      ).alpha.defined,
    ).toBe(false);
    expect(
      krippendorffAlpha(
        [
          [2, 2],
          [2, 2],
        ],
        'interval',
      ).alpha.defined,
    ).toBe(false);
    expect(() => krippendorffAlpha([[-1], [2]], 'ratio')).toThrow(invalid);
  });

  it('Shrout & Fleiss 1979, table 2: 0.17, 0.29 and 0.71 for one judge', () => {
    const judges = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ];
    const printed = { 1: [0.17, 0.44], 2: [0.29, 0.62], 3: [0.71, 0.91] } as const;
    for (const model of [1, 2, 3] as const) {
      const icc = intraclassCorrelation(judges, model);
      expect(icc.single.defined && Math.round(icc.single.value * 100) / 100).toBe(printed[model][0]);
      expect(icc.average.defined && Math.round(icc.average.value * 100) / 100).toBe(printed[model][1]);
      expect(
        icc.singleInterval.defined && icc.single.defined && icc.singleInterval.value.lower < icc.single.value,
      ).toBe(true);
    }
    expect(
      intraclassCorrelation(
        [
          [3, 3],
          [3, 3],
        ],
        2,
      ).single,
    ).toEqual({ defined: false, reason: 'no variance' });
    expect(() => intraclassCorrelation([[1, 2], [1]], 1)).toThrow(invalid);
    expect(() =>
      intraclassCorrelation(
        [
          [1, NaN],
          [1, 2],
        ],
        1,
      ),
    ).toThrow(invalid);
  });

  it('within-subject SD of readings 1 and 3: √2, repeatability 1.96 √2 √2', () => {
    const anova = readerAnova([
      [1, 3],
      [5, 7],
    ]);
    if (!anova.defined) throw new Error(anova.reason);
    expect(anova.value.msWithin).toBe(2);
    expect(repeatabilityCoefficient(anova.value)).toBeCloseTo(1.959963984540054 * 2, 12);
  });

  it('differences 1, 2, 3: bias 2, SD 1', () => {
    const result = blandAltman([2, 4, 6], [1, 2, 3], { multiple: 2 });
    if (!result.defined) throw new Error(result.reason);
    expect(result.value.bias).toBe(2);
    expect(result.value.sd).toBe(1);
    expect(result.value.limits).toEqual({ lower: 0, upper: 4 });
    // t(2) at 97.5 % is 4.302652729911.
    expect(result.value.biasInterval.upper).toBeCloseTo(2 + 4.302652729911275 / Math.sqrt(3), 9);
    expect(blandAltman([1], [1]).defined).toBe(false);
    expect(() => blandAltman([1, 2], [1])).toThrow(invalid);
  });

  it('concordance of 1, 2, 3 with 2, 3, 4: 2 (2/3) / (4/3 + 1)', () => {
    expect(concordanceCorrelation([1, 2, 3], [2, 3, 4])).toEqual({
      defined: true,
      value: expect.closeTo(4 / 7, 12),
    });
    expect(concordanceCorrelation([2, 2], [2, 2])).toEqual({ defined: false, reason: 'no variance' });
  });

  it('regressions recover an exact line', () => {
    const x = [1, 2, 4, 7, 11];
    const y = x.map((value) => 3 + 2 * value);
    for (const line of [demingRegression(x, y), passingBablok(x, y)]) {
      if (!line.defined) throw new Error(line.reason);
      expect(line.value.slope).toBeCloseTo(2, 10);
      expect(line.value.intercept).toBeCloseTo(3, 10);
    }
    expect(demingRegression([1, 1], [1, 2]).defined).toBe(false);
    expect(passingBablok([1, 2], [1, 2]).defined).toBe(false);
  });
});
