import type { Annotation, AnnotationSet, Shape } from './annotation.js';
import { ReaderNames } from './reader-names.js';
import type { ReaderPseudonym } from './reader-names.js';
import { refused } from './refused.js';
import { isMissing, numberOf, placeOf } from './table.js';
import type { Table, TableRecord } from './table.js';

/** What a table says beside its rows. */
export interface TableContext {
  /** Image or series of every row, where no column names it. */
  image?: string;
  /** Points are given right to left and front to back (RAS): they are turned into LPS. */
  ras?: boolean;
  reader?: ReaderPseudonym;
}

/**
 * A table as annotations: boxes, points with their radius, or labels and scores of whole images. A row that has no
 * label has the empty label.
 * @returns null for a table that says nothing of an image: no label, score, box or point
 * @throws AppError INPUT-SCHEMA for a box whose right or lower edge lies before its left or upper
 */
export function annotationsOf(table: Table, path: string, context: TableContext = {}): AnnotationSet | null {
  const { label, score, point, box } = table;
  if (label === null && score === null && point === null && box === null) return null;
  const readers = new ReaderNames(context.reader ?? null);
  const annotations = table.records.map((record): Annotation => {
    const text = (i: number | null): string => (i === null ? '' : (record.fields[i] ?? '').trim());
    const radius = radiusOf(table, record);
    return {
      image: table.id === null ? (context.image ?? '') : text(table.id),
      reader: table.reader === null || text(table.reader) === '' ? null : readers.of(text(table.reader)),
      label: text(label),
      score: numberOf(text(score)),
      shape: shapeOf(table, record, path, context.ras === true, radius),
      crowd: false,
      attributes: {},
      line: record.line,
    };
  });
  const names = new Set(label === null ? [] : annotations.map((one) => one.label));
  const images = new Set(annotations.map(({ image }) => image));
  return {
    format: 'table',
    categories: [...names].map((name) => ({ number: null, name })),
    images: [...images].map((id) => ({ id, fileName: null, columns: null, rows: null })),
    annotations,
  };
}

function radiusOf(table: Table, { fields }: TableRecord): number | null {
  const radius = table.radius === null ? null : numberOf(fields[table.radius] ?? '');
  const diameter = table.diameter === null ? null : numberOf(fields[table.diameter] ?? '');
  return radius ?? (diameter === null ? null : diameter / 2);
}

function shapeOf(
  table: Table,
  record: TableRecord,
  path: string,
  ras: boolean,
  radiusMm: number | null,
): Shape {
  const number = (i: number): number => numberOf(record.fields[i] ?? '') ?? 0;
  if (table.point !== null) {
    const [x = 0, y = 0, ...z] = table.point.map(number);
    return { type: 'point', point: ras ? [0 - x, 0 - y, ...z] : [x, y, ...z], radiusMm };
  }
  if (table.box === null || table.box.at.every((i) => isMissing(record.fields[i] ?? '')))
    return { type: 'whole' };
  const [x, y, w, h] = table.box.at.map(number) as [number, number, number, number];
  const sides: [number, number] = table.box.corners ? [w - x, h - y] : [w, h];
  if (sides[0] < 0 || sides[1] < 0)
    throw refused(placeOf(path, record), 'has a box whose width or height is below 0', 'correct the row');
  return { type: 'box', box: [x, y, ...sides], unit: 'px' };
}
