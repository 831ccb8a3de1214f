import { RandomStream } from '../dist/core/random.js';
import { aucOfCases } from '../dist/stats/auc-of-cases.js';
import { clusterBootstrap } from '../dist/stats/bootstrap.js';
import { countBootstrap } from '../dist/stats/count-bootstrap.js';
import { COUNT_STATISTICS } from './count-statistics.mjs';
import { cpuSeconds, peers, row, scoredCases } from './measure.mjs';

const n = 10_000;
const { score, truth } = scoredCases(n, RandomStream);
const run = (method) => () =>
  clusterBootstrap({ ...aucOfCases(score, truth), resamples: 2000, seed: 1, level: 0.95, method });
const percentile = cpuSeconds(run('percentile'), 9, 3);
const bca = cpuSeconds(run('bca'), 9, 2);
const others = peers('bootstrap', [score, truth], n);
const at = (name) => others?.[name]?.seconds ?? null;
row(
  'AUC, 2,000 stratified resamples, n = 10,000',
  percentile,
  'scikit-learn loop',
  at('scikit-learn loop'),
  '50 ×',
);
row(
  'AUC, 2,000 stratified resamples, n = 10,000',
  percentile,
  'numpy on counts',
  at('numpy counts'),
  '2.4 ×',
);
row('the same with BCa', bca, 'scipy BCa', at('scipy BCa'), '100 ×');

const patients = 10_000;
const stream = new RandomStream(3);
const counts = new Float64Array(4 * patients);
for (let p = 0; p < patients; p += 1) {
  for (let image = 0; image < 3; image += 1) {
    const positive = stream.uniform() < 0.3;
    const flagged = stream.uniform() < (positive ? 0.85 : 0.1);
    counts[4 * p + (positive ? (flagged ? 0 : 2) : flagged ? 1 : 3)] += 1;
  }
}
const clusters = cpuSeconds(
  () =>
    countBootstrap({
      counts,
      width: 4,
      statistics: COUNT_STATISTICS,
      resamples: 10_000,
      seed: 1,
      level: 0.95,
      method: 'bca',
    }),
  5,
  2,
);
const numpy = peers('clusters', [counts], patients);
row(
  'six metrics, 10,000 resamples of 10,000 patients',
  clusters,
  'numpy on counts',
  numpy?.['numpy counts'].seconds ?? null,
  '10 ×',
);
