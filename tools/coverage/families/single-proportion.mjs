/** One proportion of n independent cases. Exact: every count 0 … n with its binomial probability, no simulation. */
import { agrestiCoull } from '../../../dist/stats/agresti-coull.js';
import { binomialPmf } from '../../../dist/stats/binomial.js';
import { clopperPearson } from '../../../dist/stats/clopper-pearson.js';
import { jeffreys } from '../../../dist/stats/jeffreys.js';
import { midP } from '../../../dist/stats/mid-p.js';
import { wald } from '../../../dist/stats/wald.js';
import { wilson } from '../../../dist/stats/wilson.js';
import { limits, Tallies } from '../tally.mjs';

const METHODS = {
  wilson,
  'wilson-continuity': (x, n, options) => wilson(x, n, { ...options, continuity: true }),
  'clopper-pearson': clopperPearson,
  'mid-p': midP,
  jeffreys,
  'agresti-coull': agrestiCoull,
  wald,
};

/** @param job {n, truths} */
export function cover({ n, truths }, { level }) {
  const intervals = Object.entries(METHODS).map(([name, method]) => [
    name,
    Array.from({ length: n + 1 }, (_, x) => limits(method(x, n, { level }))),
  ]);
  return truths.flatMap((truth) => {
    const tallies = new Tallies();
    for (let x = 0; x <= n; x += 1) {
      const probability = binomialPmf(x, n, truth);
      for (const [name, of] of intervals) tallies.add(name, of[x], truth, probability);
    }
    return tallies.rows({ n, truth }, true);
  });
}
