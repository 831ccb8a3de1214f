import { refuse } from '../argument.js';
import { requirePositive } from './requirements.js';

/**
 * Design effect of clusters of mean size m: 1 + (m - 1) icc for equal sizes (Donner & Klar 2000), 1 + ((cv² + 1) m - 1) icc
 * when sizes vary with coefficient of variation cv (Eldridge, Ashby & Kerry 2006, doi:10.1093/ije/dyl129).
 */
export function designEffect(meanSize: number, icc: number, cv = 0): number {
  if (!(meanSize >= 1 && meanSize < Infinity))
    refuse(`mean cluster size ${meanSize}`, 'a cluster holds at least one unit');
  if (!(icc >= -1 && icc <= 1))
    refuse(`intra-cluster correlation ${icc}`, 'a correlation lies between -1 and 1');
  if (!(cv >= 0 && cv < Infinity)) refuse(`coefficient of variation ${cv}`, 'it is not negative');
  return 1 + ((cv * cv + 1) * meanSize - 1) * icc;
}

/** Units and clusters, real, that are worth `independent` independent units. */
export function clusteredSize(
  independent: number,
  meanSize: number,
  icc: number,
  cv = 0,
): { units: number; clusters: number } {
  requirePositive('the number of independent units', independent);
  const units = independent * designEffect(meanSize, icc, cv);
  return { units, clusters: units / meanSize };
}

/** To enrol so that `needed` remain when a share drops out, rounded up. */
export function enrolmentForDropOut(needed: number, dropOut: number): number {
  requirePositive('the number needed', needed);
  if (!(dropOut >= 0 && dropOut < 1)) refuse(`drop-out ${dropOut}`, 'give a share from 0 and below 1');
  return Math.ceil(needed / (1 - dropOut) - 1e-9);
}
