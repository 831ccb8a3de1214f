import type { Estimable } from '../../core/estimable.js';
import {
  jensenShannon,
  referenceBins,
  stabilityIndex,
  totalVariation,
} from '../../stats/shift/binned-shift.js';
import { categoryShift } from '../../stats/shift/category-shift.js';
import { energyDistance, wasserstein } from '../../stats/shift/ecdf-distances.js';
import { fisherFreemanHalton } from '../../stats/shift/fisher-freeman-halton.js';
import { kolmogorovSmirnov } from '../../stats/shift/kolmogorov-smirnov.js';
import { energyStatistic, meanDiscrepancy, medianGamma } from '../../stats/shift/mean-discrepancy.js';
import { permutationTest, splitCount } from '../../stats/shift/permutation-test.js';
import { medianDistance, pooledDistances, type PooledDistances } from '../../stats/shift/pooled-distances.js';
import { cramerVonMises, mannWhitneyTest } from '../../stats/shift/rank-tests.js';
import { refuse } from '../../stats/argument.js';
import { answerOf, type Answer, type Family, type Question } from '../family.js';
import { has, matrixFrom, numberFrom, numbersFrom } from '../input.js';

const SEED = 20_260_102;

function answer(question: Question): Record<string, Answer> {
  const { input } = question;
  if (has(input, 'counts')) return categories(question);
  const first: unknown = Array.isArray(input['reference']) ? (input['reference'] as unknown[])[0] : undefined;
  return Array.isArray(first) ? points(question) : values(question);
}

function categories({ input, keys }: Question): Record<string, Answer> {
  const [reference, fresh, ...more] = matrixFrom(input, 'counts');
  if (reference === undefined || fresh === undefined || more.length > 0)
    refuse('counts has not two rows', 'give the reference and the new sample');
  const test = categoryShift(reference, fresh);
  const answers: Record<string, Answer> = {
    chi2: test.defined ? test.value.chiSquare : null,
    df: test.defined ? test.value.df : null,
    p: test.defined ? test.value.p : null,
    g_statistic: test.defined ? test.value.g : null,
    g_p: test.defined ? test.value.gP : null,
    cramers_v: test.defined ? test.value.cramersV : null,
    min_expected: test.defined ? test.value.leastExpected : null,
    total_variation: answerOf(totalVariation(reference, fresh)),
    js_divergence_nats: answerOf(jensenShannon(reference, fresh)),
  };
  if (keys.includes('fisher_exact_p'))
    answers['fisher_exact_p'] = answerOf(fisherFreemanHalton(reference, fresh));
  for (const [key, floor] of floors(keys, /^psi_eps_(.+)$/))
    answers[key] = answerOf(stabilityIndex(reference, fresh, floor));
  return answers;
}

function values({ input, keys }: Question): Record<string, Answer> {
  const reference = numbersFrom(input, 'reference');
  const fresh = numbersFrom(input, 'new');
  const ks = kolmogorovSmirnov(reference, fresh);
  const ranks = mannWhitneyTest(reference, fresh);
  const answers: Record<string, Answer> = {
    'ks.statistic': ks.defined ? ks.value.statistic : null,
    'ks.p_kolmogorov_limit': ks.defined ? ks.value.pLimit : null,
    'ks.p_exact': ks.defined ? ks.value.pExact : null,
    'ks.p_exact_conditional_on_ties': ks.defined ? ks.value.pExact : null,
    'ks.permutation_p_exact': ks.defined ? ks.value.pExact : null,
    'mann_whitney.u': ranks.defined ? ranks.value.u : null,
    'mann_whitney.p_normal_cc': ranks.defined ? answerOf(ranks.value.p) : null,
    wasserstein_1: answerOf(wasserstein(reference, fresh)),
    energy_distance: answerOf(energyDistance(reference, fresh)),
    'cramer_von_mises.statistic': answerOf(cramerVonMises(reference, fresh)),
    n_permutations: splitCount(reference.length, fresh.length),
  };
  const distances = pooledDistances(
    Array.from(reference, (x) => [x]),
    Array.from(fresh, (x) => [x]),
  );
  if (has(input, 'rbf_gamma')) {
    const gamma = numberFrom(input, 'rbf_gamma');
    putDiscrepancy(answers, 'mmd2', distances, gamma);
    if (keys.includes('mmd.permutation_p_exact'))
      answers['mmd.permutation_p_exact'] = discrepancyP(distances, gamma);
  }
  if (has(input, 'psi_bins')) putBins(answers, keys, reference, fresh, numberFrom(input, 'psi_bins'));
  return answers;
}

