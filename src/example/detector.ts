import type { RandomStream } from '../core/random.js';
import type { Equipment } from './equipment.js';
import type { Projection } from './radiograph.js';

/** Largest stored value of a 12-bit detector. */
export const STORED_MAXIMUM = 4095;

/**
 * What the equipment stores: blur, uneven exposure, quantum noise, collimation, 12 bits, and for MONOCHROME1 the mirror
 * image of the values (PS3.3 C.7.6.3.1.2).
 */
export function expose(projection: Projection, equipment: Equipment, random: RandomStream): Uint16Array {
  const { rows, columns } = projection;
  let values = projection.values;
  for (let pass = 0; pass < equipment.blurPasses; pass += 1) values = blurred(values, rows, columns);
  const dose = 1 + 0.25 * (2 * random.uniform() - 1);
  const tiltX = equipment.heel * (2 * random.uniform() - 1);
  const tiltY = equipment.heel * (2 * random.uniform() - 1);
  const base = 0.06 + 0.05 * random.uniform();
  const field = collimation(random, rows, columns);
  const stored = new Uint16Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const index = row * columns + column;
      const exposed = row >= field.top && row < field.bottom && column >= field.left && column < field.right;
      const attenuation =
        values[index]! + base + tiltX * (column / columns - 0.5) + tiltY * (row / rows - 0.5);
      // Fewer quanta behind thick parts: noise of the logarithm grows with attenuation.
      const noise = (equipment.noise / dose) * (1 + 1.4 * attenuation) * quickNormal(random);
      const signal = exposed ? attenuation + noise : equipment.shutter + 0.2 * noise;
      const value = Math.round(equipment.offset + equipment.gain * signal);
      const clipped = Math.max(0, Math.min(STORED_MAXIMUM, value));
      stored[index] = equipment.photometric === 'MONOCHROME1' ? STORED_MAXIMUM - clipped : clipped;
    }
  }
  return stored;
}

/** Mean 0, variance 1: the sum of four bytes of one word, close enough to normal for noise, and exact on any machine. */
function quickNormal(random: RandomStream): number {
  const word = random.uint32();
  const sum = (word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24);
  return (sum - 510) / 147.8;
}

function collimation(random: RandomStream, rows: number, columns: number) {
  const margins = Array.from({ length: 4 }, () => Math.max(0, Math.floor(17 * random.uniform() - 7)));
  return {
    top: margins[0]!,
    bottom: rows - margins[1]!,
    left: margins[2]!,
    right: columns - margins[3]!,
  };
}

/** One pass of 1-2-1 in both directions, edges held. */
function blurred(values: Float64Array, rows: number, columns: number): Float64Array {
  const across = new Float64Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    const base = row * columns;
    for (let column = 0; column < columns; column += 1) {
      const left = values[base + Math.max(0, column - 1)]!;
      const right = values[base + Math.min(columns - 1, column + 1)]!;
      across[base + column] = 0.25 * left + 0.5 * values[base + column]! + 0.25 * right;
    }
  }
  const out = new Float64Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    const above = Math.max(0, row - 1) * columns;
    const below = Math.min(rows - 1, row + 1) * columns;
    for (let column = 0; column < columns; column += 1) {
      const index = row * columns + column;
      out[index] = 0.25 * across[above + column]! + 0.5 * across[index]! + 0.25 * across[below + column]!;
    }
  }
  return out;
}
