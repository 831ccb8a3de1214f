/**
 * Normal distribution to double precision: the distribution function by the rational approximations of Cody (1969,
 * Math. Comp. 23:631; as in ACM TOMS 715 ANORM), the quantile by Wichura (1988, Appl. Stat. 37:477, AS 241).
 */

const CENTRE_TOP = [
  2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582, 18154.981253343561249,
];
const CENTRE_TOP_LEAD = 0.065682337918207449113;
const CENTRE_BOTTOM = [
  47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956,
];
const MIDDLE_TOP = [
  0.39894151208813466764, 8.8831497943883759412, 93.506656132177855979, 597.27027639480026226,
  2494.5375852903726711, 6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218,
];
const MIDDLE_TOP_LEAD = 1.0765576773720192317e-8;
const MIDDLE_BOTTOM = [
  22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755,
  18615.571640885098091, 34900.952721145977266, 38912.003286093271411, 19685.429676859990727,
];
const TAIL_TOP = [
  0.21589853405795699, 0.1274011611602473639, 0.022235277870649807, 0.001421619193227893466,
  2.9112874951168792e-5,
];
const TAIL_TOP_LEAD = 0.02307344176494017303;
const TAIL_BOTTOM = [
  1.28426009614491121, 0.468238212480865118, 0.0659881378689285515, 0.00378239633202758244,
  7.29751555083966205e-5,
];
const ONE_OVER_ROOT_TWO_PI = 0.398942280401432677939946;

/** Upper tail P(Z > z): full relative precision however far out, down to the smallest double. */
export function normalUpper(z: number): number {
  return z < 0 ? 1 - tail(-z) : tail(z);
}

/** P(Z <= z). */
export function normalCdf(z: number): number {
  return z > 0 ? 1 - tail(z) : tail(-z);
}

export function normalDensity(z: number): number {
  return ONE_OVER_ROOT_TWO_PI * Math.exp(-0.5 * z * z);
}

/** P(Z > y), y >= 0. */
function tail(y: number): number {
  if (Number.isNaN(y)) return NaN;
  if (y <= 0.67448975) {
    const square = y > 1.11e-16 ? y * y : 0;
    const ratio = rational(square, CENTRE_TOP, CENTRE_TOP_LEAD, CENTRE_BOTTOM);
    return 0.5 - y * ratio;
  }
  if (y <= 5.656854249492381) return rational(y, MIDDLE_TOP, MIDDLE_TOP_LEAD, MIDDLE_BOTTOM) * gaussian(y);
  if (y > 38.6) return 0;
  const inverseSquare = 1 / (y * y);
  const ratio = inverseSquare * rational(inverseSquare, TAIL_TOP, TAIL_TOP_LEAD, TAIL_BOTTOM);
  return ((ONE_OVER_ROOT_TWO_PI - ratio) / y) * gaussian(y);
}

/** (lead x^k + t0 x^(k-1) + …) / (x^k + b0 x^(k-1) + …). */
function rational(x: number, top: number[], lead: number, bottom: number[]): number {
  let numerator = lead * x;
  let denominator = x;
  const last = top.length - 1;
  for (let i = 0; i < last; i += 1) {
    numerator = (numerator + top[i]!) * x;
    denominator = (denominator + bottom[i]!) * x;
  }
  return (numerator + top[last]!) / (denominator + bottom[last]!);
}

/** exp(-y²/2) with y² split so that its rounding error does not grow into the exponent. */
function gaussian(y: number): number {
  const rounded = Math.trunc(y * 16) / 16;
  const rest = (y - rounded) * (y + rounded);
  return Math.exp(-0.5 * rounded * rounded) * Math.exp(-0.5 * rest);
}

const CENTRAL = [
  [
    3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
    45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
  ],
  [
    1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
    39307.89580009271061, 28729.085735721942674, 5226.495278852854561,
  ],
] as const;
const NEAR = [
  [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
  ],
  [
    1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
    0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
  ],
] as const;
const FAR = [
  [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
    0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  [
    1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
    1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
  ],
] as const;

/** z with P(Z <= z) = p; -Infinity at 0, Infinity at 1, NaN outside [0, 1]. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratioOf(CENTRAL, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const size = r <= 5 ? ratioOf(NEAR, r - 1.6) : ratioOf(FAR, r - 5);
  return q < 0 ? -size : size;
}

function ratioOf([top, bottom]: readonly [readonly number[], readonly number[]], x: number): number {
  let numerator = 0;
  let denominator = 0;
  for (let i = 7; i >= 0; i -= 1) {
    numerator = numerator * x + top[i]!;
    denominator = denominator * x + bottom[i]!;
  }
  return numerator / denominator;
}

/** Two-sided critical value: P(|Z| > z) = 1 - level for `two`, P(Z > z) = 1 - level for `one`. */
export function criticalNormal(level: number, sides: 'two' | 'one' = 'two'): number {
  return -normalQuantile(sides === 'two' ? (1 - level) / 2 : 1 - level);
}

/** P(|Z| >= |z|). */
export function normalTwoSided(z: number): number {
  return 2 * normalUpper(Math.abs(z));
}
