import type { Sample } from './sample.js';

/** Units of each cluster in the cells tn, fp, fn, tp: cell `2 truth + decision` of cluster c at `4 c + cell`. */
export function cellsByCluster(sample: Sample): Float64Array {
  const cells = new Float64Array(4 * sample.clusters);
  for (let i = 0; i < sample.size; i += 1) {
    const cell = 2 * (sample.truth[i] ?? 0) + (sample.decision[i] ?? 0);
    const at = 4 * (sample.cluster[i] ?? 0) + cell;
    cells[at] = (cells[at] ?? 0) + 1;
  }
  return cells;
}
