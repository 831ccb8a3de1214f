import { cellsByCluster } from './cells-by-cluster.js';
import { CURVE_METRICS, weightedCurve } from './curve-metric.js';
import { decisionMetric } from './decision-metric.js';
import type { MetricQuestion, WeightedStatistic } from './estimator.js';
import { PROBABILITY_METRICS, weightedProbability } from './probability-metric.js';
import type { Sample } from './sample.js';

/** Everything that does not depend on the draw is done once here: cells by cluster, or the order of the scores. */
export function weightedStatistic(sample: Sample, question: MetricQuestion): WeightedStatistic {
  const { metric } = question;
  if (metric === 'roc-auc') return weightedArea(sample);
  if (metric === 'average-precision') return weightedAveragePrecision(sample);
  const curve = CURVE_METRICS[metric];
  if (curve !== undefined) return weightedCurve(sample, curve, question);
  const probability = PROBABILITY_METRICS[metric];
  if (probability !== undefined) return weightedProbability(sample, probability, question);
  return weightedDecision(sample, question);
}

function weightedDecision(
  sample: Sample,
  { metric, prevalence, parameters }: MetricQuestion,
): WeightedStatistic {
  const terms = { prevalence, thresholdProbability: parameters.thresholdProbability };
  const cells = cellsByCluster(sample);
  return (multiplicity) => {
    let tn = 0;
    let fp = 0;
    let fn = 0;
    let tp = 0;
    for (let c = 0; c < multiplicity.length; c += 1) {
      const times = multiplicity[c] ?? 0;
      if (times === 0) continue;
      tn += times * (cells[4 * c] ?? 0);
      fp += times * (cells[4 * c + 1] ?? 0);
      fn += times * (cells[4 * c + 2] ?? 0);
      tp += times * (cells[4 * c + 3] ?? 0);
    }
    const value = decisionMetric(metric, { tp, fp, fn, tn }, terms);
    return value.defined ? value.value : NaN;
  };
}

/** Units in order of score with the end of each run of ties. */
function ranking(sample: Sample, descending: boolean): { order: Int32Array; endsTie: Uint8Array } {
  const { score, size } = sample;
  const at = (i: number): number => score[i] ?? 0;
  // Infinities of one sign tie; subtracting them would give NaN.
  const byScore = (a: number, b: number): number => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : a - b);
  const order = Int32Array.from({ length: size }, (_unused, i) => i).sort(
    descending ? (a, b) => -byScore(a, b) : byScore,
  );
  const endsTie = new Uint8Array(size);
  for (let k = 0; k < size; k += 1) {
    endsTie[k] = k === size - 1 || at(order[k] ?? 0) !== at(order[k + 1] ?? 0) ? 1 : 0;
  }
  return { order, endsTie };
}

/** Mann-Whitney area with ties counted one half. */
function weightedArea(sample: Sample): WeightedStatistic {
  const { order, endsTie } = ranking(sample, false);
  return (multiplicity) => {
    let positives = 0;
    let negativesBelow = 0;
    let wins = 0;
    let tiedPositives = 0;
    let tiedNegatives = 0;
    for (let k = 0; k < order.length; k += 1) {
      const unit = order[k] ?? 0;
      const times = multiplicity[sample.cluster[unit] ?? 0] ?? 0;
      if (sample.truth[unit] === 1) tiedPositives += times;
      else tiedNegatives += times;
      if (endsTie[k] === 0) continue;
      wins += tiedPositives * (negativesBelow + tiedNegatives / 2);
      positives += tiedPositives;
      negativesBelow += tiedNegatives;
      tiedPositives = 0;
      tiedNegatives = 0;
    }
    return positives === 0 || negativesBelow === 0 ? NaN : wins / (positives * negativesBelow);
  };
}

/** Step sum over distinct thresholds; tied scores enter together (scikit-learn's definition). */
function weightedAveragePrecision(sample: Sample): WeightedStatistic {
  const { order, endsTie } = ranking(sample, true);
  return (multiplicity) => {
    let positives = 0;
    let units = 0;
    let sum = 0;
    let tiedPositives = 0;
    for (let k = 0; k < order.length; k += 1) {
      const unit = order[k] ?? 0;
      const times = multiplicity[sample.cluster[unit] ?? 0] ?? 0;
      units += times;
      if (sample.truth[unit] === 1) tiedPositives += times;
      if (endsTie[k] === 0) continue;
      positives += tiedPositives;
      if (tiedPositives > 0) sum += tiedPositives * (positives / units);
      tiedPositives = 0;
    }
    return positives === 0 ? NaN : sum / positives;
  };
}
