import { aucJackknife } from '../../../dist/stats/auc-jackknife.js';
import { aucOfMultiplicities } from '../../../dist/stats/auc-resampling.js';
import { clusterBootstrap } from '../../../dist/stats/bootstrap.js';
import { limits, limitsWithin } from '../tally.mjs';

/** Percentile and BCa limits of the area from one set of resamples of whole patients, as a run draws them. */
export function bootstrapAuc(
  tallies,
  { score, label, cluster, clusters },
  { truth, resamples },
  level,
  seed,
) {
  const result = clusterBootstrap({
    clusters,
    statistic: aucOfMultiplicities(score, label, cluster),
    jackknife: aucJackknife(score, label, cluster, clusters),
    resamples,
    seed,
    level,
    method: 'bca',
  });
  const value = limits(result);
  tallies.add('cluster-bootstrap-percentile', value?.percentile ?? null, truth);
  tallies.add('cluster-bootstrap-bca', limitsWithin(result), truth, 1, value?.method === 'percentile');
}
