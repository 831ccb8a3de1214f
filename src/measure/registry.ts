import { AppError } from '../core/error.js';
import { metricEntry } from '../schema/metric-catalogue.js';
import { estimateAreaClustered, estimateAreaDelong, estimateAreaNewcombe } from './area.js';
import { estimateComparison } from './comparison.js';
import { CURVE_METRICS } from './curve-metric.js';
import { isDecisionMetric, PROPORTIONS } from './decision-metric.js';
import type { Estimator } from './estimator.js';
import { estimateKappa } from './kappa-interval.js';
import { PROBABILITY_METRICS } from './probability-metric.js';
import { estimateProportion } from './proportion.js';
import { estimateLogRatio, estimatePredictiveValue, LOG_RATIOS } from './ratio.js';
import { estimateResampled } from './resampled.js';

/**
 * Which estimator answers which metric with which interval method. The catalogue of names that the linter shows to
 * protocol authors is `schema/metric-catalogue.ts`; a test holds the two together.
 */
export function estimatorFor(metric: string, method: string): Estimator {
  const estimator = find(metric, method);
  if (estimator === null) {
    throw new AppError('STATS-UNKNOWN', `no estimator gives ${metric} with interval method ${method}`, {
      hint: 'run `veritome check`: it lists the interval methods that suit each metric',
    });
  }
  return estimator;
}

export function hasEstimator(metric: string, method: string): boolean {
  return find(metric, method) !== null;
}

function find(metric: string, method: string): Estimator | null {
  const difference = metricEntry(metric);
  if (difference?.differenceOf !== undefined)
    return difference.methods.some((name) => name === method) ? estimateComparison : null;
  const known =
    isDecisionMetric(metric) ||
    metric in CURVE_METRICS ||
    metric in PROBABILITY_METRICS ||
    metric === 'roc-auc' ||
    metric === 'average-precision';
  if (!known) return null;
  switch (method) {
    case 'wilson':
    case 'clopper-pearson':
    case 'wilson-continuity':
    case 'mid-p':
    case 'jeffreys':
    case 'agresti-coull':
    case 'rao-scott-wilson':
    case 'cluster-ratio-logit-t':
      return metric in PROPORTIONS ? estimateProportion : null;
    case 'fleiss-cohen-everitt':
      return metric === 'cohen-kappa' ? estimateKappa : null;
    case 'log-ratio':
      return metric in LOG_RATIOS ? estimateLogRatio : null;
    case 'mercaldo-logit':
      return metric === 'ppv' || metric === 'npv' ? estimatePredictiveValue : null;
    case 'delong':
    case 'delong-logit':
      return metric === 'roc-auc' ? estimateAreaDelong : null;
    case 'newcombe-auc':
      return metric === 'roc-auc' ? estimateAreaNewcombe : null;
    case 'obuchowski-cluster':
      return metric === 'roc-auc' ? estimateAreaClustered : null;
    case 'cluster-bootstrap-percentile':
    case 'cluster-bootstrap-basic':
    case 'cluster-bootstrap-bca':
      return estimateResampled;
    default:
      return null;
  }
}
