import { sortFindings, type Finding } from '../core/finding.js';
import type { CaseFlow } from '../schema/case-flow.js';
import type { Comparator, ComparatorRow, DataManifest, ReferenceRow } from '../schema/types.js';
import { comparatorFinding, type ReadRow } from './comparator-table.js';

/** The units that a comparator is held against. */
export interface ComparedSet {
  manifest: DataManifest;
  flow: CaseFlow;
  /** Says whose an image is when its header cannot; null before the reference standard is opened. */
  reference: readonly ReferenceRow[] | null;
}

/** What a comparator has to say about a set, in numbers. */
export interface ComparatorCoverage {
  unit: 'patient' | 'image';
  /** Included units. */
  units: number;
  withoutResult: number;
}

interface Unit {
  id: string;
  hasResult: boolean;
  line?: number;
}

/**
 * Holds the rows of a table against the images: each row has its unit, names the right case, and no included unit
 * lacks a result unless the protocol says what that means.
 */
export function checkComparator(
  comparator: Comparator & { unit: 'patient' | 'image' },
  rows: readonly ReadRow[],
  path: string,
  set: ComparedSet,
): { findings: Finding[]; coverage: ComparatorCoverage } {
  const caseOf = casesOf(set);
  const hasUnknownCases = [...caseOf.values()].includes(null);
  const known = new Set(comparator.unit === 'image' ? caseOf.keys() : caseOf.values());
  const findings: Finding[] = [];
  for (const row of rows) {
    if (!known.has(row.unit)) {
      if (comparator.unit === 'patient' && hasUnknownCases) continue;
      const what = `${comparator.unit === 'image' ? 'image' : 'case'} ${row.unit} is not in data manifest ${set.manifest.id}`;
      findings.push(comparatorFinding('DATA-COMPARATOR-UNKNOWN', path, what, row.line));
    } else if (comparator.unit === 'image' && row.case !== null) {
      const belongs = caseOf.get(row.unit) ?? null;
      if (belongs === null || belongs === row.case) continue;
      const what = `image ${row.unit} belongs to case ${row.case} here, to ${belongs} in the data manifest`;
      findings.push(comparatorFinding('DATA-COMPARATOR-CASE', path, what, row.line));
    }
  }
  const rowOf = new Map(rows.map((row) => [row.unit, row]));
  const included = set.flow.included.map((image) =>
    comparator.unit === 'image' ? image : caseOf.get(image),
  );
  const units = [...new Set(included)].flatMap((id): Unit[] => {
    if (id === undefined || id === null) return [];
    const row = rowOf.get(id);
    return [
      { id, hasResult: row !== undefined && isComplete(row, comparator), ...(row && { line: row.line }) },
    ];
  });
  const { gaps, coverage } = coverageOf(comparator, units, path);
  return { findings: sortFindings([...findings, ...gaps]), coverage };
}

/** The same for a reader of the reference standard. */
export function checkReaderComparator(
  comparator: Comparator & { reader: string },
  path: string,
  { flow, reference }: ComparedSet & { reference: readonly ReferenceRow[] },
): { findings: Finding[]; coverage: ComparatorCoverage } {
  const { reader } = comparator;
  const rowOf = new Map(reference.map((row) => [row.image, row]));
  if (!reference.some(({ readers }) => Object.hasOwn(readers, reader))) {
    const names = [...new Set(reference.flatMap(({ readers }) => Object.keys(readers)))].sort().join(', ');
    const what = `there is no reader ${reader}, whom comparator ${comparator.id} names; known: ${names === '' ? 'none' : names}`;
    return {
      findings: [comparatorFinding('DATA-COMPARATOR-READER', path, what)],
      coverage: { unit: 'image', units: flow.included.length, withoutResult: flow.included.length },
    };
  }
  const units = flow.included.map((id): Unit => {
    const row = rowOf.get(id);
    const hasResult = row !== undefined && Object.hasOwn(row.readers, reader);
    return { id, hasResult, ...(row && { line: row.line }) };
  });
  const { gaps, coverage } = coverageOf({ ...comparator, unit: 'image' }, units, path);
  return { findings: gaps, coverage };
}

/** The rows as the run keeps them. */
export function comparatorRows(rows: readonly ReadRow[]): ComparatorRow[] {
  return rows.map(({ unit, score, decision, line }) => ({ unit, score, decision, line }));
}

function isComplete({ score, decision }: ReadRow, { columns }: Comparator): boolean {
  return (
    (columns?.score === undefined || score !== null) && (columns?.decision === undefined || decision !== null)
  );
}

const SHOWN = 5;

function coverageOf(
  { id, missingCase, unit }: Comparator & { unit: 'patient' | 'image' },
  units: readonly Unit[],
  path: string,
): { gaps: Finding[]; coverage: ComparatorCoverage } {
  const without = units.filter(({ hasResult }) => !hasResult);
  const coverage = { unit, units: units.length, withoutResult: without.length };
  const [first] = without;
  if (first === undefined) return { gaps: [], coverage };
  const names = without.slice(0, SHOWN).map((gap) => gap.id);
  const more = without.length > SHOWN ? ` and ${without.length - SHOWN} more` : '';
  const refused = missingCase === 'refused';
  const what = `comparator ${id} has no result for ${without.length} of ${units.length} included ${unit}s: ${names.join(', ')}${more}`;
  const gap = comparatorFinding(
    'DATA-COMPARATOR-NO-RESULT',
    path,
    what,
    without.find(({ line }) => line)?.line,
    {
      severity: refused ? 'error' : 'warning',
      fix: refused
        ? 'complete the table, or declare missingCase: worst-case-against-candidate'
        : 'it counts as right there, as the protocol declares; complete the table where its results can be had',
      args: { comparator: id, units: units.length, withoutResult: without.length },
    },
  );
  return { gaps: [gap], coverage };
}

/** Image → case; null when only the reference standard could say. */
function casesOf({ manifest, reference }: ComparedSet): Map<string, string | null> {
  const stated = new Map((reference ?? []).map((row) => [row.image, row.case]));
  return new Map(
    manifest.images.map(({ id, case: patient, study }) => {
      const unreadable = study === null && patient === id;
      return [id, stated.get(id) ?? (unreadable ? null : patient)];
    }),
  );
}
