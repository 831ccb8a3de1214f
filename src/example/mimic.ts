import type { RandomStream } from '../core/random.js';
import type { Region } from './anatomy.js';

/** What looks like a fracture and is none. */
export interface Mimic {
  kind: 'nutrient-canal' | 'physeal-scar' | 'vessel-groove' | 'crossing-line';
  bone: string;
  at: number;
  side: -1 | 1;
  /** Share of attenuation missing (positive) or added (negative). */
  depth: number;
  sigma: number;
  /** Bend of a scar, pixels along per pixel across squared; slant of a crossing line, pixels along per pixel across. */
  curve: number;
}

const KINDS = ['nutrient-canal', 'physeal-scar', 'vessel-groove', 'crossing-line'] as const;
const LONG_BONES = ['metacarpal', 'proximal phalanx', 'middle phalanx'];

/** Zero to four mimics, as likely with a fracture as without. */
export function drawMimics(random: RandomStream, region: Region): Mimic[] {
  const fingers = ['thumb', 'index', 'middle', 'ring', 'little'];
  const count = random.below(5);
  const mimics: Mimic[] = [];
  for (let i = 0; i < count; i += 1) {
    const kind = KINDS[random.below(KINDS.length)]!;
    const finger = fingers[random.below(5)]!;
    const part = LONG_BONES[random.below(region === 'hand' ? 3 : 1)]!;
    const forearm = region === 'wrist' && random.uniform() < 0.6;
    const bone = forearm ? (random.uniform() < 0.6 ? 'radius' : 'ulna') : `${finger} ${part}`;
    const scar = kind === 'physeal-scar';
    const shaft = forearm ? 0.8 + 0.1 * random.uniform() : 0.3 + 0.4 * random.uniform();
    const end = forearm || random.uniform() < 0.5 ? (forearm ? 0.945 : 0.86) : 0.14;
    const crossing = kind === 'crossing-line';
    mimics.push({
      kind,
      bone,
      at: scar ? end + 0.015 * random.normal() : shaft,
      side: random.uniform() < 0.5 ? -1 : 1,
      depth: crossing
        ? 0.1 + 0.32 * random.uniform()
        : scar
          ? -0.22 + 0.46 * random.uniform()
          : 0.18 + 0.34 * random.uniform(),
      sigma: 0.7 + 0.5 * random.uniform(),
      curve: crossing ? 0.05 + 0.5 * random.uniform() : 0.02 * random.normal(),
    });
  }
  return mimics;
}
