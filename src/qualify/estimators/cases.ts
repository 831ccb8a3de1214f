import type { Estimable } from '../../core/estimable.js';
import { undefinedBecause } from '../../core/estimable.js';
import { confusionOf, requireConfusion, type Confusion } from '../../stats/confusion.js';
import { summedConfusions } from '../../stats/confusion-by-cluster.js';
import { countBootstrap } from '../../stats/count-bootstrap.js';
import type { Measured, StatOptions } from '../estimator.js';
import type { StatInput } from '../stat-input.js';

/** The table of `tp, fp, fn, tn`, or of the columns `truth` and `decision`. */
export function tableOf(input: StatInput): Confusion {
  if (!input.has('tp')) return confusionOf(input.binary('truth'), input.binary('decision'));
  const table = {
    tp: input.scalar('tp'),
    fp: input.scalar('fp'),
    fn: input.scalar('fn'),
    tn: input.scalar('tn'),
  };
  requireConfusion(table);
  return table;
}

export function sizeOf({ tp, fp, fn, tn }: Confusion): number {
  return tp + fp + fn + tn;
}

/** Cluster bootstrap (BCa) of a table metric over the column `cluster`, or over cases. */
export function bootstrapTable(
  input: StatInput,
  options: StatOptions,
  metric: (table: Confusion) => Estimable,
): Measured {
  const truth = input.binary('truth');
  const decision = input.binary('decision');
  const estimate = metric(confusionOf(truth, decision));
  const counts = summedConfusions(truth, decision, input.clusters('cluster', truth.length));
  const [result = undefinedBecause('no result')] = countBootstrap({
    ...options,
    counts,
    width: 4,
    method: 'bca',
    statistics: [
      ([tp = 0, fp = 0, fn = 0, tn = 0]) => {
        const value = metric({ tp, fp, fn, tn });
        return value.defined ? value.value : NaN;
      },
    ],
  });
  if (!result.defined) return { estimate, interval: result, n: truth.length };
  const { interval, standardError, flags } = result.value;
  return {
    estimate,
    interval,
    n: truth.length,
    flags,
    details: { standardError, clusters: counts.length / 4, resamples: options.resamples, seed: options.seed },
  };
}

/** Cases that share their score with another case. */
export function tiedCases(score: Float64Array): number {
  const seen = new Map<number, number>();
  for (const value of score) seen.set(value, (seen.get(value) ?? 0) + 1);
  let tied = 0;
  for (const count of seen.values()) if (count > 1) tied += count;
  return tied;
}
