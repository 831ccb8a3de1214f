/** Area under the ROC curve of independent cases, by simulation: binormal scores, equal variances. */
import { RandomStream } from '../../../dist/core/random.js';
import { delong } from '../../../dist/stats/delong.js';
import { normalQuantile } from '../../../dist/stats/normal.js';
import { innerSeed } from '../draws.mjs';
import { limits, Tallies } from '../tally.mjs';
import { bootstrapAuc } from './bootstrap-auc.mjs';

/** @param job {positives, negatives, truth, replicates, bootstraps, resamples, seed} */
export function cover(job, { level }) {
  const { positives, negatives, truth } = job;
  const cases = positives + negatives;
  const shift = Math.SQRT2 * normalQuantile(truth);
  const tallies = new Tallies();
  const label = Uint8Array.from({ length: cases }, (_, i) => (i < positives ? 1 : 0));
  const own = Int32Array.from({ length: cases }, (_, i) => i);
  for (let r = 0; r < job.replicates; r += 1) {
    const stream = new RandomStream(job.seed, r);
    const score = Float64Array.from(label, (positive) => stream.normal() + positive * shift);
    const result = delong(score, label, { level }).value;
    const { degenerate, newcombeInterval, logitInterval, interval } = result;
    // As in a run: where DeLong's standard error is 0, Newcombe's interval stands in, flagged.
    const newcombe = limits(newcombeInterval);
    tallies.add('delong', degenerate ? newcombe : interval, truth, 1, degenerate);
    tallies.add('delong-logit', degenerate ? newcombe : limits(logitInterval), truth, 1, degenerate);
    tallies.add('newcombe-auc', newcombe, truth);
    if (r < job.bootstraps) {
      bootstrapAuc(tallies, { score, label, cluster: own, clusters: cases }, job, level, innerSeed(stream));
    }
  }
  return tallies.rows({ n: cases, design: `${positives}+${negatives}`, truth }, false);
}
