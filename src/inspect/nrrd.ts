import { basename } from 'node:path';
import type { Finding } from '../core/finding.js';
import { labelStructures } from '../annotation/structure/label-structures.js';
import type { Label } from '../annotation/structure/label-structures.js';
import { gridOfIndices, voxelVolumeMm3, type Grid } from '../imaging/grid.js';
import { claimsNrrd, readNrrdFile } from '../imaging/nrrd/nrrd-file.js';
import type { Nrrd } from '../imaging/nrrd/nrrd.js';
import type { NrrdSegment } from '../imaging/nrrd/segments.js';
import type { Picture } from '../imaging/picture.js';
import { labelPicture, volumePicture } from '../imaging/volume-picture.js';
import { gridAgainst } from './grid-against.js';
import type { Marks } from './overlay.js';
import type { Inspector, Understood } from './inspector.js';
import { millilitres } from './millilitres.js';
import { scalarFacts } from './scalar-facts.js';
import { volumeFacts } from './volume-facts.js';

/** NRRD images, with the samples in the same file or in another, and 3D Slicer segmentations. */
export const nrrd: Inspector = {
  name: 'nrrd',
  claims: ({ path, head, isFolder }) => !isFolder && claimsNrrd(path, head),
  async inspect({ path, absolute }) {
    return understood(await readNrrdFile(absolute, path), path);
  },
};

/** Without spacing, volumes are not printed; a grid of 1 mm serves the rest. */
const noGrid = (sizes: readonly number[]): Grid =>
  gridOfIndices([sizes[0] ?? 1, sizes[1] ?? 1, sizes[2] ?? 1]);

function understood(file: Nrrd, path: string): Understood {
  const { layout, space, segments } = file;
  const grid = space.grid ?? noGrid(layout.sizes);
  const name = basename(path);
  const scalars = scalarFacts({ ...file, scaling: { slope: 1, intercept: 0 }, grid, name, place: path });
  const findings = [...file.findings, ...scalars.findings];
  const counted = segments === null ? null : countSegments(file, segments, grid, path, findings);
  const labels = counted ?? (file.layers === 1 ? scalars.labels : null);
  const { voxelVolumeMm3: voxelMm3, ...facts } = scalars.facts;
  const own = file.notAVolume === null ? grid : null;
  // 3D Slicer may cut a segmentation to what is marked.
  const part = segments === null ? 'nothing' : 'box';
  return {
    kind: 'nrrd',
    facts: {
      modality: null,
      rows: grid.size[1],
      columns: grid.size[0],
      frames: grid.size[2],
      samplesPerPixel: file.layers,
      bitsAllocated: (8 * file.storedLe.length) / file.stored.length,
      signed: !layout.type.startsWith('uint'),
      rescale: { slope: 1, intercept: 0 },
      ...facts,
      voxelVolumeMm3: space.grid === null ? null : voxelMm3,
      volume: file.notAVolume === null ? volumeFacts(grid) : null,
      nrrd: {
        version: file.version,
        dimension: layout.sizes.length,
        sizes: layout.sizes,
        type: layout.typeName,
        storedDtype: layout.type,
        encoding: layout.encoding,
        endian: layout.endian,
        kinds: layout.kinds,
        space: space.space,
        spaceDirections: space.directions,
        spaceOrigin: space.origin,
        spacings: space.spacings,
        dataFile: file.dataFile,
        layers: file.layers,
      },
      ...(labels === null ? {} : { labels }),
      ...(counted === null ? {} : { segments: counted }),
    },
    findings,
    lines: [
      `NRRD ${file.version}, ${layout.sizes.join(' × ')} ${layout.typeName}, ${space.space ?? 'no space'}`,
      ...(file.notAVolume === null ? [] : [`not a volume: ${file.notAVolume}`]),
      ...(labels ?? []).map(
        ({ number, name: called, voxels, volumeMl }) =>
          `label ${number}${called === null ? '' : ` ${called}`}: ${voxels} voxels, ${millilitres(volumeMl)}`,
      ),
    ],
    ...(space.grid === null
      ? {}
      : { picture: () => Promise.resolve(pictureOf(file, grid, labels !== null)) }),
    ...(labels === null
      ? {}
      : { structures: labelStructures(structuresOf(file, labels), own, part, path, null) }),
    against: (images) => {
      const marks = labels === null ? null : () => labelsOf(file, grid);
      return gridAgainst(own, part, marks, images, path);
    },
  };
}

