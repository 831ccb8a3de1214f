import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { refuse, requireLevel } from '../argument.js';
import { fTails } from '../fisher-f.js';
import { chiSquareTails } from '../gamma.js';
import type { Interval } from '../interval.js';
import { studentQuantile, studentTwoSided } from '../student-t.js';
import { oneModality, orComponents, type OrComponents } from './or-components.js';
import type { ReaderPerformance } from './reader-performance.js';

/** Over what the conclusion holds: both drawn at random (default), these readers only, these cases only. */
export type Generalization = 'random-readers-and-cases' | 'fixed-readers' | 'fixed-cases';

/** Test of equal modalities: F with df1 and df2, or a chi-square with df1 (df2 Infinity). */
export interface EqualityTest {
  msTreatment: number;
  denominator: number;
  statistic: number;
  df1: number;
  df2: number;
  p: number;
}

export interface OrEstimate {
  /** Positions of the modalities; second is null for a mean. */
  first: number;
  second: number | null;
  estimate: number;
  standardError: number;
  df: number;
  /** Not clipped to the range of the metric; undefined when the SE is 0. */
  interval: Estimable<Interval>;
  /** estimate / SE and its two-sided p, undefined when the SE is 0. */
  statistic: Estimable;
  p: Estimable;
}

export interface OrAnalysis {
  components: OrComponents;
  /** Undefined with one modality, one reader where readers are random, or 0/0 (identical modalities). */
  equality: Estimable<EqualityTest>;
  /** First minus second, all pairs in order. */
  pairwise: Estimable<OrEstimate[]>;
  modalities: Estimable<OrEstimate>[];
}

/** A covariance term this small beside the variance is rounding. */
const ROUNDING = 1e-12;

/**
 * Obuchowski-Rockette analysis with Hillis' degrees of freedom (Obuchowski & Rockette 1995; Hillis 2005,
 * doi:10.1002/sim.2024; 2007, doi:10.1002/sim.2532). Negative covariance differences count as 0 in the denominators.
 * @param options.truncate false keeps a negative cov2 - cov3 in the denominator for fixed readers, as MRMCaov does
 */
export function obuchowskiRockette(
  performance: ReaderPerformance,
  options: { generalization?: Generalization; level?: number; truncate?: boolean } = {},
): OrAnalysis {
  const { generalization = 'random-readers-and-cases', level = 0.95, truncate = true } = options;
  requireLevel(level);
  if (performance.value.length !== performance.modalities * performance.readers)
    refuse('cells are missing', 'give one value a modality and reader');
  const components = orComponents(performance);
  const scale = denominatorOf(components, generalization, truncate);
  return {
    components,
    equality: scale.defined ? equality(components, scale.value) : scale,
    pairwise: scale.defined ? defined(pairs(components, scale.value, level)) : scale,
    modalities: Array.from(components.modalityMean, (mean, i) =>
      modality(mean, i, orComponents(oneModality(performance, i)), generalization, level),
    ),
  };
}

interface Scale {
  denominator: number;
  df: number;
}

function denominatorOf(
  components: OrComponents,
  generalization: Generalization,
  truncate: boolean,
): Estimable<Scale> {
  const { modalities: I, readers: J, msTreatment, msInteraction, variance, cov1, cov2, cov3 } = components;
  if (!msTreatment.defined) return msTreatment;
  const between = Math.abs(cov2 - cov3) <= ROUNDING * variance ? 0 : cov2 - cov3;
  if (generalization === 'fixed-readers') {
    return defined({
      denominator: variance - cov1 + (J - 1) * (truncate ? Math.max(between, 0) : between),
      df: Infinity,
    });
  }
  if (!msInteraction.defined) return msInteraction;
  const own = (I - 1) * (J - 1);
  if (generalization === 'fixed-cases') return defined({ denominator: msInteraction.value, df: own });
  return defined(hillis(msInteraction.value, J * Math.max(between, 0), own));
}

/** Hillis' df: the mean square alone has degrees of freedom, the covariance term has none of its own. */
function hillis(meanSquare: number, covarianceTerm: number, own: number): Scale {
  const denominator = meanSquare + covarianceTerm;
  return { denominator, df: meanSquare === 0 ? Infinity : denominator ** 2 / (meanSquare ** 2 / own) };
}

