import { readFile } from 'node:fs/promises';
import { segStructures } from '../annotation/structure/seg-structures.js';
import { checkAgainstImages, seriesFor } from '../imaging/check-against-images.js';
import { readDicom } from '../imaging/dicom.js';
import type { DicomFile } from '../imaging/dicom.js';
import type { Grid } from '../imaging/grid.js';
import { SEG_CLASSES } from '../imaging/object-classes.js';
import { uidTail } from '../imaging/object-references.js';
import { isLabelBackground, labelValueCounts, undescribedValues } from '../imaging/seg/label-values.js';
import { FRACTION_THRESHOLD, countSegment, segmentMask } from '../imaging/seg/segment-mask.js';
import type { SegmentCounts } from '../imaging/seg/segment-mask.js';
import { readSegmentation } from '../imaging/seg/segmentation.js';
import type { Segmentation } from '../imaging/seg/segmentation.js';
import type { VoiPresentation } from '../imaging/voi-presentation.js';
import { labelPicture } from '../imaging/volume-picture.js';
import { imageFacts } from './image-line.js';
import { annotationIdentifiers } from './annotation-identifiers.js';
import { countNames } from './count-names.js';
import { heldFacts } from './held-facts.js';
import type { Inspector, Understood } from './inspector.js';
import { millilitres } from './millilitres.js';
import { modalityFacts } from './modality-facts.js';
import { overlay } from './overlay.js';
import type { Marks } from './overlay.js';
import { pixelFacts } from './pixel-facts.js';
import { ReaderPseudonyms } from './reader-pseudonyms.js';
import { sopClassOf } from './sop-class.js';
import { volumeFacts } from './volume-facts.js';

const SOURCE_TAIL = 12;

/** Segments are shown in colours, whatever window a header asks for. */
const NO_WINDOW: VoiPresentation = { tables: [], windows: [], function: 'LINEAR' };

/** DICOM segmentations: binary, fractional and label maps. */
export const dicomSeg: Inspector = {
  name: 'dicom-seg',
  claims: (candidate) => SEG_CLASSES.has(sopClassOf(candidate) ?? ''),
  async inspect({ path, absolute, options }) {
    const file = await readDicom(await readFile(absolute), path);
    const seg = await readSegmentation(file, path);
    const threshold = options?.fractionThreshold ?? FRACTION_THRESHOLD;
    return understood(file, seg, path, new ReaderPseudonyms(options?.readerPseudonym), threshold);
  },
};

function understood(
  file: DicomFile,
  seg: Segmentation,
  path: string,
  pseudonyms: ReaderPseudonyms,
  threshold: number,
): Understood {
  const reader = pseudonyms.first(seg.readers);
  const counts = [...new Set([...seg.segments.keys(), ...seg.framesOf.keys()])].map((number) =>
    countSegment(seg, number, threshold),
  );
  const findings = [...seg.findings, ...annotationIdentifiers(file), ...undescribedValues(seg, path)];
  for (const { number, nonzero } of counts) {
    if (nonzero > 0 || isLabelBackground(seg, number)) continue;
    findings.push({
      code: 'SEG-SEGMENT-EMPTY',
      severity: 'warning',
      path,
      message: `segment ${number} marks no voxel`,
      fix: 'confirm that the structure was looked for and not found',
      args: { segment: number },
    });
  }
  const { grid } = seg.places;
  const labels = counts
    .filter(({ number }) => !isLabelBackground(seg, number))
    .map(({ number, voxels }) => ({
      number,
      name: seg.segments.get(number)?.label ?? null,
      voxels,
      volumeMl: volumeMlOf(seg, voxels),
      reader,
    }));
  return {
    kind: 'dicom-seg',
    facts: {
      ...imageFacts(file, seg.pixels),
      ...pixelFacts(file, seg.pixels, NO_WINDOW),
      ...modalityFacts(file, seg.pixels),
      deidentification: file.deidentification(),
      volume: grid === null ? null : volumeFacts(grid),
      labels,
      readers: pseudonyms.facts(seg.readers),
      seg: { ...segFacts(seg, threshold), segments: counts.map((count) => segmentFacts(seg, count)) },
    },
    findings,
    lines: [
      `DICOM segmentation, ${seg.type.toLowerCase()}, ${seg.frames.length} frames of ${seg.rows} × ${seg.columns}`,
      ...labels.map(
        ({ number, name, voxels, volumeMl }) =>
          `${number}  ${name ?? 'unnamed'}: ${voxels} voxels${volumeMl === null ? '' : `, ${millilitres(volumeMl)}`}`,
      ),
    ],
    readers: { named: seg.readers, pseudonyms },
    structures: segStructures(seg, path, reader),
    names: countNames(labels.map(({ name, number }) => name ?? String(number))),
    against: (images) => {
      const series = seriesFor(seg.references, images.series);
      return {
        ...heldFacts(grid, series, images),
        findings: checkAgainstImages('SEG', grid, seg.references, series, path),
        ...(grid === null
          ? {}
          : { picture: () => overlay(marksOf(seg, grid, counts, threshold), grid, series, images) }),
      };
    },
    ...(grid === null
      ? {}
      : {
          picture: () => {
            const marks = marksOf(seg, grid, counts, threshold);
            return Promise.resolve(labelPicture(grid, marks.labels, marks.colours));
          },
        }),
  };
}

