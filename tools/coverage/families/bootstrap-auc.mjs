import { aucJackknife } from '../../../dist/stats/auc-jackknife.js';
import { aucOfMultiplicities } from '../../../dist/stats/auc-resampling.js';
import { clusterBootstrap } from '../../../dist/stats/bootstrap.js';
import { limits } from '../tally.mjs';

/** Percentile and BCa limits of the area from one set of resamples of whole patients, as a run draws them. */
export function bootstrapAuc(
  tallies,
  { score, label, cluster, clusters },
  { truth, resamples },
  level,
  seed,
) {
  const value = limits(
    clusterBootstrap({
      clusters,
      statistic: aucOfMultiplicities(score, label, cluster),
      jackknife: aucJackknife(score, label, cluster, clusters),
      resamples,
      seed,
      level,
      method: 'bca',
    }),
  );
  tallies.add('cluster-bootstrap-percentile', value?.percentile ?? null, truth);
  tallies.add('cluster-bootstrap-bca', value?.interval ?? null, truth, 1, value?.method === 'percentile');
}
