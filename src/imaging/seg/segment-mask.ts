import { sha256 } from '../../core/digest.js';
import type { Segmentation } from './segmentation.js';

/** A fraction of at least this counts as inside, where voxels of a fractional segmentation are counted. */
export const FRACTION_THRESHOLD = 0.5;

/** What is counted of one segment; lists run by ascending position, frames that are stored only. */
export interface SegmentCounts {
  number: number;
  frames: number;
  /** Stored 1, the label of a label map, or a fraction of at least the threshold. */
  voxels: number;
  voxelsPerFrame: number[];
  /** Stored values other than 0. */
  nonzero: number;
  nonzeroPerFrame: number[];
  /** Sum of the stored values; divided by the maximum it is the volume in voxels of a fractional segment. */
  sumOfValues: number;
  positionsMm: (number | null)[];
  /** Over stored values (label maps: 0 and 1) of the frames by position, slice, row, column. */
  maskSha256: string;
}

export function countSegment(
  seg: Segmentation,
  number: number,
  threshold = FRACTION_THRESHOLD,
): SegmentCounts {
  const frames = seg.framesOf.get(number) ?? [];
  const counts: SegmentCounts = {
    number,
    frames: frames.length,
    voxels: 0,
    voxelsPerFrame: [],
    nonzero: 0,
    nonzeroPerFrame: [],
    sumOfValues: 0,
    positionsMm: frames.map((frame) => seg.places.positionsMm?.[seg.places.placeOf[frame]!] ?? null),
    maskSha256: '',
  };
  const size = seg.rows * seg.columns;
  const all = new Uint8Array(frames.length * size);
  const inside = insideFrom(seg, threshold);
  frames.forEach((frame, at) => {
    let [voxels, nonzero] = [0, 0];
    const values = frameValues(seg, frame, number);
    for (const value of values) {
      if (value >= inside) voxels += 1;
      if (value !== 0) nonzero += 1;
      counts.sumOfValues += value;
    }
    all.set(values, at * size);
    counts.voxels += voxels;
    counts.nonzero += nonzero;
    counts.voxelsPerFrame.push(voxels);
    counts.nonzeroPerFrame.push(nonzero);
  });
  counts.maskSha256 = sha256(all);
  return counts;
}

/**
 * Mask of a segment on the grid of the segmentation, 0 or 1, column fastest; slices without a frame are empty.
 * Null when the segmentation has no grid.
 * @param threshold share from which on a voxel of a fractional segment is inside
 */
export function segmentMask(
  seg: Segmentation,
  number: number,
  threshold = FRACTION_THRESHOLD,
): Uint8Array | null {
  const { grid, sliceOf, placeOf } = seg.places;
  if (grid === null) return null;
  const out = new Uint8Array(grid.size[0] * grid.size[1] * grid.size[2]);
  const size = seg.rows * seg.columns;
  const inside = insideFrom(seg, threshold);
  for (const frame of seg.framesOf.get(number) ?? []) {
    const values = frameValues(seg, frame, number);
    const base = sliceOf[placeOf[frame]!]! * size;
    for (let i = 0; i < size; i += 1) out[base + i] = values[i]! >= inside ? 1 : 0;
  }
  return out;
}

function insideFrom({ maximumFractionalValue }: Segmentation, threshold: number): number {
  return maximumFractionalValue === null ? 1 : threshold * maximumFractionalValue;
}

/** Values of one frame; of a label map 1 where it has the number. */
function frameValues(seg: Segmentation, frame: number, number: number): Uint8Array {
  const size = seg.rows * seg.columns;
  const values = seg.stored.subarray(frame * size, (frame + 1) * size);
  if (seg.type !== 'LABELMAP') return values instanceof Uint8Array ? values : Uint8Array.from(values);
  const mask = new Uint8Array(size);
  for (let i = 0; i < size; i += 1) mask[i] = values[i] === number ? 1 : 0;
  return mask;
}
