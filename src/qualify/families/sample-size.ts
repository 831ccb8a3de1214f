import { designEffect, clusteredSize } from '../../stats/planning/cluster-inflation.js';
import {
  aucAgainstChancePower,
  aucAgainstChanceSize,
  aucAgainstNullSize,
  aucPrecisionSize,
} from '../../stats/planning/auc-size.js';
import {
  exactBinomialPlan,
  exactBinomialSizes,
  goalNormalSize,
} from '../../stats/planning/exact-binomial-power.js';
import { kappaSize } from '../../stats/planning/kappa-size.js';
import { nonInferioritySize } from '../../stats/planning/non-inferiority-size.js';
import { mcnemarPower, mcnemarSize } from '../../stats/planning/paired-proportions-size.js';
import {
  enrolmentForPrevalence,
  precisionSize,
  waldPrecisionSize,
} from '../../stats/planning/proportion-precision.js';
import type { ErrorRates } from '../../stats/planning/requirements.js';
import {
  arcsineSize,
  cohenH,
  twoProportionPower,
  twoProportionSize,
} from '../../stats/planning/two-proportions-size.js';
import { hanleyMcNeil } from '../../stats/hanley-mcneil.js';
import { AppError } from '../../core/error.js';
import type { Estimable } from '../../core/estimable.js';
import { answerOf, type Answer, type Family, type Question } from '../family.js';
import { confidence, has, numberFrom } from '../input.js';
import { readerStudyAnswers } from './sample-size-readers.js';

type Input = Question['input'];

/** Which plan a case asks for, by the member that only it has. */
const PLANS: readonly [string, (question: Question) => Record<string, Answer>][] = [
  ['pilot_cases', readerStudyAnswers],
  ['auc', area],
  ['p12', paired],
  ['p_new', nonInferiority],
  ['kappa_null', kappa],
  ['p0', goal],
  ['p1', twoProportions],
  ['half_width', precision],
  ['icc', clusters],
];

function answer(question: Question): Record<string, Answer> {
  for (const [member, plan] of PLANS) if (has(question.input, member)) return plan(question);
  throw new AppError('INPUT-SCHEMA', 'the input names no plan this family knows', {
    hint: `give one of ${PLANS.map(([member]) => member).join(', ')}`,
  });
}

function ratesFrom(input: Input): ErrorRates {
  const power = numberFrom(input, has(input, 'target_power') ? 'target_power' : 'power', 0.8);
  if (has(input, 'alpha_one_sided')) return { alpha: numberFrom(input, 'alpha_one_sided'), sides: 1, power };
  return {
    alpha: numberFrom(input, has(input, 'alpha_two_sided') ? 'alpha_two_sided' : 'alpha', 0.05),
    sides: 2,
    power,
  };
}

function up(value: number): number {
  return Math.ceil(value - 1e-9);
}

function precision({ input }: Question): Record<string, Answer> {
  const expected = numberFrom(input, 'expected');
  const halfWidth = numberFrom(input, 'half_width');
  const level = confidence(input);
  const wald = waldPrecisionSize(expected, halfWidth, level);
  if (has(input, 'icc')) {
    const size = numberFrom(input, 'mean_cluster_size');
    const icc = numberFrom(input, 'icc');
    const cv = numberFrom(input, 'cv_cluster_size', 0);
    const { units, clusters: count } = clusteredSize(wald, size, icc, cv);
    return {
      n_independent: wald,
      design_effect: designEffect(size, icc, cv),
      n_units: units,
      n_clusters: count,
    };
  }
  const answers: Record<string, Answer> = {
    wald_n_real: wald,
    wald_n: up(wald),
    wilson_n: answerOf(precisionSize(expected, halfWidth, level, 'wilson')),
    clopper_pearson_n: answerOf(precisionSize(expected, halfWidth, level, 'clopper-pearson')),
  };
  if (has(input, 'prevalence'))
    answers['total_n_buderer'] = enrolmentForPrevalence(up(wald), numberFrom(input, 'prevalence'));
  return answers;
}

function goal({ input }: Question): Record<string, Answer> {
  const p0 = numberFrom(input, 'p0');
  const p1 = numberFrom(input, 'p1');
  const { alpha, power } = ratesFrom(input);
  const sizes = exactBinomialSizes(p0, p1, alpha, power);
  const answers: Record<string, Answer> = {
    first_n_reaching_power: answerOf(sizes.first),
    smallest_n_with_power_kept: answerOf(sizes.kept),
    n_normal_approximation: goalNormalSize(p0, p1, alpha, power),
  };
  if (has(input, 'n')) {
    const plan = exactBinomialPlan(numberFrom(input, 'n'), p0, p1, alpha);
    answers['critical_value'] = answerOf(plan.criticalValue);
    answers['actual_alpha'] = plan.actualAlpha;
    answers['power'] = plan.power;
  }
  return answers;
}

