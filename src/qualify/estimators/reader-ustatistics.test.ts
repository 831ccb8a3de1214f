import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseStatInput } from '../stat-input.js';
import { readerProportions } from './reader-proportions.js';

const options = { level: 0.95, seed: 1, resamples: 200 };

function run(name: string, method: string, input: unknown) {
  const estimator = readerProportions.find((candidate) => candidate.name === name)!;
  return estimator.methods
    .find((candidate) => candidate.name === method)!
    .compute(parseStatInput(JSON.stringify(input), 'input.json'), options);
}

interface Vector {
  input: unknown;
  estimate: number;
  unbiased: number;
  empirical: number;
}
const vectors = JSON.parse(
  readFileSync(new URL('../../stats/readers/ustatistics.vectors.json', import.meta.url), 'utf8'),
) as { sensitivity: Vector; wafroc: Vector };

describe('reader studies by U-statistics against brute force', () => {
  it.each(['sensitivity', 'wafroc'] as const)('%s', (kind) => {
    const { input, estimate, unbiased, empirical } = vectors[kind];
    const of = (method: string) => run(`reader-study-${kind}`, method, input);
    expect(of('u-statistic').estimate).toMatchObject({ defined: true, value: expect.closeTo(estimate, 12) });
    expect(of('u-statistic').details?.['variance']).toBeCloseTo(unbiased, 12);
    expect(of('u-statistic-mle').details?.['variance']).toBeCloseTo(empirical, 12);
  });
});

/** Two readers read four positive cases under two modalities; successes by modality and reader. */
function readings(successes: readonly (readonly number[])[], truth: 0 | 1 = 1) {
  const rows = successes.flatMap((row, cell) =>
    row.map((right, c) => ({ modality: cell < 2 ? 1 : 2, reader: cell % 2, case: c, truth, rating: right })),
  );
  const column = (key: keyof (typeof rows)[number]) => rows.map((row) => row[key]);
  return {
    modality: column('modality'),
    reader: column('reader'),
    case: column('case'),
    truth: column('truth'),
    rating: column('rating'),
  };
}

describe('by hand', () => {
  it('one kind of cases: shares 3/4 and 1/2, the moments of the definition', () => {
    // Modality 1: 1110 and 1110, modality 2: 1100 and 1100, so both readers agree and the cases alone vary.
    const { estimate, details } = run(
      'reader-study-sensitivity',
      'u-statistic',
      readings([
        [1, 1, 1, 0],
        [1, 1, 1, 0],
        [1, 1, 0, 0],
        [1, 1, 0, 0],
      ]),
    );
    expect(estimate).toEqual({ defined: true, value: 1 / 4 });
    // Differences of the cases 0 0 1 0: variance (1/4) (3/4) / (4 - 1) = 1/16.
    expect(details?.['variance']).toBeCloseTo(1 / 16, 12);
  });

  it('specificity takes the negative cases and the other calls', () => {
    const input = readings(
      [
        [0, 0, 0, 1],
        [0, 0, 0, 1],
        [0, 0, 1, 1],
        [0, 0, 1, 1],
      ],
      0,
    );
    const { estimate, details } = run('reader-study-specificity', 'u-statistic', input);
    expect(estimate).toEqual({ defined: true, value: 1 / 4 });
    expect(details?.['variance']).toBeCloseTo(1 / 16, 12);
    expect(run('reader-study-sensitivity', 'u-statistic', input).estimate).toEqual({
      defined: false,
      reason: 'no positive case',
    });
  });

  it('equal modalities differ by 0 without a test; one reader has no variance', () => {
    const row = [1, 0, 1, 1];
    const same = run('reader-study-sensitivity', 'u-statistic', readings([row, row, row, row]));
    expect(same.estimate).toEqual({ defined: true, value: 0 });
    expect(same.details?.['p']).toBeNull();
    expect(same.interval).toMatchObject({ defined: false });
  });

  it('marks without a normal case, or without a lesion, give nothing', () => {
    const mark = (modality: number, id: string, lesion: number) => ({
      modality,
      reader: 1,
      case: id,
      lesion,
      rating: 2,
    });
    const sick = { case: 's', lesions: [{ lesion: 1, weight: 1 }] };
    const well = { case: 'w', lesions: [] };
    const of = (cases: unknown[], marks: unknown[]) =>
      run('reader-study-wafroc', 'u-statistic', { cases, marks });
    expect(of([sick], [mark(1, 's', 1), mark(2, 's', 1)]).estimate).toMatchObject({
      defined: false,
      reason: 'no non-diseased case',
    });
    expect(of([well], [mark(1, 'w', 0), mark(2, 'w', 0)]).estimate).toMatchObject({
      defined: false,
      reason: 'no lesion',
    });
  });
});
