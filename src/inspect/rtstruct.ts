import { readFile } from 'node:fs/promises';
import { contourStructures } from '../annotation/structure/contour-structures.js';
import { checkAgainstImages, seriesFor } from '../imaging/check-against-images.js';
import { readDicom } from '../imaging/dicom.js';
import { voxelVolumeMm3 } from '../imaging/grid.js';
import type { Grid } from '../imaging/grid.js';
import { LIMITS } from '../imaging/limits.js';
import { RTSTRUCT_CLASS } from '../imaging/object-classes.js';
import { uidTail } from '../imaging/object-references.js';
import { areaMm2, meanZ } from '../imaging/rtstruct/contour.js';
import { rasterDoubts } from '../imaging/rtstruct/raster-doubts.js';
import { rasterise } from '../imaging/rtstruct/raster.js';
import { boundsOf, readStructureSet } from '../imaging/rtstruct/structure-set.js';
import type { Roi, StructureSet } from '../imaging/rtstruct/structure-set.js';
import { paletteColour } from '../imaging/volume-picture.js';
import { annotationIdentifiers } from './annotation-identifiers.js';
import { countNames } from './count-names.js';
import { heldFacts } from './held-facts.js';
import type { GivenImages, Held, Inspector } from './inspector.js';
import { millilitres } from './millilitres.js';
import { overlay } from './overlay.js';
import type { Marks } from './overlay.js';
import { ReaderPseudonyms } from './reader-pseudonyms.js';
import { sopClassOf } from './sop-class.js';
import { volumeFacts } from './volume-facts.js';

const FRAME_TAIL = 20;

/** DICOM RT structure sets. Voxels need the images' grid; alone, a set gives contours and areas. */
export const rtstruct: Inspector = {
  name: 'rtstruct',
  claims: (candidate) => sopClassOf(candidate) === RTSTRUCT_CLASS,
  async inspect({ path, absolute, options }) {
    const file = await readDicom(await readFile(absolute), path);
    const set = readStructureSet(file.dataSet, path);
    const pseudonyms = new ReaderPseudonyms(options?.readerPseudonym);
    const named = [...set.readers, ...set.rois.flatMap(({ interpreters }) => interpreters)];
    const readerOf = (roi: Roi): string | null => pseudonyms.first(roi.interpreters, set.readers);
    const drawnOn = new Set(
      set.rois.flatMap(({ contours }) => contours.flatMap(({ imageUids }) => imageUids)),
    );
    const rois = set.rois.map(roiFacts);
    return {
      kind: 'rtstruct',
      facts: {
        modality: file.facts.modality,
        sopClassUid: file.facts.sopClassUid,
        transferSyntaxUid: file.facts.transferSyntaxUid,
        patientIdentityRemoved: file.facts.deidentified,
        deidentification: file.deidentification(),
        labels: set.rois.map((roi) => ({
          number: roi.number,
          name: roi.name,
          voxels: null,
          volumeMl: null,
          reader: readerOf(roi),
        })),
        readers: pseudonyms.facts(named),
        rtstruct: {
          label: set.label,
          rois,
          frameOfReferenceTails: set.references.frameOfReferenceUids.map((uid) => uidTail(uid, FRAME_TAIL)),
          referencedSeries: set.references.seriesUids.length,
          referencedImages: set.references.instanceUids.length,
          contourImages: drawnOn.size,
          roisWithoutContourItem: set.rois
            .filter(({ hasContourItem }) => !hasContourItem)
            .map(({ number }) => number),
        },
      },
      findings: [...file.findings, ...annotationIdentifiers(file), ...set.findings],
      readers: { named, pseudonyms },
      structures: contourStructures(set, path, readerOf),
      names: countNames(set.rois.map(({ name, number }) => name ?? String(number))),
      against: (images) => onImages(set, readerOf, images, path),
      lines: [
        `DICOM RT structure set, ${rois.length} regions`,
        ...set.rois.map(
          ({ number, name, contours }) => `${number}  ${name ?? 'unnamed'}: ${contours.length} contours`,
        ),
      ],
    };
  },
};

/** Voxels of each region on the grid of the images. */
function onImages(
  set: StructureSet,
  readerOf: (roi: Roi) => string | null,
  images: GivenImages,
  path: string,
): Held {
  const series = seriesFor(set.references, images.series);
  const findings = checkAgainstImages('RTSTRUCT', null, set.references, series, path);
  const held = heldFacts(null, series, images);
  const { grid } = series;
  if (grid === null) {
    findings.push({
      code: 'RTSTRUCT-WITHOUT-GRID',
      severity: 'error',
      path,
      message: 'the images are no even volume, so that contours give no voxels',
      fix: 'give the series the contours were drawn on, complete',
      args: {},
    });
    return { ...held, findings };
  }
  const budget = { left: LIMITS.contourCrossings };
  const counted = set.rois.map((roi) => {
    const raster = rasterise(roi.contours, grid, path, roi.number, budget);
    findings.push(...rasterDoubts(roi, raster, series.frameOfReferenceUid, path));
    return { ...roi, voxels: raster.voxels };
  });
  const labels = counted.map((roi) => ({
    number: roi.number,
    name: roi.name,
    voxels: roi.voxels,
    volumeMl: (roi.voxels * voxelVolumeMm3(grid)) / 1000,
    reader: readerOf(roi),
  }));
  return {
    series,
    facts: { ...held.facts, volume: volumeFacts(grid), labels },
    findings,
    lines: [
      ...held.lines,
      ...labels.map(
        ({ number, name, voxels, volumeMl }) =>
          `${number}  ${name ?? 'unnamed'}: ${voxels} voxels, ${millilitres(volumeMl)}`,
      ),
    ],
    picture: () => overlay(marksOf(counted, grid, path), grid, series, images),
  };
}

/** Where regions overlap, the smaller one covers the larger. One mask at a time is in memory. */
function marksOf(rois: readonly (Roi & { voxels: number })[], grid: Grid, path: string): Marks {
  const budget = { left: LIMITS.contourCrossings };
  const labels = new Uint16Array(grid.size[0] * grid.size[1] * grid.size[2]);
  const colours = new Map<number, [number, number, number]>();
  [...rois]
    .sort((a, b) => b.voxels - a.voxels)
    .forEach(({ contours, number, colour }, i) => {
      const { mask } = rasterise(contours, grid, path, number, budget);
      for (let voxel = 0; voxel < mask.length; voxel += 1) if (mask[voxel] === 1) labels[voxel] = i + 1;
      colours.set(i + 1, colour ?? paletteColour(number));
    });
  return { labels, colours };
}

function roiFacts(roi: Roi): Record<string, unknown> {
  const { contours } = roi;
  const types: Record<string, number> = {};
  for (const { type } of contours) types[type] = (types[type] ?? 0) + 1;
  const bounds = boundsOf(roi);
  return {
    number: roi.number,
    name: roi.name,
    algorithm: roi.algorithm,
    interpretedType: roi.interpretedType,
    colour: roi.colour,
    contours: contours.length,
    types,
    points: contours.reduce((sum, { points }) => sum + points.length / 3, 0),
    bboxMinMm: bounds?.min ?? null,
    bboxMaxMm: bounds?.max ?? null,
    sumAbsContourAreaMm2: contours.reduce((sum, contour) => sum + areaMm2(contour), 0),
    distinctMeanZ: new Set(contours.map(meanZ)).size,
  };
}
