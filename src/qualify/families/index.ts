import type { Family } from '../family.js';
import { family as shift } from './shift.js';
import { family as sampleSize } from './sample-size.js';
import { family as mrmcUstat } from './mrmc-ustat.js';
import { family as mrmcOr } from './mrmc-or.js';
import { invalidInput } from './invalid-input.js';
import { family as clusterBootstrap } from './cluster-bootstrap.js';
import { family as bootstrap } from './bootstrap.js';
import { family as specialFunctions } from './special-functions.js';
import { family as clusteredProp } from './clustered-prop.js';
import { family as calibration } from './calibration.js';
import { family as noninferiority } from './noninferiority.js';
import { family as multiplicity } from './multiplicity.js';
import { family as quantile } from './quantile.js';
import { family as rocOperatingPoint } from './roc-operating-point.js';
import { family as prAuc } from './pr-auc.js';
import { family as partialAuc } from './partial-auc.js';
import { family as clusteredAuc } from './clustered-auc.js';
import { family as rocCompare } from './roc-compare.js';
import { family as rocAuc } from './roc-auc.js';
import { family as binaryCounts } from './binary-counts.js';
import { family as staple } from './staple.js';
import { family as segmentation } from './segmentation.js';
import { family as lroc } from './lroc.js';
import { family as froc } from './froc.js';
import { family as agreement } from './agreement.js';
import { family as pairedProp } from './paired-prop.js';
import { family as propCi } from './prop-ci.js';
import { family as propDiff } from './prop-diff.js';

/** Every family of known answers. Append only, one line a family. */
// prettier-ignore
export const families: readonly Family[] = [
  propCi,
  propDiff,
  pairedProp,
  agreement,
  froc,
  lroc,
  segmentation,
  staple,
  binaryCounts,
  rocAuc,
  rocCompare,
  clusteredAuc,
  partialAuc,
  prAuc,
  rocOperatingPoint,
  quantile,
  multiplicity,
  noninferiority,
  calibration,
  clusteredProp,
  specialFunctions,
  bootstrap,
  clusterBootstrap,
  invalidInput(() => families),
  mrmcOr,
  mrmcUstat,
  sampleSize,
  shift,
];
