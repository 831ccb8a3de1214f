import type { RandomStream } from '../core/random.js';
import type { Bone } from './bone.js';
import { CARPALS, FOREARM, RAY_PARTS, RAYS, type Ray } from './hand-atlas.js';

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

/** A factor around 1, cut off where anatomy would become absurd. */
type Vary = (share: number) => number;

/**
 * The hand or wrist of one patient, centred on x = 0, not yet posed. The same stream gives the same bones, so that two
 * views of a patient show one anatomy.
 * @param density mineral density of the patient, 1 for a young adult
 */
export function drawAnatomy(random: RandomStream, region: Region, density: number): Anatomy {
  const vary: Vary = (share) => 1 + share * Math.max(-2.2, Math.min(2.2, random.normal()));
  const size = vary(0.03);
  const cortexRatio = 0.33 * density * vary(0.06);
  const anatomy: Anatomy = { region, bones: [], soft: [] };
  for (const ray of RAYS) addRay(anatomy, ray, { random, vary, size, cortexRatio, density });
  for (const carpal of CARPALS) anatomy.bones.push(carpalBone(carpal, random, vary, size, density));
  for (const [name, endX, endY, width, flare] of FOREARM) {
    const halfWidth = width * size * vary(0.05);
    anatomy.bones.push({
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
    const forearmRadius = 21 * size * vary(0.03);
    anatomy.soft.push(
      { x0: offset * size, y0: 186, x1: offset * 1.25 * size, y1: 138, radius: 19 * size },
      { x0: offset * 0.9 * size, y0: 180, x1: offset * 1.1 * size, y1: 350, radius: forearmRadius },
    );
  }
  return anatomy;
}

interface RayDraw {
  random: RandomStream;
  vary: Vary;
  size: number;
  cortexRatio: number;
  density: number;
}

function addRay(anatomy: Anatomy, ray: Ray, { random, vary, size, cortexRatio, density }: RayDraw): void {
  const angle = ray.angle + 0.035 * random.normal();
  let x = ray.baseX * size * vary(0.015);
  let y = ray.baseY + 0.8 * random.normal();
  const start = { x, y };
  for (const [index, nominal] of ray.lengths.entries()) {
    const bend = angle + 0.03 * index * random.normal();
    const length = nominal * size * vary(0.035);
    const halfWidth = ray.halfWidths[index]! * size * vary(0.04);
    const part = ray.name === 'thumb' && index === 2 ? 'distal phalanx' : RAY_PARTS[index]!;
    const x1 = x + length * Math.sin(bend);
    const y1 = y - length * Math.cos(bend);
    anatomy.bones.push({
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
  anatomy.soft.push({ x0: start.x, y0: start.y, x1: x, y1: y, radius: 10.5 * size * vary(0.06) });
}

function carpalBone(
  [name, centreX, centreY, long, short, tilt]: (typeof CARPALS)[number],
  random: RandomStream,
  vary: Vary,
  size: number,
  density: number,
): Bone {
  const halfLength = long * size * vary(0.05);
  const angle = tilt + 0.08 * random.normal();
  const cx = centreX * size + 0.5 * random.normal();
  const cy = centreY + 0.5 * random.normal();
  return {
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
  };
}
