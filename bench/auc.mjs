import { RandomStream } from '../dist/core/random.js';
import { delong } from '../dist/stats/delong.js';
import { cpuSeconds, peers, proc, row, scoredCases } from './measure.mjs';

/** pROC's time over that of numpy's DeLong, both measured on one machine (0.63 s and 0.27 s): for where R is missing. */
const PROC_OVER_NUMPY = 0.63 / 0.27;

const n = 1_000_000;
const { score, truth } = scoredCases(n, RandomStream);
const seconds = cpuSeconds(() => delong(score, truth, { level: 0.95 }));
const others = peers('auc', [score, truth], n);
const work = 'AUC with DeLong interval, n = 1,000,000';
const r = proc(score, truth);
const numpy = others?.numpy.seconds ?? null;
if (r !== null) row(work, seconds, 'R pROC', r, '8 ×');
else
  row(
    work,
    seconds,
    'R pROC (recorded 2.33 × numpy)',
    numpy === null ? null : numpy * PROC_OVER_NUMPY,
    '8 ×',
  );
row(work, seconds, 'numpy', numpy, '–');
