/** What happens to pictures on their way: crop, another matrix, another grey, JPEG, noise. Seeded. */

let state = 71;
export const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Shares cut off at left, right, top and bottom, to whole pixels. */
export function cropped({ stored, rows, columns, ...rest }, [left, right, top, bottom]) {
  const [x0, x1] = [Math.round(left * columns), columns - Math.round(right * columns)];
  const [y0, y1] = [Math.round(top * rows), rows - Math.round(bottom * rows)];
  const out = { ...rest, rows: y1 - y0, columns: x1 - x0 };
  const values = new Float64Array(out.rows * out.columns);
  for (let y = 0; y < out.rows; y += 1) {
    for (let x = 0; x < out.columns; x += 1)
      values[y * out.columns + x] = stored[(y + y0) * columns + x + x0];
  }
  return { ...out, stored: values };
}

/** Another matrix: triangles as wide as the new pixels, linear interpolation where it becomes finer. */
export function scaled({ stored, rows, columns, ...rest }, factor) {
  const out = { ...rest, rows: Math.round(rows * factor), columns: Math.round(columns * factor) };
  const weights = (from, to) => {
    const half = Math.max(1, from / to);
    return Array.from({ length: to }, (_, i) => {
      const centre = ((i + 0.5) * from) / to - 0.5;
      const first = Math.max(0, Math.ceil(centre - half));
      const last = Math.min(from - 1, Math.floor(centre + half));
      const list = Array.from({ length: last - first + 1 }, (__, k) =>
        Math.max(0, 1 - Math.abs(first + k - centre) / half),
      );
      const sum = list.reduce((a, b) => a + b, 0);
      return { first, list: list.map((weight) => weight / sum) };
    });
  };
  const [across, down] = [weights(columns, out.columns), weights(rows, out.rows)];
  const lines = new Float64Array(rows * out.columns);
  for (let y = 0; y < rows; y += 1) {
    across.forEach(({ first, list }, x) => {
      list.forEach((weight, k) => (lines[y * out.columns + x] += weight * stored[y * columns + first + k]));
    });
  }
  const values = new Float64Array(out.rows * out.columns);
  down.forEach(({ first, list }, y) => {
    list.forEach((weight, k) => {
      for (let x = 0; x < out.columns; x += 1)
        values[y * out.columns + x] += weight * lines[(first + k) * out.columns + x];
    });
  });
  return { ...out, stored: values };
}

function rangeOf(stored) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of stored) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}

export function greyChanged(one, change) {
  const range = rangeOf(one.stored);
  return { ...one, stored: Float64Array.from(one.stored, (value) => change(value, range)) };
}

/** Normal noise with a standard deviation of so much of the range from the 1st to the 99th percentile. */
export function noisy(one, share) {
  const sorted = Float64Array.from(one.stored).sort();
  const at = (part) => sorted[Math.round(part * (sorted.length - 1))];
  const deviation = share * (at(0.99) - at(0.01));
  return { ...one, stored: Float64Array.from(one.stored, (value) => value + deviation * normal()) };
}

/** Table K.1 of ITU-T T.81. */
const LUMINANCE = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
  29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
  121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];
const COSINES = Float64Array.from(
  { length: 64 },
  (_, i) =>
    ((i < 8 ? Math.SQRT1_2 : 1) / 2) * Math.cos(((2 * (i % 8) + 1) * Math.floor(i / 8) * Math.PI) / 16),
);

/** The loss of a JPEG: 8 bit over the whole range, cosine waves of 8 × 8 blocks, quantised for a quality as libjpeg does. */
export function jpegLike(one, quality) {
  const { low, high } = rangeOf(one.stored);
  const percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  const steps = LUMINANCE.map((step) => Math.max(1, Math.floor((step * percent + 50) / 100)));
  const { rows, columns } = one;
  const stored = new Float64Array(one.stored.length);
  const block = new Float64Array(64);
  for (let top = 0; top < rows; top += 8) {
    for (let left = 0; left < columns; left += 8) {
      for (let i = 0; i < 64; i += 1) {
        const [y, x] = [Math.min(rows - 1, top + (i >> 3)), Math.min(columns - 1, left + (i & 7))];
        block[i] = Math.round((255 * (one.stored[y * columns + x] - low)) / (high - low)) - 128;
      }
      const waves = transformed(block, (u, x) => COSINES[u * 8 + x]).map(
        (value, i) => Math.round(value / steps[i]) * steps[i],
      );
      const back = transformed(waves, (x, u) => COSINES[u * 8 + x]);
      for (let i = 0; i < 64; i += 1) {
        const [y, x] = [top + (i >> 3), left + (i & 7)];
        if (y < rows && x < columns)
          stored[y * columns + x] = Math.round(Math.min(127, Math.max(-128, back[i])));
      }
    }
  }
  return { ...one, stored };
}

/** Along the rows, then along the columns. */
function transformed(block, factor) {
  const rows = new Float64Array(64);
  const both = new Float64Array(64);
  for (let y = 0; y < 8; y += 1) {
    for (let u = 0; u < 8; u += 1) {
      for (let x = 0; x < 8; x += 1) rows[y * 8 + u] += block[y * 8 + x] * factor(u, x);
    }
  }
  for (let v = 0; v < 8; v += 1) {
    for (let u = 0; u < 8; u += 1) {
      for (let y = 0; y < 8; y += 1) both[v * 8 + u] += rows[y * 8 + u] * factor(v, y);
    }
  }
  return both;
}