function structuresOf(file: Nrrd, labels: readonly { name: string | null; number: number }[]): Label[] {
  const plain = labels.map(({ name, number }) => ({ name, number, values: () => file.layer(0) }));
  const segments = file.segments?.map(({ name, labelValue, layer }) => ({
    name,
    number: labelValue,
    values: () => file.layer(layer),
  }));
  return segments ?? plain;
}

interface Counted extends NrrdSegment {
  number: number;
  voxels: number;
  volumeMl: number;
}

function countSegments(
  file: Nrrd,
  segments: readonly NrrdSegment[],
  grid: Grid,
  path: string,
  findings: Finding[],
): Counted[] {
  const perLayer = Array.from({ length: file.layers }, (_, layer) => {
    const counts = new Map<number, number>();
    for (const value of file.layer(layer)) if (value !== 0) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  });
  const doubt = (code: string, message: string, fix: string): void => {
    findings.push({ code, severity: 'warning', path, message, fix, args: {} });
  };
  const named = new Set(segments.map(({ layer, labelValue }) => `${layer} ${labelValue}`));
  if (named.size < segments.length) {
    doubt('NRRD-SEGMENTS-ALIKE', 'two segments have the same layer and label', 'save the segmentation again');
  }
  const unnamed = perLayer.flatMap((counts, layer) =>
    [...counts.keys()].filter((value) => !named.has(`${layer} ${value}`)),
  );
  if (unnamed.length > 0) {
    doubt(
      'NRRD-LABEL-UNNAMED',
      `${unnamed.length} labels of the voxels belong to no segment`,
      'save the segmentation again, or name them',
    );
  }
  const voxelMl = voxelVolumeMm3(grid) / 1000;
  return segments.map((segment) => {
    const voxels = perLayer[segment.layer]?.get(segment.labelValue) ?? 0;
    return { ...segment, number: segment.labelValue, voxels, volumeMl: voxels * voxelMl };
  });
}

function pictureOf(file: Nrrd, grid: Grid, labelled: boolean): Picture {
  if (!labelled) return volumePicture(grid, file.layer(0));
  const { labels, colours } = labelsOf(file, grid);
  return labelPicture(grid, labels, colours);
}

/** Later segments over earlier ones, each in its own colour. */
function labelsOf(file: Nrrd, grid: Grid): Marks {
  if (file.segments === null) return { labels: file.layer(0), colours: new Map() };
  const shown = new Uint16Array(grid.size[0] * grid.size[1] * grid.size[2]);
  const colours = new Map<number, readonly [number, number, number]>();
  for (let layer = 0; layer < file.layers; layer += 1) {
    const here = file.segments
      .map((segment, at) => ({ ...segment, at: at + 1 }))
      .filter((s) => s.layer === layer);
    const numberOf = new Map(here.map(({ labelValue, at }) => [labelValue, at]));
    const values = file.layer(layer);
    for (let i = 0; i < values.length; i += 1)
      if (values[i] !== 0) shown[i] = numberOf.get(values[i] ?? 0) ?? 0;
    for (const { color, at } of here) {
      const [red, green, blue] = (color ?? []).map((part) =>
        Math.round(255 * Math.min(1, Math.max(0, part))),
      );
      if (red !== undefined && green !== undefined && blue !== undefined) colours.set(at, [red, green, blue]);
    }
  }
  return { labels: shown, colours };
}
