/**
 * Nominal hand of an adult, in pixels of a hand view (about 0.7 mm), wrist down, thumb to the left, x = 0 on the middle
 * metacarpal. Sizes are rounded from everyday radiographs; the phantoms vary around them.
 */

/** One ray of the hand: metacarpal and phalanges on a line. Pixels of a hand view, angle from vertical. */
export interface Ray {
  name: string;
  baseX: number;
  baseY: number;
  angle: number;
  lengths: number[];
  halfWidths: number[];
}

export const RAYS: Ray[] = [
  { name: 'thumb', baseX: -30, baseY: 178, angle: -0.72, lengths: [36, 27, 19], halfWidths: [5.4, 4.8, 4.2] },
  {
    name: 'index',
    baseX: -16,
    baseY: 168,
    angle: -0.15,
    lengths: [49, 33, 20, 15],
    halfWidths: [5, 4.7, 4, 3.5],
  },
  {
    name: 'middle',
    baseX: -3,
    baseY: 166,
    angle: -0.02,
    lengths: [48, 36, 23, 16],
    halfWidths: [5, 4.7, 4, 3.5],
  },
  {
    name: 'ring',
    baseX: 10,
    baseY: 167,
    angle: 0.12,
    lengths: [43, 33, 22, 16],
    halfWidths: [4.6, 4.4, 3.8, 3.3],
  },
  {
    name: 'little',
    baseX: 22,
    baseY: 170,
    angle: 0.27,
    lengths: [39, 26, 16, 13],
    halfWidths: [4.6, 4.1, 3.5, 3],
  },
];
/** Names of the bones of a ray, from the palm to the tip. */
export const RAY_PARTS = ['metacarpal', 'proximal phalanx', 'middle phalanx', 'distal phalanx'];

/** Carpal bones: centre, half axes and tilt, pixels of a hand view. */
export const CARPALS: [string, number, number, number, number, number][] = [
  ['trapezium', -25, 185, 8.5, 6.5, -0.5],
  ['trapezoid', -14, 179, 7, 6, 0.1],
  ['capitate', -1, 182, 11, 7.5, 0.1],
  ['hamate', 13, 182, 10, 7.5, 0.35],
  ['scaphoid', -16, 195, 11.5, 6.2, -0.75],
  ['lunate', 1, 199, 8, 7, 0],
  ['triquetrum', 14, 196, 8, 6.5, 0.7],
];

/** Forearm bones: centre and height of the distal end, half width of the shaft, flare of the distal end. */
export const FOREARM: [string, number, number, number, number][] = [
  ['radius', -8, 208, 11, 0.62],
  ['ulna', 17, 209, 7.2, 0.35],
];
