import { defined } from '../../core/estimable.js';
import { brier } from '../../stats/brier.js';
import { calibrationBins, calibrationError } from '../../stats/calibration-bins.js';
import { calibrationInTheLarge, calibrationSlope } from '../../stats/calibration-regression.js';
import { criticalNormal } from '../../stats/normal.js';
import type { Estimator, Measured } from '../estimator.js';
import type { StatInput } from '../stat-input.js';

const needs = 'columns probability, truth (0/1)';

function predictions(input: StatInput): { p: Float64Array; truth: Uint8Array } {
  return { p: input.numbers('probability'), truth: input.binary('truth') };
}

/** estimate ± z SE of a maximum-likelihood coefficient. */
function wald(estimate: number, standardError: number, level: number, n: number): Measured {
  const half = criticalNormal(level) * standardError;
  return {
    estimate: defined(estimate),
    interval: defined({ lower: estimate - half, upper: estimate + half }),
    n,
    details: { standardError },
  };
}

export const calibration: readonly Estimator[] = [
  {
    name: 'brier',
    title: 'Brier score',
    needs,
    methods: [
      {
        name: 'mean-square',
        source: 'Brier 1950, Mon Weather Rev 78:1',
        compute: (input) => {
          const { p, truth } = predictions(input);
          return { estimate: brier(p, truth), n: truth.length };
        },
      },
    ],
  },
  {
    name: 'calibration-slope',
    title: 'Slope of the logistic recalibration',
    needs,
    methods: [
      {
        name: 'maximum-likelihood',
        source: 'Van Calster et al. 2019, BMC Med 17:230',
        compute: (input, { level }) => {
          const { p, truth } = predictions(input);
          const fit = calibrationSlope(p, truth);
          if (!fit.defined) return { estimate: fit, interval: fit, n: truth.length };
          return wald(fit.value.slope, fit.value.slopeStandardError, level, truth.length);
        },
      },
    ],
  },
  {
    name: 'calibration-in-the-large',
    title: 'Intercept of the logistic recalibration with slope 1',
    needs,
    methods: [
      {
        name: 'maximum-likelihood',
        source: 'Van Calster et al. 2019, BMC Med 17:230',
        compute: (input, { level }) => {
          const { p, truth } = predictions(input);
          const fit = calibrationInTheLarge(p, truth);
          if (!fit.defined) return { estimate: fit, interval: fit, n: truth.length };
          return wald(fit.value.intercept, fit.value.standardError, level, truth.length);
        },
      },
    ],
  },
  {
    name: 'calibration-error',
    title: 'Expected calibration error, 10 equal-width bins (lower, upper]',
    needs,
    methods: [
      {
        name: 'equal-width-10',
        source: 'Naeini, Cooper and Hauskrecht 2015, AAAI',
        compute: (input) => {
          const { p, truth } = predictions(input);
          const error = calibrationError(calibrationBins(p, truth, 10));
          return { estimate: error.defined ? defined(error.value.expected) : error, n: truth.length };
        },
      },
    ],
  },
];
