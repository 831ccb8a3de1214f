import { AppError } from '../../core/error.js';
import { aucJackknife } from '../../stats/auc-jackknife.js';
import { aucOfMultiplicities, ratioOfMultiplicities } from '../../stats/auc-resampling.js';
import { refuse } from '../../stats/argument.js';
import { denseClusters } from '../../stats/obuchowski.js';
import { clusterCounts } from '../../stats/rao-scott.js';
import type { Answer, Family, Question } from '../family.js';
import { binaryFrom, confidence, has, matrixFrom, truthFrom } from '../input.js';
import { bootstrapAnswers, kinds, type Resampling } from './bootstrap-answers.js';
import { clusterLabels } from './clustered-auc.js';
import { scoredCases } from './roc-auc.js';

export const family: Family = {
  name: 'cluster_bootstrap',
  answer: (question): Record<string, Answer> => {
    const { input, keys } = question;
    const resampling = has(input, 'data_file') ? fromTable(question) : fromLists(input['clusters']);
    return bootstrapAnswers(resampling, confidence(input), keys);
  },
};

/** Without a score the statistic is the proportion of positive units. */
function fromTable(question: Question): Resampling {
  const { index, clusters } = denseClusters(clusterLabels(question));
  if (!has(question.input, 'score_column')) {
    const { x, n } = clusterCounts(truthFrom(question), index, clusters);
    return { units: clusters, statistic: ratioOfMultiplicities(x, n) };
  }
  const { score, truth } = scoredCases(question);
  return aucOver(score, truth, index, clusters);
}

function aucOver(score: Float64Array, truth: Uint8Array, index: Int32Array, clusters: number): Resampling {
  return {
    units: clusters,
    statistic: aucOfMultiplicities(score, truth, index),
    jackknife: aucJackknife(score, truth, index, clusters),
  };
}

/** A list of outcomes 0/1 a cluster is a proportion; a list of [truth, score] pairs an AUC. */
function fromLists(clusters: unknown): Resampling {
  if (!Array.isArray(clusters) || !clusters.every(Array.isArray)) {
    throw new AppError('INPUT-SCHEMA', 'clusters is not a list of lists', {
      hint: 'give each cluster as a list of its units',
    });
  }
  const lists = clusters as unknown[][];
  const units = lists.flat();
  if (units.some(Array.isArray)) {
    const pairs = matrixFrom({ units }, 'units');
    if (pairs.some((pair) => pair.length !== 2)) refuse('a unit is no pair', 'give [truth, score]');
    const truth = binaryFrom(
      pairs.map((pair) => pair[0] ?? NaN),
      'truth',
    );
    const score = Float64Array.from(pairs, (pair) => pair[1] ?? NaN);
    const index = Int32Array.from(lists.flatMap((list, c) => list.map(() => c)));
    return { ...aucOver(score, truth, index, lists.length), same: kinds(lists.map(sortedContent)) };
  }
  const outcomes = lists.map((list) => binaryFrom(list as number[], 'clusters'));
  const x = outcomes.map((list) => list.reduce((sum, value) => sum + value, 0));
  return {
    units: lists.length,
    statistic: ratioOfMultiplicities(
      x,
      outcomes.map((list) => list.length),
    ),
    same: kinds(lists.map(sortedContent)),
  };
}

/** A cluster's units in an order that does not depend on how they were written. */
function sortedContent(units: readonly unknown[]): string {
  return units
    .map((unit) => JSON.stringify(unit))
    .sort()
    .join();
}
