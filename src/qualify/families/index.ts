import type { Family } from '../family.js';
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
];
