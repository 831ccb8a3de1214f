import { undefinedBecause, defined, type Estimable } from '../../core/estimable.js';
import type { ReaderPerformance } from './reader-performance.js';

/** Mean squares and covariance components of the Obuchowski-Rockette model. */
export interface OrComponents {
  readonly modalities: number;
  readonly readers: number;
  /** Mean over readers, one a modality. */
  readonly modalityMean: Float64Array;
  /** Between modalities; undefined with one modality. */
  readonly msTreatment: Estimable;
  /** Between readers; undefined with one reader. */
  readonly msReader: Estimable;
  /** Interaction; undefined with one of either. */
  readonly msInteraction: Estimable;
  /** Mean variance of a cell. */
  readonly variance: number;
  /** Same reader, other modality; 0 with one modality. */
  readonly cov1: number;
  /** Other reader, same modality; 0 with one reader. */
  readonly cov2: number;
  /** Other reader, other modality. */
  readonly cov3: number;
}

/** Mean squares and components (Obuchowski & Rockette 1995; Hillis 2014, doi:10.1002/sim.5926). */
export function orComponents({
  modalities: I,
  readers: J,
  value,
  covariance,
}: ReaderPerformance): OrComponents {
  const modalityMean = new Float64Array(I);
  const readerMean = new Float64Array(J);
  let grand = 0;
  value.forEach((theta, cell) => {
    modalityMean[Math.floor(cell / J)]! += theta / J;
    readerMean[cell % J]! += theta / I;
    grand += theta / (I * J);
  });
  let treatment = 0;
  let reader = 0;
  let interaction = 0;
  // Equal values leave their last bits in a deviation, and 0/0 would become a ratio of such bits.
  const rounding = Number.EPSILON * I * J * value.reduce((most, theta) => Math.max(most, Math.abs(theta)), 0);
  const square = (deviation: number): number => (Math.abs(deviation) <= rounding ? 0 : deviation ** 2);
  for (const mean of modalityMean) treatment += J * square(mean - grand);
  for (const mean of readerMean) reader += I * square(mean - grand);
  value.forEach((theta, cell) => {
    interaction += square(theta - modalityMean[Math.floor(cell / J)]! - readerMean[cell % J]! + grand);
  });
  const one = { modality: undefinedBecause('one modality'), reader: undefinedBecause('one reader') };
  return {
    modalities: I,
    readers: J,
    modalityMean,
    msTreatment: I < 2 ? one.modality : defined(treatment / (I - 1)),
    msReader: J < 2 ? one.reader : defined(reader / (J - 1)),
    msInteraction: I < 2 ? one.modality : J < 2 ? one.reader : defined(interaction / ((I - 1) * (J - 1))),
    variance: mean(covariance, (a, b) => a === b),
    cov1: mean(covariance, (a, b) => a !== b && a % J === b % J),
    cov2: mean(covariance, (a, b) => a !== b && Math.floor(a / J) === Math.floor(b / J)),
    cov3: mean(covariance, (a, b) => a % J !== b % J && Math.floor(a / J) !== Math.floor(b / J)),
  };
}

/** The part of a performance that belongs to one modality. */
export function oneModality(
  { readers: J, value, covariance }: ReaderPerformance,
  modality: number,
): ReaderPerformance {
  const from = modality * J;
  return {
    modalities: 1,
    readers: J,
    value: value.slice(from, from + J),
    covariance: covariance.slice(from, from + J).map((row) => row.slice(from, from + J)),
  };
}

export interface OrVariances {
  reader: number;
  interaction: number;
}

/**
 * Variance of readers and of the reader x modality interaction by the method of moments. They may be negative.
 * @param truncate take max(cov2 - cov3, 0) as RJafroc does; MRMCaov and OR-DBM MRMC take the difference as it is
 * @returns undefined with one modality or one reader
 */
export function orVariances(components: OrComponents, truncate = false): Estimable<OrVariances> {
  const { modalities: I, msReader, msInteraction, variance, cov1, cov2, cov3 } = components;
  if (!msInteraction.defined) return msInteraction;
  if (!msReader.defined) return msReader;
  const between = truncate ? Math.max(cov2 - cov3, 0) : cov2 - cov3;
  const interaction = msInteraction.value - variance + cov1 + between;
  return defined({
    interaction,
    reader: (msReader.value - variance - (I - 1) * cov1 + cov2 + (I - 1) * cov3 - interaction) / I,
  });
}

function mean(matrix: readonly Float64Array[], take: (a: number, b: number) => boolean): number {
  let sum = 0;
  let count = 0;
  matrix.forEach((row, a) => {
    row.forEach((entry, b) => {
      if (!take(a, b)) return;
      sum += entry;
      count += 1;
    });
  });
  return count === 0 ? 0 : sum / count;
}
