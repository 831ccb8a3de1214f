import type { Estimable } from '../../core/estimable.js';
import { clusterBootstrap } from '../../stats/bootstrap.js';
import type { Interval } from '../../stats/interval.js';
import { denseClusters } from '../../stats/obuchowski.js';
import { rocOfMultiplicities } from '../../stats/roc-resampling.js';
import type { RocCurve } from '../../stats/roc.js';
import type { StatOptions } from '../estimator.js';
import type { StatInput } from '../stat-input.js';

/**
 * Percentile interval of a number read from the ROC curve: patients resampled with all their cases, or cases of each class
 * apart where there is no column cluster (Davison and Hinkley 1997, section 5.3).
 */
export function curveBootstrap(
  input: StatInput,
  options: StatOptions,
  read: (curve: RocCurve) => Estimable,
): Estimable<Interval> {
  const score = input.numbers('score');
  const truth = input.binary('truth');
  const { index, clusters } = denseClusters(input.clusters('cluster', truth.length));
  const curveOf = rocOfMultiplicities(score, truth, index);
  const result = clusterBootstrap({
    ...options,
    clusters,
    method: 'percentile',
    statistic: (multiplicity) => {
      const value = read(curveOf(multiplicity));
      return value.defined ? value.value : NaN;
    },
    ...(input.has('cluster') ? {} : { strata: Int32Array.from(truth) }),
  });
  return result.defined ? result.value.interval : result;
}
