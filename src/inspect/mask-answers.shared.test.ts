import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Estimable } from '../core/estimable.js';
import { compareGrids, inOrderOf } from '../imaging/compare-grids.js';
import type { Grid } from '../imaging/grid.js';
import { readNifti, type Nifti } from '../imaging/nifti/nifti.js';
import { sharedPath, WITHOUT_SHARED } from '../imaging/shared-data.testkit.js';
import { assd, masd } from '../metrics/average-surface-distance.js';
import { hausdorff, percentileHausdorff } from '../metrics/hausdorff.js';
import { maskOverlap, voxelCounts } from '../metrics/mask-overlap.js';
import type { Mask } from '../metrics/mask.js';
import { normalizedSurfaceDistance } from '../metrics/normalized-surface-distance.js';
import { boundaryVoxels, surfaceDistances, type SurfaceDistances } from '../metrics/surface-distances.js';
import {
  surfaceDice,
  surfelDistances,
  surfelMeanDistance,
  surfelPercentile,
} from '../metrics/surfel-distances.js';

/*
 * From files to numbers: both masks of each pair are read, brought to one grid by their affines, and measured with the
 * spacing of the grid; every recorded answer of brute force, scipy, MetricsReloaded and surface-distance must come out.
 * NIfTI keeps spacing in single precision: 1e-6 relative, and ties at a tolerance need as much slack.
 */

interface Answers {
  n_ref: number;
  n_pred: number;
  n_intersection: number;
  n_union: number;
  volume_ref_mm: number;
  volume_pred_mm: number;
  dice: number | null;
  iou: number | null;
  surface:
    | (Record<string, number> & { nsd: Record<string, number>; nsd_ties_excluded?: Record<string, number> })
    | null;
  surfel?: Record<string, number> & { nsd: Record<string, number> };
}

interface Case {
  case: string;
  ref: string;
  pred: string;
  shape: number[];
  expect: string;
  binary?: Answers;
  labels?: Record<string, Answers>;
}

const cases = WITHOUT_SHARED
  ? []
  : (JSON.parse(readFileSync(sharedPath('masks/answers.json'), 'utf8')) as { cases: Case[] }).cases;

const RELATIVE = 1e-6;

const read = (path: string): Nifti => readNifti(readFileSync(sharedPath(path)), null, basename(path));

/** The voxels of a label; any label where it is null. The metrics want the slowest axis first. */
function maskOf(
  values: ArrayLike<number>,
  { size, spacingMm }: Grid,
  flat: boolean,
  label: number | null,
): Mask {
  const data = new Uint8Array(values.length);
  for (let i = 0; i < data.length; i += 1) {
    const value = values[i]!;
    data[i] = (label === null ? value !== 0 : value === label) ? 1 : 0;
  }
  const axes = flat ? ([1, 0] as const) : ([2, 1, 0] as const);
  return { data, shape: axes.map((i) => size[i]), spacingMm: axes.map((i) => spacingMm[i]) };
}

function expectClose(got: number, recorded: number, what: string): void {
  const far = Math.abs(got - recorded);
  expect(far, `${what}: ${got} for ${recorded}`).toBeLessThanOrEqual(
    RELATIVE * Math.max(1, Math.abs(recorded)),
  );
}

function expectEstimate(got: Estimable, recorded: number | null, what: string): void {
  expect(got.defined, what).toBe(recorded !== null);
  if (got.defined && recorded !== null) expectClose(got.value, recorded, what);
}

