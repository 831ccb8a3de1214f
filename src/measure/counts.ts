import { compareText } from '../core/finding.js';
import type { AnalysisPlan } from '../schema/analysis-plan.js';
import type { CaseFlow } from '../schema/case-flow.js';
import type { CountRow, ScoreRow } from '../schema/types.js';

type Group = CountRow['group'];

/** What the rows of one score and of several classes have in common. */
export type MeasuredRow = Pick<ScoreRow, 'unit' | 'failed' | 'subgroups'>;

/** A column of the baseline table. */
export interface TruthColumn<Row> {
  name: string;
  has: (row: Row) => boolean;
}

const POSITIVE_OR_NEGATIVE: readonly TruthColumn<ScoreRow>[] = [
  { name: 'positive', has: (row) => row.truth === 1 },
  { name: 'negative', has: (row) => row.truth === 0 },
];

/** Collects counts under running trace codes: `F.1`, `F.2`, … */
export class Counter {
  readonly rows: CountRow[] = [];
  private next = 1;
  private readonly prefix: string;
  private readonly group: Group;

  constructor(prefix: string, group: Group) {
    this.prefix = prefix;
    this.group = group;
  }

  add(label: string, value: number, at: Record<string, string>, printed = String(value)): void {
    this.rows.push({ code: `${this.prefix}.${this.next}`, group: this.group, label, at, value, printed });
    this.next += 1;
  }
}

/**
 * From every image found to every patient analysed. The totals must reconcile (VR-03); a flow that does not is our
 * defect and stops the measurement.
 */
export function flowCounts(flow: CaseFlow, rows: readonly MeasuredRow[]): CountRow[] {
  const counter = new Counter('F', 'flow');
  const images = rows.filter((row) => row.unit === 'image');
  const patients = rows.filter((row) => row.unit === 'patient');
  const add = (step: string, label: string, nImages: number, nPatients: number): void => {
    counter.add(`${label}, images`, nImages, { step, unit: 'image' });
    counter.add(`${label}, patients`, nPatients, { step, unit: 'patient' });
  };
  add('identified', 'identified in the data manifest', flow.identified.images, flow.identified.patients);
  for (const rule of flow.excluded) {
    add(`excluded:${rule.rule}`, `excluded by ${rule.rule} (${rule.reason})`, rule.images, rule.patients);
  }
  add('included', 'included and run', images.length, patients.length);
  const failed = (list: readonly MeasuredRow[]): number => list.filter((row) => row.failed).length;
  add('failed', 'failed in the device, counted as worst case', failed(images), failed(patients));
  add(
    'completed',
    'completed by the device',
    images.length - failed(images),
    patients.length - failed(patients),
  );
  add('analysed', 'in the primary analysis', images.length, patients.length);
  const excludedImages = flow.excluded.reduce((sum, rule) => sum + rule.images, 0);
  if (flow.identified.images - excludedImages !== images.length) {
    throw new Error('case flow does not reconcile: identified minus excluded is not what was run');
  }
  return counter.rows;
}

/** Positives and negatives in each subgroup level, at both units: the baseline table (VR-04). */
export function populationCounts(plan: AnalysisPlan, rows: readonly ScoreRow[]): CountRow[] {
  return populationByTruth(plan, rows, POSITIVE_OR_NEGATIVE);
}

export function populationByTruth<Row extends MeasuredRow>(
  plan: AnalysisPlan,
  rows: readonly Row[],
  columns: readonly TruthColumn<Row>[],
): CountRow[] {
  const counter = new Counter('P', 'population');
  const units = ['patient', 'image'] as const;
  for (const unit of units) {
    for (const { name: truth, has } of columns) {
      const value = rows.filter((row) => row.unit === unit && has(row)).length;
      counter.add(`${unit}s ${truth}`, value, { variable: 'all', level: 'all', unit, truth });
    }
  }
  for (const variable of plan.subgroups.by.map((by) => (typeof by === 'string' ? by : by.variable))) {
    for (const level of levelsOf(rows, 'patient', variable)) {
      for (const { name: truth, has } of columns) {
        const value = rows.filter(
          (row) => row.unit === 'patient' && has(row) && row.subgroups[variable] === level,
        ).length;
        counter.add(`patients ${truth}, ${variable} ${level}`, value, {
          variable,
          level,
          unit: 'patient',
          truth,
        });
      }
    }
  }
  return counter.rows;
}

/** Decision × truth with a row for failed cases, at both units: behind every accuracy figure (VR-05). */
export function crossTabulation(rows: readonly ScoreRow[]): CountRow[] {
  const counter = new Counter('X', 'cross-tabulation');
  for (const unit of ['patient', 'image'] as const) {
    for (const truth of ['positive', 'negative'] as const) {
      const of = ofTruth(rows, unit, truth);
      const add = (decision: string, value: number): void =>
        counter.add(`${unit}s: truth ${truth}, device ${decision}`, value, { unit, truth, decision });
      add('positive', of.filter((row) => row.decision === 1).length);
      add('negative', of.filter((row) => row.decision === 0).length);
      add('no result', of.filter((row) => row.failed).length);
      add('total', of.length);
    }
  }
  return counter.rows;
}

/**
 * Plain reading per 1,000 patients at a stated prevalence (VR-11), from the point estimates at patient level.
 * Rounded to whole patients so that the four cells add up to 1,000.
 */
export function perThousand(sensitivity: number, specificity: number, prevalence: number): CountRow[] {
  const counter = new Counter('T', 'per-thousand');
  const positive = Math.round(1000 * prevalence);
  const found = Math.round(positive * sensitivity);
  const cleared = Math.round((1000 - positive) * specificity);
  const at = { prevalence: String(prevalence) };
  counter.add('of 1,000 patients have the condition', positive, { ...at, cell: 'positive' });
  counter.add('of these are flagged', found, { ...at, cell: 'true positive' });
  counter.add('of these are missed', positive - found, { ...at, cell: 'false negative' });
  counter.add('do not have the condition', 1000 - positive, { ...at, cell: 'negative' });
  counter.add('of these are flagged all the same', 1000 - positive - cleared, {
    ...at,
    cell: 'false positive',
  });
  counter.add('of these are rightly not flagged', cleared, { ...at, cell: 'true negative' });
  return counter.rows;
}

/** Levels of a variable that occur among the rows of one unit, in the order of their names, `unknown` last. */
export function levelsOf(rows: readonly MeasuredRow[], unit: ScoreRow['unit'], variable: string): string[] {
  const levels = new Set<string>();
  for (const row of rows) if (row.unit === unit) levels.add(row.subgroups[variable] ?? 'unknown');
  const rank = (level: string): number => (level === 'unknown' ? 2 : level === 'mixed' ? 1 : 0);
  return [...levels].sort((a, b) => rank(a) - rank(b) || compareText(a, b));
}

export function ofTruth(
  rows: readonly ScoreRow[],
  unit: ScoreRow['unit'],
  truth: 'positive' | 'negative',
): ScoreRow[] {
  const wanted = truth === 'positive' ? 1 : 0;
  return rows.filter((row) => row.unit === unit && row.truth === wanted);
}
