/**
 * Events per image (false positives). Negative binomial images whose variance is `icc` times their mean; 1 is Poisson.
 * Garwood's coverage is exact, by the distribution of the total; the bootstrap of images is simulated.
 */
import { RandomStream } from '../../../dist/core/random.js';
import { countBootstrap } from '../../../dist/stats/count-bootstrap.js';
import { logGamma } from '../../../dist/stats/gamma.js';
import { garwood } from '../../../dist/stats/garwood.js';
import { innerSeed } from '../draws.mjs';
import { limits, limitsWithin, Tallies } from '../tally.mjs';

/** Probability that a table of counts leaves out. */
const NEGLIGIBLE = 1e-13;

/** @param job {n: images, truth: events an image, icc, bootstraps, resamples, seed} */
export function cover(job, { level }) {
  const { n, truth, icc: factor } = job;
  const exact = new Tallies();
  const name = factor === 1 ? 'garwood' : 'naive-garwood';
  probabilities(n * truth, factor).forEach((probability, count) =>
    exact.add(name, limits(garwood(count, n, { level })), truth, probability),
  );
  const simulated = new Tallies();
  const single = probabilities(truth, factor);
  for (let r = 0; r < job.bootstraps; r += 1)
    bootstrap(simulated, new RandomStream(job.seed, r), single, job, level);
  const setting = { n, truth, icc: factor };
  return [...exact.rows(setting, true), ...simulated.rows(setting, false)];
}

/** P(0), P(1) … of a count with this mean and variance factor × mean. */
function probabilities(mean, factor) {
  const size = mean / (factor - 1);
  const log = (k) =>
    factor === 1
      ? k * Math.log(mean) - mean - logGamma(k + 1)
      : logGamma(k + size) -
        logGamma(k + 1) -
        logGamma(size) -
        size * Math.log(factor) +
        k * Math.log(1 - 1 / factor);
  const found = [];
  for (let k = 0, left = 1; k <= mean || left > NEGLIGIBLE; k += 1) {
    found.push(Math.exp(log(k)));
    left -= found[k];
    if (k > mean && found[k] < NEGLIGIBLE) break;
  }
  return found;
}

function bootstrap(tallies, stream, single, { n, truth, resamples }, level) {
  const counts = new Float64Array(2 * n);
  for (let image = 0; image < n; image += 1) {
    counts[2 * image] = inverse(single, stream.uniform());
    counts[2 * image + 1] = 1;
  }
  const statistics = [(total) => total[0] / total[1]];
  const seed = innerSeed(stream);
  const [result] = countBootstrap({ counts, width: 2, statistics, resamples, seed, level, method: 'bca' });
  const value = limits(result);
  tallies.add('cluster-bootstrap-percentile', value?.percentile ?? null, truth);
  tallies.add('cluster-bootstrap-bca', limitsWithin(result), truth, 1, value?.method === 'percentile');
}

/** The count at which the cumulated probability passes u. */
function inverse(single, u) {
  let sum = 0;
  for (let k = 0; k < single.length - 1; k += 1) {
    sum += single[k];
    if (u < sum) return k;
  }
  return single.length - 1;
}
