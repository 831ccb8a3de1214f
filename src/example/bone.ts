/**
 * A bone as a tube with a cortex: its radiograph is the length of the ray through compact bone and through marrow, so
 * the bright edges and the dimmer shaft of a real radiograph come out by themselves.
 */
export interface Bone {
  name: string;
  /** Proximal and distal end of the axis, pixels. */
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** Half of the width at mid shaft, pixels. */
  halfWidth: number;
  /** How much wider the ends are, as a share of `halfWidth`. */
  flareProximal: number;
  flareDistal: number;
  /** Length over which an end is rounded off, pixels; half the length makes an ellipse. */
  round: number;
  /** Lateral bow of the axis at mid length, pixels. */
  bow: number;
  /** Thickness of the cortex at mid shaft, pixels. */
  cortex: number;
  /** Mineral density, 1 for a young adult. */
  density: number;
}

/** Attenuation per millimetre, beyond the soft tissue that the bone displaces. */
const COMPACT_PER_MM = 0.062;
const SPONGY_PER_MM = 0.02;

/** Half of the width at `s` pixels from the proximal end; 0 outside the bone. */
export function halfWidthAt(bone: Bone, length: number, s: number): number {
  if (s <= 0 || s >= length) return 0;
  const reach = 0.22 * length;
  const near = s / reach;
  const far = (length - s) / reach;
  let width =
    bone.halfWidth *
    (1 + bone.flareProximal * Math.exp(-near * near) + bone.flareDistal * Math.exp(-far * far));
  const edge = Math.min(s, length - s);
  if (edge < bone.round) {
    const rest = 1 - edge / bone.round;
    width *= Math.sqrt(1 - rest * rest);
  }
  return width;
}

/**
 * Attenuation of the tube at `s` along and `d` beside its axis, pixels.
 * @param texture -1 … 1, the trabecular pattern at this point
 */
export function tubeAttenuation(
  bone: Bone,
  length: number,
  s: number,
  d: number,
  spacingMm: number,
  texture: number,
): number {
  const outerRadius = halfWidthAt(bone, length, s);
  const outer = outerRadius * outerRadius - d * d;
  if (outer <= 0) return 0;
  const middle = 1 - Math.abs(2 * (s / length) - 1);
  const wall = bone.cortex * (0.3 + 0.7 * Math.min(1, 2.2 * middle));
  const innerRadius = Math.max(0, outerRadius - wall);
  const inner = innerRadius * innerRadius - d * d;
  const outerChord = 2 * Math.sqrt(outer);
  const innerChord = inner > 0 ? 2 * Math.sqrt(inner) : 0;
  // The ends hold the dense mesh of spongy bone, the shaft mostly fat.
  const spongy = SPONGY_PER_MM * (0.55 + 0.75 * (1 - middle)) * (1 + 0.3 * texture);
  return bone.density * spacingMm * ((outerChord - innerChord) * COMPACT_PER_MM + innerChord * spongy);
}
