import { text, type ReferencePage } from './page.js';

const PAIR = 'Both masks lie on one grid, in 2D or 3D; spacing in mm.';
const BOTH = 'both masks are empty (such cases are counted, not averaged)';
const ONE = 'a mask is empty: the protocol declares the distance of a missed structure';

export const maskTexts: ReferencePage = {
  file: 'masks',
  title: 'Masks',
  intro:
    'A boundary voxel is a foreground voxel with a background face neighbour; outside the image is background. The surfel variants measure surface elements instead and are other metrics.',
  families: ['segmentation'],
  entries: {
    dice: text('2 TP / (2 TP + FP + FN)', PAIR, BOTH),
    iou: text('TP / (TP + FP + FN)', PAIR, BOTH),
    'mask-sensitivity': text('TP / (TP + FN)', PAIR, 'the reference is empty'),
    'mask-precision': text('TP / (TP + FP)', PAIR, 'the prediction is empty'),
    'relative-volume-difference': text(
      '(V prediction − V reference) / V reference',
      PAIR,
      'the reference is empty',
    ),
    'volumetric-similarity': text('1 − |V₁ − V₂| / (V₁ + V₂)', PAIR, BOTH),
    hausdorff: text('max of both directed maxima', PAIR, ONE),
    hd95: text(
      '95th percentile, type 7: larger of both directions, pooled, or mean of both',
      `${PAIR} The variants differ; name the one used.`,
      ONE,
    ),
    assd: text('mean of all distances of both directions together', PAIR, ONE),
    masd: text('mean of the two directed means', PAIR, ONE),
    nsd: text(
      'share of both boundaries within the tolerance (≤, slack 1e-9)',
      `${PAIR} The tolerance comes from the spread of readers.`,
      `${BOTH}; 0 when one is`,
    ),
    'label-dice': text('mean over labels of 2 TP / (2 TP + FP + FN)', PAIR, 'no label occurs in either map'),
  },
};
