import type { Estimable } from '../../core/estimable.js';
import {
  averageInference,
  differenceInference,
  type BdgInference,
} from '../../stats/readers/bdg-inference.js';
import { cellMoments, successMatrices } from '../../stats/readers/bdg-moments.js';
import {
  mrmcUStatistics,
  type BckComponents,
  type BdgCovariance,
} from '../../stats/readers/mrmc-ustatistics.js';
import type { ReaderStudy } from '../../stats/readers/reader-study.js';
import { answerOf, putInterval, type Answer, type Family, type Question } from '../family.js';
import { confidence } from '../input.js';
import { readReaderStudy } from '../reader-input.js';

const BCK: readonly (keyof BckComponents)[] = ['N', 'D', 'ND', 'R', 'NR', 'DR', 'RND'];

function answer(question: Question): Record<string, Answer> {
  const study = readReaderStudy(question);
  const level = confidence(question.input);
  const { single, pairs } = mrmcUStatistics(study);
  const names = study.modalities.map((label) => `m${label}`);
  const answers: Record<string, Answer> = { per_reader: perReader(study) };
  for (const kind of ['ustat', 'mle'] as const) {
    single.forEach((own, m) => {
      const key = `${kind}.${names[m] ?? ''}`;
      const result = averageInference(own, kind, level);
      answers[`${key}.AUCA`] = own.aucA;
      answers[`${key}.varAUCA`] = answerOf(result.variance);
      putTests(answers, key, result);
    });
    for (const { first, second, covariance } of pairs) {
      const [a, b] = [single[first], single[second]];
      if (a === undefined || b === undefined) continue;
      const key = `${kind}.${names[first] ?? ''}_${names[second] ?? ''}`;
      const result = differenceInference(a, b, covariance, kind, level);
      answers[`${key}.AUCA`] = a.aucA;
      answers[`${key}.AUCB`] = b.aucA;
      answers[`${key}.varAUCA`] = answerOf(kind === 'ustat' ? a.covariance : a.biasedCovariance);
      answers[`${key}.varAUCB`] = answerOf(kind === 'ustat' ? b.covariance : b.biasedCovariance);
      answers[`${key}.AUCAminusAUCB`] = result.estimate;
      answers[`${key}.varAUCAminusAUCB`] = answerOf(result.variance);
      putTests(answers, key, result);
    }
  }
  single.forEach((own, m) => putMoments(answers, `${names[m] ?? ''}_${names[m] ?? ''}`, own));
  for (const { first, second, covariance } of pairs)
    putMoments(answers, `${names[first] ?? ''}_${names[second] ?? ''}`, covariance);
  return answers;
}

function putTests(answers: Record<string, Answer>, key: string, result: BdgInference): void {
  const interval: Record<string, Answer> = {};
  putInterval(interval, 'normal', result.normalInterval);
  putInterval(interval, 'BDG', result.tInterval);
  answers[`${key}.pValueNormal`] = answerOf(result.normalP);
  answers[`${key}.pValueBDG`] = answerOf(result.tP);
  answers[`${key}.dfBDG`] = answerOf(result.df);
  for (const name of ['normal', 'BDG']) {
    answers[`${key}.botCI${name}`] = interval[`${name}.lower`] ?? null;
    answers[`${key}.topCI${name}`] = interval[`${name}.upper`] ?? null;
  }
}

function putMoments(
  answers: Record<string, Answer>,
  pair: string,
  { moments, biasedMoments, coefficients, bck, biasedBck }: BdgCovariance,
): void {
  for (let k = 0; k < 8; k += 1) {
    const at = (list: readonly Estimable[]): number | null => {
      const moment = list[k];
      return moment === undefined ? null : answerOf(moment);
    };
    answers[`bdg_ustat.${pair}.M${k + 1}`] = at(moments);
    answers[`bdg_mle.${pair}.M${k + 1}`] = at(biasedMoments);
    answers[`bdg_coefficient.${pair}.M${k + 1}`] = coefficients[k] ?? null;
  }
  for (const name of BCK) {
    answers[`bck_ustat.${pair}.${name}`] = bck.defined ? bck.value[name] : null;
    answers[`bck_mle.${pair}.${name}`] = biasedBck.defined ? biasedBck.value[name] : null;
  }
}

/** Rows [reader, modality A, modality B or NO_MOD, AUC A, variance, variance of A - B or null]. */
function perReader(study: ReaderStudy): Answer[] {
  const success = successMatrices(study);
  const readers = study.readers.length;
  const rows: Answer[] = [];
  const variance = (a: number, b: number): number | null => {
    const [first, second] = [success[a], success[b]];
    return first === undefined || second === undefined
      ? null
      : answerOf(cellMoments(first, second).covariance);
  };
  const row = (reader: number, a: number, b: number): void => {
    const [cellA, cellB] = [a * readers + reader, b * readers + reader];
    const own = success[cellA];
    if (own === undefined || own.pairs === 0 || success[cellB]?.pairs === 0) return;
    const [va, vb, cov] = [variance(cellA, cellA), variance(cellB, cellB), variance(cellA, cellB)];
    const difference = a === b || va === null || vb === null || cov === null ? null : va + vb - 2 * cov;
    rows.push([
      `r${study.readers[reader] ?? ''}`,
      `m${study.modalities[a] ?? ''}`,
      a === b ? 'NO_MOD' : `m${study.modalities[b] ?? ''}`,
      own.sum / own.pairs,
      va,
      difference,
    ]);
  };
  const count = study.modalities.length;
  for (let m = 0; m < count; m += 1) for (let r = 0; r < readers; r += 1) row(r, m, m);
  for (let a = 0; a < count; a += 1)
    for (let b = a + 1; b < count; b += 1) for (let r = 0; r < readers; r += 1) row(r, a, b);
  return rows;
}

export const family: Family = { name: 'mrmc_ustat', answer };
