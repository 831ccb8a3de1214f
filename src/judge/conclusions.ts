import type { PlannedEndpoint } from '../schema/analysis-plan.js';
import type { EstimateRow, Verdict } from '../schema/types.js';
import { holdLimit, type HeldLimit } from './limit.js';

type Conclusion = NonNullable<Verdict['conclusions']>[number];

/**
 * What follows on a difference from a comparator. Superiority after non-inferiority is a closed test of nested
 * hypotheses: the same limit is held against minus the margin, then against 0, without a correction (Morikawa and
 * Yoshida 1995, J Biopharm Stat 5:297; CPMP/EWP/482/99); superiority is not tested unless non-inferiority is shown.
 * @param held the limits of the criterion
 */
export function conclusionsOf(
  { comparison }: PlannedEndpoint,
  row: EstimateRow,
  held: readonly HeldLimit[],
): Conclusion[] {
  const told = (statement: Conclusion['statement']): Conclusion => ({
    statement,
    holds: held.every(({ holds }) => holds),
    arithmetic: held.map(({ arithmetic }) => arithmetic).join(', '),
  });
  switch (comparison?.form) {
    case 'non-inferiority':
      return [told('non-inferior')];
    case 'superiority-to-comparator':
      return [told('superior')];
    case 'equivalence':
      return [told('equivalent')];
    case 'superiority-after-non-inferiority': {
      const first = told('non-inferior');
      const { lower } = row;
      const second: HeldLimit =
        first.holds && lower !== null
          ? holdLimit({ bound: 'lower', direction: 'above', value: 0 }, lower)
          : { holds: false, arithmetic: 'not tested: non-inferiority is not shown' };
      return [first, { statement: 'superior', ...second }];
    }
    default:
      return [];
  }
}
