/** Says of each row whether its coverage is below nominal by more than chance. */
import { FAMILIES } from './families.mjs';
import { LEVEL } from './grid.mjs';

/** Where nothing is simulated there is no chance, only rounding. */
const ROUNDING = 1e-7;

/** Standard error of a simulated coverage at the nominal value. */
export function monteCarloError(replicates) {
  return replicates === 0 ? 0 : Math.sqrt((LEVEL * (1 - LEVEL)) / replicates);
}

/** `below`: under nominal by two Monte Carlo errors; `flagged`: below, and the method is said not to be. */
export function judged(rows) {
  return rows.map((row) => {
    const promise = FAMILIES[row.family].methods[row.method];
    if (promise === undefined) throw new Error(`${row.family}: method ${row.method} is not described`);
    const limit = LEVEL - 2 * monteCarloError(row.replicates) - ROUNDING;
    const below = row.coverage !== null && row.coverage < limit;
    return {
      ...row,
      promise,
      below,
      flagged: below && (promise === 'guaranteed' || promise === 'conservative'),
    };
  });
}
