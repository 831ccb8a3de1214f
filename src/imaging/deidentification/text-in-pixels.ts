import type { Finding } from '../../core/finding.js';
import type { DataSet } from '../data-set.js';
import type { StoredPixels } from '../stored-pixels.js';
import { findText, merged } from './text/find-text.js';
import { planesOf } from './text/planes.js';

/** A place that looks like a line of text: rows and columns of the pixels, 0-based, `row1` and `col1` excluded. */
export interface TextBox {
  /** 0-based. */
  frame: number;
  row0: number;
  col0: number;
  row1: number;
  col1: number;
}

export interface TextInPixels {
  /** 0-based: first, middle and last. */
  frames: number[];
  boxes: TextBox[];
}

/** Looks at the pixels of one image for rendered text; `docs/deidentification.md` says what it can see. */
export function findTextInPixels(pixels: StoredPixels, dataSet: DataSet): TextInPixels {
  const last = pixels.frames - 1;
  const frames = [...new Set([0, last >> 1, last])];
  const boxes = frames.flatMap((frame) =>
    merged(planesOf(pixels, dataSet, frame).flatMap(findText)).map(({ row0, column0, row1, column1 }) => ({
      frame,
      row0,
      col0: column0,
      row1,
      col1: column1,
    })),
  );
  return { frames, boxes };
}

const BOXES_NAMED = 40;

/**
 * A warning, whatever the header states: the search sees letters, it does not read them, and much text identifies nobody.
 * @param burnedIn BurnedInAnnotation (0028,0301); null when it is absent
 */
export function textFinding(
  boxes: readonly TextBox[],
  burnedIn: boolean | null,
  place: string,
): Finding | null {
  if (boxes.length === 0) return null;
  const states = burnedIn === null ? 'is absent' : burnedIn ? 'is YES' : 'is NO';
  const named = boxes.slice(0, BOXES_NAMED);
  const where = named.map(({ frame, row0, col0, row1, col1 }) => {
    const rectangle = `rows ${row0}-${row1} columns ${col0}-${col1}`;
    return frame === 0 ? rectangle : `frame ${frame} ${rectangle}`;
  });
  return {
    code: 'IMAGE-TEXT-IN-PIXELS',
    severity: 'warning',
    path: place,
    message: `${boxes.length} ${boxes.length === 1 ? 'place looks' : 'places look'} like text in the pixels (${where.slice(0, 3).join(', ')}${where.length > 3 ? ' …' : ''}); BurnedInAnnotation (0028,0301) ${states}`,
    fix: 'look at these places, and leave the image out or cover them if they identify the patient',
    args: { tag: '(0028,0301)', burnedInAnnotation: burnedIn, count: boxes.length, boxes: where.join('; ') },
  };
}
