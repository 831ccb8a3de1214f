/**
 * Difference of two proportions of the same cases. Exact: all fourfold tables with their multinomial probability. `icc`
 * holds the correlation phi of the two judgements.
 */
import { bonettPrice } from '../../../dist/stats/bonett-price.js';
import { logGamma } from '../../../dist/stats/gamma.js';
import { newcombePaired } from '../../../dist/stats/newcombe-paired.js';
import { tango } from '../../../dist/stats/tango.js';
import { limits, Tallies } from '../tally.mjs';
import { difference } from './difference.mjs';

const METHODS = { 'newcombe-paired': newcombePaired, 'bonett-price': bonettPrice };
const NEGLIGIBLE = 1e-12;

/** @param job {n, truths: [p1, p2, phi][]} */
export function cover({ n, truths }, { level }) {
  const logFactorial = Float64Array.from({ length: n + 1 }, (_, k) => logGamma(k + 1));
  const cells = truths.map(([p1, p2, phi]) => ({
    p1,
    p2,
    phi,
    log: logCells(p1, p2, phi),
    tallies: new Tallies(),
  }));
  for (let b = 0; b <= n; b += 1) {
    for (let c = 0; b + c <= n; c += 1) {
      let ofDiscordant = null;
      for (let a = 0; a + b + c <= n; a += 1) {
        const d = n - a - b - c;
        const ways = logFactorial[n] - logFactorial[a] - logFactorial[b] - logFactorial[c] - logFactorial[d];
        const likely = [];
        for (const cell of cells) {
          const [la, lb, lc, ld] = cell.log;
          const probability = Math.exp(ways + a * la + b * lb + c * lc + d * ld);
          if (probability > NEGLIGIBLE) likely.push({ cell, probability });
        }
        if (likely.length === 0) continue;
        const table = { bothPositive: a, onlyFirst: b, onlySecond: c, bothNegative: d };
        // Tango's limits depend on the discordant pairs and n only.
        ofDiscordant ??= limits(tango(table, { level }));
        count(likely, 'tango', ofDiscordant);
        for (const [name, method] of Object.entries(METHODS))
          count(likely, name, limits(method(table, { level })));
      }
    }
  }
  return cells.flatMap(({ p1, p2, phi, tallies }) =>
    tallies.rows({ n, truth: difference(p1, p2), p1, p2, icc: phi }, true),
  );
}

function count(likely, name, interval) {
  for (const { cell, probability } of likely)
    cell.tallies.add(name, interval, cell.p1 - cell.p2, probability);
}

/** Log probabilities of both positive, only first, only second, both negative. */
function logCells(p1, p2, phi) {
  const both = p1 * p2 + phi * Math.sqrt(p1 * (1 - p1) * p2 * (1 - p2));
  const cells = [both, p1 - both, p2 - both, 1 - p1 - p2 + both];
  if (cells.some((p) => !(p > 1e-9)))
    throw new RangeError(`no table has margins ${p1}, ${p2} and phi ${phi}`);
  return cells.map(Math.log);
}
