import type { TestingPlan } from '../schema/analysis-plan.js';
import type { Protocol } from '../schema/types.js';
import { graphSteps, levelOfShare } from '../stats/inference/rejection-steps.js';
import { planTesting } from './plan-testing.js';

/** The level an endpoint of a family is planned at. */
export interface PlanningLevel {
  /** One-sided. */
  alpha: number;
  /**
   * `own`: it is tested at this level, whatever becomes of the others. `least`: it has this level at least, so the power
   * is conservative. `if-reached`: it has this level once others are met; the power holds in that case only.
   */
  basis: 'own' | 'least' | 'if-reached';
  /** The level it has when all others are met: what cannot be met at this cannot be met. */
  most: number;
}

/** @returns null where all must pass, and for an endpoint outside the family or a protocol with findings */
export function planningLevel(protocol: Protocol, endpoint: string): PlanningLevel | null {
  const index = protocol.multiplicity.family.indexOf(endpoint);
  const testing = index < 0 ? null : testingOf(protocol);
  if (testing === null) return null;
  const { graph, alphaOneSided } = testing;
  const members = protocol.multiplicity.family.length;
  // Hochberg rejects whatever Bonferroni with equal shares rejects.
  if (graph === null) {
    const alpha = levelOfShare(1 / members, alphaOneSided);
    return { alpha, basis: members === 1 ? 'own' : 'least', most: alphaOneSided };
  }
  const others = protocol.multiplicity.family.map((_, i) => (i === index ? 1 : 0));
  const most = graphSteps(others, graph, alphaOneSided).levels[index] ?? 0;
  const start = levelOfShare(graph.weights[index] ?? 0, alphaOneSided);
  if (start === 0) return { alpha: most, basis: 'if-reached', most };
  return { alpha: start, basis: most > start * (1 + 1e-9) ? 'least' : 'own', most };
}

/** A draft with findings may lack what its procedure needs: it is planned as it stands, and `check` names the rest. */
function testingOf(protocol: Protocol): TestingPlan | null {
  try {
    return planTesting(protocol).testing ?? null;
  } catch {
    return null;
  }
}

/** ` at its one-sided level of 0.0125, which may grow: conservative`; empty where there is no local level. */
export function levelText(level: PlanningLevel | null): string {
  if (level === null) return '';
  const at = ` at its one-sided level of ${String(Number(level.alpha.toPrecision(4)))}`;
  switch (level.basis) {
    case 'own':
      return at;
    case 'least':
      return `${at}, which may grow (conservative)`;
    case 'if-reached':
      return `${at}, once those before it are met`;
  }
}
