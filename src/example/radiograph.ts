import type { Anatomy, SoftBar } from './anatomy.js';
import { halfWidthAt, tubeAttenuation, type Bone } from './bone.js';
import type { Fracture } from './fracture-line.js';
import type { Mimic } from './mimic.js';

/** Line integrals of attenuation, row after row: what an ideal detector would see. */
export interface Projection {
  rows: number;
  columns: number;
  values: Float64Array;
}

const SOFT_PER_MM = 0.019;

export interface Scene {
  anatomy: Anatomy;
  fracture: Fracture | null;
  mimics: Mimic[];
  /** Pixels of this view per pixel of a hand view. */
  scale: number;
  /** -1 when the view is mirrored: sideways shifts and angles turn with it. */
  side: 1 | -1;
  /** -1 … 1, one value a pixel. */
  texture: Float32Array;
  spacingMm: number;
}

export function project(scene: Scene, rows: number, columns: number): Projection {
  const values = softTissue(scene.anatomy.soft, rows, columns, scene.spacingMm);
  for (const bone of scene.anatomy.bones) addBone(values, rows, columns, bone, scene);
  return { rows, columns, values };
}

/** The bars melt into one body: the fourth power mean of their depths hides the seams. */
function softTissue(bars: SoftBar[], rows: number, columns: number, spacingMm: number): Float64Array {
  const sum = new Float64Array(rows * columns);
  for (const { x0, y0, x1, y1, radius } of bars) {
    const dx = x1 - x0;
    const dy = y1 - y0;
    const squared = dx * dx + dy * dy;
    const box = clipBox(x0, y0, x1, y1, radius, rows, columns);
    for (let row = box.top; row < box.bottom; row += 1) {
      for (let column = box.left; column < box.right; column += 1) {
        const t = Math.max(0, Math.min(1, ((column - x0) * dx + (row - y0) * dy) / squared));
        const ex = column - x0 - t * dx;
        const ey = row - y0 - t * dy;
        const depth = radius * radius - ex * ex - ey * ey;
        if (depth > 0) sum[row * columns + column]! += depth * depth;
      }
    }
  }
  const factor = 2 * SOFT_PER_MM * spacingMm;
  return sum.map((value) => (value > 0 ? factor * Math.sqrt(Math.sqrt(value)) : 0));
}

function addBone(values: Float64Array, rows: number, columns: number, bone: Bone, scene: Scene): void {
  const dx = bone.x1 - bone.x0;
  const dy = bone.y1 - bone.y0;
  const length = Math.sqrt(dx * dx + dy * dy);
  const ux = dx / length;
  const uy = dy / length;
  const fracture = scene.fracture?.bone === bone.name ? scene.fracture : null;
  const mimics = scene.mimics.filter((mimic) => mimic.bone === bone.name);
  const widest = bone.halfWidth * (1 + Math.max(bone.flareProximal, bone.flareDistal, 0));
  const reach = fracture === null ? widest + Math.abs(bone.bow) : 2 * widest + 6 * scene.scale;
  const box = clipBox(bone.x0, bone.y0, bone.x1, bone.y1, reach, rows, columns);
  for (let row = box.top; row < box.bottom; row += 1) {
    for (let column = box.left; column < box.right; column += 1) {
      const px = column - bone.x0;
      const py = row - bone.y0;
      const s = px * ux + py * uy;
      if (s < -reach || s > length + reach) continue;
      const across = py * ux - px * uy;
      const t = s / length;
      const d = across - bone.bow * 4 * t * (1 - t);
      if (Math.abs(d) > reach) continue;
      const index = row * columns + column;
      const texture = scene.texture[index]!;
      let value =
        fracture === null
          ? tubeAttenuation(bone, length, s, d, scene.spacingMm, texture)
          : brokenTube(bone, length, s, d, texture, fracture, scene);
      if (value === 0) continue;
      for (const mimic of mimics) value *= 1 - mimicLoss(mimic, bone, length, s, d, scene.scale);
      values[index]! += value;
    }
  }
}

/** Two fragments of one tube: each is drawn in its own frame up to the line, and the line itself lets more through. */
function brokenTube(
  bone: Bone,
  length: number,
  s: number,
  d: number,
  texture: number,
  fracture: Fracture,
  scene: Scene,
): number {
  const { scale, side } = scene;
  const at = fracture.at * length;
  const wave = d / scale + fracture.phase;
  const rough = fracture.jag * scale * (Math.sin(0.62 * wave) + 0.45 * Math.sin(1.47 * wave));
  const u = s - at - fracture.slope * side * d - rough;
  const gap = u / (fracture.sigma * scale);
  const loss = fracture.depth * Math.exp(-0.5 * gap * gap);
  // Half a pixel of blend hides the stairs of the cut.
  const distalShare = Math.max(0, Math.min(1, u + 0.5));
  let value = 0;
  if (distalShare < 1) {
    value += (1 - distalShare) * tubeAttenuation(bone, length, s, d, scene.spacingMm, texture);
  }
  if (distalShare > 0) {
    const cos = Math.cos(fracture.angle * side);
    const sin = Math.sin(fracture.angle * side);
    const along = s - at;
    const aside = d - fracture.shift * side * halfWidthAt(bone, length, at);
    value +=
      distalShare *
      tubeAttenuation(
        bone,
        length,
        at + along * cos + aside * sin,
        aside * cos - along * sin,
        scene.spacingMm,
        texture,
      );
  }
  return value * (1 - loss);
}

/** Share of attenuation that a mimic takes away at a point; negative where it adds. */
function mimicLoss(mimic: Mimic, bone: Bone, length: number, s: number, d: number, scale: number): number {
  const at = mimic.at * length;
  const sigma = mimic.sigma * scale;
  if (mimic.kind === 'physeal-scar') {
    const u = (s - at - (mimic.curve * d * d) / scale) / sigma;
    return mimic.depth * Math.exp(-0.5 * u * u);
  }
  if (mimic.kind === 'crossing-line') {
    // A skin fold or vessel that happens to lie across the bone: straight and smooth, where a fracture is rough.
    const u = (s - at - mimic.side * mimic.curve * d) / sigma;
    return mimic.depth * Math.exp(-0.5 * u * u);
  }
  const half = bone.halfWidth;
  if (mimic.kind === 'nutrient-canal') {
    // Enters one cortex at a flat angle and ends in the marrow.
    const along = s - at;
    const run = along / (2.6 * half);
    if (run < 0 || run > 1) return 0;
    const u = (mimic.side * d - half * (1 - 0.75 * run)) / (0.8 * sigma);
    return mimic.depth * Math.exp(-0.5 * u * u);
  }
  // A vessel groove runs along the shaft, slanting from edge to edge.
  const u = (d - mimic.side * (s - at) * 0.22) / (0.8 * sigma);
  const end = (s - at) / (3 * half);
  return mimic.depth * Math.exp(-0.5 * u * u) * Math.exp(-end * end * end * end);
}

function clipBox(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  reach: number,
  rows: number,
  columns: number,
) {
  return {
    left: Math.max(0, Math.floor(Math.min(x0, x1) - reach)),
    right: Math.min(columns, Math.ceil(Math.max(x0, x1) + reach) + 1),
    top: Math.max(0, Math.floor(Math.min(y0, y1) - reach)),
    bottom: Math.min(rows, Math.ceil(Math.max(y0, y1) + reach) + 1),
  };
}
