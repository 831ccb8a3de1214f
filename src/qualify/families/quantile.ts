import { quantileSorted, type QuantileType } from '../../stats/quantile.js';
import type { Answer, Family, Question } from '../family.js';
import { numbersFrom } from '../input.js';

export const family: Family = { name: 'quantile', answer };

/** Keys name probability and type: `p0.025.type7`. */
function answer({ input, keys }: Question): Record<string, Answer> {
  const sorted = numbersFrom(input, 'x').sort();
  const answers: Record<string, Answer> = {};
  for (const key of keys) {
    const match = /^p([\d.e-]+)\.type([1-9])$/.exec(key);
    if (match === null) continue;
    const type = Number(match[2]) as QuantileType;
    answers[key] = sorted.length === 0 ? null : quantileSorted(sorted, Number(match[1]), type);
  }
  return answers;
}
