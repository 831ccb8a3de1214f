import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RandomStream } from '../dist/core/random.js';
import { aucOfCases } from '../dist/stats/auc-of-cases.js';
import { averagePrecisionOfMultiplicities } from '../dist/stats/average-precision-resampling.js';
import { clusterBootstrap } from '../dist/stats/bootstrap.js';
import { calibrationOfMultiplicities } from '../dist/stats/calibration-resampling.js';
import { countBootstrap } from '../dist/stats/count-bootstrap.js';
import { delong } from '../dist/stats/delong.js';
import { clusteredAuc } from '../dist/stats/obuchowski.js';
import { partialAuc } from '../dist/stats/partial-auc.js';
import { rocOfMultiplicities } from '../dist/stats/roc-resampling.js';
import { COUNT_STATISTICS } from './count-statistics.mjs';
import { scoredCases } from './measure.mjs';

/**
 * Peak memory of each heavy estimator beyond its input, as a ratio to the bytes of the input; the goal is below 4. Each
 * runs in a process of its own, after a small warm-up; the peak is the kernel's high-water mark of resident memory, put
 * back to the present before the call (Linux). Memory does not grow with the number of resamples but for the eight bytes
 * of each replicate, so few are drawn from many cases: at 10,000 cases the runtime itself would outweigh the numbers.
 */
const GOAL = 4;
const LEVEL = { level: 0.95, seed: 1 };

/** Each case of two classes is a patient of two images. */
function images(n) {
  const { score, truth } = scoredCases(n, RandomStream);
  return { score, truth, cluster: Int32Array.from({ length: n }, (_, i) => i >> 1) };
}

function clusterCounts(patients) {
  const stream = new RandomStream(3);
  return Float64Array.from({ length: 4 * patients }, () => Math.floor(4 * stream.uniform()));
}

const bytes = (...arrays) => arrays.reduce((sum, array) => sum + array.byteLength, 0);

/** name → [what, cases, (cases) → [bytes of the input, call]] */
const WORK = {
  delong: [
    'AUC with DeLong interval',
    1_000_000,
    (n) => {
      const { score, truth } = scoredCases(n, RandomStream);
      return [bytes(score, truth), () => delong(score, truth, LEVEL)];
    },
  ],
  obuchowski: [
    'clustered AUC, Obuchowski',
    1_000_000,
    (n) => {
      const { score, truth, cluster } = images(n);
      return [bytes(score, truth, cluster), () => clusteredAuc(score, truth, cluster, LEVEL)];
    },
  ],
  'auc-bootstrap': [
    'AUC, stratified bootstrap, BCa',
    1_000_000,
    (n) => {
      const { score, truth } = scoredCases(n, RandomStream);
      return [
        bytes(score, truth),
        () => clusterBootstrap({ ...aucOfCases(score, truth), ...LEVEL, resamples: 20, method: 'bca' }),
      ];
    },
  ],
  'precision-bootstrap': [
    'average precision, cluster bootstrap',
    1_000_000,
    (n) => {
      const { score, truth, cluster } = images(n);
      return [
        bytes(score, truth, cluster),
        () =>
          clusterBootstrap({
            ...LEVEL,
            clusters: n / 2,
            statistic: averagePrecisionOfMultiplicities(score, truth, cluster),
            resamples: 20,
            method: 'percentile',
          }),
      ];
    },
  ],
  'partial-bootstrap': [
    'partial AUC, cluster bootstrap',
    500_000,
    (n) => {
      const { score, truth, cluster } = images(n);
      const range = { focus: 'specificity', low: 0.8, high: 1 };
      return [
        bytes(score, truth, cluster),
        () => {
          const curveOf = rocOfMultiplicities(score, truth, cluster);
          return clusterBootstrap({
            ...LEVEL,
            clusters: n / 2,
            statistic: (multiplicity) => partialAuc(curveOf(multiplicity), range).value.mcclish,
            resamples: 10,
            method: 'percentile',
          });
        },
      ];
    },
  ],
  'slope-bootstrap': [
    'calibration slope, cluster bootstrap',
    500_000,
    (n) => {
      const { score, truth, cluster } = images(n);
      const probability = score.map((s) => 1 / (1 + Math.exp(-s)));
      return [
        bytes(probability, truth, cluster),
        () =>
          clusterBootstrap({
            ...LEVEL,
            clusters: n / 2,
            statistic: calibrationOfMultiplicities('slope', probability, truth, cluster),
            resamples: 10,
            method: 'percentile',
          }),
      ];
    },
  ],
  'count-bootstrap': [
    'six metrics of counts, cluster bootstrap, BCa',
    1_000_000,
    (n) => {
      const counts = clusterCounts(n);
      return [
        bytes(counts),
        () =>
          countBootstrap({
            counts,
            width: 4,
            statistics: COUNT_STATISTICS,
            ...LEVEL,
            resamples: 200,
            method: 'bca',
          }),
      ];
    },
  ],
};

const [, , flag, name] = process.argv;
if (flag === '--child') measure(name);
else for (const work of Object.keys(WORK)) report(work);

function measure(work) {
  const [, cases, prepare] = WORK[work];
  const [, warmUp] = prepare(2000);
  for (let i = 0; i < 5; i += 1) warmUp();
  const [input, call] = prepare(cases);
  globalThis.gc();
  writeFileSync('/proc/self/clear_refs', '5');
  const before = peakBytes();
  const result = call();
  const peak = peakBytes() - before;
  console.log(JSON.stringify({ input, peak, kept: result !== undefined }));
}

/** High-water mark of resident memory. */
function peakBytes() {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
  return 1024 * Number(kilobytes);
}

function report(work) {
  const [what, cases] = WORK[work];
  const flags = ['--expose-gc', '--max-semi-space-size=1', fileURLToPath(import.meta.url), '--child', work];
  const { status, stdout } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
  const label = `memory: ${what}, n = ${cases.toLocaleString('en')}`.padEnd(72);
  if (status !== 0) {
    console.log(`${label} not measured: it needs Linux`);
    return;
  }
  const { input, peak } = JSON.parse(stdout);
  const megabytes = (value) => `${(value / 2 ** 20).toFixed(1)} MiB`;
  console.log(
    `${label} ${megabytes(peak)} beyond an input of ${megabytes(input)}   ratio ${(peak / input).toFixed(1)} ×   goal below ${GOAL} ×`,
  );
  if (peak >= GOAL * input) process.exitCode = 1;
}
