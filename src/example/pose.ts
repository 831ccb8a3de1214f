import type { RandomStream } from '../core/random.js';
import type { Anatomy } from './anatomy.js';
import type { Bone } from './bone.js';

/** How the hand lies on the detector: similarity plus a sideways squeeze for an oblique view. */
export interface Pose {
  scale: number;
  /** Radians. */
  rotation: number;
  /** Share of the width that an oblique view keeps. */
  squeeze: number;
  mirrored: boolean;
  /** Point of the anatomy, pixels, that comes to the centre of the image, and where that is. */
  focusX: number;
  focusY: number;
  centreX: number;
  centreY: number;
}

export function drawPose(
  random: RandomStream,
  region: Anatomy['region'],
  oblique: boolean,
  mirrored: boolean,
  rows: number,
  columns: number,
): Pose {
  const hand = region === 'hand';
  return {
    scale: (hand ? 1.55 : 1.75) * (1 + 0.05 * (2 * random.uniform() - 1)),
    rotation: 0.12 * (2 * random.uniform() - 1),
    squeeze: oblique ? 0.76 + 0.08 * random.uniform() : 0.97 + 0.06 * random.uniform(),
    mirrored,
    focusX: 0,
    focusY: hand ? 117 : 203,
    centreX: columns / 2 + (hand ? 7 : 10) * (2 * random.uniform() - 1),
    centreY: rows / 2 + (hand ? 6 : 12) * (2 * random.uniform() - 1),
  };
}

export function posed(anatomy: Anatomy, pose: Pose): Anatomy {
  const cos = Math.cos(pose.rotation) * pose.scale;
  const sin = Math.sin(pose.rotation) * pose.scale;
  const side = (pose.mirrored ? -1 : 1) * pose.squeeze;
  const at = (x: number, y: number): [number, number] => {
    const u = (x - pose.focusX) * side;
    const v = y - pose.focusY;
    return [pose.centreX + u * cos - v * sin, pose.centreY + u * sin + v * cos];
  };
  const bones = anatomy.bones.map((bone): Bone => {
    const [x0, y0] = at(bone.x0, bone.y0);
    const [x1, y1] = at(bone.x1, bone.y1);
    const { scale } = pose;
    return {
      ...bone,
      x0,
      y0,
      x1,
      y1,
      halfWidth: bone.halfWidth * scale,
      round: bone.round * scale,
      bow: bone.bow * scale * (pose.mirrored ? -1 : 1),
      cortex: bone.cortex * scale,
    };
  });
  const soft = anatomy.soft.map((bar) => {
    const [x0, y0] = at(bar.x0, bar.y0);
    const [x1, y1] = at(bar.x1, bar.y1);
    return { x0, y0, x1, y1, radius: bar.radius * pose.scale };
  });
  return { region: anatomy.region, bones, soft };
}
