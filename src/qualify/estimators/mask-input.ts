import { AppError } from '../../core/error.js';
import type { Mask } from '../../metrics/mask.js';
import type { StatInput } from '../stat-input.js';

/** Values of a nested list, a flat list or a text of digits, first axis slowest, with the shape of the nesting. */
interface Grid {
  data: Uint8Array;
  shape: number[];
}

/** A binary mask; `shape` when it is written flat, `spacing` in mm (1 along each axis unless given). */
export function maskOf(input: StatInput, name: string): Mask {
  const { data, shape } = gridOf(input, name);
  if (data.some((value) => value > 1)) return wrong(input, `${name} holds a value above 1`);
  const axes = input.has('shape') ? Array.from(input.numbers('shape')) : shape;
  return {
    data,
    shape: axes,
    spacingMm: input.has('spacing') ? Array.from(input.numbers('spacing')) : axes.map(() => 1),
  };
}

/** Whole numbers from 0 to 255: a mask, or a map of labels. */
export function gridOf(input: StatInput, name: string): Grid {
  return gridFrom(input, input.member(name), name);
}

/** One mask a rater, all written in one form. */
export function ratersOf(input: StatInput, name: string): Uint8Array[] {
  const value = input.member(name);
  if (!Array.isArray(value)) return wrong(input, `${name} is not a list of masks`);
  return value.map((mask: unknown, i) => gridFrom(input, mask, `${name} ${i + 1}`).data);
}

function gridFrom(input: StatInput, value: unknown, name: string): Grid {
  if (typeof value === 'string') {
    if (!/^\d*$/.test(value)) return wrong(input, `${name} holds something else than digits`);
    return { data: Uint8Array.from(value, Number), shape: [value.length] };
  }
  const shape: number[] = [];
  for (let level: unknown = value; Array.isArray(level); level = level[0] as unknown)
    shape.push(level.length);
  if (shape.length === 0) return wrong(input, `${name} is not a list`);
  const cells: number[] = [];
  collect(value, 0);
  return { data: Uint8Array.from(cells), shape };

  function collect(level: unknown, depth: number): void {
    if (depth < shape.length) {
      if (!Array.isArray(level) || level.length !== shape[depth])
        return wrong(input, `the rows of ${name} differ in length`);
      for (const part of level) collect(part, depth + 1);
    } else if (typeof level === 'number' && Number.isInteger(level) && level >= 0 && level <= 255) {
      cells.push(level);
    } else wrong(input, `${name} holds ${JSON.stringify(level)}`);
  }
}

function wrong(input: StatInput, message: string): never {
  throw new AppError('INPUT-SCHEMA', message, {
    place: input.path,
    hint: 'write nested lists of whole numbers, or a flat list or digits with a shape',
  });
}
