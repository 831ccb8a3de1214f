import { METHODS, methodEntry, type MethodEntry } from '../schema/interval-methods.js';
import { metricEntry } from '../schema/metric-catalogue.js';
import type { MetricEntry } from '../schema/metric-entry.js';
import type { Endpoint, Protocol } from '../schema/types.js';
import type { Report } from './lint-context.js';
import { parsePercent } from './percent.js';

/** An interval must suit its metric and the way the units hang together (VP-09, VP-15, VR-06). */
export function checkIntervals(protocol: Protocol, report: Report): void {
  for (const [i, endpoint] of protocol.endpoints.entries()) {
    const pointer = `/endpoints/${i}`;
    checkMethod(protocol, endpoint, pointer, report);
    checkResamples(endpoint, pointer, report);
    checkPrevalence(protocol, endpoint, pointer, report);
    const level = parsePercent(endpoint.interval.level);
    if (level !== undefined && (level < 0.5 || level >= 1)) {
      report(
        'VP-09-LEVEL',
        `${pointer}/interval/level`,
        `confidence level of ${endpoint.id} is ${endpoint.interval.level}`,
        'use a level from 50 % to below 100 %, usually 95 %',
      );
    }
    if (endpoint.interval.sides === 'one' && endpoint.criterion === undefined) {
      report(
        'VP-09-SIDES',
        `${pointer}/interval/sides`,
        `one-sided interval of ${endpoint.id} without a criterion: the side is not stated`,
        'use sides: two, or add a criterion',
      );
    }
  }
}

function checkMethod(protocol: Protocol, endpoint: Endpoint, pointer: string, report: Report): void {
  const metric = metricEntry(endpoint.metric);
  const method = methodEntry(endpoint.interval.method);
  // An unknown name is a finding of the form already.
  if (metric === undefined || method === undefined) return;
  const at = `${pointer}/interval/method`;
  const clustered = (endpoint.unit ?? protocol.analysis.unit) !== protocol.analysis.cluster;
  if (!metric.methods.includes(method.name)) {
    report(
      'VP-09-METRIC',
      at,
      `${method.name} is no interval for ${metric.name}: ${whyUnsuited(metric, method)}`,
      `suited: ${suited(metric, clustered)}`,
    );
  } else if (clustered && method.assumes === 'independent') {
    report(
      'VP-09',
      at,
      `${method.name} assumes independent units, but ${endpoint.id} counts images and a ${protocol.analysis.cluster} may have several`,
      `use ${suited(metric, true)}, or unit: ${protocol.analysis.cluster}`,
    );
  }
}

const MADE_FOR: Readonly<Record<MethodEntry['of'], string>> = {
  proportion: 'a share of counted units',
  'predictive-value': 'a predictive value at a stated prevalence',
  ratio: 'a ratio of two shares or of odds',
  kappa: 'Cohen’s kappa, plain or weighted',
  area: 'a whole area under the ROC curve',
  'paired-proportion': 'the difference of two shares of the same units',
  'paired-area': 'the difference of two whole areas under the ROC curve of the same units',
  any: 'any metric',
};

function whyUnsuited({ range: [low, high] }: MetricEntry, { name, of }: MethodEntry): string {
  const beyond = low < 0 || high > 1;
  return name === 'delong-logit' && beyond
    ? 'the logit exists between 0 and 1 only, and the metric goes beyond'
    : `it is made for ${MADE_FOR[of]}`;
}

function suited(metric: MetricEntry, clustered: boolean): string {
  return METHODS.filter(
    ({ name, assumes }) => metric.methods.includes(name) && (!clustered || assumes === 'clustered'),
  )
    .map(({ name }) => name)
    .join(', ');
}

const FEWEST_RESAMPLES = 1000;

function checkResamples(endpoint: Endpoint, pointer: string, report: Report): void {
  const { method, resamples } = endpoint.interval;
  const draws = methodEntry(method)?.resamples;
  if (draws === true && (resamples === undefined || resamples < FEWEST_RESAMPLES)) {
    report(
      'VP-09-RESAMPLES',
      resamples === undefined ? `${pointer}/interval` : `${pointer}/interval/resamples`,
      resamples === undefined
        ? `${method} of ${endpoint.id} has no number of resamples`
        : `${method} of ${endpoint.id} has ${resamples} resamples`,
      `state resamples: ${FEWEST_RESAMPLES} or more; 10000 is usual`,
    );
  }
  if (draws === false && resamples !== undefined) {
    report(
      'VP-09-RESAMPLES',
      `${pointer}/interval/resamples`,
      `${method} draws no resamples`,
      'remove resamples',
      { at: 'key' },
    );
  }
}

/** Of metrics that may be restated, those whose value in an enriched sample says nothing about practice. */
function checkPrevalence(protocol: Protocol, endpoint: Endpoint, pointer: string, report: Report): void {
  const metric = metricEntry(endpoint.metric);
  const restatable = metric?.statedAtPrevalence === true;
  const { sampling, enriched } = protocol.data.design;
  const representative = !enriched && (sampling === 'consecutive' || sampling === 'random');
  if (restatable && endpoint.prevalence === undefined && !representative) {
    report(
      'VR-06',
      pointer,
      `${endpoint.metric} of ${endpoint.id} has no prevalence, and the share of positives in the sample is not that of practice`,
      'add prevalence: with that of the intended use, such as 12 %',
    );
  }
  const { method } = endpoint.interval;
  if (endpoint.prevalence === undefined) {
    if (method === 'mercaldo-logit' && metric?.methods.includes(method) === true) {
      report(
        'VP-09-PREVALENCE',
        `${pointer}/interval/method`,
        `${method} is an interval at a stated prevalence, and ${endpoint.id} states none`,
        'add prevalence: with that of the intended use, such as 12 %',
      );
    }
    return;
  }
  const prevalence = parsePercent(endpoint.prevalence);
  if (!restatable) {
    report(
      'VR-06-UNUSED',
      `${pointer}/prevalence`,
      `${endpoint.metric} of ${endpoint.id} is not stated at a prevalence`,
      'remove prevalence: only ppv, npv and net-benefit have one',
      { at: 'key' },
    );
  } else if (prevalence === 0 || prevalence === 1) {
    report(
      'VR-06-UNUSED',
      `${pointer}/prevalence`,
      `prevalence of ${endpoint.id} is ${endpoint.prevalence}`,
      'use one above 0 % and below 100 %',
    );
  } else if (methodEntry(method)?.of === 'proportion') {
    report(
      'VP-09-PREVALENCE',
      `${pointer}/interval/method`,
      `${method} is an interval of a share in the sample, but ${endpoint.id} is restated at a prevalence of ${endpoint.prevalence}`,
      'use mercaldo-logit, cluster-bootstrap-bca or cluster-bootstrap-percentile',
    );
  }
}
