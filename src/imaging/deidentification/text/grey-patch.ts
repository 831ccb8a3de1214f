import type { Region } from './candidate-regions.js';
import type { IntensityRange, Plane } from './intensity-range.js';

/** Part of a picture in 256 greys, row after row, each pixel the mean of `scale` × `scale`. */
export interface GreyPatch {
  columns: number;
  rows: number;
  greys: Uint8Array;
}

export function greyPatch(plane: Plane, region: Region, scale: number, range: IntensityRange): GreyPatch {
  const columns = Math.floor((region.column1 - region.column0) / scale);
  const rows = Math.floor((region.row1 - region.row0) / scale);
  const greys = new Uint8Array(columns * rows);
  const { low, high } = range;
  const perGrey = 255 / (high - low);
  const { values } = plane;
  for (let row = 0, to = 0; row < rows; row += 1) {
    let from = (region.row0 + row * scale) * plane.columns + region.column0;
    for (let column = 0; column < columns; column += 1, to += 1, from += scale) {
      let sum = 0;
      for (let y = 0, at = from; y < scale; y += 1, at += plane.columns)
        for (let x = 0; x < scale; x += 1) sum += values[at + x]!;
      const grey = (sum / (scale * scale) - low) * perGrey + 0.5;
      greys[to] = grey > 255 ? 255 : grey > 0 ? grey : 0;
    }
  }
  return { columns, rows, greys };
}
