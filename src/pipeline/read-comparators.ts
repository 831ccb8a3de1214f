import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, messageOf } from '../core/error.js';
import { sortFindings, type Finding } from '../core/finding.js';
import {
  checkComparator,
  checkReaderComparator,
  comparatorRows,
  type ComparatorCoverage,
  type ComparedSet,
} from '../dataset/check-comparator.js';
import { isTabled, readComparatorTable } from '../dataset/comparator-table.js';
import type { Comparator, ComparatorOutputs, ComparatorTable, Protocol } from '../schema/types.js';

export type WhichSet = 'test' | 'rehearsal';

export interface ExaminedComparators {
  outputs: ComparatorTable[];
  findings: Finding[];
  coverage: { comparator: Comparator; counts: ComparatorCoverage }[];
}

/**
 * Reads every comparator of the protocol and holds it against a set. What a table says wrong are findings; a table
 * that cannot be read at all is thrown.
 * @throws AppError INPUT-FILE-MISSING, INPUT-SYNTAX, INPUT-SCHEMA
 */
export function examineComparators(
  projectDir: string,
  protocol: Protocol,
  which: WhichSet,
  set: ComparedSet,
): ExaminedComparators {
  const examined: ExaminedComparators = { outputs: [], findings: [], coverage: [] };
  for (const comparator of protocol.comparators ?? []) {
    const { id, reader } = comparator;
    if (isTabled(comparator)) {
      const path = comparatorPath(comparator, which);
      const table = readComparatorTable(
        bytesOf(projectDir, path, id),
        path,
        comparator,
        protocol.referenceStandard.labels,
      );
      const held = checkComparator(comparator, table.rows, path, set);
      examined.outputs.push({
        id,
        unit: comparator.unit,
        file: table.file,
        rows: comparatorRows(table.rows),
      });
      examined.findings.push(...table.findings, ...held.findings);
      examined.coverage.push({ comparator, counts: held.coverage });
    } else if (reader !== undefined && set.reference !== null) {
      const { file, rehearsalFile } = protocol.referenceStandard;
      const held = checkReaderComparator({ ...comparator, reader }, which === 'test' ? file : rehearsalFile, {
        ...set,
        reference: set.reference,
      });
      examined.findings.push(...held.findings);
      examined.coverage.push({ comparator, counts: held.coverage });
    }
  }
  return { ...examined, findings: sortFindings(examined.findings) };
}

/**
 * The same where any error stops.
 * @returns what the run keeps; null when no comparator has a table
 * @throws AppError INPUT-FINDINGS carrying every finding that is an error
 */
export function comparatorsFor(
  projectDir: string,
  protocol: Protocol,
  which: WhichSet,
  set: ComparedSet,
): ComparatorOutputs | null {
  const { outputs, findings } = examineComparators(projectDir, protocol, which, set);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first !== undefined) {
    throw new AppError('INPUT-FINDINGS', `the table of a comparator does not fit: ${first.message}`, {
      place: first.line === undefined ? first.path : `${first.path}:${first.line}`,
      hint: first.fix,
      details: { findings: errors },
    });
  }
  return outputs.length === 0 ? null : { kind: 'comparator-outputs', schemaVersion: 1, comparators: outputs };
}

/** Tables of the comparators in both sets, relative to the project. */
export function comparatorPaths({ comparators = [] }: Protocol): string[] {
  const paths = comparators.flatMap(({ file, rehearsalFile }) => [file, rehearsalFile]);
  return [...new Set(paths.filter((path) => path !== undefined))];
}

function comparatorPath({ file, rehearsalFile }: Comparator, which: WhichSet): string {
  return (which === 'test' ? file : rehearsalFile) ?? '';
}

function bytesOf(projectDir: string, path: string, id: string): Buffer {
  try {
    return readFileSync(join(projectDir, path));
  } catch (cause) {
    throw new AppError(
      'INPUT-FILE-MISSING',
      `the table of comparator ${id} cannot be read (${messageOf(cause)})`,
      { place: path, hint: 'name an existing table in comparators', cause },
    );
  }
}
