import { bonettPrice, waldPaired } from '../../stats/bonett-price.js';
import { mcnemar, mcnemarExact, mcnemarMidP } from '../../stats/mcnemar.js';
import { newcombePaired } from '../../stats/newcombe-paired.js';
import { pairedProportions, type PairedTable } from '../../stats/paired-table.js';
import { tango } from '../../stats/tango.js';
import { putInterval, type Answer, type Family, type Question } from '../family.js';
import { confidence, numberFrom } from '../input.js';

export const family: Family = {
  name: 'paired_prop',
  answer: ({ input }) => pairedAnswers(pairedTableFrom(input), confidence(input)),
};

export function pairedTableFrom(input: Question['input']): PairedTable {
  return {
    bothPositive: numberFrom(input, 'both_positive'),
    onlyFirst: numberFrom(input, 'only_first'),
    onlySecond: numberFrom(input, 'only_second'),
    bothNegative: numberFrom(input, 'both_negative'),
  };
}

/** Every key of two paired proportions; the non-inferiority family adds its own. */
export function pairedAnswers(table: PairedTable, level: number): Record<string, Answer> {
  const paired = pairedProportions(table);
  const plain = mcnemar(table);
  const corrected = mcnemar(table, { continuity: true });
  const answers: Record<string, Answer> = {
    p1: paired.defined ? paired.value.p1 : null,
    p2: paired.defined ? paired.value.p2 : null,
    difference: paired.defined ? paired.value.difference : null,
    'mcnemar.chi2': plain.defined ? plain.value.statistic : null,
    'mcnemar.p': plain.defined ? plain.value.p : null,
    'mcnemar_cc.chi2': corrected.defined ? corrected.value.statistic : null,
    'mcnemar_cc.p': corrected.defined ? corrected.value.p : null,
    'mcnemar_exact.p': mcnemarExact(table),
    'mcnemar_midp.p': mcnemarMidP(table),
  };
  putInterval(answers, 'wald_unclipped', waldPaired(table, { level }));
  putInterval(answers, 'bonett_price', bonettPrice(table, { level }));
  putInterval(answers, 'newcombe_paired', newcombePaired(table, { level }));
  putInterval(answers, 'tango', tango(table, { level }));
  return answers;
}
