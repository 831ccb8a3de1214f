import { clusteredPaired } from '../stats/clustered-paired.js';
import { delongPaired } from '../stats/delong-compare.js';
import { mcnemar, mcnemarExact } from '../stats/mcnemar.js';
import { clusteredAucPaired } from '../stats/obuchowski-compare.js';
import type { PairedTable } from '../stats/paired-table.js';
import { PROPORTIONS } from './decision-metric.js';
import type { Comparison } from './estimator.js';
import type { Sample } from './sample.js';

/** Shares whose denominator is the same units for both: the predictive values are none. */
const PAIRED_SHARES: ReadonlySet<string> = new Set(['sensitivity', 'specificity', 'accuracy']);

/** Right and wrong of both on the units of the denominator; null for a metric that is no share of the same units. */
export function pairedTable(metric: string, candidate: Sample, other: Sample): PairedTable | null {
  const units = rightOf(metric, candidate, other);
  if (units === null) return null;
  const table: PairedTable = { bothPositive: 0, onlyFirst: 0, onlySecond: 0, bothNegative: 0 };
  for (let i = 0; i < units.cluster.length; i += 1) {
    const [first, second] = [units.first[i] === 1, units.second[i] === 1];
    if (first) table[second ? 'bothPositive' : 'onlyFirst'] += 1;
    else table[second ? 'onlySecond' : 'bothNegative'] += 1;
  }
  return table;
}

/**
 * Two-sided tests beside the interval: McNemar exact and asymptotic (the latter agrees with Tango) where every unit is
 * a patient of its own, Obuchowski's (1998, Stat Med 17:1495) where patients repeat. Those that are not defined are
 * left out.
 */
export function pairTests(
  metric: string,
  candidate: Sample,
  other: Sample,
  pairs: PairedTable | null,
): Comparison['tests'] {
  const units = rightOf(metric, candidate, other);
  if (units === null || pairs === null || units.cluster.length === 0) return [];
  if (candidate.clusters < candidate.size) {
    const clustered = clusteredPaired(units.first, units.second, units.cluster, { level: 0.95 });
    const test = clustered.defined ? clustered.value.obuchowski : clustered;
    return test.defined && Number.isFinite(test.value.p)
      ? [{ name: 'mcnemar-obuchowski', p: test.value.p }]
      : [];
  }
  const asymptotic = mcnemar(pairs);
  return [
    { name: 'mcnemar-exact', p: mcnemarExact(pairs) },
    ...(asymptotic.defined ? [{ name: 'mcnemar', p: asymptotic.value.p }] : []),
  ];
}

/** The test of equal areas that goes with the way the units hang together; none where both rank alike. */
export function areaTests(candidate: Sample, other: Sample): Comparison['tests'] {
  const { score, truth, cluster } = candidate;
  const repeated = candidate.clusters < candidate.size;
  const result = repeated
    ? clusteredAucPaired(score, other.score, truth, cluster, { level: 0.95 })
    : delongPaired(score, other.score, truth, { level: 0.95 });
  if (!result.defined || !result.value.pTwoSided.defined) return [];
  return [{ name: repeated ? 'obuchowski-paired' : 'delong-paired', p: result.value.pTwoSided.value }];
}

interface RightOf {
  first: Uint8Array;
  second: Uint8Array;
  cluster: Int32Array;
}

function rightOf(metric: string, candidate: Sample, other: Sample): RightOf | null {
  const membership = PAIRED_SHARES.has(metric) ? PROPORTIONS[metric] : undefined;
  if (membership === undefined) return null;
  const counted: number[] = [];
  for (let i = 0; i < candidate.size; i += 1)
    if (membership.counted(candidate.truth[i] ?? 0, candidate.decision[i] ?? 0)) counted.push(i);
  const right = (decision: Uint8Array): Uint8Array =>
    Uint8Array.from(counted, (i) => (membership.right(candidate.truth[i] ?? 0, decision[i] ?? 0) ? 1 : 0));
  return {
    first: right(candidate.decision),
    second: right(other.decision),
    cluster: Int32Array.from(counted, (i) => candidate.cluster[i] ?? 0),
  };
}
