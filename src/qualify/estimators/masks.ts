import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import { assd, masd } from '../../metrics/average-surface-distance.js';
import { hausdorff, percentileHausdorff } from '../../metrics/hausdorff.js';
import { labelOverlaps } from '../../metrics/label-overlap.js';
import { maskOverlap, voxelCounts, voxelVolume, type MaskOverlap } from '../../metrics/mask-overlap.js';
import type { Mask } from '../../metrics/mask.js';
import { normalizedSurfaceDistance } from '../../metrics/normalized-surface-distance.js';
import { surfaceDistances, type SurfaceDistances } from '../../metrics/surface-distances.js';
import {
  surfaceDice,
  surfelDistances,
  surfelMeanDistance,
  surfelPercentile,
} from '../../metrics/surfel-distances.js';
import type { Estimator, Measured, Method } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { gridOf, maskOf } from './mask-input.js';
import { detail } from './measured.js';

const needs = 'reference, prediction (0/1; nested lists, or flat with shape), spacing in mm (1 unless given)';
const RELOADED = 'Maier-Hein, Reinke et al. 2024, Nat Methods 21:195 (MetricsReloaded), boundary voxels';
const SURFELS = 'Nikolov et al. 2021, J Med Internet Res 23:e26151, surface elements by area';

interface Pair {
  reference: Mask;
  prediction: Mask;
}

function pairOf(input: StatInput): Pair {
  return { reference: maskOf(input, 'reference'), prediction: maskOf(input, 'prediction') };
}

const OVERLAPS: readonly (readonly [string, string, keyof MaskOverlap, string])[] = [
  ['dice', 'Dice of two masks: 2 TP / (2 TP + FP + FN)', 'dice', 'Dice 1945, Ecology 26:297'],
  ['iou', 'Intersection over union of two masks', 'iou', 'Jaccard 1901, Bull Soc Vaud Sci Nat 37:547'],
  ['mask-sensitivity', 'Share of the reference that is covered', 'sensitivity', RELOADED],
  ['mask-precision', 'Share of the prediction that is right', 'precision', RELOADED],
  [
    'relative-volume-difference',
    '(prediction - reference) / reference volume',
    'relativeVolumeDifference',
    'Heimann et al. 2009, IEEE Trans Med Imaging 28:1251',
  ],
  [
    'volumetric-similarity',
    '1 - |difference of volumes| / sum of volumes',
    'volumetricSimilarity',
    'Taha and Hanbury 2015, BMC Med Imaging 15:29',
  ],
];

function overlap([name, title, key, source]: (typeof OVERLAPS)[number]): Estimator {
  return {
    name,
    title,
    needs,
    methods: [
      {
        name: 'voxels',
        source,
        compute: (input) => {
          const { reference, prediction } = pairOf(input);
          const counts = voxelCounts(reference, prediction);
          return {
            estimate: maskOverlap(counts)[key],
            n: reference.data.length,
            details: { ...counts, voxelVolume: voxelVolume(reference) },
          };
        },
      },
    ],
  };
}

/** A number of the distances between boundary voxels. */
function boundary(name: string, source: string, read: (distances: SurfaceDistances) => number): Method {
  return {
    name,
    source,
    compute: (input): Measured => {
      const { reference, prediction } = pairOf(input);
      const distances = surfaceDistances(reference, prediction);
      return {
        estimate: distances.defined ? defined(read(distances.value)) : distances,
        n: reference.data.length,
        details: distances.defined
          ? {
              boundaryVoxelsReference: distances.value.referenceToPrediction.length,
              boundaryVoxelsPrediction: distances.value.predictionToReference.length,
            }
          : {},
      };
    },
  };
}

/** A number of the surface elements. */
function surfel(
  name: string,
  read: (pair: ReturnType<typeof surfelDistances>, input: StatInput) => Estimable,
): Method {
  return {
    name,
    source: SURFELS,
    compute: (input): Measured => {
      const { reference, prediction } = pairOf(input);
      const surfels = surfelDistances(reference, prediction);
      return {
        estimate: read(surfels, input),
        n: reference.data.length,
        details: { areaReference: surfels.reference.totalArea, areaPrediction: surfels.prediction.totalArea },
      };
    },
  };
}

