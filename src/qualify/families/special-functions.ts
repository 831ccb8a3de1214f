import { betaQuantile, betaTails } from '../../stats/beta.js';
import { binomialPmf, binomialTails } from '../../stats/binomial.js';
import { fQuantile, fTails, noncentralFUpper } from '../../stats/fisher-f.js';
import { chiSquareQuantile, chiSquareTails, gammaQuantile, gammaTails, logGamma } from '../../stats/gamma.js';
import { hypergeometricCdf, hypergeometricPmf } from '../../stats/hypergeometric.js';
import { normalCdf, normalDensity, normalQuantile, normalUpper } from '../../stats/normal.js';
import { poissonTerm } from '../../stats/saddle-point.js';
import { studentCdf, studentQuantile, studentUpper } from '../../stats/student-t.js';
import type { Answer, Family, Question } from '../family.js';

export const family: Family = { name: 'special_functions', answer };

/** Names and argument order as in R: p distribution function, q quantile, sf upper tail, d probability. */
const FUNCTIONS: Readonly<Record<string, (a: number, b: number, c: number, d: number) => number>> = {
  dnorm: normalDensity,
  pnorm: normalCdf,
  sf_norm: normalUpper,
  qnorm: normalQuantile,
  pt: studentCdf,
  sf_t: studentUpper,
  qt: studentQuantile,
  pbeta: (x, a, b) => betaTails(x, a, b).lower,
  sf_beta: (x, a, b) => betaTails(x, a, b).upper,
  qbeta: betaQuantile,
  pchisq: (x, df) => chiSquareTails(x, df).lower,
  sf_chisq: (x, df) => chiSquareTails(x, df).upper,
  qchisq: chiSquareQuantile,
  pgamma: (x, a) => gammaTails(x, a).lower,
  sf_gamma: (x, a) => gammaTails(x, a).upper,
  qgamma: (p, a) => gammaQuantile(p, a),
  pf: (x, df1, df2) => fTails(x, df1, df2).lower,
  sf_f: (x, df1, df2) => fTails(x, df1, df2).upper,
  qf: fQuantile,
  pncf: (x, df1, df2, ncp) => 1 - noncentralFUpper(x, df1, df2, ncp),
  sf_ncf: noncentralFUpper,
  dbinom: binomialPmf,
  pbinom: (x, n, p) => binomialTails(x, n, p).lower,
  sf_binom: (x, n, p) => binomialTails(x, n, p).upper,
  dpois: poissonTerm,
  ppois: (x, m) => gammaTails(m, x + 1).upper,
  sf_pois: (x, m) => gammaTails(m, x + 1).lower,
  dhyper: hypergeometricPmf,
  phyper: hypergeometricCdf,
  lgamma: logGamma,
};

/** Keys are calls: `qbeta(0.025,1.0,29.0)`. */
function answer({ keys }: Question): Record<string, Answer> {
  const answers: Record<string, Answer> = {};
  for (const key of keys) {
    const match = /^(\w+)\(([^)]*)\)$/.exec(key);
    const f = match === null ? undefined : FUNCTIONS[match[1] ?? ''];
    if (match === null || f === undefined) continue;
    const [a = NaN, b = NaN, c = NaN, d = NaN] = (match[2] ?? '').split(',').map(Number);
    answers[key] = f(a, b, c, d);
  }
  return answers;
}
