/** A grey or colour picture, 8 bit, row after row. */
export interface Picture {
  columns: number;
  rows: number;
  /** 1 grey, 3 RGB. */
  samples: 1 | 3;
  pixels: Uint8Array;
}

/** Values shown black and white; what lies between is grey. */
export interface Shades {
  black: number;
  white: number;
}

const SAMPLED = 200_000;

/**
 * The 1st and 99th percentile of what is to be seen: what a picture shows where no window is given. The lowest value is
 * left out where more than a hundredth of the image has it. Every n-th value is looked at in a large image.
 * @param isPadding values that are no part of the image
 */
export function shadesOf(values: ArrayLike<number>, isPadding?: (value: number) => boolean): Shades {
  const step = Math.max(1, Math.floor(values.length / SAMPLED));
  const seen: number[] = [];
  for (let i = 0; i < values.length; i += step) {
    const value = values[i]!;
    if (Number.isFinite(value) && isPadding?.(value) !== true) seen.push(value);
  }
  if (seen.length === 0) return { black: 0, white: 1 };
  const all = Float64Array.from(seen).sort();
  // Air around the patient and filled-up corners are one value, the lowest: they would leave no grey for the rest.
  const above = all.findIndex((value) => value > all[0]!);
  const sorted = above > all.length / 100 ? all.subarray(above) : all;
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  let [black, white] = [at(0.01), at(0.99)];
  if (black === white) [black, white] = [at(0), at(1)];
  return black === white ? { black: black - 1, white: white + 1 } : { black, white };
}

/** Grey of a value, 0 to 255; no number is black. */
export function greyOf(value: number, { black, white }: Shades): number {
  const share = (value - black) / (white - black);
  return share > 0 ? Math.min(255, Math.round(255 * share)) : 0;
}

/**
 * One plane of values as a grey picture.
 * @param values row after row, `columns` × `rows`
 * @param options shades in the unit of the values, `shadesOf` where absent, or the `grey` of each value, 0 to 255;
 *   `inverted` for MONOCHROME1; padding is black
 */
export function greyPicture(
  values: ArrayLike<number>,
  columns: number,
  rows: number,
  options: {
    shades?: Shades;
    grey?: (value: number) => number;
    inverted?: boolean;
    isPadding?: (value: number) => boolean;
  } = {},
): Picture {
  const { isPadding, inverted = false } = options;
  const greyFor = options.grey ?? greyThrough(options.shades ?? shadesOf(values, isPadding));
  const pixels = new Uint8Array(columns * rows);
  for (let i = 0; i < pixels.length; i += 1) {
    const value = values[i]!;
    if (isPadding?.(value) === true) continue;
    const grey = greyFor(value);
    pixels[i] = inverted ? 255 - grey : grey;
  }
  return { columns, rows, samples: 1, pixels };
}

/** Grey, 0 to 255, of each value between black and white. */
export function greyThrough(shades: Shades): (value: number) => number {
  return (value) => greyOf(value, shades);
}

/** One plane of interleaved RGB, 8 bit. */
export function rgbPicture(rgb: Uint8Array, columns: number, rows: number): Picture {
  return {
    columns,
    rows,
    samples: 3,
    pixels: rgb.subarray(0, 3 * columns * rows),
  };
}
