import { defined, type Estimable } from '../../core/estimable.js';
import { clusterBootstrap } from '../../stats/bootstrap.js';
import type { Interval } from '../../stats/interval.js';
import { denseClusters } from '../../stats/obuchowski.js';
import { rocCurve, type RocPoint } from '../../stats/roc.js';
import type { StatOptions } from '../estimator.js';
import type { StatInput } from '../stat-input.js';

/**
 * Percentile interval of a number read from the ROC curve: patients resampled with all their cases, or cases of each class
 * apart where there is no column cluster (Davison and Hinkley 1997, section 5.3).
 */
export function curveBootstrap(
  input: StatInput,
  options: StatOptions,
  read: (curve: readonly RocPoint[]) => Estimable,
): Estimable<Interval> {
  const score = input.numbers('score');
  const truth = input.binary('truth');
  const { index, clusters } = denseClusters(input.clusters('cluster', truth.length));
  const result = clusterBootstrap({
    ...options,
    clusters,
    method: 'percentile',
    statistic: (multiplicity) => {
      const drawn: number[] = [];
      index.forEach((cluster, i) => {
        for (let left = multiplicity[cluster] ?? 0; left > 0; left -= 1) drawn.push(i);
      });
      const value = read(
        rocCurve(
          Float64Array.from(drawn, (i) => score[i] ?? NaN),
          Uint8Array.from(drawn, (i) => truth[i] ?? 0),
        ),
      );
      return value.defined ? value.value : NaN;
    },
    ...(input.has('cluster') ? {} : { strata: Int32Array.from(truth) }),
  });
  return result.defined ? defined(result.value.interval) : result;
}
