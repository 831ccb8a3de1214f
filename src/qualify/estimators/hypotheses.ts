import { defined, undefinedBecause } from '../../core/estimable.js';
import { equivalence } from '../../stats/inference/equivalence.js';
import {
  nonInferiority,
  oneSidedTest,
  requireMargin,
  superiority,
  superiorityAfterNonInferiority,
  type EstimatedDifference,
  type OneSidedTest,
} from '../../stats/inference/non-inferiority.js';
import { proportionGoal, type GoalMethod } from '../../stats/inference/performance-goal.js';
import { requireSuccesses } from '../../stats/argument.js';
import { differenceScore, type ScoreVariance } from '../../stats/miettinen-nurminen.js';
import { pairedProportions } from '../../stats/paired-table.js';
import { tangoScore } from '../../stats/tango.js';
import type { Estimator, Measured, Method } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { pairsOf } from './differences.js';
import { measured } from './measured.js';
import { twoCounts } from './tests.js';

const estimated = 'difference (larger is better), standard_error, df (normal unless given)';

function differenceOf(input: StatInput): EstimatedDifference {
  return {
    difference: input.scalar('difference'),
    standardError: input.scalar('standard_error'),
    ...(input.has('df') ? { df: input.scalar('df') } : {}),
  };
}

function oneSided({ z, pOneSided }: OneSidedTest): Omit<Measured, 'n'> {
  return { estimate: defined(pOneSided), details: { z } };
}

function scored(variance: ScoreVariance, source: string): Method {
  return {
    name: variance,
    source,
    compute: (input) => {
      const counts = twoCounts(input);
      const margin = input.scalar('margin');
      requireMargin(margin);
      requireSuccesses(counts.x1, counts.n1);
      requireSuccesses(counts.x2, counts.n2);
      const n = counts.n1 + counts.n2;
      if (counts.n1 === 0 || counts.n2 === 0) return { estimate: undefinedBecause('a sample is empty'), n };
      return { ...oneSided(oneSidedTest(differenceScore(counts, -margin, variance))), n };
    },
  };
}

function goal(method: GoalMethod, direction: 'above' | 'below', source: string): Method {
  return {
    name: direction === 'above' ? method : `${method}-below`,
    source,
    compute: (input) => {
      const n = input.scalar('n');
      return {
        estimate: proportionGoal(input.scalar('x'), n, input.scalar('goal'), { method, direction }),
        n,
      };
    },
  };
}

function bothInTurn(input: StatInput): Measured {
  const difference = differenceOf(input);
  const lower = nonInferiority(difference, input.scalar('margin'));
  const above = superiority(difference);
  if (!lower.defined) return { estimate: lower, n: 1 };
  return measured(above, 1, ({ pOneSided }) => {
    const { nonInferior, superior } = superiorityAfterNonInferiority(
      lower.value.pOneSided,
      pOneSided,
      input.number('alpha', 0.025),
    );
    return {
      estimate: defined(pOneSided),
      flags: nonInferior ? [] : ['not non-inferior: superiority is not tested'],
      details: {
        pNonInferiority: lower.value.pOneSided,
        nonInferior: Number(nonInferior),
        superior: Number(superior),
      },
    };
  });
}

const EXACT = 'exact binomial tail; inverted by Clopper and Pearson 1934, Biometrika 26:404';
const SCORE = 'score test; inverted by Wilson 1927, J Am Stat Assoc 22:209';

/** One-sided tests against a goal or a margin; the estimate is the p value. */
export const hypotheses: readonly Estimator[] = [
  {
    name: 'performance-goal',
    title: 'One proportion against a performance goal, one-sided p value',
    needs: 'x, n, goal',
    methods: [
      goal('exact', 'above', EXACT),
      goal('score', 'above', SCORE),
      goal('exact', 'below', EXACT),
      goal('score', 'below', SCORE),
    ],
  },
  {
    name: 'non-inferiority',
    title: 'Non-inferiority by a margin, one-sided p value',
    needs: `margin (from 0) with ${estimated}; x1, n1, x2, n2 for the independent scores; pairs as paired-difference for tango`,
    methods: [
      {
        name: 'estimate',
        source: 'Blackwelder 1982, Control Clin Trials 3:345',
        compute: (input) =>
          measured(nonInferiority(differenceOf(input), input.scalar('margin')), 1, oneSided),
      },
      scored('farrington-manning', 'Farrington and Manning 1990, Stat Med 9:1447'),
      scored('miettinen-nurminen', 'Miettinen and Nurminen 1985, Stat Med 4:213'),
      {
        name: 'tango',
        source: 'Tango 1998, Stat Med 17:891',
        compute: (input) => {
          const table = pairsOf(input);
          const margin = input.scalar('margin');
          requireMargin(margin);
          return measured(pairedProportions(table), 0, () =>
            oneSided(oneSidedTest(tangoScore(table, -margin))),
          );
        },
      },
    ],
  },
  {
    name: 'superiority',
    title: 'Difference above 0, one-sided p value',
    needs: estimated,
    methods: [
      {
        name: 'estimate',
        source: 'z or t test of an estimate, ICH E9 1998, section 3.3.1',
        compute: (input) => measured(superiority(differenceOf(input)), 1, oneSided),
      },
    ],
  },
  {
    name: 'superiority-after-non-inferiority',
    title: 'Superiority tested once non-inferiority holds, one-sided p value of superiority',
    needs: `${estimated}, margin, alpha (one-sided, 0.025 unless given)`,
    methods: [
      {
        name: 'fixed-sequence',
        source: 'Morikawa and Yoshida 1995, J Biopharm Stat 5:297; CPMP/EWP/482/99',
        compute: bothInTurn,
      },
    ],
  },
  {
    name: 'equivalence',
    title: 'Equivalence within margins, the larger of two one-sided p values (TOST)',
    needs: `${estimated}, margin, upper_margin (the same unless given)`,
    methods: [
      {
        name: 'tost',
        source: 'Schuirmann 1987, J Pharmacokinet Biopharm 15:657',
        compute: (input) => {
          const margin = input.scalar('margin');
          const result = equivalence(differenceOf(input), margin, input.number('upper_margin', margin));
          return measured(result, 1, ({ p, aboveLower, belowUpper }) => ({
            estimate: defined(p),
            details: { pAboveLower: aboveLower.pOneSided, pBelowUpper: belowUpper.pOneSided },
          }));
        },
      },
    ],
  },
];
