import type { RunLengths } from './annotation.js';

/** Area of one ring x, y, x, y … by the shoelace formula, in the square of its unit. */
export function ringArea(ring: readonly number[]): number {
  let twice = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    twice += ring[i]! * ring[next + 1]! - ring[next]! * ring[i + 1]!;
  }
  return Math.abs(twice) / 2;
}

const SCALE = 5;

/**
 * A ring as a mask, pixel for pixel as maskApi.c `rleFrPoly` of pycocotools draws it: the outline is walked five times
 * finer than the pixels, and a column is crossed where that walk passes its centre.
 */
export function ringMask(ring: readonly number[], rows: number, columns: number): RunLengths {
  const crossings: number[] = [];
  let [lastU, lastV] = [0, 0];
  let first = true;
  const step = (u: number, v: number): void => {
    if (!first && u !== lastU) {
      const x = ((u < lastU ? u : u - 1) + 0.5) / SCALE - 0.5;
      if (Number.isInteger(x) && x >= 0 && x <= columns - 1) {
        const y = (Math.min(v, lastV) + 0.5) / SCALE - 0.5;
        crossings.push(x * rows + Math.ceil(Math.min(Math.max(y, 0), rows)));
      }
    }
    [lastU, lastV, first] = [u, v, false];
  };
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    const fine = (value: number): number => Math.trunc(SCALE * value + 0.5);
    walkLine(fine(ring[i]!), fine(ring[i + 1]!), fine(ring[next]!), fine(ring[next + 1]!), step);
  }
  crossings.push(rows * columns);
  return { rows, columns, counts: runsBetween(crossings) };
}

/** Steps that drawing a ring takes. */
export function ringSteps(ring: readonly number[]): number {
  let steps = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    steps += 1 + SCALE * Math.max(Math.abs(ring[next]! - ring[i]!), Math.abs(ring[next + 1]! - ring[i + 1]!));
  }
  return steps;
}

function walkLine(
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  step: (u: number, v: number) => void,
): void {
  const [dx, dy] = [Math.abs(toX - fromX), Math.abs(toY - fromY)];
  const wide = dx >= dy;
  const flip = wide ? fromX > toX : fromY > toY;
  const [xs, ys, xe, ye] = flip ? [toX, toY, fromX, fromY] : [fromX, fromY, toX, toY];
  const length = wide ? dx : dy;
  const slope = length === 0 ? 0 : (wide ? ye - ys : xe - xs) / length;
  for (let d = 0; d <= length; d += 1) {
    const t = flip ? length - d : d;
    if (wide) step(t + xs, Math.trunc(ys + slope * t + 0.5));
    else step(Math.trunc(xs + slope * t + 0.5), t + ys);
  }
}

/** Two crossings at one place cancel. */
function runsBetween(crossings: number[]): number[] {
  crossings.sort((a, b) => a - b);
  const gaps = crossings.map((at, i) => at - (crossings[i - 1] ?? 0));
  const runs: number[] = [gaps[0]!];
  for (let i = 1; i < gaps.length; i += 1) {
    if (gaps[i]! > 0) runs.push(gaps[i]!);
    else {
      i += 1;
      if (i < gaps.length) runs[runs.length - 1]! += gaps[i]!;
    }
  }
  return runs;
}
