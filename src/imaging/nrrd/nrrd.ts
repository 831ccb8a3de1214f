import { AppError } from '../../core/error.js';
import type { Finding } from '../../core/finding.js';
import { freeTextFindings, type HeaderText } from '../deidentification/free-text.js';
import { lookOfName } from '../deidentification/identifying-names.js';
import { scalarValues, type ScalarValues } from '../scalar-values.js';
import { readNrrdText, type NrrdText } from './header.js';
import { readNrrdLayout, type NrrdLayout } from './layout.js';
import { nrrdSamples } from './samples.js';
import { nrrdSegments, type NrrdSegment } from './segments.js';
import { nrrdSpace, type NrrdSpace } from './space.js';

/** An NRRD image or 3D Slicer segmentation. */
export interface Nrrd {
  version: number;
  layout: NrrdLayout;
  space: NrrdSpace;
  /** All samples, first axis fastest. */
  stored: ScalarValues;
  /** The same as bytes, little endian. */
  storedLe: Uint8Array;
  /** Samples along the axes that have no place: layers of a segmentation, colours, volumes. */
  layers: number;
  /** One layer in the order of the grid, first axis fastest. */
  layer: (index: number) => ScalarValues;
  segments: NrrdSegment[] | null;
  /** Why this is no volume with distances in mm; null where it is one. */
  notAVolume: string | null;
  dataFile: string | null;
  findings: Finding[];
}

/** Kinds of samples that are no numbers of their own. */
const COMPLEX = ['complex', '3d-complex'];

/**
 * Reads NRRD 1 to 5. Data in another file are asked of `open`, which is given only names that stay in the folder of
 * the header.
 * @throws AppError IMAGE-TRUNCATED, IMAGE-INVALID, IMAGE-UNSUPPORTED, INPUT-PATH-ESCAPES
 */
export async function readNrrd(
  bytes: Uint8Array,
  open: (name: string) => Promise<Uint8Array>,
  place: string,
): Promise<Nrrd> {
  const findings: Finding[] = [];
  const text = readNrrdText(bytes, place);
  findings.push(...freeTextFindings(textsOf(text), place));
  const layout = readNrrdLayout(text, place);
  if (layout.kinds.some((kind) => COMPLEX.includes(kind))) {
    throw new AppError('IMAGE-UNSUPPORTED', 'complex samples are not read', {
      place,
      hint: 'store magnitude or phase as numbers',
    });
  }
  const space = nrrdSpace(text, layout, place, findings);
  const dataFile = dataFileOf(text.fields.get('data file'), place);
  const data = dataFile === null ? bytes.subarray(text.dataStart) : await open(dataFile);
  const storedLe = nrrdSamples(data, layout, place, findings);
  const stored = scalarValues(storedLe, layout.type, place);
  const others = layout.sizes.map((_, axis) => axis).filter((axis) => !space.spatial.includes(axis));
  const layers = space.grid === null ? 1 : others.reduce((count, axis) => count * layout.sizes[axis]!, 1);
  const segments = nrrdSegments(text.keys, layers, place);
  const several = layers > 1 && segments === null;
  if (several) {
    findings.push({
      code: 'NRRD-SEVERAL-VOLUMES',
      severity: 'warning',
      path: place,
      message: `each voxel holds ${layers} samples: this is not taken for one volume`,
      fix: 'store each volume in a file of its own',
      args: { samples: layers },
    });
  }
  return {
    version: text.version,
    layout,
    space,
    stored,
    storedLe,
    layers,
    layer: (index) => (layers === 1 ? stored : layerOf(stored, layout.sizes, others, index)),
    segments,
    notAVolume:
      space.grid === null
        ? 'it has no spacing'
        : space.sheared
          ? 'its axes are not at right angles'
          : several
            ? `each voxel holds ${layers} samples`
            : null,
    dataFile,
    findings,
  };
}

/** What a writer puts in words: comments, keys of its own, and the field for it. */
function textsOf({ fields, keys, comments }: NrrdText): HeaderText[] {
  return [
    ...comments.map((text, i) => ({ field: `comment ${i + 1}`, text })),
    ...['content', 'old content'].map((field) => ({ field, text: fields.get(field) ?? '' })),
    ...[...keys].map(([key, text]) => ({ field: shownKey(key), text })),
  ];
}

/** A key may hold anything: what is shown of it is short, and plain. */
function shownKey(key: string): string {
  return /^[\w (),.:-]{1,64}$/.test(key) && lookOfName(key) === null ? key : 'a key of its own';
}

/** A name in the folder of the header, or below it. */
function dataFileOf(written: string | undefined, place: string): string | null {
  if (written === undefined) return null;
  if (/^LIST\b/.test(written) || /%\d*d/.test(written)) {
    throw new AppError('IMAGE-UNSUPPORTED', 'samples in several files are not read', {
      place,
      hint: 'save the image with its samples in one file',
    });
  }
  const parts = written.split(/[\\/]/);
  if (
    /^([\\/]|[a-zA-Z]:)/.test(written) ||
    parts.includes('..') ||
    written.includes('\0') ||
    written === ''
  ) {
    throw new AppError('INPUT-PATH-ESCAPES', 'the data file lies outside the folder of the header', {
      place,
      hint: 'keep header and data in one folder, and name the data file alone',
    });
  }
  return written;
}

/** Samples whose indices along the axes without place make up `index`, the first of them fastest. */
function layerOf(
  stored: ScalarValues,
  sizes: readonly number[],
  others: readonly number[],
  index: number,
): ScalarValues {
  const strides = sizes.map((_, axis) => sizes.slice(0, axis).reduce((product, size) => product * size, 1));
  let [start, rest] = [0, index];
  for (const axis of others) {
    start += (rest % sizes[axis]!) * strides[axis]!;
    rest = Math.floor(rest / sizes[axis]!);
  }
  const spatial = sizes.map((_, axis) => axis).filter((axis) => !others.includes(axis));
  const [a = 1, b = 1, c = 1] = spatial.map((axis) => sizes[axis]!);
  const [u = 0, v = 0, w = 0] = spatial.map((axis) => strides[axis]!);
  const out = stored.slice(0, a * b * c);
  for (let k = 0, at = 0; k < c; k += 1) {
    for (let j = 0; j < b; j += 1) {
      let from = start + k * w + j * v;
      for (let i = 0; i < a; i += 1, from += u, at += 1) out[at] = stored[from]!;
    }
  }
  return out;
}