function twoProportions({ input }: Question): Record<string, Answer> {
  const p1 = numberFrom(input, 'p1');
  const p2 = numberFrom(input, 'p2');
  const rates = ratesFrom(input);
  const answers: Record<string, Answer> = {
    n_per_group: answerOf(twoProportionSize(p1, p2, rates)),
    cohen_h: cohenH(p1, p2),
    n_per_group_arcsine: answerOf(arcsineSize(p1, p2, rates)),
  };
  if (has(input, 'n_per_group'))
    answers['power_at_n'] = answerOf(
      twoProportionPower(numberFrom(input, 'n_per_group'), p1, p2, rates.alpha, rates.sides),
    );
  return answers;
}

function paired({ input }: Question): Record<string, Answer> {
  const p12 = numberFrom(input, 'p12');
  const p21 = numberFrom(input, 'p21');
  const rates = ratesFrom(input);
  const answers: Record<string, Answer> = { n_pairs_connor: answerOf(mcnemarSize(p12, p21, rates)) };
  if (has(input, 'n_pairs')) {
    const pairs = numberFrom(input, 'n_pairs');
    answers['exact_power_conditional_test'] = mcnemarPower(pairs, p12, p21, rates.alpha, 'exact');
    answers['exact_power_midp_test'] = mcnemarPower(pairs, p12, p21, rates.alpha, 'mid-p');
  }
  return answers;
}

function area({ input, keys }: Question): Record<string, Answer> {
  const auc = numberFrom(input, 'auc');
  const ratio = numberFrom(input, 'controls_per_case', 1);
  const rates = ratesFrom(input);
  const answers: Record<string, Answer> = {};
  if (has(input, 'auc_null'))
    answers['hanley_mcneil.n_cases_vs_null'] = answerOf(
      aucAgainstNullSize(auc, numberFrom(input, 'auc_null'), ratio, rates),
    );
  if (has(input, 'half_width'))
    answers['hanley_mcneil.n_cases_for_half_width'] = answerOf(
      aucPrecisionSize(auc, numberFrom(input, 'half_width'), ratio, confidence(input)),
    );
  if (has(input, 'n_cases')) {
    const cases = numberFrom(input, 'n_cases');
    answers['hanley_mcneil.se'] = answerOf(hanleyMcNeil(auc, cases, ratio * cases));
  }
  for (const key of keys) {
    const power = /^proc\.power_vs_0\.5_with_(\d+)_cases$/.exec(key);
    if (power !== null) answers[key] = aucAgainstChancePower(Number(power[1]), auc, ratio, rates);
    if (key === 'proc.n_cases_vs_0.5') answers[key] = answerOf(aucAgainstChanceSize(auc, ratio, rates));
  }
  return answers;
}

function nonInferiority({ input }: Question): Record<string, Answer> {
  const plan = {
    pNew: numberFrom(input, 'p_new'),
    pReference: numberFrom(input, 'p_reference'),
    margin: numberFrom(input, 'margin'),
    allocation: numberFrom(input, 'allocation', 1),
  };
  const size = nonInferioritySize(plan, ratesFrom(input));
  return {
    n_per_group_unpooled: answerOf(size.unpooled),
    n_per_group_farrington_manning: answerOf(size.farringtonManning),
    restricted_p_new: size.restricted.pNew,
    restricted_p_reference: size.restricted.pReference,
  };
}

function kappa({ input }: Question): Record<string, Answer> {
  const rates = ratesFrom(input);
  const size = (sides: 1 | 2): Answer => {
    const n: Estimable = kappaSize(
      numberFrom(input, 'rate1'),
      numberFrom(input, 'rate2'),
      numberFrom(input, 'kappa_alternative'),
      numberFrom(input, 'kappa_null'),
      { ...rates, sides },
    );
    return n.defined ? up(n.value) : null;
  };
  return { n_one_sided: size(1), n_two_sided: size(2) };
}

function clusters({ input }: Question): Record<string, Answer> {
  const size = numberFrom(input, 'mean_cluster_size');
  const icc = numberFrom(input, 'icc');
  const cv = numberFrom(input, 'cv_cluster_size', 0);
  const { units, clusters: count } = clusteredSize(numberFrom(input, 'n_independent'), size, icc, cv);
  return {
    design_effect: designEffect(size, icc, cv),
    design_effect_equal: designEffect(size, icc),
    design_effect_unequal: designEffect(size, icc, cv),
    n_units: units,
    n_clusters: count,
  };
}

export const family: Family = { name: 'sample_size', answer };
