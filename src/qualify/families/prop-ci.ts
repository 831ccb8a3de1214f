import { requireSuccesses } from '../../stats/argument.js';
import { agrestiCoull } from '../../stats/agresti-coull.js';
import { exactBinomialGreater, exactBinomialLess } from '../../stats/binomial.js';
import { clopperPearson } from '../../stats/clopper-pearson.js';
import { ratio } from '../../stats/confusion.js';
import { garwood } from '../../stats/garwood.js';
import { jeffreys } from '../../stats/jeffreys.js';
import { midP } from '../../stats/mid-p.js';
import { wald } from '../../stats/wald.js';
import { wilson } from '../../stats/wilson.js';
import { answerOf, putInterval, type Answer, type Family, type Question } from '../family.js';
import { confidence, has, numberFrom } from '../input.js';

export const family: Family = {
  name: 'prop_ci',
  answer: (question) => (has(question.input, 'count') ? rate(question) : proportion(question)),
};

function rate({ input }: Question): Record<string, Answer> {
  const count = numberFrom(input, 'count');
  const exposure = numberFrom(input, 'exposure');
  const answers: Record<string, Answer> = { rate: answerOf(ratio(count, exposure, 'no exposure')) };
  putInterval(answers, 'garwood', garwood(count, exposure, { level: confidence(input) }));
  return answers;
}

function proportion({ input, keys }: Question): Record<string, Answer> {
  const x = numberFrom(input, 'x');
  const n = numberFrom(input, 'n');
  requireSuccesses(x, n);
  const level = confidence(input);
  const answers: Record<string, Answer> = { estimate: answerOf(ratio(x, n, 'no trials')) };
  putInterval(answers, 'wilson', wilson(x, n, { level }));
  putInterval(answers, 'wilson_cc', wilson(x, n, { level, continuity: true }));
  putInterval(answers, 'clopper_pearson', clopperPearson(x, n, { level }));
  putInterval(answers, 'mid_p', midP(x, n, { level }));
  putInterval(answers, 'agresti_coull', agrestiCoull(x, n, { level }));
  putInterval(answers, 'agresti_coull_unclipped', agrestiCoull(x, n, { level, clipped: false }));
  putInterval(answers, 'wald_unclipped', wald(x, n, { level }));
  putInterval(answers, 'jeffreys', jeffreys(x, n, { level }));
  putInterval(answers, 'jeffreys_modified', jeffreys(x, n, { level, boundaryModified: true }));
  putInterval(answers, 'one_sided.wilson', wilson(x, n, { level, sides: 'one' }));
  putInterval(answers, 'one_sided.clopper_pearson', clopperPearson(x, n, { level, sides: 'one' }));
  for (const key of keys) {
    const match = /^exact_binomial_p_(greater|less)_(.+)$/.exec(key);
    if (match === null) continue;
    const goal = Number(match[2]);
    const test = match[1] === 'greater' ? exactBinomialGreater : exactBinomialLess;
    answers[key] = n === 0 ? null : test(x, n, goal);
  }
  return answers;
}
