import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from '../analyse.js';
import { canonicalJson } from '../core/canonical.js';
import { AppError } from '../core/error.js';
import type { CountRow, EstimateRow, Results, ScoreRow } from '../schema/types.js';
import { storedInput } from '../verify.js';
import { latestRun, resultsOf } from './latest-run.js';
import { openRecords } from './records.js';

export interface Explanation {
  data: Record<string, unknown>;
  lines: string[];
}

/** One number of the dossier, walked back to the rows it came from and computed again. */
export function explainNumber(project: string, code: string, withCases: boolean): Explanation {
  const records = openRecords(project);
  const run = latestRun(records);
  const folder = join(records.projectDir, run.folder);
  const results = resultsOf(records.projectDir, run);
  const again = analyse(storedInput(folder, results)).results;
  const row = results.estimates[code];
  const count = results.counts[code];
  if (row !== undefined) return explainEstimate(results, again, row, folder, run.folder, withCases);
  if (count !== undefined) return explainCount(again, count, run.folder);
  throw new AppError('INPUT-ARGUMENT', `no number has the code ${code}`, {
    hint: `codes stand beside the numbers in the dossier, such as ${Object.keys(results.estimates)[0] ?? 'E1.1'}`,
  });
}

function explainEstimate(
  results: Results,
  again: Results,
  row: EstimateRow,
  folder: string,
  place: string,
  withCases: boolean,
): Explanation {
  const rows = rowsBehind(folder, row);
  const { interval } = row;
  const level = `${interval.level * 100} %`;
  const subgroup = row.subgroup === null ? '' : `, ${row.subgroup.variable} ${row.subgroup.level}`;
  const resampled =
    interval.resamples === null ? '' : `, ${interval.resamples} resamples, seed ${interval.seed}`;
  const failedIds = rows.filter((score) => score.failed).map((score) => score.id);
  const failed =
    failedIds.length === 0 ? 'no failed case' : `failed and counted as worst case: ${failedIds.join(', ')}`;
  const same = canonicalJson(again.estimates[row.code] ?? null) === canonicalJson(row);
  const lines = [
    `${row.code}  ${row.metric}, ${row.unit}, ${interval.method} ${level} ${interval.sides}-sided${resampled}${subgroup}`,
    `      ${row.printed.counts}, threshold ${results.threshold}; ${failed}`,
    row.status === 'estimated'
      ? `      ${row.estimate}, interval ${row.lower} to ${row.upper}; printed ${row.printed.estimate} [${row.printed.lower}, ${row.printed.upper}]`
      : `      not estimable: ${row.reason}`,
    ...interval.flags.map((flag) => `      note: ${flag}`),
    `      rows: ${place}/scores.jsonl, ${rows.length} lines${withCases ? '' : ' (--cases lists them)'}`,
    `      code: ${interval.source}`,
    `      computed now: ${same ? 'the same to the last bit' : 'DIFFERENT'}`,
    ...decisionLines(results, again, row),
  ];
  if (withCases) {
    for (const score of rows) {
      const call = score.failed
        ? 'failed'
        : `score ${score.score}, ${score.decision === 1 ? 'flagged' : 'not flagged'}`;
      lines.push(`        ${score.id}  truth ${score.truth === 1 ? 'positive' : 'negative'}  ${call}`);
    }
  }
  return { data: { row, same, rows: withCases ? rows : rows.length }, lines };
}

/** How an endpoint of a family of claims was decided, with the steps that name it. */
function decisionLines(results: Results, again: Results, { endpoint, analysis }: EstimateRow): string[] {
  const decision = results.multiplicity;
  const own = decision?.endpoints.find((member) => member.endpoint === endpoint);
  if (decision === undefined || own === undefined || analysis !== 'as-specified') return [];
  const { printed, outcome } = own;
  const same = canonicalJson(again.multiplicity ?? null) === canonicalJson(decision);
  return [
    `      decided in the family by ${decision.procedure} at ${decision.printedAlpha} one-sided: ${outcome}, p ${printed.p}, adjusted ${printed.adjustedP}`,
    `      local level ${printed.localLevel}, interval at it ${printed.limits}, together with the others ${printed.simultaneous}`,
    ...decision.steps.filter((step) => step.endpoint === endpoint).map(({ text }) => `      ${text}`),
    `      decided now: ${same ? 'the same' : 'DIFFERENT'}`,
  ];
}

function explainCount(again: Results, count: CountRow, place: string): Explanation {
  const same = canonicalJson(again.counts[count.code] ?? null) === canonicalJson(count);
  return {
    data: { count, same },
    lines: [
      `${count.code}  ${count.label}: ${count.printed}`,
      `      from: ${place}/scores.jsonl and flow.json`,
      `      computed now: ${same ? 'the same' : 'DIFFERENT'}`,
    ],
  };
}

/** Rows of scores.jsonl in the denominator of an estimate. */
function rowsBehind(folder: string, row: EstimateRow): ScoreRow[] {
  const all = readFileSync(join(folder, 'scores.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ScoreRow);
  return all.filter((score) => {
    if (score.unit !== row.unit) return false;
    if (row.analysis === 'completers-only' && score.failed) return false;
    if (row.subgroup !== null && (score.subgroups[row.subgroup.variable] ?? 'unknown') !== row.subgroup.level)
      return false;
    if (row.metric === 'sensitivity') return score.truth === 1;
    if (row.metric === 'specificity') return score.truth === 0;
    if (row.metric === 'ppv' && row.denominator !== null) return (score.decision ?? 1 - score.truth) === 1;
    if (row.metric === 'npv' && row.denominator !== null) return (score.decision ?? 1 - score.truth) === 0;
    return true;
  });
}
