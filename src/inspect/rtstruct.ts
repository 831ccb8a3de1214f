import { readFile } from 'node:fs/promises';
import { checkAgainstImages, seriesFor } from '../imaging/check-against-images.js';
import type { ImageSeries } from '../imaging/check-against-images.js';
import { readDicom } from '../imaging/dicom.js';
import { voxelVolumeMm3 } from '../imaging/grid.js';
import { LIMITS } from '../imaging/limits.js';
import { uidTail } from '../imaging/object-references.js';
import { areaMm2, meanZ } from '../imaging/rtstruct/contour.js';
import { rasterise } from '../imaging/rtstruct/raster.js';
import { RTSTRUCT_CLASS, boundsOf, readStructureSet } from '../imaging/rtstruct/structure-set.js';
import type { Roi, StructureSet } from '../imaging/rtstruct/structure-set.js';
import type { Inspector, Understood } from './inspector.js';
import { sopClassOf } from './sop-class.js';
import { volumeFacts } from './volume-facts.js';

const FRAME_TAIL = 20;

/** DICOM RT structure sets. Voxels need the images' grid; alone, a set gives contours and areas. */
export const rtstruct: Inspector = {
  name: 'rtstruct',
  claims: (candidate) => sopClassOf(candidate) === RTSTRUCT_CLASS,
  async inspect({ path, absolute }) {
    const file = await readDicom(await readFile(absolute), path);
    const set = readStructureSet(file.dataSet, path);
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
        labels: set.rois.map(({ number, name }) => ({ number, name, voxels: null, volumeMl: null })),
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
          // Never the name: it becomes a reader only as a keyed hash.
          operatorNamed: set.operator !== null,
        },
      },
      findings: [...file.findings, ...set.findings],
      against: (images) => onImages(set, seriesFor(set.references, images), path),
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
  images: ImageSeries,
  path: string,
): Pick<Understood, 'facts' | 'findings'> {
  const findings = checkAgainstImages('RTSTRUCT', null, set.references, images, path);
  const { grid } = images;
  if (grid === null) {
    findings.push({
      code: 'RTSTRUCT-WITHOUT-GRID',
      severity: 'error',
      path,
      message: 'the images are no even volume, so that contours give no voxels',
      fix: 'give the series the contours were drawn on, complete',
      args: {},
    });
    return { facts: {}, findings };
  }
  const budget = { left: LIMITS.contourCrossings };
  const labels = set.rois.map(({ number, name, contours }) => {
    const { voxels, offGrid, crossing } = rasterise(contours, grid, path, number, budget);
    if (crossing.length > 0) {
      findings.push({
        code: 'RTSTRUCT-CONTOURS-CROSS',
        severity: 'warning',
        path,
        message: `${crossing.length} of ${contours.length} contours of ROI ${number} cross or repeat another of their slice; what they share is left out`,
        fix: 'look at the region: a hole lies inside of its outline, parts lie beside one another',
        args: { roi: number, crossing: crossing.length, contours: contours.length },
      });
    }
    if (offGrid.length > 0) {
      findings.push({
        code: 'RTSTRUCT-CONTOUR-OFF-GRID',
        severity: 'error',
        path,
        message: `${offGrid.length} of ${contours.length} contours of ROI ${number} lie on no slice of the images`,
        fix: 'give the series the contours were drawn on, complete',
        args: { roi: number, offGrid: offGrid.length, contours: contours.length },
      });
    }
    return { number, name, voxels, volumeMl: (voxels * voxelVolumeMm3(grid)) / 1000 };
  });
  return { facts: { volume: volumeFacts(grid), labels }, findings };
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
