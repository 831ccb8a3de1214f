import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { refuse } from '../argument.js';
import { fQuantile, noncentralFUpper } from '../fisher-f.js';
import type { Generalization } from '../readers/obuchowski-rockette.js';
import { requireOpenUnit, requirePositive } from './requirements.js';

/** Obuchowski-Rockette components of a pilot study. */
export interface PilotComponents {
  /** Cases of the pilot: covariances shrink with their number. */
  cases: number;
  /** Reader x modality variance; negative counts as 0. */
  interaction: number;
  variance: number;
  cov1: number;
  cov2: number;
  cov3: number;
}

export interface ReaderStudyPower {
  power: number;
  noncentrality: number;
  df2: number;
}

/**
 * Power of a two-modality reader study from pilot components scaled to its cases, by the non-central F distribution
 * (Hillis, Obuchowski & Berbaum 2011, doi:10.1016/j.acra.2010.09.007).
 * @param effect difference of the two modalities that is to be found
 */
export function readerStudyPower(
  pilot: PilotComponents,
  readers: number,
  cases: number,
  effect: number,
  alpha: number,
  generalization: Generalization = 'random-readers-and-cases',
): Estimable<ReaderStudyPower> {
  requirePositive('the pilot cases', pilot.cases);
  requirePositive('cases', cases);
  requireOpenUnit('alpha', alpha);
  if (!Number.isInteger(readers) || readers < 1)
    refuse(`${readers} readers`, 'give a whole number of readers');
  const scale = pilot.cases / cases;
  const interaction = Math.max(0, pilot.interaction);
  const between = Math.max(pilot.cov2 - pilot.cov3, 0);
  const own = pilot.variance - pilot.cov1;
  const random = interaction + scale * (own - between);
  let denominator: number;
  let df2: number;
  if (generalization === 'fixed-readers') {
    denominator = scale * (own + (readers - 1) * between);
    df2 = cases - 1;
  } else if (generalization === 'fixed-cases') {
    denominator = random;
    df2 = readers - 1;
  } else {
    denominator = interaction + scale * (own + (readers - 1) * between);
    df2 = denominator ** 2 / (random ** 2 / (readers - 1));
  }
  if (!(denominator > 0) || !(df2 > 0)) return undefinedBecause('no variance or no degrees of freedom');
  const noncentrality = (effect ** 2 * readers) / 2 / denominator;
  return defined({
    power: noncentralFUpper(fQuantile(1 - alpha, 1, df2), 1, df2, noncentrality),
    noncentrality,
    df2,
  });
}

export interface ReaderStudySize {
  cases: number;
  power: number;
}

/** Smallest number of cases, from 2 up to `limit`, whose power exceeds the wanted one for a given number of readers. */
export function readerStudySize(
  pilot: PilotComponents,
  readers: number,
  effect: number,
  alpha: number,
  power: number,
  generalization: Generalization = 'random-readers-and-cases',
  limit = 2000,
): Estimable<ReaderStudySize> {
  requireOpenUnit('power', power);
  for (let cases = 2; cases <= limit; cases += 1) {
    const plan = readerStudyPower(pilot, readers, cases, effect, alpha, generalization);
    if (plan.defined && plan.value.power > power) return defined({ cases, power: plan.value.power });
  }
  return undefinedBecause(`not reached with ${limit} cases`);
}
