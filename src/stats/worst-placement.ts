import type { Estimable } from '../core/estimable.js';

/** k rows (truth) of k counts (called class). */
export type SquareTable = readonly Float64Array[];

export type TableMetric = (table: SquareTable) => Estimable;

/** Units of a k × k table; a column of -1 is unknown. */
export interface TableUnits {
  categories: number;
  row: Int32Array;
  column: Int32Array;
}

/** Every unit in a cell. */
export interface PlacedUnits {
  /** Cell (row × k + column) of each unit. */
  cell: Int32Array;
  /** For each row with units of unknown column: the column they were put in. */
  placed: ReadonlyMap<number, number>;
}

/**
 * Puts units of unknown column where they are worst: off the diagonal, in the column that makes the metric least. The
 * units of one row go together; every other column is tried for the units of each row in turn until nothing gets less.
 * For kappa, a ratio of two sums over the units, that is the least of all placements; for the other metrics it is the
 * least that moving the units of one row can reach. With two categories there is one column off the diagonal.
 */
export function placeWorst({ categories: k, row, column }: TableUnits, metric: TableMetric): PlacedUnits {
  const table = Array.from({ length: k }, () => new Float64Array(k));
  const unknown = new Float64Array(k);
  for (let i = 0; i < row.length; i += 1) {
    if (column[i]! < 0) unknown[row[i]!]! += 1;
    else table[row[i]!]![column[i]!]! += 1;
  }
  const placed = new Map<number, number>();
  unknown.forEach((count, r) => {
    if (count === 0) return;
    const first = r === 0 ? 1 : 0;
    placed.set(r, first);
    table[r]![first]! += count;
  });
  if (placed.size === 0) return { cell: Int32Array.from(row, (r, i) => r * k + column[i]!), placed };
  let least = valueOf(metric, table);
  for (let round = 0, changed = true; changed && round < MOST_ROUNDS; round += 1) {
    changed = false;
    for (const [r, current] of placed) {
      let best = current;
      const cells = table[r]!;
      const count = unknown[r]!;
      cells[current]! -= count;
      for (let other = 0; other < k; other += 1) {
        if (other === r || other === current) continue;
        cells[other]! += count;
        const value = valueOf(metric, table);
        cells[other]! -= count;
        if (value < least) [least, best, changed] = [value, other, true];
      }
      cells[best]! += count;
      placed.set(r, best);
    }
  }
  const cell = Int32Array.from(row, (r, i) => r * k + (column[i]! < 0 ? placed.get(r)! : column[i]!));
  return { cell, placed };
}

/** Each round makes the metric less, so rounds end by themselves; this bounds them all the same. */
const MOST_ROUNDS = 100;

/** A placement without a value is never the worst: what can be estimated is. */
function valueOf(metric: TableMetric, table: SquareTable): number {
  const value = metric(table);
  return value.defined ? value.value : Infinity;
}

/** Counts of the cells when cluster c is taken multiplicity[c] times. */
export function tableOf(
  { cell }: PlacedUnits,
  cluster: Int32Array,
  k: number,
  multiplicity?: Uint32Array,
): Float64Array[] {
  const table = Array.from({ length: k }, () => new Float64Array(k));
  for (let i = 0; i < cell.length; i += 1) {
    const at = cell[i]!;
    table[Math.floor(at / k)]![at % k]! += multiplicity === undefined ? 1 : multiplicity[cluster[i]!]!;
  }
  return table;
}
