import { compareText } from '../../core/finding.js';
import type { CountRow } from '../../schema/types.js';
import type { EvidenceRecords } from '../evidence-records.js';
import { NOTHING, recorded, type Marked } from '../marked.js';
import { countsOf } from './count-tables.js';
import { leadingDigits } from './failed-cases.js';

/** Truth by decided class at one unit, rows truth, with columns for units without a class and totals both ways. */
export interface ClassTable {
  columns: { label: Marked; isTotal: boolean }[];
  lines: { truth: Marked; isTotal: boolean; cells: ClassCell[] }[];
}

export interface ClassCell {
  /** Trace code of the count. */
  code: string;
  /** On the diagonal: decided rightly. */
  isRight: boolean;
  isTotal: boolean;
}

/** A unit that was decided wrongly or not at all. */
export interface WrongClass {
  case: Marked;
  truth: Marked;
  decision: Marked | string;
  /**
   * Score of the decided class and of the true one, cut; of a patient without scores the highest of the images; nothing
   * where there are none.
   */
  decidedScore: Marked;
  trueScore: Marked;
  sex: Marked;
  site: Marked;
}

export interface ClassesView {
  names: Marked[];
  scale: Marked;
  isOrdinal: boolean;
  rule: Marked;
  ties: Marked;
  /** Null: the highest score decides whatever it is. */
  minimumScore: Marked | null;
  patientClass: Marked;
  patients: ClassTable;
  images: ClassTable;
  /** A case has no class and did not fail. */
  hasIndeterminate: boolean;
  wrong: WrongClass[];
}

/** Null for a model whose score is compared with a threshold. */
export function classesView(evidence: EvidenceRecords): ClassesView | null {
  const { classes } = evidence.protocol;
  if (classes === undefined) return null;
  const { names, scale, decision, patientClass } = classes;
  return {
    names: names.map((name) => recorded('protocol', name)),
    scale: recorded('protocol', scale),
    isOrdinal: scale === 'ordinal',
    rule: recorded('protocol', decision.rule),
    ties: recorded('protocol', decision.ties),
    minimumScore: decision.minimumScore === undefined ? null : recorded('protocol', decision.minimumScore),
    patientClass: recorded('protocol', patientClass),
    patients: classTable(evidence, 'patient'),
    images: classTable(evidence, 'image'),
    hasIndeterminate: evidence.classRows.some((row) => row.indeterminate),
    wrong: wrongClasses(evidence, names),
  };
}

const TOTAL = 'total';

function classTable({ results }: EvidenceRecords, unit: 'patient' | 'image'): ClassTable {
  const rows = countsOf(results, 'cross-tabulation').filter((row) => row.at['unit'] === unit);
  const valuesOf = (key: 'truth' | 'decision'): string[] => [
    ...new Set(rows.map((row) => row.at[key] ?? '')),
  ];
  const cell = (row: CountRow): ClassCell => ({
    code: row.code,
    isRight: row.at['truth'] === row.at['decision'] && row.at['truth'] !== TOTAL,
    isTotal: row.at['truth'] === TOTAL || row.at['decision'] === TOTAL,
  });
  return {
    columns: valuesOf('decision').map((decision) => ({
      label: recorded('results', decision),
      isTotal: decision === TOTAL,
    })),
    lines: valuesOf('truth').map((truth) => ({
      truth: recorded('results', truth),
      isTotal: truth === TOTAL,
      cells: rows.filter((row) => row.at['truth'] === truth).map(cell),
    })),
  };
}

/** Of the unit of the primary analysis, in the order of the true classes, the highest first, then by id. */
function wrongClasses({ protocol, classRows }: EvidenceRecords, names: readonly string[]): WrongClass[] {
  return classRows
    .filter((row) => row.unit === protocol.analysis.unit && row.decision !== row.truth)
    .sort((a, b) => names.indexOf(b.truth) - names.indexOf(a.truth) || compareText(a.id, b.id))
    .map(({ id, unit, truth, decision, indeterminate, scores, subgroups }) => {
      const images = classRows.filter(
        (row) => unit === 'patient' && row.unit === 'image' && row.cluster === id,
      );
      const score = (name: string | null): Marked => {
        if (name === null) return NOTHING;
        const own = scores === null ? images.flatMap((image) => image.scores?.[name] ?? []) : scores[name];
        const highest = Math.max(...[own ?? []].flat());
        return Number.isFinite(highest) ? recorded('scores', leadingDigits(highest)) : NOTHING;
      };
      return {
        case: recorded('scores', id),
        truth: recorded('scores', truth),
        decision:
          decision === null ? (indeterminate ? 'indeterminate' : 'no result') : recorded('scores', decision),
        decidedScore: score(decision),
        trueScore: score(truth),
        sex: recorded('scores', subgroups['patient.sex']),
        site: recorded('scores', subgroups['site']),
      };
    });
}