const PERCENTILES = [
  ['max-of-directed', `${RELOADED}; larger of the two directed 95th percentiles`],
  [
    'pooled',
    'Huttenlocher, Klanderman and Rucklidge 1993, IEEE Trans Pattern Anal Mach Intell 15:850; 95th percentile of both directions together as medpy, boundary voxels',
  ],
  [
    'mean-of-directed',
    'Huttenlocher, Klanderman and Rucklidge 1993, IEEE Trans Pattern Anal Mach Intell 15:850; mean of the two directed 95th percentiles, boundary voxels',
  ],
] as const;

function labels(input: StatInput): Measured {
  const reference = gridOf(input, 'reference').data;
  const result = labelOverlaps(
    reference,
    gridOf(input, 'prediction').data,
    Array.from(input.numbers('labels')),
  );
  const each = result.labels.flatMap(({ label, dice, iou }) => [
    [`dice_${label}`, detail(dice)] as const,
    [`iou_${label}`, detail(iou)] as const,
  ]);
  return {
    estimate: result.meanDice,
    n: reference.length,
    details: {
      microDice: detail(result.microDice),
      undefinedLabels: result.undefinedLabels,
      ...Object.fromEntries(each),
    },
  };
}

/** Two masks, or two maps of labels, on one grid in 2D or 3D. */
export const masks: readonly Estimator[] = [
  ...OVERLAPS.map(overlap),
  {
    name: 'hausdorff',
    title: 'Largest distance between two boundaries, mm',
    needs,
    methods: [
      boundary('symmetric', RELOADED, (d) => hausdorff(d).symmetric),
      boundary('reference-to-prediction', RELOADED, (d) => hausdorff(d).referenceToPrediction),
      boundary('prediction-to-reference', RELOADED, (d) => hausdorff(d).predictionToReference),
      surfel('surfel', (s) => surfelPercentile(s, 100)),
    ],
  },
  {
    name: 'hd95',
    title: '95th percentile of the distances between two boundaries, mm',
    needs,
    methods: [
      ...PERCENTILES.map(([name, source]) => boundary(name, source, (d) => percentileHausdorff(d, name))),
      surfel('surfel', (s) => surfelPercentile(s, 95)),
    ],
  },
  {
    name: 'assd',
    title: 'Average symmetric surface distance: mean of all distances, mm',
    needs,
    methods: [boundary('boundary-voxels', 'Heimann et al. 2009, IEEE Trans Med Imaging 28:1251', assd)],
  },
  {
    name: 'masd',
    title: 'Mean average surface distance: mean of the two directed means, mm',
    needs,
    methods: [
      boundary('boundary-voxels', RELOADED, masd),
      surfel('surfel-from-reference', (s) => surfelMeanDistance(s, 'reference')),
      surfel('surfel-from-prediction', (s) => surfelMeanDistance(s, 'prediction')),
    ],
  },
  {
    name: 'nsd',
    title: 'Normalised surface distance: share of the boundaries within a tolerance',
    needs: `${needs}, tolerance in mm`,
    methods: [
      {
        name: 'boundary-voxels',
        source: RELOADED,
        compute: (input) => {
          const { reference, prediction } = pairOf(input);
          const distances = surfaceDistances(reference, prediction);
          const tolerance = input.scalar('tolerance');
          return {
            estimate: normalizedSurfaceDistance(voxelCounts(reference, prediction), distances, tolerance),
            n: reference.data.length,
            details: { tolerance },
          };
        },
      },
      surfel('surfel', (s, input) => surfaceDice(s, input.scalar('tolerance'))),
    ],
  },
  {
    name: 'label-dice',
    title: 'Mean Dice over labels that occur in either map',
    needs: 'reference, prediction (whole numbers 0 to 255), labels',
    methods: [
      {
        name: 'voxels',
        source: 'Dice 1945, Ecology 26:297; absent labels left out and counted',
        compute: labels,
      },
    ],
  },
];
