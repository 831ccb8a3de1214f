import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { tableShares, type AgreementTable } from './agreement-table.js';

/** What to read beside kappa: the same observed agreement under other ideas of chance (kappa paradox). */
export interface ChanceCorrected {
  observedAgreement: Estimable;
  /** Prevalence- and bias-adjusted kappa, (k po - 1) / (k - 1) (Byrt, Bishop & Carlin 1993). */
  pabak: Estimable;
  /** AC1, chance from the mean margins as sum pi (1 - pi) / (k - 1) (Gwet 2008, doi:10.1348/000711006X126600). */
  gwetAc1: Estimable;
  /** Scott's pi (1955), chance from the mean margins as sum pi². */
  scottPi: Estimable;
  /** |both first category - both second| / n, two categories only (Byrt et al. 1993). */
  prevalenceIndex: Estimable;
  /** |only the first reader says first category - only the second does| / n, two categories only. */
  biasIndex: Estimable;
}

export function chanceCorrected(table: AgreementTable): ChanceCorrected {
  const shares = tableShares(table);
  if (shares === null) {
    const none = undefinedBecause('no subject');
    return {
      observedAgreement: none,
      pabak: none,
      gwetAc1: none,
      scottPi: none,
      prevalenceIndex: none,
      biasIndex: none,
    };
  }
  const { categories: k, share, first, second } = shares;
  let observed = 0;
  let spread = 0;
  let alike = 0;
  for (let i = 0; i < k; i += 1) {
    observed += share[i * k + i]!;
    const mean = (first[i]! + second[i]!) / 2;
    spread += mean * (1 - mean);
    alike += mean * mean;
  }
  const oneCategory = undefinedBecause('one category in the table');
  const onlyTwo = undefinedBecause('defined for two categories');
  return {
    observedAgreement: defined(observed),
    pabak: k === 1 ? oneCategory : defined((k * observed - 1) / (k - 1)),
    gwetAc1: k === 1 ? oneCategory : corrected(observed, spread / (k - 1)),
    scottPi: corrected(observed, alike),
    prevalenceIndex: k === 2 ? defined(Math.abs(share[0]! - share[3]!)) : onlyTwo,
    biasIndex: k === 2 ? defined(Math.abs(share[1]! - share[2]!)) : onlyTwo,
  };
}

function corrected(observed: number, chance: number): Estimable {
  return 1 - chance < 1e-14
    ? undefinedBecause('expected agreement is 1')
    : defined((observed - chance) / (1 - chance));
}
