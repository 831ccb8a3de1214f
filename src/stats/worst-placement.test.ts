import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kappaOfTable } from './kappa-of-table.js';
import { classTable, macroF1, multiclassMcc, weightedF1 } from './multiclass.js';
import { placeWorst, tableOf, type TableMetric, type TableUnits } from './worst-placement.js';

const units = (categories: number, pairs: readonly (readonly [number, number])[]): TableUnits => ({
  categories,
  row: Int32Array.from(pairs, ([row]) => row),
  column: Int32Array.from(pairs, ([, column]) => column),
});

const table = (given: TableUnits, metric: TableMetric): Float64Array[] =>
  tableOf(placeWorst(given, metric), new Int32Array(given.row.length), given.categories);

/** The metric under every placement of every unknown unit off the diagonal, one by one. */
function leastOfAll({ categories, row, column }: TableUnits, metric: TableMetric): number {
  const unknown = [...column.keys()].filter((i) => column[i]! < 0);
  let least = Infinity;
  const place = (at: number, columns: Int32Array): void => {
    const i = unknown[at];
    if (i === undefined) {
      const placed = {
        cell: Int32Array.from(row, (r, u) => r * categories + columns[u]!),
        placed: new Map(),
      };
      const value = metric(tableOf(placed, new Int32Array(row.length), categories));
      if (value.defined) least = Math.min(least, value.value);
      return;
    }
    for (let c = 0; c < categories; c += 1) {
      if (c === row[i]) continue;
      columns[i] = c;
      place(at + 1, columns);
    }
  };
  place(0, Int32Array.from(column));
  return least;
}

/** Up to five unknown units among some that are known, so that all placements can be tried. */
const someUnits = fc
  .integer({ min: 2, max: 4 })
  .chain((k) =>
    fc.tuple(
      fc.constant(k),
      fc.array(fc.tuple(fc.nat(k - 1), fc.nat(k - 1)), { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat(k - 1), { minLength: 1, maxLength: 5 }),
    ),
  )
  .map(([k, known, unknown]) => units(k, [...known, ...unknown.map((row) => [row, -1] as const)]));

describe('placeWorst', () => {
  it('puts a unit of the highest grade under the lowest where distance counts, by hand', () => {
    // 2 of each grade, one of the third without a column; under the first it is two grades off.
    const given = units(3, [
      [0, 0],
      [0, 0],
      [1, 1],
      [1, 1],
      [2, 2],
      [2, -1],
    ]);
    expect(table(given, (t) => kappaOfTable(t, 'quadratic')).map((row) => [...row])).toEqual([
      [2, 0, 0],
      [0, 2, 0],
      [1, 0, 1],
    ]);
  });

  it('leaves known units where they are', () => {
    const given = units(2, [
      [0, 1],
      [1, 1],
      [0, 0],
    ]);
    const { cell, placed } = placeWorst(given, (t) => kappaOfTable(t));
    expect([[...cell], placed.size]).toEqual([[1, 3, 0], 0]);
  });

  it.each([
    ['plain', 'none'],
    ['linear', 'linear'],
    ['quadratic', 'quadratic'],
  ] as const)('reaches the least of all placements for %s kappa', (_name, weights) => {
    const kappa: TableMetric = (t) => kappaOfTable(t, weights);
    fc.assert(
      fc.property(someUnits, (given) => {
        const value = kappa(table(given, kappa));
        const least = leastOfAll(given, kappa);
        if (value.defined) expect(value.value).toBeCloseTo(least, 10);
        else expect(least).toBe(Infinity);
      }),
    );
  });

  it.each<[string, TableMetric]>([
    ['macro F1', (t) => macroF1(classTable(t))],
    ['weighted F1', (t) => weightedF1(classTable(t))],
    ['MCC', (t) => multiclassMcc(classTable(t))],
  ])('gives no more than moving the units of one row can, for %s', (_name, metric) => {
    fc.assert(
      fc.property(someUnits, fc.nat(3), (given, to) => {
        const value = metric(table(given, metric));
        const { placed, cell } = placeWorst(given, metric);
        const k = given.categories;
        for (const row of placed.keys()) {
          if (to >= k || to === row) continue;
          const moved = Int32Array.from(cell, (at, i) =>
            given.column[i]! < 0 && given.row[i] === row ? row * k + to : at,
          );
          const other = metric(tableOf({ cell: moved, placed }, new Int32Array(cell.length), k));
          if (other.defined) expect(value.defined && value.value <= other.value + 1e-12).toBe(true);
        }
      }),
    );
  });
});
