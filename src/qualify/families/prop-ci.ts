import type { Family } from '../family.js';

/** Placeholder until the estimators stand. */
export const family: Family = { name: 'prop_ci', answer: () => ({}) };
