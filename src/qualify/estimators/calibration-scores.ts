import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import {
  brier,
  brierSkill,
  logLoss,
  murphy,
  observedExpected,
  spiegelhalter,
  type MurphyParts,
} from '../../stats/brier.js';
import { calibrationBins, calibrationError } from '../../stats/calibration-bins.js';
import { hosmerLemeshow } from '../../stats/hosmer-lemeshow.js';
import type { Estimator, Measured, Method } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { detail, measured } from './measured.js';

const needs = 'columns probability, truth (0/1)';

type OfPredictions = (p: Float64Array, truth: Uint8Array, input: StatInput) => Omit<Measured, 'n'>;

function method(name: string, source: string, read: OfPredictions): Method {
  return {
    name,
    source,
    compute: (input) => {
      const truth = input.binary('truth');
      return { ...read(input.numbers('probability'), truth, input), n: truth.length };
    },
  };
}

const single =
  (f: (p: Float64Array, truth: Uint8Array) => Estimable): OfPredictions =>
  (p, truth) => ({ estimate: f(p, truth) });

function murphyPart(part: keyof MurphyParts): Method {
  return method(part, 'Murphy 1973, J Appl Meteorol 12:595; over distinct probabilities', (p, truth) => {
    const parts = murphy(p, truth);
    return {
      estimate: parts.defined ? defined(parts.value[part]) : parts,
      details: parts.defined ? { ...parts.value, brier: detail(brier(p, truth)) } : {},
    };
  });
}

function hosmer(name: 'external' | 'development', use: string): Method {
  return method(
    name,
    `Hosmer and Lemeshow 1980, Commun Stat Theory Methods 9:1043; ${use}`,
    (p, truth, input) =>
      measuredParts(hosmerLemeshow(p, truth, input.number('groups', 10)), (test) => ({
        estimate: name === 'external' ? defined(test.pExternal) : test.pDevelopment,
        details: { chiSquare: test.chiSquare, groups: test.groups },
      })),
  );
}

function measuredParts<T>(
  result: Estimable<T>,
  parts: (value: T) => Omit<Measured, 'n'>,
): Omit<Measured, 'n'> {
  return measured(result, 0, parts);
}

const curve: OfPredictions = (p, truth, input) => {
  const bins = calibrationBins(p, truth, input.number('bins', 10));
  const error = calibrationError(bins);
  return {
    estimate: error.defined ? defined(error.value.maximum) : error,
    details: Object.fromEntries(
      bins.flatMap(({ count, meanPrediction, observed }, k): [string, number | null][] => [
        [`count_${k + 1}`, count],
        [`predicted_${k + 1}`, detail(meanPrediction)],
        [`observed_${k + 1}`, detail(observed)],
      ]),
    ),
  };
};

/** Scores and tests of predicted probabilities of one event. */
export const calibrationScores: readonly Estimator[] = [
  {
    name: 'log-loss',
    title: 'Mean negative log-likelihood; infinite when an outcome was given probability 0',
    needs,
    methods: [
      method(
        'natural-log',
        'Good 1952, J R Stat Soc B 14:107; not clipped',
        single((p, t) => logLoss(p, t)),
      ),
    ],
  },
  {
    name: 'brier-skill',
    title: 'Brier skill: 1 - Brier score / Brier score of the prevalence',
    needs,
    methods: [
      method(
        'against-prevalence',
        'Murphy 1973, J Appl Meteorol 12:595; reference: the prevalence',
        single(brierSkill),
      ),
    ],
  },
  {
    name: 'murphy-decomposition',
    title: 'Part of the Brier score: Brier = reliability - resolution + uncertainty',
    needs,
    methods: [murphyPart('reliability'), murphyPart('resolution'), murphyPart('uncertainty')],
  },
  {
    name: 'observed-expected',
    title: 'Events observed over events expected',
    needs,
    methods: [method('ratio', 'Van Calster et al. 2019, BMC Med 17:230', single(observedExpected))],
  },
  {
    name: 'spiegelhalter',
    title: 'Spiegelhalter test of calibration, two-sided p value',
    needs,
    methods: [
      method('normal', 'Spiegelhalter 1986, Stat Med 5:421', (p, truth) =>
        measuredParts(spiegelhalter(p, truth), ({ z, pTwoSided }) => ({
          estimate: defined(pTwoSided),
          details: { z },
        })),
      ),
    ],
  },
  {
    name: 'hosmer-lemeshow',
    title: 'Hosmer-Lemeshow test in groups of equal size, p value; its power follows the sample size',
    needs: `${needs}, groups (10 unless given)`,
    methods: [
      hosmer('external', 'df = groups'),
      hosmer('development', 'df = groups - 2, only on the cases of the fit'),
    ],
  },
  {
    name: 'calibration-curve',
    title: 'Reliability table: largest gap of a bin (lower, upper], each bin in the details',
    needs: `${needs}, bins (10 unless given)`,
    methods: [method('equal-width', 'Naeini, Cooper and Hauskrecht 2015, AAAI', curve)],
  },
];
