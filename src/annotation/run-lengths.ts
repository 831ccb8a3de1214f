import type { RunLengths } from './annotation.js';
import { ANNOTATION_LIMITS } from './limits.js';
import { refused } from './refused.js';

const HINT = 'write the mask again with the COCO tools: size is [height, width], runs go down the columns';

/**
 * Runs of 0 and 1 from a COCO segmentation `{size: [height, width], counts}`: a list, or the text of
 * maskApi.c `rleToString` (groups of five bits, differences to the run before the last).
 * @throws AppError INPUT-SCHEMA unless the runs fill the image exactly
 */
export function readRunLengths(size: unknown, counts: unknown, place: string): RunLengths {
  if (!Array.isArray(size) || size.length !== 2 || !size.every((n) => Number.isSafeInteger(n) && n >= 1))
    throw refused(place, 'the size of the mask is not [height, width] in whole pixels', HINT);
  const [rows, columns] = size as [number, number];
  if (rows * columns > ANNOTATION_LIMITS.maskPixels)
    throw refused(place, `the mask has more than ${ANNOTATION_LIMITS.maskPixels} pixels`, HINT);
  if (typeof counts !== 'string' && !Array.isArray(counts))
    throw refused(place, 'the runs of the mask are neither a list nor a text', HINT);
  const runs: unknown[] = typeof counts === 'string' ? decodeRuns(counts, place) : counts;
  let sum = 0;
  for (const run of runs) {
    if (typeof run !== 'number' || !Number.isSafeInteger(run) || run < 0)
      throw refused(place, 'a run of the mask is no whole number from 0', HINT);
    sum += run;
    if (sum > rows * columns) break;
  }
  if (sum !== rows * columns)
    throw refused(place, `the runs of the mask do not add up to ${rows} × ${columns} pixels`, HINT);
  return { rows, columns, counts: runs as number[] };
}

function decodeRuns(text: string, place: string): number[] {
  const runs: number[] = [];
  let at = 0;
  while (at < text.length) {
    let [value, shift, more] = [0, 0, true];
    while (more) {
      const code = text.charCodeAt(at) - 48;
      if (!(code >= 0 && code < 64) || shift > 30)
        throw refused(place, 'the text of the mask is cut off or damaged', HINT);
      at += 1;
      value |= (code & 31) << shift;
      shift += 5;
      more = (code & 32) !== 0;
      if (!more && (code & 16) !== 0 && shift < 32) value |= -1 << shift;
    }
    runs.push(runs.length > 2 ? value + runs[runs.length - 2]! : value);
  }
  return runs;
}

/** Set pixels. */
export function maskArea({ counts }: RunLengths): number {
  let area = 0;
  for (let i = 1; i < counts.length; i += 2) area += counts[i]!;
  return area;
}

/** 0 and 1, row after row. */
export function unfoldMask({ rows, columns, counts }: RunLengths): Uint8Array {
  const pixels = new Uint8Array(rows * columns);
  let at = 0;
  counts.forEach((run, i) => {
    if (i % 2 === 1)
      for (let k = at; k < at + run; k += 1) pixels[(k % rows) * columns + Math.floor(k / rows)] = 1;
    at += run;
  });
  return pixels;
}

/**
 * Pixels set in any of several masks of one size, as maskApi.c `rleMerge` joins them.
 * @param masks at least one
 */
export function unionMask(masks: readonly RunLengths[]): RunLengths {
  const [first, ...rest] = masks as [RunLengths, ...RunLengths[]];
  return rest.reduce((union, mask) => ({ ...union, counts: joinRuns(union.counts, mask.counts) }), first);
}

function joinRuns(a: readonly number[], b: readonly number[]): number[] {
  const joined: number[] = [];
  let [i, j, leftA, leftB] = [0, 0, a[0] ?? 0, b[0] ?? 0];
  let [set, run] = [false, 0];
  for (;;) {
    while (leftA === 0 && i < a.length) leftA = a[++i] ?? 0;
    while (leftB === 0 && j < b.length) leftB = b[++j] ?? 0;
    const step = i < a.length && j < b.length ? Math.min(leftA, leftB) : 0;
    if (step === 0) break;
    const either = i % 2 === 1 || j % 2 === 1;
    if (either !== set) {
      joined.push(run);
      [set, run] = [either, 0];
    }
    run += step;
    leftA -= step;
    leftB -= step;
  }
  joined.push(run);
  return joined;
}

/** Left, top, width, height in pixels of what is set; all 0 for an empty mask, as maskApi.c `rleToBbox`. */
export function maskBox({ rows, counts }: RunLengths): [number, number, number, number] {
  let [left, right, top, bottom] = [Infinity, -1, Infinity, -1];
  let at = 0;
  counts.forEach((run, i) => {
    if (i % 2 === 1 && run > 0) {
      const [first, last] = [at, at + run - 1];
      left = Math.min(left, Math.floor(first / rows));
      right = Math.max(right, Math.floor(last / rows));
      // A run that goes on in the next column touches the lower and the upper edge.
      const wraps = Math.floor(first / rows) !== Math.floor(last / rows);
      top = Math.min(top, wraps ? 0 : first % rows);
      bottom = Math.max(bottom, wraps ? rows - 1 : last % rows);
    }
    at += run;
  });
  return right < 0 ? [0, 0, 0, 0] : [left, top, right - left + 1, bottom - top + 1];
}