function segFacts(seg: Segmentation, threshold: number): Record<string, unknown> {
  const [first] = seg.frames;
  const positionOf = (frame: number): number | null =>
    seg.places.positionsMm?.[seg.places.placeOf[frame] ?? 0] ?? null;
  return {
    segmentationType: seg.type,
    fractionalType: seg.fractionalType,
    maximumFractionalValue: seg.maximumFractionalValue,
    voxelThreshold: seg.type === 'FRACTIONAL' ? threshold : null,
    paddingValue: seg.paddingValue,
    frames: seg.frames.length,
    segmentCount: seg.segments.size,
    imageOrientationPatient: first?.orientation ?? null,
    pixelSpacingMm: first?.spacingMm ?? null,
    sliceThicknessMm: first?.sliceThicknessMm ?? null,
    spacingBetweenSlicesMm: first?.spacingBetweenSlicesMm ?? null,
    labelmapValueCounts: seg.type === 'LABELMAP' ? Object.fromEntries(labelValueCounts(seg)) : null,
    frameOrder: seg.frames.map(({ segment, sourceUids: [source] }, frame) => [
      segment,
      positionOf(frame),
      source === undefined ? null : uidTail(source, SOURCE_TAIL),
    ]),
    referencedSeries: seg.references.seriesUids.length,
    referencedInstances: seg.references.instanceUids.length,
    sourceInstances: new Set(seg.frames.flatMap(({ sourceUids }) => sourceUids)).size,
    hasFrameOfReference: seg.references.frameOfReferenceUids.length > 0,
  };
}

function segmentFacts(seg: Segmentation, count: SegmentCounts): Record<string, unknown> {
  const described = seg.segments.get(count.number);
  const fractional = seg.maximumFractionalValue;
  return {
    number: count.number,
    label: described?.label ?? null,
    description: described?.description ?? null,
    algorithm: described?.algorithm ?? null,
    algorithmName: described?.algorithmName ?? null,
    category: described?.category ?? null,
    type: described?.type ?? null,
    anatomicRegion: described?.anatomicRegion ?? null,
    trackingId: described?.trackingId ?? null,
    trackingUid: described?.trackingUid ?? null,
    colour: described?.colour ?? null,
    background: isLabelBackground(seg, count.number),
    frames: count.frames,
    voxels: count.voxels,
    volumeMl: volumeMlOf(seg, count.voxels),
    nonzero: count.nonzero,
    sumOfValues: count.sumOfValues,
    fractionVolumeMl: fractional === null ? null : volumeMlOf(seg, count.sumOfValues / fractional),
    positionsMm: count.positionsMm,
    voxelsPerFrameByPosition: count.voxelsPerFrame,
    nonzeroPerFrameByPosition: count.nonzeroPerFrame,
    maskSha256ByPosition: count.maskSha256,
  };
}

function volumeMlOf(seg: Segmentation, voxels: number): number | null {
  const { voxelVolumeMm3 } = seg.places;
  return voxelVolumeMm3 === null ? null : (voxels * voxelVolumeMm3) / 1000;
}

/** Where segments overlap, the smaller one covers the larger. */
function marksOf(seg: Segmentation, grid: Grid, counts: readonly SegmentCounts[], threshold: number): Marks {
  const labels = new Uint16Array(grid.size[0] * grid.size[1] * grid.size[2]);
  const colours = new Map<number, [number, number, number]>();
  for (const { number } of [...counts].sort((a, b) => b.voxels - a.voxels)) {
    if (isLabelBackground(seg, number)) continue;
    const mask = segmentMask(seg, number, threshold);
    mask?.forEach((inside, voxel) => {
      if (inside === 1) labels[voxel] = number;
    });
    const colour = seg.segments.get(number)?.colour;
    if (colour !== undefined && colour !== null) colours.set(number, colour);
  }
  return { labels, colours };
}
