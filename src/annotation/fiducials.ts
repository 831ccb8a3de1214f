import type { Annotation } from './annotation.js';
import { parseCsv, decodeTable } from './csv.js';
import { decimalNumber } from './decimal-number.js';
import type { Markups } from './markups.js';
import { positionOf } from './markups.js';
import { refused } from './refused.js';

const HINT = 'save the fiducials again from 3D Slicer, as .fcsv or .mrk.json';

/** By the name that 3D Slicer writes from version 4.11 on, and by the number it wrote before. */
const SYSTEMS: ReadonlyMap<string, 'LPS' | 'RAS'> = new Map([
  ['LPS', 'LPS'],
  ['1', 'LPS'],
  ['RAS', 'RAS'],
  ['0', 'RAS'],
]);

/**
 * Fiducials of 3D Slicer 4 and later (`.fcsv`): comment lines that name version, coordinate system and columns, then a
 * point a line, in mm; RAS is turned into LPS. Descriptions are not kept.
 * @throws AppError INPUT-SYNTAX for lines that are no table, INPUT-SCHEMA without coordinate system or place
 */
export function readFiducials(bytes: Uint8Array, path: string): Markups {
  const lines = decodeTable(bytes, path).split(/\r\n|\r|\n/);
  const told = (name: string): string | null => {
    const line = lines.find((one) => new RegExp(`^#\\s*${name}\\s*=`, 'i').test(one));
    return line === undefined ? null : line.slice(line.indexOf('=') + 1).trim();
  };
  const system = SYSTEMS.get((told('CoordinateSystem') ?? '').toUpperCase());
  if (system === undefined) throw refused(path, 'names no coordinate system, or neither LPS nor RAS', HINT);
  const columns = (told('columns') ?? '').split(',').map((name) => name.trim());
  const at = (name: string): number => {
    const column = columns.indexOf(name);
    if (column === -1) throw refused(path, `has no column ${name}`, HINT);
    return column;
  };
  const [x, y, z, label] = [at('x'), at('y'), at('z'), at('label')];
  // Comments become empty lines, which are passed over, so that lines keep their numbers.
  const table = lines.map((line) => (line.startsWith('#') ? '' : line)).join('\n');
  const annotations = parseCsv(table, path).map(({ line, fields }): Annotation => {
    const place = `${path}:${line}`;
    const numbers = [x, y, z].map((column) => decimalNumber(fields[column]?.trim() ?? ''));
    return {
      image: '',
      reader: null,
      label: fields[label] ?? '',
      score: null,
      shape: { type: 'point', point: positionOf(numbers, system, place), radiusMm: null },
      crowd: false,
      attributes: { markup: 0, type: 'Fiducial' },
      line,
    };
  });
  return {
    set: {
      format: 'markups',
      categories: [...new Set(annotations.map((one) => one.label))].map((name) => ({ number: null, name })),
      images: [],
      annotations,
    },
    markups: [{ type: 'Fiducial', name: null, coordinateSystem: system, points: annotations.length }],
    findings: [],
  };
}
