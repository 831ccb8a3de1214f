import type { Finding } from '../core/finding.js';
import type { Annotation, AnnotationSet } from './annotation.js';
import { isNumber, isObject } from './json-text.js';
import { entryDoubts } from './entry-doubts.js';
import { refused } from './refused.js';

const HINT = 'save the markups again from 3D Slicer as .mrk.json';
const FAR_MM = 100_000;

export interface Markups {
  set: AnnotationSet;
  /** One a markup of the file. */
  markups: { type: string; name: string | null; coordinateSystem: 'LPS' | 'RAS'; points: number }[];
  findings: Finding[];
}

/**
 * Markups of 3D Slicer (`.mrk.json`, schema markups v1): control points of fiducials, lines, curves, planes and
 * regions, in mm; RAS is turned into LPS. Points without a place ("undefined", "missing", "preview") are left out, and
 * said so.
 * @returns null for JSON that holds no markups
 * @throws AppError INPUT-SCHEMA with the pointer
 */
export function readMarkups(value: unknown, path: string): Markups | null {
  if (!isObject(value) || !Array.isArray(value['markups'])) return null;
  const annotations: Annotation[] = [];
  const unplaced: string[] = [];
  const markups = (value['markups'] as unknown[]).map((markup, i): Markups['markups'][number] => {
    const place = `${path}#/markups/${i}`;
    if (!isObject(markup)) throw refused(place, 'is no markup', HINT);
    const { type, coordinateSystem: system, coordinateUnits: units, controlPoints, name } = markup;
    if (typeof type !== 'string') throw refused(`${place}/type`, 'is no type of markup', HINT);
    if (system !== 'LPS' && system !== 'RAS')
      throw refused(`${place}/coordinateSystem`, 'is neither LPS nor RAS', HINT);
    if (units !== undefined && units !== 'mm') throw refused(`${place}/coordinateUnits`, 'is not mm', HINT);
    if (!Array.isArray(controlPoints)) throw refused(`${place}/controlPoints`, 'is no list', HINT);
    const before = annotations.length;
    (controlPoints as unknown[]).forEach((point, j) => {
      const at = `${place}/controlPoints/${j}`;
      if (!isObject(point)) throw refused(at, 'is no control point', HINT);
      const status = point['positionStatus'] ?? 'defined';
      if (status !== 'defined') {
        unplaced.push(at.slice(path.length + 1));
        return;
      }
      annotations.push({
        image: '',
        reader: null,
        label: typeof point['label'] === 'string' ? point['label'] : '',
        score: null,
        shape: {
          type: 'point',
          point: positionOf(point['position'], system, `${at}/position`),
          radiusMm: null,
        },
        crowd: false,
        attributes: { markup: i, type },
      });
    });
    return {
      type,
      name: typeof name === 'string' ? name : null,
      coordinateSystem: system,
      points: annotations.length - before,
    };
  });
  return {
    set: {
      format: 'markups',
      categories: [...new Set(annotations.map(({ label }) => label))].map((name) => ({ number: null, name })),
      images: [],
      annotations,
    },
    markups,
    findings: withoutPlace(unplaced, path),
  };
}

/** A place in the patient in DICOM LPS. @throws AppError INPUT-SCHEMA */
export function positionOf(value: unknown, system: 'LPS' | 'RAS', place: string): number[] {
  if (
    !Array.isArray(value) ||
    value.length !== 3 ||
    !value.every((n) => isNumber(n) && Math.abs(n) <= FAR_MM)
  )
    throw refused(place, 'is no place in the patient of three numbers in mm', HINT);
  const [x, y, z] = value as [number, number, number];
  // Subtraction, so that no -0 appears.
  return system === 'LPS' ? [x, y, z] : [0 - x, 0 - y, z];
}

function withoutPlace(entries: readonly string[], path: string): Finding[] {
  return entryDoubts(
    {
      code: 'ANNOTATION-NO-POSITION',
      severity: 'warning',
      what: 'without a position',
      fix: 'place the points or remove them',
    },
    path,
    entries,
  );
}
