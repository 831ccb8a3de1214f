import { refuse } from '../stats/argument.js';
import type { SuccessMatrix } from '../stats/readers/bdg-moments.js';
import type { FrocData } from './froc-data.js';

/**
 * wAFROC as a mean over pairs of a non-diseased and a diseased case, for U-statistics: the success of a pair is the weight
 * of the diseased case's lesions that outrank the highest false positive of the other case, 1/2 where equal. (wAFROC1
 * compares within a case too and is no such mean.)
 * @param cells marks of each modality and reader over the same cases in the same order
 */
export function wafrocSuccess(cells: readonly FrocData[]): SuccessMatrix[] {
  const [one] = cells;
  if (one === undefined) return refuse('no reader', 'give the marks of every reader under every modality');
  const indices = Array.from(one.diseased.keys());
  const rivals = indices.filter((i) => one.diseased[i] === 0);
  const diseased = indices.filter((i) => one.diseased[i] === 1);
  const columnOf = new Map(diseased.map((index, column) => [index, column]));
  return cells.map((data) => {
    if (data.cases !== one.cases)
      refuse(`cells have ${one.cases} and ${data.cases} cases`, 'give every reader the same cases');
    const score = new Float64Array(rivals.length * diseased.length);
    const ofNegative = new Float64Array(rivals.length);
    const ofPositive = new Float64Array(diseased.length);
    let sum = 0;
    rivals.forEach((rival, n) => {
      const highest = data.highestFalse[rival]!;
      data.lesionRating.forEach((rating, lesion) => {
        const column = columnOf.get(data.lesionCase[lesion]!)!;
        const value = data.lesionWeight[lesion]! * (rating > highest ? 1 : rating === highest ? 0.5 : 0);
        score[n * diseased.length + column]! += value;
        ofNegative[n]! += value;
        ofPositive[column]! += value;
        sum += value;
      });
    });
    return {
      score,
      negatives: rivals.length,
      positives: diseased.length,
      readNegative: new Uint8Array(rivals.length).fill(1),
      readPositive: new Uint8Array(diseased.length).fill(1),
      ofNegative,
      ofPositive,
      sum,
      pairs: rivals.length * diseased.length,
    };
  });
}
