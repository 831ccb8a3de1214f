import { defined, type Estimable } from '../core/estimable.js';
import { refuse } from '../stats/argument.js';
import { jackknifeCovariance } from '../stats/readers/covariance.js';
import type { ReaderPerformance } from '../stats/readers/reader-performance.js';
import type { FrocData } from './froc-data.js';
import { frocFigureOfMerit, leaveOneCaseOut, type FrocFigureOfMerit } from './froc-fom.js';

/**
 * A reader study of marks for the Obuchowski-Rockette analysis: one figure of merit a cell, covariance by the jackknife
 * over cases (Chakraborty 2017, ch. 16).
 * @param cells marks of each modality and reader, modality * readers + reader, over the same cases in the same order
 */
export function frocPerformance(
  cells: readonly FrocData[],
  modalities: number,
  kind: FrocFigureOfMerit,
): Estimable<ReaderPerformance> {
  const cases = cells[0]?.cases ?? 0;
  if (cells.length === 0 || cells.length % modalities !== 0)
    refuse(`${cells.length} cells for ${modalities} modalities`, 'give every reader under every modality');
  const value = new Float64Array(cells.length);
  const rows = Array.from({ length: cases }, () => new Float64Array(cells.length));
  for (const [cell, data] of cells.entries()) {
    if (data.cases !== cases)
      refuse(`cells have ${cases} and ${data.cases} cases`, 'give every reader the same cases');
    const whole = frocFigureOfMerit(data, kind);
    if (!whole.defined) return whole;
    const left = leaveOneCaseOut(data, kind);
    if (!left.defined) return left;
    value[cell] = whole.value;
    left.value.forEach((without, i) => {
      rows[i]![cell] = without;
    });
  }
  return defined({
    modalities,
    readers: cells.length / modalities,
    value,
    covariance: jackknifeCovariance(rows),
  });
}
