import type { Finding } from '../core/finding.js';
import type { DataSet } from './data-set.js';
import { TAG } from './tags.js';

/** What numbers the frames of a multi-frame image, by the tag the frame increment pointer names (PS3.3 C.7.6.6, C.8.4.8). */
const VECTORS: ReadonlyMap<number, string> = new Map([
  [0x00540010, 'energyWindow'],
  [0x00540020, 'detector'],
  [0x00540030, 'phase'],
  [0x00540050, 'rotation'],
  [0x00540060, 'rrInterval'],
  [0x00540070, 'timeSlot'],
  [TAG.SliceVector, 'slice'],
  [0x00540090, 'angularView'],
  [0x00540100, 'timeSlice'],
]);

/** Other pointers: frames follow each other in time, or lie at offsets. */
const OTHERS: ReadonlyMap<number, string> = new Map([
  [0x00181063, 'frameTime'],
  [0x00181065, 'frameTimeVector'],
  [TAG.GridFrameOffsetVector, 'gridFrameOffset'],
]);

export interface FrameMeaning {
  /** What runs from frame to frame, as far as it is known here, the first fastest as the header lists them. */
  increments: string[];
  /** By name: what each frame in file order belongs to, from 1 on. */
  vectors: Record<string, number[]>;
  findings: Finding[];
}

/**
 * What each frame is: the slice, detector, energy window, time slot … it belongs to. Vectors that do not fit the number
 * of frames are left out, and said so.
 */
export function readFrameMeaning(dataSet: DataSet, frames: number, place: string): FrameMeaning {
  const pointers = wordsOf(dataSet, TAG.FrameIncrementPointer);
  const increments: string[] = [];
  const vectors: Record<string, number[]> = {};
  const unfit: string[] = [];
  for (let i = 0; i + 1 < pointers.length; i += 2) {
    const tag = pointers[i]! * 0x10000 + pointers[i + 1]!;
    const name = VECTORS.get(tag) ?? OTHERS.get(tag);
    if (name === undefined || increments.includes(name)) continue;
    increments.push(name);
    if (!VECTORS.has(tag)) continue;
    const vector = wordsOf(dataSet, tag);
    if (vector.length === frames && !vector.includes(0)) vectors[name] = vector;
    else unfit.push(name);
  }
  return { increments, vectors, findings: unfitFindings(unfit, frames, place) };
}

/** Empty where it is absent or no list of 16-bit words: an image is not refused for it. */
export function wordsOf(dataSet: DataSet, tag: number): number[] {
  const element = dataSet.elements.get(tag);
  return element === undefined || element.length % 2 !== 0 || element.length > MOST_BYTES
    ? []
    : dataSet.words(tag);
}

/** Of a vector with a number for each of 65,535 frames. */
const MOST_BYTES = 2 * 65_535;

function unfitFindings(names: readonly string[], frames: number, place: string): Finding[] {
  return names.map((name) => ({
    code: 'IMAGE-FRAME-VECTOR',
    severity: 'warning',
    path: place,
    message: `the ${name} vector does not number the ${frames} frames: what each is of is not known`,
    fix: 'correct the header at its source',
    args: { vector: name, frames },
  }));
}
