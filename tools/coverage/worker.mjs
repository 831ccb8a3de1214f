/** One thread: a job in, its rows out. */
import { parentPort } from 'node:worker_threads';
import { cover as auc } from './families/auc.mjs';
import { cover as clusteredAuc } from './families/clustered-auc.mjs';
import { cover as clusteredProportion } from './families/clustered-proportion.mjs';
import { cover as difference } from './families/difference.mjs';
import { cover as pairedDifference } from './families/paired-difference.mjs';
import { cover as rate } from './families/rate.mjs';
import { cover as singleProportion } from './families/single-proportion.mjs';
import { LEVEL } from './grid.mjs';

const COVER = {
  'single-proportion': singleProportion,
  'clustered-proportion': clusteredProportion,
  auc,
  'clustered-auc': clusteredAuc,
  difference,
  'paired-difference': pairedDifference,
  rate,
};

parentPort.on('message', (job) => {
  parentPort.postMessage({ id: job.id, rows: COVER[job.family](job, { level: LEVEL }) });
});