function equality(components: OrComponents, { denominator, df }: Scale): Estimable<EqualityTest> {
  const { modalities: I, msTreatment, variance } = components;
  if (!msTreatment.defined) return msTreatment;
  if (!(denominator > ROUNDING * variance))
    return undefinedBecause(msTreatment.value === 0 ? 'identical modalities: 0/0' : 'the denominator is 0');
  const ratio = msTreatment.value / denominator;
  const df1 = I - 1;
  const chiSquare = df === Infinity;
  return defined({
    msTreatment: msTreatment.value,
    denominator,
    statistic: chiSquare ? df1 * ratio : ratio,
    df1,
    df2: df,
    p: chiSquare ? chiSquareTails(df1 * ratio, df1).upper : fTails(ratio, df1, df).upper,
  });
}

function pairs(
  { modalityMean, readers }: OrComponents,
  { denominator, df }: Scale,
  level: number,
): OrEstimate[] {
  const standardError = Math.sqrt(Math.max((2 / readers) * denominator, 0));
  const found: OrEstimate[] = [];
  for (let a = 0; a < modalityMean.length; a += 1) {
    for (let b = a + 1; b < modalityMean.length; b += 1) {
      found.push({
        first: a,
        second: b,
        ...estimated(modalityMean[a]! - modalityMean[b]!, standardError, df, level),
      });
    }
  }
  return found;
}

function modality(
  mean: number,
  index: number,
  own: OrComponents,
  generalization: Generalization,
  level: number,
): Estimable<OrEstimate> {
  const { readers: J, msReader, variance, cov2 } = own;
  const shared = Math.max(cov2, 0);
  let scale: Scale;
  if (generalization === 'fixed-readers') scale = { denominator: variance + (J - 1) * shared, df: Infinity };
  else if (!msReader.defined) return msReader;
  else if (generalization === 'fixed-cases') scale = { denominator: msReader.value, df: J - 1 };
  else scale = hillis(msReader.value, J * shared, J - 1);
  return defined({
    first: index,
    second: null,
    ...estimated(mean, Math.sqrt(scale.denominator / J), scale.df, level),
  });
}

/** An estimate with t interval and two-sided test against 0. */
export function estimated(
  estimate: number,
  standardError: number,
  df: number,
  level: number,
): Omit<OrEstimate, 'first' | 'second'> {
  const half = studentQuantile(1 - (1 - level) / 2, df) * standardError;
  const none = undefinedBecause('the standard error is 0');
  return {
    estimate,
    standardError,
    df,
    interval: standardError === 0 ? none : defined({ lower: estimate - half, upper: estimate + half }),
    statistic: standardError === 0 ? none : defined(estimate / standardError),
    p: standardError === 0 ? none : defined(studentTwoSided(estimate / standardError, df)),
  };
}

/** Each fixed reader's own difference of two modalities, normal test: reader by reader, pairs within. */
export function perReaderDifferences(
  { modalities: I, readers: J, value, covariance }: ReaderPerformance,
  level = 0.95,
): (OrEstimate & { reader: number })[] {
  requireLevel(level);
  const found: (OrEstimate & { reader: number })[] = [];
  for (let j = 0; j < J; j += 1) {
    // One error for all pairs of a reader, from the reader's mean variance and covariance.
    let variance = 0;
    let shared = 0;
    for (let a = 0; a < I; a += 1) {
      for (let b = 0; b < I; b += 1) {
        const entry = covariance[a * J + j]![b * J + j]!;
        if (a === b) variance += entry / I;
        else shared += entry / (I * (I - 1));
      }
    }
    const standardError = Math.sqrt(Math.max(2 * (variance - shared), 0));
    for (let a = 0; a < I; a += 1) {
      for (let b = a + 1; b < I; b += 1) {
        found.push({
          reader: j,
          first: a,
          second: b,
          ...estimated(value[a * J + j]! - value[b * J + j]!, standardError, Infinity, level),
        });
      }
    }
  }
  return found;
}
