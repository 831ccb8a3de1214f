import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel } from './argument.js';
import { aucDifference, type AucDifference } from './delong-compare.js';
import type { Sides } from './interval.js';
import { clusterComponents, clusteredAucUndefined, obuchowskiCovariance } from './obuchowski.js';

/**
 * Two scores of the same clustered units: difference of the AUCs with Obuchowski's variances and covariance (1997,
 * Biometrics 53:567, section 3). With one unit a cluster it is the paired DeLong comparison. Undefined when a class is
 * missing or stands in one cluster only.
 * @param cluster any whole number a unit; equal numbers are one cluster
 */
export function clusteredAucPaired(
  scoreA: Float64Array,
  scoreB: Float64Array,
  truth: Uint8Array,
  cluster: Int32Array,
  options: { level: number; sides?: Sides },
): Estimable<AucDifference> {
  requireLevel(options.level);
  const a = clusterComponents(scoreA, truth, cluster);
  const b = clusterComponents(scoreB, truth, cluster);
  const missing = clusteredAucUndefined(a);
  if (missing !== null) return undefinedBecause(missing);
  const covariance = obuchowskiCovariance(a, b);
  const [varianceA, varianceB] = [obuchowskiCovariance(a, a), obuchowskiCovariance(b, b)];
  return defined(aucDifference(a.auc, b.auc, varianceA, varianceB, covariance, options));
}
