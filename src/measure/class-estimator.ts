import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { AppError } from '../core/error.js';
import { metricEntry } from '../schema/metric-catalogue.js';
import type { ClassRow } from '../schema/types.js';
import { auc } from '../stats/auc.js';
import { placeWorst, tableJackknife, tableOf, type PlacedUnits } from '../stats/worst-placement.js';
import { bootstrapInterval, bootstrapSource, type Drawn } from './bootstrap-interval.js';
import { classSampleOf, oneAgainstRest, rightDecisions, type ClassSample } from './class-sample.js';
import { TABLE_METRICS } from './class-table.js';
import { analysedSample, questionOf, type Analysed, type Analysis } from './estimate.js';
import type { Answer, Question, WeightedStatistic } from './estimator.js';
import { KAPPA_SOURCE, kappaInterval } from './kappa-interval.js';
import { estimatorFor } from './registry.js';
import { weightedStatistic } from './weighted-statistic.js';

/** Metrics that are a share of right decisions, whatever the number of classes. */
const SHARES = new Set(['accuracy', 'f1-micro']);

/**
 * Several classes: an endpoint that names one is that class against the rest, by the estimators of one score; the
 * others are taken over the whole table.
 * @param names the classes in their order
 */
export function analyseClasses(names: readonly string[]): Analysis<ClassRow> {
  return (endpoint, rows, rule, terms): Analysed => {
    const sample = classSampleOf(rows, names, rule);
    const question = questionOf(endpoint, terms);
    const unscored = metricEntry(endpoint.metric)?.needs !== 'decision' && sample.scores === null;
    const { size, clusters, failed } = sample;
    if (endpoint.class !== undefined) {
      const binary = oneAgainstRest(sample, names.indexOf(endpoint.class));
      const estimate = (): Answer => estimatorFor(question.metric, question.method)(binary, question);
      return analysedSample(binary, unscored ? WITHOUT_SCORES : estimate(), endpoint.unit);
    }
    const answer = unscored ? WITHOUT_SCORES : overAllClasses(sample, question);
    const inWords = `${size} ${endpoint.unit}s in ${names.length} classes`;
    return { answer, size, clusters, positives: null, negatives: null, failed, inWords };
  };
}

const NO_SCORES = undefinedBecause('the units have a class and no scores');
const WITHOUT_SCORES: Answer = {
  value: NO_SCORES,
  interval: NO_SCORES,
  numerator: null,
  denominator: null,
  flags: [],
  source: 'none: the metric needs scores',
};

function overAllClasses(sample: ClassSample, question: Question): Answer {
  const { metric } = question;
  if (SHARES.has(metric)) {
    const share = { ...question, metric: 'accuracy' };
    return estimatorFor('accuracy', question.method)(rightDecisions(sample), share);
  }
  if (metric === 'roc-auc-macro') return macroArea(sample, question);
  const formula = TABLE_METRICS[metric];
  if (formula === undefined)
    throw new AppError('STATS-UNKNOWN', `no estimator gives ${metric} over several classes`, {
      hint: 'run `veritome check`: it lists the metrics that suit',
    });
  const k = sample.names.length;
  const placed = placeWorst({ categories: k, row: sample.truth, column: sample.decision }, formula);
  const value = named(formula(tableOf(placed, sample.cluster, k)), sample.names);
  const flags = placementFlags(placed, sample.names);
  if (question.method === 'fleiss-cohen-everitt') {
    const interval = value.defined ? kappaInterval(tableOf(placed, sample.cluster, k), question) : value;
    return { value, interval, numerator: null, denominator: null, flags, source: KAPPA_SOURCE };
  }
  const statistic: WeightedStatistic = (multiplicity) => {
    const drawn = formula(tableOf(placed, sample.cluster, k, multiplicity));
    return drawn.defined ? drawn.value : NaN;
  };
  const jackknife = (): Float64Array => tableJackknife(placed, sample.cluster, sample.clusters, k, formula);
  return resampled({ clusters: sample.clusters, statistic, jackknife }, question, value, flags);
}

/** Mean of the areas of each class against the rest. */
function macroArea(sample: ClassSample, question: Question): Answer {
  const against = sample.names.map((_name, c) => oneAgainstRest(sample, c));
  let value: Estimable = defined(0);
  against.forEach(({ score, truth }, c) => {
    const area = auc(score, truth);
    if (!value.defined) return;
    value = area.defined
      ? defined(value.value + area.value / against.length)
      : undefinedBecause(`class ${sample.names[c] ?? c}: ${area.reason}`);
  });
  const areas = against.map((binary) => weightedStatistic(binary, { ...question, metric: 'roc-auc' }));
  const statistic: WeightedStatistic = (multiplicity) =>
    areas.reduce((sum, area) => sum + area(multiplicity), 0) / areas.length;
  return resampled({ clusters: sample.clusters, statistic }, question, value, []);
}

function resampled(drawn: Drawn, question: Question, value: Estimable, flags: string[]): Answer {
  return {
    value,
    interval: bootstrapInterval(() => drawn, question, value, flags),
    numerator: null,
    denominator: null,
    flags,
    source: bootstrapSource(question.method),
  };
}

/** Where units without a decided class were counted: a reader can put the table together again. */
function placementFlags({ placed }: PlacedUnits, names: readonly string[]): string[] {
  if (placed.size === 0) return [];
  const moves = [...placed].map(([truth, called]) => `${names[truth]} as ${names[called]}`);
  return [
    `units without a class counted as the wrong class that makes the metric least: ${moves.join(', ')}`,
  ];
}

/** The kernels number the classes; a reader knows their names. */
function named(value: Estimable, names: readonly string[]): Estimable {
  if (value.defined) return value;
  const reason = value.reason.replace(
    /^class (\d+):/,
    (_all, c: string) => `class ${names[Number(c)] ?? c}:`,
  );
  return undefinedBecause(reason);
}
