import { defined } from '../../core/estimable.js';
import { lrocAreaTo, lrocCurve, pclAtFpf } from '../../metrics/lroc-curve.js';
import { lroc, type LrocData } from '../../metrics/lroc.js';
import { requireSameLength } from '../../stats/argument.js';
import type { Estimator, Measured } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { tiedCases } from './cases.js';
import { detail, measured, normalInterval } from './measured.js';

const needs = 'columns truth (0/1), rating, correct (1 = right place; 0 on cases without a lesion)';
const SOURCE = 'Swensson 1996, Med Phys 23:1709';

function localised(input: StatInput): { data: LrocData; n: number; ties: number } {
  const truth = input.binary('truth');
  const rating = input.numbers('rating');
  const correct = input.binary('correct');
  requireSameLength(truth, rating, 'truth and rating');
  requireSameLength(truth, correct, 'truth and correct');
  const data = {
    normal: rating.filter((_, i) => truth[i] === 0),
    abnormal: rating.filter((_, i) => truth[i] === 1),
    correct: correct.filter((_, i) => truth[i] === 1),
  };
  return { data, n: truth.length, ties: tiedCases(rating) };
}

function area(input: StatInput, level: number): Measured {
  const { data, n, ties } = localised(input);
  const result = lroc(data);
  return {
    estimate: result.area,
    interval: normalInterval(result.area, result.standardError, level),
    n,
    ties,
    flags: ['not cut to the range of the metric'],
    details: {
      standardError: detail(result.standardError),
      fractionCorrectlyLocalized: detail(result.fractionCorrectlyLocalized),
      rocArea: detail(result.rocArea),
    },
  };
}

/** One rating and one place a case. */
export const lrocEstimators: readonly Estimator[] = [
  {
    name: 'lroc-area',
    title: 'Area under the LROC curve; chance is not one half',
    needs,
    methods: [
      {
        name: 'u-statistic',
        source: `${SOURCE}; U-statistic standard error`,
        compute: (input, { level }) => area(input, level),
      },
    ],
  },
  {
    name: 'lroc-at-fpf',
    title: 'Fraction correctly localised at a false-positive fraction',
    needs: `${needs}, fpf`,
    methods: (['upper', 'rjafroc'] as const).map((rule) => ({
      name: rule,
      source:
        rule === 'upper'
          ? SOURCE
          : 'Chakraborty 2017, Observer Performance Methods; RJafroc, figure of merit PCL (lower point of a rise)',
      compute: (input: StatInput): Measured => {
        const { data, n, ties } = localised(input);
        const fpf = input.scalar('fpf');
        return {
          ...measured(lrocCurve(data), n, (curve) => ({
            estimate: defined(pclAtFpf(curve, fpf, rule)),
            details: { areaTo: lrocAreaTo(curve, fpf) },
          })),
          ties,
        };
      },
    })),
  },
];
