import type { TestingPlan } from '../../schema/analysis-plan.js';
import type { DecisionStep } from '../../schema/types.js';

type Procedure = TestingPlan['procedure'];

export const SOURCES: Readonly<Record<Procedure, string>> = {
  bonferroni: 'stats/inference/bonferroni: fixed shares of the level (Dunn 1961, J Am Stat Assoc 56:52)',
  holm: 'stats/inference/holm: step-down (Holm 1979, Scand J Stat 6:65)',
  hochberg: 'stats/inference/hochberg: step-up (Hochberg 1988, Biometrika 75:800)',
  'fixed-sequence':
    'stats/inference/fixed-sequence: hierarchical (Maurer, Hothorn and Lehmacher 1995, in Vollmar, Biometrie in der chemisch-pharmazeutischen Industrie 6)',
  graphical:
    'stats/inference/graphical-gatekeeping: sequentially rejective graph (Bretz, Maurer, Brannath and Posch 2009, Stat Med 28:586)',
};

/** Fewest digits a level or p value is printed with. */
const DIGITS = 4;

/** A level or p value on its own. */
export function probabilityText(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}

/**
 * A p value and the level it is held against, with as many digits as it takes for the print to say what the numbers
 * say: 0.01250004 against 0.0125 is never printed as 0.0125 against 0.0125.
 */
export function comparedText(p: number, level: number, rejected: boolean): { p: string; level: string } {
  for (let digits = DIGITS; digits < 17; digits += 1) {
    const [shownP, shownLevel] = [Number(p.toPrecision(digits)), Number(level.toPrecision(digits))];
    if (shownP <= shownLevel === rejected) return { p: String(shownP), level: String(shownLevel) };
  }
  return { p: String(p), level: String(level) };
}

/** One step in words. */
export function stepText(
  { endpoint, p, level, rejected, passesTo }: Omit<DecisionStep, 'text'>,
  number: number,
  { pIsBound, isEvaluable }: { pIsBound: boolean; isEvaluable: boolean },
): string {
  const shown = comparedText(p, level, rejected);
  if (!isEvaluable) return `step ${number}: ${endpoint} cannot be evaluated, counts as p = 1, not met`;
  const held = `step ${number}: ${endpoint} p ${pIsBound ? `(at most ${shown.p})` : shown.p}`;
  if (!rejected) return `${held} > ${shown.level}, not met`;
  const passed = passesTo.map(({ endpoint: to, level: now }) => `${to} (now ${probabilityText(now)})`);
  const onward = passed.length === 0 ? '' : `; its level passes to ${passed.join(' and ')}`;
  return `${held} ≤ ${shown.level}, met${onward}`;
}
