/** The cells: what is asked of each family, in the full grid and in the quick one, which is a part of it. */
import { seedOf } from './draws.mjs';

export const SEED = 20261;
export const LEVEL = 0.95;

/** Data sets a cell for formulas; those of them that are resampled too; resamples of each. */
const SIMULATED = { replicates: 4000, bootstraps: 1000, resamples: 999 };
const SIMULATED_QUICK = { replicates: 1000, bootstraps: 200, resamples: 499 };

/** @returns jobs {id, family, ...parameters}; a job is one cell, or all true values of one n where those are enumerated */
export function grid({ quick, replicates }) {
  const effort = {
    ...(quick ? SIMULATED_QUICK : SIMULATED),
    ...(replicates === undefined ? {} : { replicates, bootstraps: Math.min(replicates, 50) }),
  };
  const jobs = [
    ...singleProportions(quick),
    ...differences(quick),
    ...pairedDifferences(quick),
    ...[...rates(quick), ...areas(quick), ...clusteredAreas(quick), ...clusteredProportions(quick)].map(
      (job) => ({
        ...job,
        ...effort,
        bootstraps: job.resampled === false ? 0 : effort.bootstraps,
      }),
    ),
  ];
  return jobs.map((job) => ({ ...job, seed: seedOf(SEED, job.id) }));
}

function singleProportions(quick) {
  const sizes = quick ? [10, 30, 100] : [10, 20, 30, 50, 100, 200, 500, 1000];
  return sizes.map((n) => ({
    id: `single-proportion n=${n}`,
    family: 'single-proportion',
    n,
    truths: shares(),
  }));
}

/** 50 % … 90 % by 1, to 99.75 % by a quarter: a coverage of counts is a saw, a coarse grid would miss its teeth. */
function shares() {
  const low = Array.from({ length: 40 }, (_, i) => (50 + i) / 100);
  return low.concat(Array.from({ length: 40 }, (_, i) => (9000 + 25 * i) / 10000));
}

function clusteredProportions(quick) {
  return product({
    size: quick ? ['1-9'] : [2, 5, '1-9'],
    n: quick ? [10, 30, 100] : [10, 20, 30, 50, 100, 200],
    icc: quick ? [0, 0.3] : [0, 0.1, 0.3, 0.6],
    truth: quick ? [0.8, 0.95] : [0.8, 0.9, 0.95, 0.98],
  }).map((cell) => ({
    id: `clustered-proportion n=${cell.n} p=${cell.truth} size=${cell.size} icc=${cell.icc}`,
    family: 'clustered-proportion',
    ...cell,
    // Resampling costs most of the time: one kind of cluster has to do.
    resampled: cell.size === '1-9',
  }));
}

function rates(quick) {
  return product({
    n: quick ? [30, 100] : [30, 100, 300],
    icc: quick ? [1, 2] : [1, 2, 3],
    truth: quick ? [0.1, 1] : [0.05, 0.1, 0.25, 0.5, 1, 2],
  }).map((cell) => ({
    id: `rate n=${cell.n} rate=${cell.truth} variance/mean=${cell.icc}`,
    family: 'rate',
    ...cell,
  }));
}

function areas(quick) {
  return product({
    design: quick
      ? [
          [20, 20],
          [100, 100],
        ]
      : [
          [10, 10],
          [20, 20],
          [50, 50],
          [100, 100],
          [200, 200],
          [20, 80],
          [50, 200],
        ],
    truth: quick ? [0.8, 0.95] : [0.6, 0.7, 0.8, 0.9, 0.95, 0.98],
  }).map(({ design: [positives, negatives], truth }) => ({
    id: `auc n=${positives}+${negatives} auc=${truth}`,
    family: 'auc',
    positives,
    negatives,
    truth,
  }));
}

function clusteredAreas(quick) {
  return product({
    design: quick ? ['patient'] : ['patient', 'image'],
    n: quick ? [20, 100] : [20, 50, 100],
    size: quick ? [4] : [2, 4],
    icc: quick ? [0, 0.6] : [0, 0.3, 0.6],
    truth: quick ? [0.8, 0.95] : [0.8, 0.9, 0.95],
  }).map((cell) => ({
    id: `clustered-auc n=${cell.n} auc=${cell.truth} size=${cell.size} icc=${cell.icc} truth-of=${cell.design}`,
    family: 'clustered-auc',
    ...cell,
    resampled: cell.size === 4,
  }));
}

function differences(quick) {
  const designs = quick
    ? [
        [20, 20],
        [50, 50],
      ]
    : [
        [20, 20],
        [50, 50],
        [100, 100],
        [200, 200],
        [30, 100],
      ];
  const truths = product({ p1: [0.6, 0.7, 0.8, 0.9, 0.95, 0.98], d: [0, 0.05, 0.1, 0.2] });
  return designs.map(([n1, n2]) => ({
    id: `difference n=${n1}+${n2}`,
    family: 'difference',
    n1,
    n2,
    truths: truths.map(({ p1, d }) => [p1, Math.round((p1 - d) * 100) / 100]),
  }));
}

function pairedDifferences(quick) {
  const truths = product({ p1: [0.7, 0.8, 0.9, 0.95], d: [0, 0.05, 0.1], phi: [0, 0.3, 0.5] });
  return (quick ? [20, 50] : [20, 50, 100, 200]).map((n) => ({
    id: `paired-difference n=${n}`,
    family: 'paired-difference',
    n,
    truths: truths.map(({ p1, d, phi }) => [p1, Math.round((p1 - d) * 100) / 100, phi]),
  }));
}

/** All combinations, the first key slowest. */
function product(axes) {
  return Object.entries(axes).reduce(
    (cells, [name, values]) => cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value }))),
    [{}],
  );
}
