import type { DataSet } from '../../data-set.js';
import type { StoredPixels } from '../../stored-pixels.js';
import type { Plane, PlaneValues } from './intensity-range.js';
import { paletteExtremes } from './palette.js';

/**
 * What is searched of one frame: grey as it is stored; of colours the largest and the smallest component, so that
 * letters of any colour stand out in one of the two; of luminance and chrominance the luminance.
 * @param frame 0-based
 */
export function planesOf(pixels: StoredPixels, dataSet: DataSet, frame: number): Plane[] {
  const { columns, rows, samplesPerPixel: samples } = pixels;
  const size = columns * rows;
  const values = pixels.stored.subarray(frame * size * samples, (frame + 1) * size * samples);
  const plane = (of: PlaneValues): Plane => ({ columns, rows, values: of });
  if (samples === 1) {
    if (pixels.photometric !== 'PALETTE COLOR') return [plane(values)];
    const table = paletteExtremes(dataSet, 2 ** pixels.bitsStored);
    if (table === null) return [plane(values)];
    return [table.most, table.least].map((entries) =>
      plane(Uint16Array.from(values, (value) => entries[value] ?? 0)),
    );
  }
  if (/^YBR_(FULL|PARTIAL)/.test(pixels.photometric)) {
    return [plane(values.filter((_, i) => i % samples === 0))];
  }
  const most = values.slice(0, size);
  const least = values.slice(0, size);
  for (let i = 0, at = 0; i < size; i += 1, at += samples) {
    const [red, green, blue] = [values[at]!, values[at + 1]!, values[at + 2]!];
    most[i] = red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
    least[i] = red < green ? (red < blue ? red : blue) : green < blue ? green : blue;
  }
  return [plane(most), plane(least)];
}