function checkAnswers(reference: Mask, prediction: Mask, answers: Answers): void {
  const counts = voxelCounts(reference, prediction);
  expect(counts).toEqual({
    reference: answers.n_ref,
    prediction: answers.n_pred,
    intersection: answers.n_intersection,
  });
  const voxel = reference.spacingMm.reduce((product, edge) => product * edge, 1);
  expectClose(counts.reference * voxel, answers.volume_ref_mm, 'volume of the reference');
  expectClose(counts.prediction * voxel, answers.volume_pred_mm, 'volume of the prediction');
  const overlap = maskOverlap(counts);
  expectEstimate(overlap.dice, answers.dice, 'Dice');
  expectEstimate(overlap.iou, answers.iou, 'IoU');
  const distances = surfaceDistances(reference, prediction);
  expect(distances.defined).toBe(answers.surface !== null);
  if (answers.surface !== null && distances.defined) {
    const d = distances.value;
    const { referenceToPrediction: there, predictionToReference: back } = d;
    const mean = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;
    const got: Record<string, number> = {
      n_border_ref: boundaryVoxels(reference),
      n_border_pred: boundaryVoxels(prediction),
      hd: hausdorff(d).symmetric,
      hd_ref_to_pred: hausdorff(d).referenceToPrediction,
      hd_pred_to_ref: hausdorff(d).predictionToReference,
      hd95_max_of_directed: percentileHausdorff(d, 'max-of-directed'),
      hd95_pooled: percentileHausdorff(d, 'pooled'),
      hd95_ref_to_pred: percentileHausdorff(bothWays(there), 'max-of-directed'),
      hd95_pred_to_ref: percentileHausdorff(bothWays(back), 'max-of-directed'),
      assd_pooled: assd(d),
      assd_mean_of_means: masd(d),
      asd_ref_to_pred: mean(there),
      asd_pred_to_ref: mean(back),
    };
    for (const [name, number] of Object.entries(got)) expectClose(number, answers.surface[name]!, name);
    for (const [tolerance, share] of Object.entries(answers.surface.nsd_ties_excluded ?? {})) {
      const nsd = normalizedSurfaceDistance(counts, distances, Number(tolerance) * (1 - RELATIVE));
      expectEstimate(nsd, share, `NSD below ${tolerance} mm`);
    }
    for (const [tolerance, share] of Object.entries(answers.surface.nsd)) {
      const slack = RELATIVE * Number(tolerance);
      const nsd = normalizedSurfaceDistance(counts, distances, Number(tolerance) + slack);
      expectEstimate(nsd, share, `NSD at ${tolerance} mm`);
    }
  }
  if (answers.surfel !== undefined) checkSurfels(reference, prediction, answers.surfel);
}

/** One direction twice: the larger of both is its own percentile. */
function bothWays(directed: Float64Array): SurfaceDistances {
  return { referenceToPrediction: directed, predictionToReference: directed };
}

function checkSurfels(reference: Mask, prediction: Mask, answers: NonNullable<Answers['surfel']>): void {
  const surfels = surfelDistances(reference, prediction);
  expectClose(surfels.reference.totalArea, answers['area_ref']!, 'area of the reference');
  expectClose(surfels.prediction.totalArea, answers['area_pred']!, 'area of the prediction');
  expectEstimate(surfelMeanDistance(surfels, 'reference'), answers['average_ref_to_pred']!, 'average there');
  expectEstimate(surfelMeanDistance(surfels, 'prediction'), answers['average_pred_to_ref']!, 'average back');
  const means = [surfelMeanDistance(surfels, 'reference'), surfelMeanDistance(surfels, 'prediction')];
  const [there, back] = means.map((mean) => (mean.defined ? mean.value : NaN)) as [number, number];
  const [areaThere, areaBack] = [surfels.reference.totalArea, surfels.prediction.totalArea];
  const weighted = (there * areaThere + back * areaBack) / (areaThere + areaBack);
  expectClose(weighted, answers['assd_area_weighted']!, 'area-weighted average');
  expectEstimate(surfelPercentile(surfels, 100), answers['hd100']!, 'surfel HD');
  expectEstimate(surfelPercentile(surfels, 95), answers['hd95']!, 'surfel HD95');
  for (const [tolerance, share] of Object.entries(answers.nsd)) {
    const slack = RELATIVE * Number(tolerance);
    expectEstimate(surfaceDice(surfels, Number(tolerance), slack), share, `surface Dice at ${tolerance} mm`);
  }
}

describe.skipIf(WITHOUT_SHARED).each(cases)(
  '$case',
  ({ ref, pred, shape, expect: expected, binary, labels }) => {
    let [reference, prediction]: (Nifti | null)[] = [null, null];
    beforeAll(() => {
      [reference, prediction] = [read(ref), read(pred)];
    });

    it(expected, () => {
      const [a, b] = [reference!, prediction!];
      const match = compareGrids(a.geometry.grid, b.geometry.grid);
      expect(match.same).toBe(expected === 'ok');
      if (!match.same) return;
      const grid = a.geometry.grid;
      const brought = inOrderOf(b.stored, b.geometry.grid, match.order);
      const pair = (label: number | null): [Mask, Mask] => [
        maskOf(a.stored, grid, shape.length === 2, label),
        maskOf(brought, grid, shape.length === 2, label),
      ];
      if (binary !== undefined) checkAnswers(...pair(null), binary);
      for (const [label, answers] of Object.entries(labels ?? {}))
        checkAnswers(...pair(Number(label)), answers);
      expect(binary !== undefined || labels !== undefined).toBe(true);
    });
  },
);
