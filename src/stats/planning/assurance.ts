import { RandomStream } from '../../core/random.js';
import { refuse, requireCount } from '../argument.js';
import { betaQuantile } from '../beta.js';
import { requirePositive } from './requirements.js';
import { exactBinomialGreater } from '../binomial.js';

/** What is believed of a proportion before the study: Beta(a, b), such as pilot successes + 1/2 and failures + 1/2. */
export interface BetaPrior {
  a: number;
  b: number;
}

export interface Assurance {
  /** Mean over draws. */
  assurance: number;
  /** Monte Carlo standard error of it. */
  standardError: number;
}

/**
 * Chance that a one-sided exact test against a goal succeeds at n cases when the true proportion is uncertain: the mean power
 * over draws from the prior (O'Hagan, Stevens & Campbell 2005, doi:10.1002/pst.175). Draw k uses stream k of the seed.
 */
export function goalAssurance(
  n: number,
  criticalValue: number,
  prior: BetaPrior,
  { draws = 10_000, seed }: { draws?: number; seed: number },
): Assurance {
  requireCount('n', n);
  requireCount('the critical value', criticalValue);
  requirePositive('prior a', prior.a);
  requirePositive('prior b', prior.b);
  if (!Number.isInteger(draws) || draws < 2) refuse(`${draws} draws`, 'draw at least 2, better 10000');
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < draws; k += 1) {
    const p = betaQuantile(new RandomStream(seed, k).uniform(), prior.a, prior.b);
    const power = exactBinomialGreater(criticalValue, n, p);
    sum += power;
    squares += power * power;
  }
  const mean = sum / draws;
  return {
    assurance: mean,
    standardError: Math.sqrt(Math.max(squares / draws - mean * mean, 0) / (draws - 1)),
  };
}
