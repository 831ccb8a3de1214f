/** One proportion of images clustered in patients, by simulation; beta-binomial patients. */
import { RandomStream } from '../../../dist/core/random.js';
import { kornGraubard, ratioLogitStudent } from '../../../dist/stats/cluster-ratio-interval.js';
import { countBootstrap } from '../../../dist/stats/count-bootstrap.js';
import { clusteredProportion, raoScott } from '../../../dist/stats/rao-scott.js';
import { sahaWilson } from '../../../dist/stats/saha-wilson.js';
import { wilson } from '../../../dist/stats/wilson.js';
import { betaBinomial, clusterSize, innerSeed } from '../draws.mjs';
import { limits, limitsWithin, Tallies } from '../tally.mjs';

/** @param job {n: patients, truth, size, icc, replicates, bootstraps, resamples, seed} */
export function cover(job, { level }) {
  const tallies = new Tallies();
  for (let r = 0; r < job.replicates; r += 1) {
    const stream = new RandomStream(job.seed, r);
    const { x, n } = draw(stream, job);
    analytic(tallies, x, n, job.truth, level);
    if (r < job.bootstraps) bootstrap(tallies, x, n, job, level, innerSeed(stream));
  }
  return tallies.rows({ n: job.n, truth: job.truth, size: String(job.size), icc: job.icc }, false);
}

function draw(stream, { n: patients, truth, size, icc }) {
  const x = new Float64Array(patients);
  const n = new Float64Array(patients);
  for (let c = 0; c < patients; c += 1) {
    n[c] = clusterSize(stream, size);
    x[c] = betaBinomial(stream, n[c], truth, icc);
  }
  return { x, n };
}

function analytic(tallies, x, n, truth, level) {
  const proportion = clusteredProportion(x, n).value;
  const { successes, units } = proportion;
  for (const interval of ['wilson', 'clopper-pearson']) {
    const result = raoScott(x, n, { level, interval });
    const fellBack = result.defined && result.value.flags.some((flag) => flag.includes('effective n'));
    tallies.add(`rao-scott-${interval}`, limits(result)?.interval ?? null, truth, 1, fellBack);
  }
  tallies.add('ratio-logit-t', limits(ratioLogitStudent(proportion, { level })), truth);
  tallies.add('korn-graubard', limits(kornGraubard(proportion, { level })), truth);
  tallies.add('saha-wilson', limitsWithin(sahaWilson(x, n, { level })), truth);
  tallies.add('naive-wilson', limits(wilson(successes, units, { level })), truth);
}

function bootstrap(tallies, x, n, { truth, resamples }, level, seed) {
  const counts = new Float64Array(2 * x.length);
  for (let c = 0; c < x.length; c += 1) {
    counts[2 * c] = x[c];
    counts[2 * c + 1] = n[c];
  }
  const statistics = [(total) => (total[1] === 0 ? NaN : total[0] / total[1])];
  const [result] = countBootstrap({ counts, width: 2, statistics, resamples, seed, level, method: 'bca' });
  const value = limits(result);
  tallies.add('cluster-bootstrap-percentile', value?.percentile ?? null, truth);
  tallies.add('cluster-bootstrap-bca', limitsWithin(result), truth, 1, value?.method === 'percentile');
}
