import type { RandomStream } from '../core/random.js';

/**
 * Smooth random field, -1 … 1: uniform values on a lattice, blended between its nodes (value noise). Stands for the
 * trabecular pattern and for uneven soft tissue.
 * @param cell distance of the lattice's nodes, pixels
 */
export function grain(random: RandomStream, rows: number, columns: number, cell: number): Float32Array {
  const width = Math.ceil(columns / cell) + 2;
  const height = Math.ceil(rows / cell) + 2;
  const nodes = new Float32Array(width * height);
  for (let i = 0; i < nodes.length; i += 1) nodes[i] = 2 * random.uniform() - 1;
  const out = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const v = row / cell;
    const j = Math.floor(v);
    const fv = ease(v - j);
    for (let column = 0; column < columns; column += 1) {
      const u = column / cell;
      const i = Math.floor(u);
      const fu = ease(u - i);
      const at = j * width + i;
      const upper = nodes[at]! * (1 - fu) + nodes[at + 1]! * fu;
      const lower = nodes[at + width]! * (1 - fu) + nodes[at + width + 1]! * fu;
      out[row * columns + column] = upper * (1 - fv) + lower * fv;
    }
  }
  return out;
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}
