import type { Family } from '../family.js';
import { family as propCi } from './prop-ci.js';

/** Every family of known answers. Append only, one line a family. */
export const families: readonly Family[] = [propCi];
