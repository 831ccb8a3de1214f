import { undefinedBecause } from '../../core/estimable.js';
import { delong } from '../../stats/delong.js';
import { aucDifference } from '../../stats/delong-compare.js';
import { criticalNormal } from '../../stats/normal.js';
import { clusterComponents, clusteredAucUndefined, obuchowskiCovariance } from '../../stats/obuchowski.js';
import { answerOf, type Answer, type Family, type Question } from '../family.js';
import { refuse } from '../../stats/argument.js';
import { columnFrom, confidence, has, namesFrom, textFrom, truthFrom } from '../input.js';

export const family: Family = { name: 'clustered_auc', answer };

function answer(question: Question): Record<string, Answer> {
  const { input } = question;
  const level = confidence(input);
  const truth = truthFrom(question);
  const cluster = clusterLabels(question);
  const scoreA = columnFrom(question, 'score_a', 'score_a');
  const a = clusterComponents(scoreA, truth, cluster);
  const exists = a.m > 0 && a.n > 0;
  const variance = varianceOf(a, a);
  const se = variance === null ? null : Math.sqrt(variance);
  const z = criticalNormal(level);
  const naive = delong(scoreA, truth, { level });
  const answers: Record<string, Answer> = {
    n_clusters: a.clusters,
    n_clusters_with_positive: a.withPositive,
    n_clusters_with_negative: a.withNegative,
    n_positive: a.m,
    n_negative: a.n,
    auc: exists ? a.auc : null,
    'obuchowski.variance': variance,
    'obuchowski.se': se,
    'obuchowski.lower_unclipped': se === null ? null : a.auc - z * se,
    'obuchowski.upper_unclipped': se === null ? null : a.auc + z * se,
    'naive_delong.se': naive.defined ? naive.value.standardError : null,
  };
  if (!has(input, 'score_b')) return answers;
  const b = clusterComponents(columnFrom(question, 'score_b', 'score_b'), truth, cluster);
  const varianceB = varianceOf(b, b);
  const covariance = clusteredAucUndefined(a) === null ? obuchowskiCovariance(a, b) : null;
  const result =
    variance === null || varianceB === null || covariance === null
      ? null
      : aucDifference(a.auc, b.auc, variance, varianceB, covariance, { level });
  const none = undefinedBecause('no variance');
  return {
    ...answers,
    auc_b: exists ? b.auc : null,
    'obuchowski.variance_b': varianceB,
    'obuchowski.covariance': covariance,
    difference: exists ? a.auc - b.auc : null,
    se_difference: result?.standardError ?? null,
    z: answerOf(result?.z ?? none),
    p_two_sided: answerOf(result?.pTwoSided ?? none),
    'difference.lower': result?.interval.lower ?? null,
    'difference.upper': result?.interval.upper ?? null,
  };
}

function varianceOf(...[a, b]: Parameters<typeof obuchowskiCovariance>): number | null {
  if (clusteredAucUndefined(a) !== null) return null;
  const variance = obuchowskiCovariance(a, b);
  return variance > 0 ? variance : null;
}

/** Cluster labels as whole numbers: text labels are numbered in order of appearance. */
export function clusterLabels({ input, table }: Question): Int32Array {
  const labels = has(input, 'data_file')
    ? table(textFrom(input, 'data_file')).text(textFrom(input, 'cluster_column'))
    : namesFrom(input, 'cluster');
  if (labels.includes('')) refuse('a unit has no cluster', 'name the cluster of every unit');
  const number = new Map<string, number>();
  for (const label of labels) if (!number.has(label)) number.set(label, number.size);
  return Int32Array.from(labels, (label) => number.get(label) ?? 0);
}
