import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { requireProbability } from '../argument.js';
import { requireMargin } from '../inference/non-inferiority.js';
import { constrainedProportions } from '../miettinen-nurminen.js';
import { errorQuantiles, requirePositive, type ErrorRates } from './requirements.js';

export interface NonInferiorityPlan {
  /** Expected proportions. */
  pNew: number;
  pReference: number;
  /** H0: pNew - pReference <= -margin. */
  margin: number;
  /** Cases under the reference for each case under the new one. @default 1 */
  allocation?: number;
}

/** Cases under the new one, real: round up. Undefined when the expected difference is not above -margin. */
export interface NonInferioritySize {
  /** Variance at the expected proportions (Blackwelder 1982, Control Clin Trials 3:345). */
  unpooled: Estimable;
  /** Null variance at the restricted maximum-likelihood proportions (Farrington & Manning 1990, Stat Med 9:1447). */
  farringtonManning: Estimable;
  restricted: { pNew: number; pReference: number };
}

export function nonInferioritySize(
  { pNew, pReference, margin, allocation = 1 }: NonInferiorityPlan,
  rates: ErrorRates,
): NonInferioritySize {
  requireProbability('the new proportion', pNew);
  requireProbability('the reference proportion', pReference);
  requireMargin(margin);
  requirePositive('the allocation', allocation);
  const { zAlpha, zBeta } = errorQuantiles(rates);
  const { p1, p2 } = constrainedProportions(
    { x1: pNew, n1: 1, x2: allocation * pReference, n2: allocation },
    -margin,
  );
  const spread = (a: number, b: number): number => Math.sqrt(a * (1 - a) + (b * (1 - b)) / allocation);
  const distance = pNew - pReference + margin;
  const size = (atNull: number): Estimable =>
    distance > 0
      ? defined(((zAlpha * atNull + zBeta * spread(pNew, pReference)) / distance) ** 2)
      : undefinedBecause('the expected difference is not above the margin');
  return {
    unpooled: size(spread(pNew, pReference)),
    farringtonManning: size(spread(p1, p2)),
    restricted: { pNew: p1, pReference: p2 },
  };
}
