import type { RandomStream } from '../../../core/random.js';
import type { Plane } from './intensity-range.js';
import type { Region } from './candidate-regions.js';

/** Letters of five columns by seven rows (two more for descenders), the lowest bit on top; from a blank to `z`. */
const LETTERS =
  '0000000000 00005f0000 0007000700 147f147f14 242a7f2a12 2313086462 3649562050 0008070300 001c224100 0041221c00 ' +
  '2a1c7f1c2a 08083e0808 0080703000 0808080808 0000606000 2010080402 3e5149453e 00427f4000 7249494946 2141494d33 ' +
  '1814127f10 2745454539 3c4a494931 4121110907 3649494936 464949291e 0000140000 0040340000 0008142241 1414141414 ' +
  '0041221408 0201590906 3e415d594e 7c1211127c 7f49494936 3e41414122 7f4141413e 7f49494941 7f09090901 3e41415173 ' +
  '7f0808087f 00417f4100 2040413f01 7f08142241 7f40404040 7f021c027f 7f0408107f 3e4141413e 7f09090906 3e4151215e ' +
  '7f09192946 2649494932 03017f0103 3f4040403f 1f2040201f 3f4038403f 6314081463 0304780403 6159494d43 007f414141 ' +
  '0204081020 004141417f 0402010204 4040404040 0003070800 2054547840 7f28444438 3844444428 384444287f 3854545418 ' +
  '00087e0902 18a4a49c78 7f08040478 00447d4000 2040403d00 7f10284400 00417f4000 7c04780478 7c08040478 3844444438 ' +
  'fc18242418 18242418fc 7c08040408 4854545424 04043f4424 3c4040207c 1c2040201c 3c4030403c 4428102844 4c9090907c ' +
  '4464544c44';
const COLUMNS = LETTERS.split(' ').map((letter) =>
  [0, 2, 4, 6, 8].map((at) => parseInt(letter.slice(at, at + 2), 16)),
);

export interface Writing {
  text: string;
  /** Pixels a dot of the letters; parts of a pixel are shaded. */
  dot: number;
  /** Top left corner. */
  column: number;
  row: number;
  /** Grey of the ink. */
  ink: number;
  /** Quarter turns clockwise. */
  turns?: 0 | 1 | 2 | 3;
  /** Each stroke wider by this many dots. */
  bold?: number;
}

/** Writes into a plane of greys. @returns the rectangle around the ink */
export function write(plane: Plane, { text, dot, column, row, ink, turns = 0, bold = 0 }: Writing): Region {
  const dots = (x: number, y: number): boolean => {
    const letter = Math.floor(x / 6);
    const bits = COLUMNS[(text.codePointAt(letter) ?? 32) - 32]?.[x - 6 * letter] ?? 0;
    return y >= 0 && y < 8 && ((bits >> y) & 1) === 1;
  };
  const [width, height] = [6 * text.length, 9];
  const [across, down] = turns % 2 === 0 ? [width, height] : [height, width];
  const box = { column0: plane.columns, row0: plane.rows, column1: 0, row1: 0 };
  const PARTS = 4;
  for (let y = 0; y < Math.ceil(down * dot); y += 1) {
    for (let x = 0; x < Math.ceil(across * dot); x += 1) {
      let covered = 0;
      for (let part = 0; part < PARTS * PARTS; part += 1) {
        const u = (x + ((part % PARTS) + 0.5) / PARTS) / dot;
        const v = (y + (Math.floor(part / PARTS) + 0.5) / PARTS) / dot;
        const [s, t] = (
          [
            [u, v],
            [v, across - u],
            [across - u, down - v],
            [down - v, u],
          ] as const
        )[turns];
        const fits =
          dots(Math.floor(s), Math.floor(t)) || (bold > 0 && dots(Math.floor(s - bold), Math.floor(t)));
        if (fits) covered += 1;
      }
      const [toColumn, toRow] = [column + x, row + y];
      if (covered === 0 || toColumn >= plane.columns || toRow >= plane.rows) continue;
      const at = toRow * plane.columns + toColumn;
      const share = covered / (PARTS * PARTS);
      plane.values[at] = plane.values[at]! * (1 - share) + ink * share;
      box.column0 = Math.min(box.column0, toColumn);
      box.column1 = Math.max(box.column1, toColumn + 1);
      box.row0 = Math.min(box.row0, toRow);
      box.row1 = Math.max(box.row1, toRow + 1);
    }
  }
  return box;
}

