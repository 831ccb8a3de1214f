/**
 * Area under the ROC curve of images clustered in patients, by simulation: binormal scores whose patient part has the
 * share `icc` of the variance. `patient`: all images of a patient have one truth; `image`: a patient has images of both.
 */
import { RandomStream } from '../../../dist/core/random.js';
import { delong } from '../../../dist/stats/delong.js';
import { normalQuantile } from '../../../dist/stats/normal.js';
import { clusteredAuc } from '../../../dist/stats/obuchowski.js';
import { innerSeed } from '../draws.mjs';
import { limits, Tallies } from '../tally.mjs';
import { bootstrapAuc } from './bootstrap-auc.mjs';

/** @param job {n: patients, truth, size, icc, design, replicates, bootstraps, resamples, seed} */
export function cover(job, { level }) {
  const { n: patients, size, icc, design, truth } = job;
  const images = patients * size;
  const shift = Math.SQRT2 * normalQuantile(truth);
  const cluster = Int32Array.from({ length: images }, (_, i) => Math.floor(i / size));
  const label = Uint8Array.from(cluster, (patient, i) =>
    design === 'patient' ? patient % 2 : (i + patient) % 2,
  );
  const tallies = new Tallies();
  for (let r = 0; r < job.replicates; r += 1) {
    const stream = new RandomStream(job.seed, r);
    const score = drawScores(stream, label, cluster, { patients, icc, shift });
    const clustered = limits(clusteredAuc(score, label, cluster, { level }));
    tallies.add('obuchowski-cluster', clustered?.interval ?? null, truth);
    tallies.add('obuchowski-logit', clustered === null ? null : limits(clustered.logitInterval), truth);
    const naive = delong(score, label, { level }).value;
    tallies.add('naive-delong', naive.degenerate ? limits(naive.newcombeInterval) : naive.interval, truth);
    if (r < job.bootstraps) {
      bootstrapAuc(tallies, { score, label, cluster, clusters: patients }, job, level, innerSeed(stream));
    }
  }
  return tallies.rows({ n: patients, truth, size: String(size), icc, design }, false);
}

function drawScores(stream, label, cluster, { patients, icc, shift }) {
  const shared = Float64Array.from({ length: patients }, () => Math.sqrt(icc) * stream.normal());
  const own = Math.sqrt(1 - icc);
  return Float64Array.from(
    label,
    (positive, i) => shared[cluster[i]] + own * stream.normal() + positive * shift,
  );
}
