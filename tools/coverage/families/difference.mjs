/** Difference of two proportions of independent samples. Exact: all pairs of counts with their probability. */
import { agrestiCaffo } from '../../../dist/stats/agresti-caffo.js';
import { binomialPmf } from '../../../dist/stats/binomial.js';
import { miettinenNurminen } from '../../../dist/stats/miettinen-nurminen.js';
import { newcombeDifference } from '../../../dist/stats/newcombe-difference.js';
import { limits, Tallies } from '../tally.mjs';

const METHODS = {
  newcombe: newcombeDifference,
  'miettinen-nurminen': miettinenNurminen,
  'farrington-manning': (counts, options) =>
    miettinenNurminen(counts, { ...options, variance: 'farrington-manning' }),
  'agresti-caffo': agrestiCaffo,
};

/** A pair of counts less likely than this under every true value is left out; what is left out is below 1e-7 in all. */
const NEGLIGIBLE = 1e-12;

/** @param job {n1, n2, truths: [p1, p2][]} */
export function cover({ n1, n2, truths }, { level }) {
  const cells = truths.map(([p1, p2]) => ({
    p1,
    p2,
    first: Float64Array.from({ length: n1 + 1 }, (_, x) => binomialPmf(x, n1, p1)),
    second: Float64Array.from({ length: n2 + 1 }, (_, x) => binomialPmf(x, n2, p2)),
    tallies: new Tallies(),
  }));
  for (let x1 = 0; x1 <= n1; x1 += 1) {
    for (let x2 = 0; x2 <= n2; x2 += 1) {
      const likely = cells.filter(({ first, second }) => first[x1] * second[x2] > NEGLIGIBLE);
      if (likely.length === 0) continue;
      for (const [name, method] of Object.entries(METHODS)) {
        const interval = limits(method({ x1, n1, x2, n2 }, { level }));
        for (const { p1, p2, first, second, tallies } of likely)
          tallies.add(name, interval, p1 - p2, first[x1] * second[x2]);
      }
    }
  }
  const n = n1 + n2;
  return cells.flatMap(({ p1, p2, tallies }) =>
    tallies.rows({ n, design: `${n1}+${n2}`, truth: difference(p1, p2), p1, p2 }, true),
  );
}

/** p1 - p2 without the rounding of binary fractions, for print. */
export function difference(p1, p2) {
  return Math.round((p1 - p2) * 1e9) / 1e9;
}
