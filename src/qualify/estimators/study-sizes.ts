import { defined, type Estimable } from '../../core/estimable.js';
import { FROC_FIGURES_OF_MERIT, type FrocFigureOfMerit } from '../../metrics/froc-fom.js';
import { frocPower } from '../../metrics/froc-power.js';
import { goalAssurance } from '../../stats/planning/assurance.js';
import { aucAgainstChanceSize, aucPrecisionSize } from '../../stats/planning/auc-size.js';
import { exactBinomialPlan } from '../../stats/planning/exact-binomial-power.js';
import { kappaSize } from '../../stats/planning/kappa-size.js';
import { nonInferioritySize } from '../../stats/planning/non-inferiority-size.js';
import {
  expectedWidth,
  precisionSize,
  waldPrecisionSize,
} from '../../stats/planning/proportion-precision.js';
import { readerStudySize, type PilotComponents } from '../../stats/planning/reader-study-size.js';
import type { Generalization } from '../../stats/readers/obuchowski-rockette.js';
import type { Estimator, Measured, Method, StatOptions } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { measured } from './measured.js';

type Planned = Omit<Measured, 'n'>;

/** A planned size counts no cases yet: n is 0. */
function method(
  name: string,
  source: string,
  plan: (input: StatInput, options: StatOptions) => Planned,
): Method {
  return { name, source, compute: (input, options) => ({ ...plan(input, options), n: 0 }) };
}

const PRECISION = [
  ['wilson', 'interval of Wilson 1927, J Am Stat Assoc 22:209, at x = round(expected n)'],
  ['clopper-pearson', 'interval of Clopper and Pearson 1934, Biometrika 26:404, at x = round(expected n)'],
] as const;

function roundedUp(size: Estimable): Planned {
  return size.defined
    ? { estimate: defined(Math.ceil(size.value - 1e-9)), details: { unrounded: size.value } }
    : { estimate: size };
}

const TWO_SIDED = 'alpha (0.05 unless given, two-sided), power (0.9 unless given)';
const twoSided = (input: StatInput): { alpha: number; sides: 2; power: number } => ({
  alpha: input.number('alpha', 0.05),
  sides: 2,
  power: input.number('power', 0.9),
});

function nonInferiority(kind: 'farringtonManning' | 'unpooled', name: string, source: string): Method {
  return method(name, source, (input) =>
    roundedUp(
      nonInferioritySize(
        {
          pNew: input.scalar('p_new'),
          pReference: input.scalar('p_reference'),
          margin: input.scalar('margin'),
          allocation: input.number('allocation', 1),
        },
        { alpha: input.number('alpha', 0.025), sides: 1, power: input.number('power', 0.9) },
      )[kind],
    ),
  );
}

function readers(name: string, generalization: Generalization): Method {
  const source = 'Hillis, Obuchowski and Berbaum 2011, Acad Radiol 18:129 (doi:10.1016/j.acra.2010.09.007)';
  return method(name, source, (input) => {
    const pilot: PilotComponents = {
      cases: input.scalar('pilot_cases'),
      interaction: input.scalar('var_interaction'),
      variance: input.scalar('var_error'),
      cov1: input.scalar('cov1'),
      cov2: input.scalar('cov2'),
      cov3: input.scalar('cov3'),
    };
    const size = readerStudySize(
      pilot,
      input.scalar('readers'),
      input.scalar('effect'),
      input.number('alpha', 0.05),
      input.number('power', 0.8),
      generalization,
    );
    return measured(size, 0, ({ cases, power }) => ({ estimate: defined(cases), details: { power } }));
  });
}

function froc(kind: FrocFigureOfMerit): Method {
  const source = 'simulation of the radiological search model, Chakraborty 2006, Phys Med Biol 51:3449';
  return method(kind.toLowerCase(), source, (input, { seed, resamples }) => {
    const { power, standardError, meanFigure } = frocPower(
      {
        falseSites: input.scalar('false_sites'),
        foundShare: input.scalar('found_share'),
        separation: input.scalar('separation'),
        threshold: input.scalar('threshold'),
      },
      {
        diseased: input.scalar('diseased'),
        nondiseased: input.scalar('nondiseased'),
        lesionsPerCase: input.number('lesions_per_case', 1),
      },
      { goal: input.scalar('goal'), alpha: input.number('alpha', 0.025), kind, studies: resamples, seed },
    );
    return { estimate: defined(power), details: { standardError, meanFigure, studies: resamples, seed } };
  });
}