function putBins(
  answers: Record<string, Answer>,
  keys: readonly string[],
  reference: Float64Array,
  fresh: Float64Array,
  count: number,
): void {
  const bins = referenceBins(reference, fresh, count);
  answers['psi.edges'] = bins.defined ? Array.from(bins.value.edges) : null;
  answers['psi.reference_counts'] = bins.defined ? Array.from(bins.value.reference) : null;
  answers['psi.new_counts'] = bins.defined ? Array.from(bins.value.fresh) : null;
  answers['js_divergence_nats'] = bins.defined
    ? answerOf(jensenShannon(bins.value.reference, bins.value.fresh))
    : null;
  for (const [key, floor] of floors(keys, /^psi\.eps_(.+)$/)) {
    answers[key] = bins.defined
      ? answerOf(stabilityIndex(bins.value.reference, bins.value.fresh, floor))
      : null;
  }
}

function discrepancyP(distances: PooledDistances, gamma: number): Answer {
  const statistic = (member: Uint8Array): number => {
    const value: Estimable = meanDiscrepancy(distances, gamma, 'biased', member);
    return value.defined ? value.value : NaN;
  };
  const test = permutationTest(distances.n, distances.m, statistic, { seed: SEED });
  return test.defined ? test.value.p : null;
}

function points({ input, keys }: Question): Record<string, Answer> {
  const distances = pooledDistances(matrixFrom(input, 'reference'), matrixFrom(input, 'new'));
  const median = medianDistance(distances);
  const answers: Record<string, Answer> = {
    median_pairwise_distance: median,
    energy_statistic: answerOf(energyStatistic(distances)),
    energy_distance: null,
  };
  const energy = energyStatistic(distances);
  answers['energy_distance'] = energy.defined ? Math.sqrt(Math.max(energy.value, 0)) : null;
  const gamma = medianGamma(distances);
  if (gamma.defined) putDiscrepancy(answers, 'gamma_median.mmd2', distances, gamma.value);
  else for (const key of keys) if (key.startsWith('gamma_median')) answers[key] = null;
  for (const key of keys) {
    const named = /^gamma_([0-9.e-]+)\.mmd2_(biased|unbiased)$/.exec(key);
    if (named !== null)
      answers[key] = answerOf(
        meanDiscrepancy(distances, Number(named[1]), named[2] === 'biased' ? 'biased' : 'unbiased'),
      );
  }
  if (has(input, 'rbf_gamma')) putDiscrepancy(answers, 'mmd2', distances, numberFrom(input, 'rbf_gamma'));
  return answers;
}

function putDiscrepancy(
  answers: Record<string, Answer>,
  name: string,
  distances: PooledDistances,
  gamma: number,
): void {
  answers[`${name}_biased`] = answerOf(meanDiscrepancy(distances, gamma, 'biased'));
  answers[`${name}_unbiased`] = answerOf(meanDiscrepancy(distances, gamma, 'unbiased'));
}

/** Keys that carry a floor for shares, such as psi.eps_1e-4. */
function floors(keys: readonly string[], pattern: RegExp): [string, number][] {
  return keys.flatMap((key) => {
    const match = pattern.exec(key);
    return match === null ? [] : [[key, Number(match[1])] as [string, number]];
  });
}

export const family: Family = { name: 'shift', answer };
