import type { RandomStream } from '../core/random.js';
import type { Region } from './anatomy.js';

/** A break across a bone. Lengths in shares of the bone's own size, so that two views agree. */
export interface Fracture {
  bone: string;
  /** Where along the axis, 0 proximal … 1 distal. */
  at: number;
  /** Obliquity: pixels along per pixel across. */
  slope: number;
  /** Share of the bone's attenuation that is missing in the line, 0 … 1. */
  depth: number;
  /** Half width of the line, pixels of a hand view. */
  sigma: number;
  /** Sideways shift of the distal fragment, as a share of the half width. */
  shift: number;
  /** Angulation of the distal fragment, radians. */
  angle: number;
  /** Roughness of the line: amplitude in pixels, and phases. */
  jag: number;
  phase: number;
}

const SITES: Record<Region, [string, number, number, number][]> = {
  // bone, weight, range along the axis
  hand: [
    ['little metacarpal', 4, 0.3, 0.82],
    ['ring metacarpal', 2, 0.3, 0.8],
    ['middle metacarpal', 1, 0.3, 0.75],
    ['index metacarpal', 1.5, 0.3, 0.8],
    ['thumb metacarpal', 2, 0.25, 0.7],
    ['index proximal phalanx', 1.5, 0.25, 0.75],
    ['middle proximal phalanx', 1.5, 0.25, 0.75],
    ['ring proximal phalanx', 2, 0.25, 0.75],
    ['little proximal phalanx', 2, 0.25, 0.75],
    ['middle middle phalanx', 1, 0.3, 0.7],
    ['ring middle phalanx', 1, 0.3, 0.7],
  ],
  wrist: [
    ['radius', 9, 0.84, 0.93],
    ['ulna', 2, 0.84, 0.94],
    ['scaphoid', 2, 0.4, 0.62],
    ['little metacarpal', 1.5, 0.2, 0.6],
    ['thumb metacarpal', 1.5, 0.2, 0.6],
  ],
};

/**
 * A fracture of the given conspicuity.
 * @param conspicuity 0 hairline … 1 plainly displaced
 */
export function drawFracture(random: RandomStream, region: Region, conspicuity: number): Fracture {
  const sites = SITES[region];
  const total = sites.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = random.uniform() * total;
  const site = sites.find(([, weight]) => (rest -= weight) < 0) ?? sites[0]!;
  const [bone, , from, to] = site;
  const sign = (): number => (random.uniform() < 0.5 ? -1 : 1);
  const displaced = Math.max(0, conspicuity - 0.3) / 0.7;
  return {
    bone,
    at: from + (to - from) * random.uniform(),
    slope: sign() * (0.05 + 0.5 * random.uniform()),
    depth: 0.24 + 0.58 * conspicuity + 0.1 * random.uniform(),
    sigma: 0.9 + 1.1 * conspicuity + 0.2 * random.uniform(),
    shift: sign() * displaced * (0.2 + 0.6 * random.uniform()),
    angle: sign() * displaced * (0.1 + 0.3 * random.uniform()),
    jag: 0.4 + 0.6 * random.uniform(),
    phase: 6.283 * random.uniform(),
  };
}
