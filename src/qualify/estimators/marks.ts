import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import { frocCurve, type FrocDenominator } from '../../metrics/froc-curve.js';
import type { FrocData } from '../../metrics/froc-data.js';
import {
  FROC_FIGURES_OF_MERIT,
  frocFigureOfMerit,
  leaveOneCaseOut,
  type FrocFigureOfMerit,
} from '../../metrics/froc-fom.js';
import {
  CAMELYON16_RATES,
  LUNA16_RATES,
  meanSensitivity,
  sensitivityAtFp,
} from '../../metrics/froc-sensitivity.js';
import { frocSummary } from '../../metrics/froc-summary.js';
import { inferredRocAuc } from '../../metrics/inferred-roc.js';
import { clusterBootstrap } from '../../stats/bootstrap.js';
import { jackknifeStandardError } from '../../stats/jackknife.js';
import type { Estimator, Measured, Method, StatOptions } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { marksOf } from './marks-input.js';
import { detail, normalInterval } from './measured.js';

const needs =
  'cases [{case, lesions [{lesion, weight}]}], marks [{case, lesion (0 = false positive), rating}]';
const RULES = ['step', 'linear'] as const;
const DENOMINATORS = ['all', 'nondiseased'] as const;

type Curve = Extract<ReturnType<typeof frocCurve>, { defined: true }>['value'];

/** A number of the FROC curve with the percentile interval of a bootstrap of cases, diseased and non-diseased apart. */
function ofCurve(
  data: FrocData,
  denominator: FrocDenominator,
  { level, seed, resamples }: StatOptions,
  read: (curve: Curve) => number,
): Pick<Measured, 'estimate' | 'interval' | 'n' | 'flags'> {
  const whole = frocCurve(data, denominator);
  const n = data.lesionRating.length;
  if (!whole.defined) return { estimate: whole, n };
  const result = clusterBootstrap({
    clusters: data.cases,
    statistic: (multiplicity) => {
      const curve = frocCurve(data, denominator, multiplicity);
      return curve.defined ? read(curve.value) : NaN;
    },
    resamples,
    seed,
    level,
    method: 'percentile',
    strata: Int32Array.from(data.diseased),
  });
  return {
    estimate: defined(read(whole.value)),
    interval: result.defined ? result.value.interval : result,
    n,
    flags: result.defined ? result.value.flags : [],
  };
}

const CURVE_METHODS = DENOMINATORS.flatMap((denominator) => RULES.map((rule) => ({ denominator, rule })));

const sensitivity: Method[] = CURVE_METHODS.map(({ denominator, rule }) => ({
  name: `${rule}-${denominator}`,
  source:
    denominator === 'all'
      ? 'Bunch et al. 1978, J Appl Photogr Eng 4:166; false positives of all images over all images'
      : 'Chakraborty 2017, Observer Performance Methods, ch. 12; non-diseased images only',
  compute: (input, options) => {
    const data = marksOf(input);
    const rate = input.scalar('fp_per_image');
    const curve = frocCurve(data, denominator);
    const point = curve.defined ? sensitivityAtFp(curve.value, rate, rule) : null;
    return {
      ...ofCurve(data, denominator, options, (c) => sensitivityAtFp(c, rate, rule).sensitivity),
      details: {
        fpPerImage: rate,
        threshold: point?.threshold ?? null,
        beyondLastPoint: Number(point?.beyondLastPoint ?? false),
        maxFpPerImage: curve.defined ? (curve.value.fpPerImage.at(-1) ?? null) : null,
      },
    };
  },
}));

const RATES = [
  ['', LUNA16_RATES, 'Niemeijer et al. 2011, IEEE Trans Med Imaging 30:215; Setio et al. 2017 (LUNA16)'],
  ['camelyon16-', CAMELYON16_RATES, 'Ehteshami Bejnordi et al. 2017, JAMA 318:2199 (CAMELYON16)'],
] as const;

const mean: Method[] = RATES.flatMap(([prefix, rates, source]) =>
  CURVE_METHODS.map(({ denominator, rule }): Method => ({
    name: `${prefix}${rule}-${denominator}`,
    source,
    compute: (input, options) =>
      ofCurve(marksOf(input), denominator, options, (c) => meanSensitivity(c, rates, rule)),
  })),
);

const FIGURES: Readonly<Record<FrocFigureOfMerit, string>> = {
  AFROC: 'Lesion outranks the highest false positive of a non-diseased case',
  AFROC1: 'Lesion outranks the highest false positive of any case',
  wAFROC: 'AFROC with each diseased case counted once, lesions by weight',
  wAFROC1: 'AFROC1 with each diseased case counted once, lesions by weight',
};

function figure(kind: FrocFigureOfMerit): Estimator {
  return {
    name: kind.toLowerCase(),
    title: `${FIGURES[kind]} (${kind})`,
    needs,
    methods: [
      {
        name: 'jackknife',
        source: 'Chakraborty and Zhai 2016, Med Phys 43:2548; jackknife over cases, Efron 1982',
        compute: (input, { level }) => {
          const data = marksOf(input);
          const estimate = frocFigureOfMerit(data, kind);
          const left = leaveOneCaseOut(data, kind);
          const standardError: Estimable = left.defined ? jackknifeStandardError(left.value) : left;
          return {
            estimate,
            interval: normalInterval(estimate, standardError, level),
            n: data.cases,
            flags: ['not cut to the range of the metric'],
            details: { standardError: detail(standardError), lesions: data.lesionRating.length },
          };
        },
      },
    ],
  };
}

function inferred(input: StatInput): Measured {
  const data = marksOf(input);
  const summary = frocSummary(data);
  return {
    estimate: inferredRocAuc(data),
    n: data.cases,
    details: {
      inferredSensitivity: detail(summary.inferredSensitivity),
      inferredSpecificity: detail(summary.inferredSpecificity),
      maxLesionFraction: detail(summary.maxLesionFraction),
      maxFalsePerNondiseased: detail(summary.maxFalsePerNondiseased),
      maxFalsePerCase: detail(summary.maxFalsePerCase),
    },
  };
}

/** Localisation from matched marks: FROC, the AFROC family, the ROC study inferred from the highest mark. */
export const marks: readonly Estimator[] = [
  {
    name: 'froc-sensitivity',
    title: 'FROC: lesion sensitivity at a number of false positives per image',
    needs: `${needs}, fp_per_image`,
    methods: sensitivity,
  },
  {
    name: 'cpm',
    title: 'Competition performance metric: mean FROC sensitivity over declared rates',
    needs,
    methods: mean,
  },
  ...FROC_FIGURES_OF_MERIT.map(figure),
  {
    name: 'inferred-roc-auc',
    title: 'ROC area inferred from the highest mark of each case',
    needs,
    methods: [{ name: 'highest-mark', source: 'Swensson 1996, Med Phys 23:1709', compute: inferred }],
  },
];