export type Background = keyof typeof BACKGROUNDS;

/** Pictures of 0 to 4095 without any text; those of `LOOKALIKES` are made of what could be taken for it. */
const BACKGROUNDS = {
  flat: () => 400,
  noise: (_x: number, _y: number, draw: RandomStream) => 1200 + 120 * draw.normal(),
  tissue: (x: number, y: number, draw: RandomStream) =>
    1500 +
    700 * Math.sin(x / 61 + Math.sin(y / 97)) * Math.cos(y / 73) +
    300 * Math.sin(x / 17) * Math.sin(y / 23) +
    40 * draw.normal(),
  speckle: (x: number, y: number, draw: RandomStream) =>
    (Math.hypot(x - 256, y + 40) < 480 ? 900 : 0) * Math.hypot(draw.normal(), draw.normal()) * 0.5,
  ribs: (x: number, y: number, draw: RandomStream) =>
    1200 + 900 * Math.max(0, Math.sin((y + 0.002 * (x - 256) ** 2) / 11)) ** 4 + 50 * draw.normal(),
  trabeculae: (x: number, y: number, draw: RandomStream) =>
    1400 +
    800 * Math.sin(x / 3.1 + 2 * Math.sin(y / 5.3)) * Math.sin(y / 2.7 + 2 * Math.sin(x / 6.1)) +
    120 * draw.normal(),
  grid: (x: number, y: number) => (x % 32 < 2 || y % 32 < 2 ? 3200 : 800),
  fineGrid: (x: number, y: number) => (x % 8 === 0 || y % 8 === 0 ? 3200 : 800),
  lines: (x: number) => (x % 4 < 2 ? 1900 : 700),
  collimation: (x: number, y: number, draw: RandomStream) =>
    x > 60 && x < 440 && y > 90 && y < 400 ? 2200 + 60 * draw.normal() : 60,
  ecg: (x: number, y: number) => {
    const beat = x % 90;
    const lead = (y % 128) - 64;
    const height =
      beat < 40 ? 4 * Math.sin(beat / 6) : beat < 46 ? -9 * (beat - 40) : beat < 52 ? 9 * (beat - 52) : 0;
    return Math.abs(lead - height) < 1.5 + (beat >= 40 && beat < 52 ? 4 : 0) ? 3800 : 100;
  },
  ruler: (x: number, y: number) => (x > 20 && x < (y % 50 < 2 ? 44 : 32) && y % 10 < 2 ? 3900 : 200),
  dots: (x: number, y: number) => (Math.hypot((x % 16) - 8, (y % 40) - 20) < 3.5 ? 3900 : 200),
  checks: (x: number, y: number) => ((x >> 3) % 2 === (y >> 3) % 2 ? 3000 : 500),
  steps: (x: number) => 250 * Math.floor(x / 32),
  crosses: (x: number, y: number) => {
    const [u, v] = [(x % 120) - 60, (y % 120) - 60];
    return (Math.abs(u) < 1.5 && Math.abs(v) < 8) || (Math.abs(v) < 1.5 && Math.abs(u) < 8) ? 3900 : 300;
  },
  wires: (x: number, y: number, draw: RandomStream) =>
    [0, 1, 2].some((i) => Math.abs(y - 120 - 120 * i - 40 * Math.sin(x / 30 + i)) < 2)
      ? 3600
      : 900 + 60 * draw.normal(),
} as const satisfies Record<string, (x: number, y: number, draw: RandomStream) => number>;

export const BACKGROUND_NAMES = Object.keys(BACKGROUNDS) as Background[];

export function background(name: Background, columns: number, rows: number, draw: RandomStream): Plane {
  const values = new Uint16Array(columns * rows);
  const value = BACKGROUNDS[name];
  for (let y = 0, i = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1, i += 1)
      values[i] = Math.min(4095, Math.max(0, Math.round(value(x, y, draw))));
  return { columns, rows, values };
}
