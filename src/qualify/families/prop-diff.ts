import { agrestiCaffo, waldDifference } from '../../stats/agresti-caffo.js';
import { ratio } from '../../stats/confusion.js';
import { miettinenNurminen } from '../../stats/miettinen-nurminen.js';
import { newcombeDifference, type TwoProportions } from '../../stats/newcombe-difference.js';
import { fisherExact, pearsonChiSquare } from '../../stats/two-by-two-tests.js';
import { answerOf, putInterval, type Answer, type Family } from '../family.js';
import { confidence, numberFrom } from '../input.js';

export const family: Family = {
  name: 'prop_diff',
  answer: ({ input }) =>
    differenceAnswers(
      {
        x1: numberFrom(input, 'x1'),
        n1: numberFrom(input, 'n1'),
        x2: numberFrom(input, 'x2'),
        n2: numberFrom(input, 'n2'),
      },
      confidence(input),
    ),
};

/** Every key of two independent proportions; the non-inferiority family adds its own. */
export function differenceAnswers(counts: TwoProportions, level: number): Record<string, Answer> {
  const { x1, n1, x2, n2 } = counts;
  const p1 = answerOf(ratio(x1, n1, 'first sample empty'));
  const p2 = answerOf(ratio(x2, n2, 'second sample empty'));
  const plain = pearsonChiSquare(counts);
  const yates = pearsonChiSquare(counts, { yates: true });
  const answers: Record<string, Answer> = {
    p1,
    p2,
    difference: p1 === null || p2 === null ? null : p1 - p2,
    'chi2_uncorrected.statistic': plain.defined ? plain.value.statistic : null,
    'chi2_uncorrected.p': plain.defined ? plain.value.p : null,
    'chi2_yates.statistic': yates.defined ? yates.value.statistic : null,
    'chi2_yates.p': yates.defined ? yates.value.p : null,
    'fisher_exact.p_two_sided': answerOf(fisherExact(counts)),
  };
  putInterval(answers, 'newcombe', newcombeDifference(counts, { level }));
  putInterval(answers, 'newcombe_cc', newcombeDifference(counts, { level, continuity: true }));
  putInterval(answers, 'miettinen_nurminen', miettinenNurminen(counts, { level }));
  putInterval(answers, 'mee', miettinenNurminen(counts, { level, variance: 'farrington-manning' }));
  putInterval(answers, 'wald_unclipped', waldDifference(counts, { level }));
  putInterval(answers, 'agresti_caffo_unclipped', agrestiCaffo(counts, { level }));
  return answers;
}