/** Sizes of further study types; widths and chances at a planned size. */
export const studySizes: readonly Estimator[] = [
  {
    name: 'size-for-precision',
    title: 'Units for an interval of a proportion of at most a half width',
    needs: 'expected (true proportion hoped for), half_width',
    methods: [
      ...PRECISION.map(([name, source]) =>
        method(name, source, (input, { level }) => ({
          estimate: precisionSize(input.scalar('expected'), input.scalar('half_width'), level, name),
        })),
      ),
      method('wald', 'Buderer 1996, Acad Emerg Med 3:895; too small near 0 and 1', (input, { level }) =>
        roundedUp(defined(waldPrecisionSize(input.scalar('expected'), input.scalar('half_width'), level))),
      ),
    ],
  },
  {
    name: 'expected-width',
    title: 'Mean width of the interval of a proportion at a planned n',
    needs: 'expected (true proportion hoped for), n',
    methods: PRECISION.map(([name, source]) =>
      method(
        name,
        `mean over the binomial distribution of x; ${source.replace(', at x = round(expected n)', '')}`,
        (input, { level }) => ({
          estimate: expectedWidth(input.scalar('expected'), input.scalar('n'), level, name),
        }),
      ),
    ),
  },
  {
    name: 'size-for-non-inferiority',
    title: 'Units under the new one for non-inferiority of two independent proportions',
    needs:
      'p_new, p_reference, margin (from 0), allocation (reference units for each, 1 unless given), alpha (one-sided, 0.025 unless given), power (0.9 unless given)',
    methods: [
      nonInferiority(
        'farringtonManning',
        'farrington-manning',
        'Farrington and Manning 1990, Stat Med 9:1447',
      ),
      nonInferiority('unpooled', 'unpooled', 'Blackwelder 1982, Control Clin Trials 3:345'),
    ],
  },
  {
    name: 'size-for-kappa',
    title: 'Subjects to tell a kappa of two readers and two categories from another',
    needs: `rate_1, rate_2 (shares of positive calls), kappa, null_kappa (0 unless given), ${TWO_SIDED}`,
    methods: [
      method('normal', 'Cantor 1996, Psychol Methods 1:150', (input) =>
        roundedUp(
          kappaSize(
            input.scalar('rate_1'),
            input.scalar('rate_2'),
            input.scalar('kappa'),
            input.number('null_kappa', 0),
            twoSided(input),
          ),
        ),
      ),
    ],
  },
  {
    name: 'size-for-auc-above-chance',
    title: 'Positive cases to show an AUC above one half',
    needs: `auc, ratio (negatives per positive, 1 unless given), ${TWO_SIDED}`,
    methods: [
      method('binormal', 'Obuchowski 1994, Invest Radiol 29:238, as pROC power.roc.test', (input) =>
        roundedUp(aucAgainstChanceSize(input.scalar('auc'), input.number('ratio', 1), twoSided(input))),
      ),
    ],
  },
  {
    name: 'size-for-auc-precision',
    title: 'Positive cases for an interval of an AUC of at most a half width',
    needs: 'auc, half_width, ratio (negatives per positive, 1 unless given)',
    methods: [
      method('hanley-mcneil', 'Hanley and McNeil 1982, Radiology 143:29', (input, { level }) => ({
        estimate: aucPrecisionSize(
          input.scalar('auc'),
          input.scalar('half_width'),
          input.number('ratio', 1),
          level,
        ),
      })),
    ],
  },
  {
    name: 'size-for-reader-study',
    title: 'Cases of a two-modality reader study from the components of a pilot',
    needs:
      'pilot_cases, var_interaction, var_error, cov1, cov2, cov3 (of the pilot), readers, effect, alpha (0.05 unless given), power (0.8 unless given)',
    methods: [
      readers('random-readers-and-cases', 'random-readers-and-cases'),
      readers('fixed-readers', 'fixed-readers'),
      readers('fixed-cases', 'fixed-cases'),
    ],
  },
  {
    name: 'power-of-froc',
    title: 'Power to show an AFROC-type figure of merit above a goal, by simulation',
    needs:
      'false_sites (suspicious places an image), found_share, separation, threshold, diseased, nondiseased, lesions_per_case (1 unless given), goal, alpha (one-sided, 0.025 unless given); --resamples studies',
    methods: [froc('wAFROC'), ...FROC_FIGURES_OF_MERIT.filter((kind) => kind !== 'wAFROC').map(froc)],
  },
  {
    name: 'assurance',
    title: 'Chance that a study shows a proportion above a goal when the truth is uncertain',
    needs:
      'n, goal, prior_a, prior_b (Beta prior of the proportion), alpha (one-sided, 0.025 unless given); --resamples draws',
    methods: [
      method(
        'exact',
        'O’Hagan, Stevens and Campbell 2005, Pharm Stat 4:187; exact binomial test',
        (input, { seed, resamples }) => {
          const n = input.scalar('n');
          const goal = input.scalar('goal');
          // The critical value rests on the goal alone: any truth above it will do.
          const above = (1 + goal) / 2;
          const { criticalValue } = exactBinomialPlan(n, goal, above, input.number('alpha', 0.025));
          if (!criticalValue.defined) return { estimate: criticalValue };
          const { assurance, standardError } = goalAssurance(
            n,
            criticalValue.value,
            { a: input.scalar('prior_a'), b: input.scalar('prior_b') },
            { draws: resamples, seed },
          );
          return {
            estimate: defined(assurance),
            details: { standardError, criticalValue: criticalValue.value, draws: resamples, seed },
          };
        },
      ),
    ],
  },
];
