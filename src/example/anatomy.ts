import type { RandomStream } from '../core/random.js';
import type { Bone } from './bone.js';

export type Region = 'hand' | 'wrist';

/** A limb of soft tissue: a round bar along a line, pixels. */
export interface SoftBar {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  radius: number;
}

export interface Anatomy {
  region: Region;
  bones: Bone[];
  soft: SoftBar[];
}

/** One ray of the hand: metacarpal and phalanges on a line. Pixels of a hand view, angle from vertical. */
interface Ray {
  name: string;
  baseX: number;
  baseY: number;
  angle: number;
  lengths: number[];
  halfWidths: number[];
}

const RAYS: Ray[] = [
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
const PARTS = ['metacarpal', 'proximal phalanx', 'middle phalanx', 'distal phalanx'];

/** Carpal bones: centre, half axes and tilt, pixels of a hand view. */
const CARPALS: [string, number, number, number, number, number][] = [
  ['trapezium', -25, 185, 8.5, 6.5, -0.5],
  ['trapezoid', -14, 179, 7, 6, 0.1],
  ['capitate', -1, 182, 11, 7.5, 0.1],
  ['hamate', 13, 182, 10, 7.5, 0.35],
  ['scaphoid', -16, 195, 11.5, 6.2, -0.75],
  ['lunate', 1, 199, 8, 7, 0],
  ['triquetrum', 14, 196, 8, 6.5, 0.7],
];

/**
 * The hand or wrist of one patient, centred on x = 0, not yet posed. The same stream gives the same bones, so that two
 * views of a patient show one anatomy.
 * @param density mineral density of the patient, 1 for a young adult
 */
export function drawAnatomy(random: RandomStream, region: Region, density: number): Anatomy {
  const vary = (share: number): number => 1 + share * Math.max(-2.2, Math.min(2.2, random.normal()));
  const bones: Bone[] = [];
  const soft: SoftBar[] = [];
  const size = vary(0.03);
  const cortexRatio = 0.33 * density * vary(0.06);

  for (const ray of RAYS) {
    const angle = ray.angle + 0.035 * random.normal();
    let x = ray.baseX * size * vary(0.015);
    let y = ray.baseY + 0.8 * random.normal();
    const start = { x, y };
    for (const [index, nominal] of ray.lengths.entries()) {
      const bend = angle + 0.03 * index * random.normal();
      const length = nominal * size * vary(0.035);
      const halfWidth = ray.halfWidths[index]! * size * vary(0.04);
      const part = ray.name === 'thumb' && index === 2 ? 'distal phalanx' : PARTS[index]!;
      const x1 = x + length * Math.sin(bend);
      const y1 = y - length * Math.cos(bend);
      bones.push({
        name: `${ray.name} ${part}`,
        x0: x,
        y0: y,
        x1,
        y1,
        halfWidth,
        flareProximal: (index === 0 ? 0.35 : 0.5) * vary(0.1),
        flareDistal: (index === ray.lengths.length - 1 ? 0.1 : 0.4) * vary(0.1),
        round: halfWidth * 0.95,
        bow: 0.5 * random.normal(),
        cortex: halfWidth * cortexRatio,
        density,
      });
      const gap = 1.4 * vary(0.12);
      x = x1 + gap * Math.sin(bend);
      y = y1 - gap * Math.cos(bend);
    }
    soft.push({ x0: start.x, y0: start.y, x1: x, y1: y, radius: 10.5 * size * vary(0.06) });
  }

  for (const [name, centreX, centreY, long, short, tilt] of CARPALS) {
    const halfLength = long * size * vary(0.05);
    const angle = tilt + 0.08 * random.normal();
    const cx = centreX * size + 0.5 * random.normal();
    const cy = centreY + 0.5 * random.normal();
    bones.push({
      name,
      x0: cx - halfLength * Math.sin(angle),
      y0: cy + halfLength * Math.cos(angle),
      x1: cx + halfLength * Math.sin(angle),
      y1: cy - halfLength * Math.cos(angle),
      halfWidth: short * size * vary(0.05),
      flareProximal: 0,
      flareDistal: 0,
      round: halfLength,
      bow: 0,
      cortex: 1.3 * density,
      density,
    });
  }

  const forearm: [string, number, number, number, number][] = [
    ['radius', -8, 208, 11, 0.62],
    ['ulna', 17, 209, 7.2, 0.35],
  ];
  for (const [name, endX, endY, width, flare] of forearm) {
    const halfWidth = width * size * vary(0.05);
    bones.push({
      name,
      x0: endX * size + 3 * random.normal(),
      y0: 345,
      x1: endX * size + 0.6 * random.normal(),
      y1: endY + random.normal(),
      halfWidth,
      flareProximal: 0.1,
      flareDistal: flare * vary(0.08),
      round: halfWidth * 1.1,
      bow: 1.5 * random.normal(),
      cortex: halfWidth * cortexRatio * 0.8,
      density,
    });
  }

  // Palm, wrist and forearm: bars beside one another make one flat body.
  for (const offset of [-14, 0, 13]) {
    soft.push({ x0: offset * size, y0: 186, x1: offset * 1.25 * size, y1: 138, radius: 19 * size });
    soft.push({
      x0: offset * 0.9 * size,
      y0: 180,
      x1: offset * 1.1 * size,
      y1: 350,
      radius: 21 * size * vary(0.03),
    });
  }
  return { region, bones, soft };
}
