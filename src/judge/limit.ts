import type { LimitCriterion } from '../schema/analysis-plan.js';

/** One limit of an interval held against one value, in numbers and in words. */
export interface HeldLimit {
  holds: boolean;
  arithmetic: string;
}

/** Strictly above or below, unrounded. @param limit the limit that the criterion looks at */
export function holdLimit(
  { bound, direction, value }: Pick<LimitCriterion, 'bound' | 'direction' | 'value'>,
  limit: number,
): HeldLimit {
  const holds = direction === 'above' ? limit > value : limit < value;
  const relation = `${holds ? 'is' : 'is not'} ${direction}`;
  return { holds, arithmetic: `${bound} limit ${limit} ${relation} ${value}` };
}
