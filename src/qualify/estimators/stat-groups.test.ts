import { describe, expect, it } from 'vitest';
import { parseStatInput } from '../stat-input.js';
import { estimators } from './index.js';

const options = { level: 0.95, seed: 1, resamples: 500 };
const run = (estimator: string, method: string | undefined, csv: string) => {
  const found = estimators.find(({ name }) => name === estimator)!;
  const chosen =
    method === undefined ? found.methods[0]! : found.methods.find(({ name }) => name === method)!;
  return chosen.compute(parseStatInput(csv, 'input.csv'), options);
};

describe('agreement, shift and reader studies by hand', () => {
  it('kappa of two readers who agree on three of four', () => {
    expect(run('kappa-two-readers', undefined, 'reader_1,reader_2\n1,1\n1,1\n2,2\n2,1\n')).toMatchObject({
      estimate: { value: expect.closeTo(0.5, 12) },
      n: 4,
    });
  });

  it('several readers in long form, with and without gaps', () => {
    const csv = 'subject,reader,rating\na,x,1\na,y,1\nb,x,2\nb,y,1\nc,x,2\nc,y,2\n';
    expect(run('fleiss-kappa', undefined, csv).estimate).toMatchObject({ value: expect.closeTo(1 / 3, 12) });
    expect(run('krippendorff-alpha', 'nominal', `${csv}d,x,2\n`).estimate).toMatchObject({
      value: expect.closeTo(1 - 5 / 9, 12),
    });
    expect(run('icc', '3,1', csv).estimate.defined).toBe(true);
    expect(() => run('icc', '2,1', `${csv}d,x,2\n`)).toThrow(
      expect.objectContaining({ code: 'STATS-ARGUMENT' }),
    );
    expect(() => run('icc', '2,1', `${csv}a,x,2\n`)).toThrow(
      expect.objectContaining({ code: 'STATS-ARGUMENT' }),
    );
  });

  it('bias and concordance', () => {
    const csv = 'a,b\n1,2\n2,3\n3,4\n';
    expect(run('bland-altman', undefined, csv)).toMatchObject({
      estimate: { value: -1 },
      interval: { value: { lower: -1, upper: -1 } },
    });
    expect(run('concordance', 'lin', csv).estimate).toMatchObject({ value: expect.closeTo(4 / 7, 12) });
  });

  it('two samples apart', () => {
    const csv = 'value,sample\n1,0\n2,0\n3,1\n4,1\n';
    expect(run('kolmogorov-smirnov', undefined, csv)).toMatchObject({
      estimate: { value: 1 },
      details: { pExact: expect.closeTo(1 / 3, 12) },
    });
    expect(run('wasserstein', undefined, csv).estimate).toEqual({ defined: true, value: 2 });
    expect(run('energy-statistic', undefined, csv)).toMatchObject({
      details: { permutations: 6, p: expect.closeTo(1 / 3, 12) },
    });
    expect(run('stability-index', undefined, csv).estimate.defined).toBe(true);
    expect(run('jensen-shannon', undefined, 'value,sample\n1,0\n').estimate).toEqual({
      defined: false,
      reason: 'a sample is empty',
    });
    expect(() => run('wasserstein', undefined, 'value,sample\n1,2\n')).toThrow(
      expect.objectContaining({ code: 'STATS-ARGUMENT' }),
    );
  });

  it('a small reader study gives one difference by every method', () => {
    const rows = ['reader,modality,case,truth,rating'];
    for (const modality of ['CT', 'MR'])
      for (const reader of ['x', 'y', 'z'])
        for (let c = 0; c < 8; c += 1)
          rows.push(
            `${reader},${modality},${c},${c < 4 ? 0 : 1},${(c * (modality === 'CT' ? 3 : 2) + reader.charCodeAt(0)) % 7}`,
          );
    const csv = `${rows.join('\n')}\n`;
    const study = estimators.find(({ name }) => name === 'reader-study-auc')!;
    const values = study.methods.map(
      (method) => method.compute(parseStatInput(csv, 'input.csv'), options).estimate,
    );
    for (const value of values)
      expect(value).toMatchObject({
        defined: true,
        value: expect.closeTo((values[0] as { value: number }).value, 10),
      });
  });
});
