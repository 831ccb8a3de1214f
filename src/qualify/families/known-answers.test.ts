import { families } from './index.js';
import { describeKnownAnswers } from './known-answers.testkit.js';

/** Families with a test file of their own are run there. */
const ELSEWHERE = [
  'agreement',
  'froc',
  'lroc',
  'mrmc_or',
  'mrmc_ustat',
  'multiplicity',
  'noninferiority',
  'sample_size',
  'segmentation',
  'shift',
  'staple',
];

for (const family of families) if (!ELSEWHERE.includes(family.name)) describeKnownAnswers(family);
