/**
 * Loader's saddle-point pieces (Loader 2000, "Fast and accurate computation of binomial probabilities"): binomial and
 * Poisson terms for real arguments without the cancellation that log-gamma differences suffer for large counts.
 */

const SERIES = [1 / 12, 1 / 360, 1 / 1260, 1 / 1680, 1 / 1188, 691 / 360360, 1 / 156];

/** log Gamma(n + 1) - [(n + 1/2) log n - n + log(2 pi) / 2], n > 0 real. */
export function stirlingError(n: number): number {
  let sum = 0;
  let at = n;
  // Below 15 the series is not accurate enough: climb with S(n) = S(n + 1) + (n + 1/2) log(1 + 1/n) - 1.
  while (at < 15) {
    sum += (at + 0.5) * Math.log1p(1 / at) - 1;
    at += 1;
  }
  const inverseSquare = 1 / (at * at);
  let series = 0;
  for (let i = SERIES.length - 1; i >= 0; i -= 1) series = SERIES[i]! - series * inverseSquare;
  return sum + series / at;
}

/** x log(x / m) + m - x without cancellation when x is near m. */
export function deviance(x: number, m: number): number {
  if (x === 0) return m;
  if (Math.abs(x - m) < 0.1 * (x + m)) {
    const v = (x - m) / (x + m);
    let sum = (x - m) * v;
    let term = 2 * x * v;
    for (let j = 1; j < 1000; j += 1) {
      term *= v * v;
      const next = sum + term / (2 * j + 1);
      if (next === sum) return next;
      sum = next;
    }
    return sum;
  }
  return x * Math.log(x / m) + m - x;
}

/** exp(-m) m^x / Gamma(x + 1) for real x >= 0, m >= 0. */
export function poissonTerm(x: number, m: number): number {
  if (m === 0) return x === 0 ? 1 : 0;
  if (x === 0) return Math.exp(-m);
  return Math.exp(-stirlingError(x) - deviance(x, m)) / Math.sqrt(2 * Math.PI * x);
}

/**
 * Gamma(n + 1) / (Gamma(x + 1) Gamma(n - x + 1)) p^x q^(n - x) for real 0 <= x <= n.
 * @param q is 1 - p, given apart so that neither end loses digits
 */
export function binomialTerm(x: number, n: number, p: number, q: number): number {
  const rest = n - x;
  if (x < 0 || rest < 0) return 0;
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return rest === 0 ? 1 : 0;
  if (x === 0) return Math.exp(n === 0 ? 0 : p < 0.1 ? n * Math.log1p(-p) : n * Math.log(q));
  if (rest === 0) return Math.exp(q < 0.1 ? n * Math.log1p(-q) : n * Math.log(p));
  const exponent =
    stirlingError(n) - stirlingError(x) - stirlingError(rest) - deviance(x, n * p) - deviance(rest, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * rest));
}
