import type { Family } from '../family.js';
import { family as pairedProp } from './paired-prop.js';
import { family as propCi } from './prop-ci.js';
import { family as propDiff } from './prop-diff.js';

/** Every family of known answers. Append only, one line a family. */
// prettier-ignore
export const families: readonly Family[] = [
  propCi,
  propDiff,
  pairedProp,
];
