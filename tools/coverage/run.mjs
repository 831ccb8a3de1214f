/**
 * `npm run validate:coverage`: how often the intervals of src/stats hold the true value, over a grid of sample size, true
 * value, cluster size and correlation. Writes coverage.md, coverage.csv and coverage.svg. Needs `dist/`. Exit code 1
 * when a method that guarantees its coverage falls below it, 2 for a wrong option.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../build.mjs';
import { digestOfFamily, keyOf, openCheckpoint } from './checkpoint.mjs';
import { csvOf } from './csv.mjs';
import { figureOf } from './figure.mjs';
import { grid } from './grid.mjs';
import { judged } from './judge.mjs';
import { runJobs } from './pool.mjs';
import { progressOf } from './progress.mjs';
import { pageOf } from './page.mjs';

const HELP = `npm run validate:coverage -- [options]
  --quick           a smaller grid with fewer replicates, about a minute
  --workers N       threads; the result does not depend on it (default: all cores)
  --only TEXT       cells whose name begins with these words; may be repeated
  --replicates N    data sets a simulated cell, for a trial
  --out FOLDER      where the table and the figure go (default: docs/reference/coverage)
  --cache FOLDER    where finished cells are kept until the next start
  --report          make the pages of the cells that are finished, compute none`;

const options = read();
const jobs = grid(options).filter(({ id }) =>
  (options.only ?? ['']).some((start) => start === '' || `${id} `.startsWith(`${start} `)),
);
if (jobs.length === 0) usage('no cell has such a name');
const digests = new Map(
  [...new Set(jobs.map((job) => job.family))].map((family) => [family, digestOfFamily(family)]),
);
const keys = new Map(jobs.map((job) => [job.id, keyOf(job, digests.get(job.family))]));
const checkpoint = openCheckpoint(options.cache);
const open = jobs.filter(({ id }) => !checkpoint.rows.has(keys.get(id)));
if (!options.report) await compute();

// In the order of the grid, not of the threads.
const finished = jobs.filter(({ id }) => checkpoint.rows.has(keys.get(id)));
const rows = judged(
  finished.flatMap(({ id, family }) => checkpoint.rows.get(keys.get(id)).map((row) => ({ family, ...row }))),
);
const run = { quick: options.quick, finished: finished.length, all: jobs.length, jobs: finished };
mkdirSync(options.out, { recursive: true });
replace('coverage.csv', csvOf(rows));
replace('coverage.svg', figureOf(rows));
replace('coverage.md', pageOf(rows, run));
const broken = rows.filter((row) => row.promise === 'guaranteed' && row.flagged);
console.log(
  `${rows.length} rows of ${finished.length} cells; ${rows.filter((row) => row.flagged).length} flagged`,
);
for (const row of broken)
  console.error(`${row.method} n=${row.n} truth=${row.truth}: coverage ${row.coverage}`);
process.exit(broken.length === 0 ? 0 : 1);

async function compute() {
  console.log(
    `${jobs.length} cells, ${jobs.length - open.length} finished before, ${options.workers} threads`,
  );
  const progress = progressOf(jobs.length, jobs.length - open.length);
  await runJobs(open, options.workers, ({ id, rows: found }) => {
    checkpoint.add(keys.get(id), id, found);
    progress.tick(id);
  });
}

function replace(name, text) {
  const file = join(options.out, name);
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

function read() {
  const string = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  try {
    const { values } = parseArgs({
      options: {
        quick: flag,
        report: flag,
        help: flag,
        workers: string,
        replicates: string,
        out: string,
        cache: string,
        only: { type: 'string', multiple: true },
      },
    });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    return {
      ...values,
      workers: whole('workers', values.workers) ?? availableParallelism(),
      replicates: whole('replicates', values.replicates),
      out: values.out ?? join(root, 'docs', 'reference', 'coverage'),
      cache: values.cache ?? join(root, 'node_modules', '.cache', 'veritome', 'coverage'),
    };
  } catch (error) {
    return usage(error.message);
  }
}

function whole(name, text) {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) usage(`--${name} is ${text}, not a whole number from 1`);
  return Number(text);
}

function usage(message) {
  console.error(`${message}\n${HELP}`);
  process.exit(2);
}
