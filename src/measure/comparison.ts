import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { metricEntry } from '../schema/metric-catalogue.js';
import { delongPaired, type AucDifference } from '../stats/delong-compare.js';
import { clip, type Interval } from '../stats/interval.js';
import { newcombePaired } from '../stats/newcombe-paired.js';
import { clusteredAucPaired } from '../stats/obuchowski-compare.js';
import type { PairedTable } from '../stats/paired-table.js';
import { tango } from '../stats/tango.js';
import { bootstrapInterval, bootstrapSource, type Drawn } from './bootstrap-interval.js';
import { areaTests, pairedTable, pairTests } from './comparison-pairs.js';
import type { Answer, Comparison, Estimator, Question } from './estimator.js';
import { leaveOneOut } from './leave-one-out.js';
import { resampledValue } from './resampled.js';
import type { Sample } from './sample.js';
import { weightedStatistic } from './weighted-statistic.js';

const SOURCES: Readonly<Record<string, string>> = {
  tango: 'stats/tango: score interval of a paired difference (Tango 1998, Stat Med 17:891)',
  'newcombe-paired':
    'stats/newcombe-paired: paired difference from Wilson limits (Newcombe 1998, Stat Med 17:2635, method 10)',
  'delong-paired':
    'stats/delong-compare: paired areas with their covariance (DeLong et al. 1988, Biometrics 44:837)',
  'obuchowski-paired':
    'stats/obuchowski-compare: paired areas of clustered units (Obuchowski 1997, Biometrics 53:567)',
};

/**
 * Model minus comparator on the same units, with an interval that knows they are the same. A failed unit of the model
 * is its worst case, a missing result of the comparator the worst case for the model.
 */
export const estimateComparison: Estimator = (sample, question) => {
  const sides = sidesOf(sample, question);
  if (!sides.defined) return noComparison(question, sides.reason);
  const { metric, candidate, other } = sides.value;
  const asked = { ...question, metric };
  const ours = resampledValue(candidate, asked);
  const theirs = resampledValue(other, asked);
  const pairs = pairedTable(metric, candidate, other);
  const value = differenceOf(ours, theirs);
  const flags: string[] = [];
  const comparison: Comparison = {
    comparator: sides.value.id,
    candidate: ours,
    other: theirs,
    pairs,
    withoutResult: sides.value.withoutResult,
    tests: metric === 'roc-auc' ? areaTests(candidate, other) : pairTests(metric, candidate, other, pairs),
  };
  return {
    value,
    interval: value.defined ? intervalOf(sides.value, asked, value, pairs, flags) : value,
    numerator: null,
    denominator: null,
    flags,
    source: sourceOf(question),
    comparison,
  } satisfies Answer;
};

interface Compared {
  id: string;
  /** The metric of either side. */
  metric: string;
  candidate: Sample;
  other: Sample;
  withoutResult: number;
}

function sidesOf(sample: Sample, question: Question): Estimable<Compared> {
  const entry = metricEntry(question.metric);
  const { other } = sample;
  if (entry?.differenceOf === undefined || other === undefined)
    return undefinedBecause('the protocol names no comparator');
  const withoutResult = entry.needs === 'decision' ? other.withoutDecision : other.withoutScore;
  // Counted as right everywhere, it would be compared with nothing: no answer, whatever the model did.
  if (sample.size > 0 && withoutResult === sample.size)
    return undefinedBecause(`comparator ${other.id} gave no result for any of the units`);
  const { score, decision } = other;
  return defined({
    id: other.id,
    metric: entry.differenceOf,
    candidate: sample,
    other: { ...sample, score, decision, failed: 0 },
    withoutResult,
  });
}

function noComparison(question: Question, reason: string): Answer {
  const none = undefinedBecause(reason);
  const source = sourceOf(question);
  return { value: none, interval: none, numerator: null, denominator: null, flags: [], source };
}

function sourceOf({ method }: Question): string {
  return SOURCES[method] ?? `${bootstrapSource(method)}, model and comparator together`;
}

function differenceOf(ours: Estimable, theirs: Estimable): Estimable {
  if (!ours.defined) return ours;
  return theirs.defined ? defined(ours.value - theirs.value) : theirs;
}

function intervalOf(
  { candidate, other }: Compared,
  question: Question,
  value: Estimable,
  pairs: PairedTable | null,
  flags: string[],
): Estimable<Interval> {
  const { method, level, sides } = question;
  switch (method) {
    case 'tango':
      return pairs === null ? undefinedBecause('no pairs') : tango(pairs, { level, sides });
    case 'newcombe-paired':
      return pairs === null ? undefinedBecause('no pairs') : newcombePaired(pairs, { level, sides });
    case 'delong-paired':
      return areaInterval(delongPaired(candidate.score, other.score, candidate.truth, { level, sides }));
    case 'obuchowski-paired':
      return areaInterval(
        clusteredAucPaired(candidate.score, other.score, candidate.truth, candidate.cluster, {
          level,
          sides,
        }),
      );
    default:
      return bootstrapInterval(() => drawnTogether(candidate, other, question), question, value, flags);
  }
}

/** Two scores that rank all units alike leave an interval of no width, which would prove anything. */
function areaInterval(result: Estimable<AucDifference>): Estimable<Interval> {
  if (!result.defined) return result;
  return result.value.standardError === 0
    ? undefinedBecause('the variance of the difference is 0: both rank the units alike')
    : defined(clip(result.value.interval, -1, 1));
}

/** The same draw of patients for both, so that what they share stays shared. */
function drawnTogether(candidate: Sample, other: Sample, question: Question): Drawn {
  const [ours, theirs] = [weightedStatistic(candidate, question), weightedStatistic(other, question)];
  return {
    clusters: candidate.clusters,
    statistic: (multiplicity) => ours(multiplicity) - theirs(multiplicity),
    jackknife: () => leaveOneOutDifference(candidate, other, question),
  };
}

function leaveOneOutDifference(
  candidate: Sample,
  other: Sample,
  question: Question,
): Float64Array | undefined {
  const [ours, theirs] = [leaveOneOut(candidate, question), leaveOneOut(other, question)];
  return theirs === undefined ? undefined : ours?.map((value, c) => value - (theirs[c] ?? NaN));
}
