import { defined, type Estimable } from '../../core/estimable.js';
import { aucAgainstNullSize } from '../../stats/planning/auc-size.js';
import { clusteredSize, enrolmentForDropOut } from '../../stats/planning/cluster-inflation.js';
import { exactBinomialPlan, exactBinomialSizes } from '../../stats/planning/exact-binomial-power.js';
import { meanTestSize } from '../../stats/planning/mean-size.js';
import { mcnemarSize } from '../../stats/planning/paired-proportions-size.js';
import type { ErrorRates } from '../../stats/planning/requirements.js';
import { twoProportionSize } from '../../stats/planning/two-proportions-size.js';
import type { Estimator } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { detail } from './measured.js';

const RATES = 'alpha (0.05 unless given, two-sided), power (0.9 unless given)';

function rates(input: StatInput): ErrorRates {
  return { alpha: input.number('alpha', 0.05), sides: 2, power: input.number('power', 0.9) };
}

/** A planned size counts no cases yet: n is 0. */
function size(
  name: string,
  title: string,
  needs: string,
  method: string,
  source: string,
  compute: (input: StatInput) => { estimate: Estimable; details?: Record<string, number | null> },
): Estimator {
  return {
    name,
    title,
    needs,
    methods: [{ name: method, source, compute: (input) => ({ ...compute(input), n: 0 }) }],
  };
}

/** How many units a study needs; `veritome check` plans protocols, this answers a single question. */
export const planning: readonly Estimator[] = [
  size(
    'size-for-goal',
    'Units for one proportion to clear a performance goal; from this size on the power is kept',
    'goal, expected (true proportion hoped for), alpha (one-sided, 0.025 unless given), power (0.9 unless given)',
    'exact',
    'exact binomial test, saw-tooth safe: Chernick and Liu 2002, Am Stat 56:149',
    (input) => {
      const goal = input.scalar('goal');
      const expected = input.scalar('expected');
      const alpha = input.number('alpha', 0.025);
      const { first, kept } = exactBinomialSizes(goal, expected, alpha, input.number('power', 0.9));
      const power = kept.defined ? exactBinomialPlan(kept.value, goal, expected, alpha).power : null;
      return { estimate: kept, details: { firstReachingPower: detail(first), power } };
    },
  ),
  size(
    'size-for-two-proportions',
    'Units in each of two independent groups',
    `p1, p2, ${RATES}`,
    'normal',
    'Fleiss, Levin and Paik 2003, section 4.2; pooled and unpooled variance',
    (input) => ({ estimate: twoProportionSize(input.scalar('p1'), input.scalar('p2'), rates(input)) }),
  ),
  size(
    'size-for-paired-proportions',
    'Pairs for a McNemar test',
    `only_first, only_second (shares of discordant pairs), ${RATES}`,
    'normal',
    'Connor 1987, Biometrics 43:207',
    (input) => ({
      estimate: mcnemarSize(input.scalar('only_first'), input.scalar('only_second'), rates(input)),
    }),
  ),
  size(
    'size-for-auc',
    'Positive cases for an AUC against a null value',
    `auc, null_auc, ratio (negatives per positive, 1 unless given), ${RATES}`,
    'normal',
    'Hanley and McNeil 1982, Radiology 143:29',
    (input) => ({
      estimate: aucAgainstNullSize(
        input.scalar('auc'),
        input.scalar('null_auc'),
        input.number('ratio', 1),
        rates(input),
      ),
    }),
  ),
  size(
    'size-for-mean',
    'Units for a mean, such as mean Dice, to differ from a value',
    `difference, sd, ${RATES}`,
    'noncentral-t',
    'Cohen 1988, Statistical Power Analysis for the Behavioral Sciences, chapter 2: noncentral t test',
    (input) => ({ estimate: meanTestSize(input.scalar('difference'), input.scalar('sd'), rates(input)) }),
  ),
  size(
    'size-in-clusters',
    'Units needed when they come in clusters',
    'independent (units needed were they independent), mean_cluster_size, icc, cv (of the sizes, 0 unless given)',
    'design-effect',
    'Donner and Klar 2000; Eldridge, Ashby and Kerry 2006, Int J Epidemiol 35:1292',
    (input) => {
      const { units, clusters } = clusteredSize(
        input.scalar('independent'),
        input.scalar('mean_cluster_size'),
        input.scalar('icc'),
        input.number('cv', 0),
      );
      return { estimate: defined(units), details: { clusters } };
    },
  ),
  size(
    'enrolment-for-drop-out',
    'Units to enrol so that enough remain',
    'needed, drop_out (share lost)',
    'share-lost',
    'Friedman, Furberg and DeMets 2010, Fundamentals of Clinical Trials, chapter 8: needed / (1 - share lost), rounded up',
    (input) => ({ estimate: defined(enrolmentForDropOut(input.scalar('needed'), input.scalar('drop_out'))) }),
  ),
];
