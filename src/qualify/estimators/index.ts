import type { Estimator } from '../estimator.js';
import { readers } from './readers.js';
import { shift } from './shift.js';
import { agreement } from './agreement.js';
import { calibration } from './calibration.js';
import { curves } from './curves.js';
import { differences } from './differences.js';
import { proportions } from './proportions.js';
import { tables } from './tables.js';

/** Every estimator of `veritome stat`. Append only, one line a group. */
// prettier-ignore
export const estimators: readonly Estimator[] = [
  ...proportions,
  ...tables,
  ...curves,
  ...differences,
  ...calibration,
  ...agreement,
  ...shift,
  ...readers,
];
