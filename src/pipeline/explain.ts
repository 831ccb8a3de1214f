import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from '../analyse.js';
import { canonicalJson } from '../core/canonical.js';
import { AppError } from '../core/error.js';
import { lacksResult } from '../schema/lacks-result.js';
import type { ClassRow, CountRow, EstimateRow, Results, ScoreRow } from '../schema/types.js';
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
    `      ${row.printed.counts}, ${results.threshold === null ? 'highest score decides' : `threshold ${results.threshold}`}; ${failed}`,
    row.status === 'estimated'
      ? `      ${row.estimate}, interval ${row.lower} to ${row.upper}; printed ${row.printed.estimate} [${row.printed.lower}, ${row.printed.upper}]`
      : `      not estimable: ${row.reason}`,
    ...comparisonLines(row),
    ...interval.flags.map((flag) => `      note: ${flag}`),
    `      rows: ${place}/scores.jsonl, ${rows.length} lines${withCases ? '' : ' (--cases lists them)'}`,
    `      code: ${interval.source}`,
    `      computed now: ${same ? 'the same to the last bit' : 'DIFFERENT'}`,
    ...decisionLines(results, again, row),
  ];
  if (withCases) {
    for (const score of rows) {
      lines.push(`        ${caseLine(score)}${otherCall(score, row.comparison?.comparator)}`);
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

function otherCall(row: AnyRow, id: string | undefined): string {
  if (id === undefined || ofClasses(row)) return '';
  const decision = row.comparators?.[id]?.decision ?? null;
  return `, ${id} ${decision === null ? 'no result' : decision === 1 ? 'flagged' : 'not flagged'}`;
}

function comparisonLines({ comparison }: EstimateRow): string[] {
  if (comparison === undefined) return [];
  const { comparator, candidate, other, withoutResult, tests } = comparison;
  const gaps =
    withoutResult === 0 ? '' : `; ${comparator} has no result for ${withoutResult}, counted as right`;
  return [
    `      model ${candidate ?? 'undefined'}, ${comparator} ${other ?? 'undefined'}${gaps}`,
    ...tests.map(({ name, p }) => `      ${name}: p ${p}`),
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

type AnyRow = ScoreRow | ClassRow;

function ofClasses(row: AnyRow): row is ClassRow {
  return 'scores' in row;
}

function caseLine(row: AnyRow): string {
  if (ofClasses(row)) {
    const scores = Object.entries(row.scores ?? {}).map(([name, score]) => `${name} ${score}`);
    const call = row.failed ? 'failed' : `decided ${row.decision ?? 'none (indeterminate)'}`;
    return `${row.id}  truth ${row.truth}  ${[call, ...scores].join(', ')}`;
  }
  const call = row.failed
    ? 'failed'
    : `score ${row.score}, ${row.decision === 1 ? 'flagged' : 'not flagged'}`;
  return `${row.id}  truth ${row.truth === 1 ? 'positive' : 'negative'}  ${call}`;
}

/** Truth and decision of a unit, 1 positive; of several classes the named one against the rest. Null: no one class. */
function twoClasses(row: AnyRow, name: string | undefined): { truth: number; decision: number } | null {
  if (!ofClasses(row)) return { truth: row.truth, decision: row.decision ?? 1 - row.truth };
  if (name === undefined) return null;
  const truth = row.truth === name ? 1 : 0;
  return { truth, decision: row.decision === null ? 1 - truth : row.decision === name ? 1 : 0 };
}

/** Rows of scores.jsonl in the denominator of an estimate. */
function rowsBehind(folder: string, row: EstimateRow): AnyRow[] {
  const all = readFileSync(join(folder, 'scores.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AnyRow);
  return all.filter((score) => {
    if (score.unit !== row.unit) return false;
    if (row.analysis === 'completers-only' && lacksResult(score, row.comparison?.comparator)) return false;
    if (row.subgroup !== null && (score.subgroups[row.subgroup.variable] ?? 'unknown') !== row.subgroup.level)
      return false;
    const two = twoClasses(score, row.class);
    if (two === null) return true;
    if (/^sensitivity(-difference)?$/.test(row.metric)) return two.truth === 1;
    if (/^specificity(-difference)?$/.test(row.metric)) return two.truth === 0;
    if (row.metric === 'ppv' && row.denominator !== null) return two.decision === 1;
    if (row.metric === 'npv' && row.denominator !== null) return two.decision === 0;
    return true;
  });
}
