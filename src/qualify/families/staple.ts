import { majorityVote, staple, type StapleOptions } from '../../metrics/staple.js';
import { refuse } from '../../stats/argument.js';
import type { Answer, Family, Question } from '../family.js';
import { has, numberFrom } from '../input.js';

function answer({ input, keys }: Question): Record<string, Answer> {
  const raters = readRaters(input['raters']);
  const options: StapleOptions = { confidenceWeight: numberFrom(input, 'confidence_weight', 1) };
  if (has(input, 'initial_sensitivity'))
    options.initialSensitivity = numberFrom(input, 'initial_sensitivity');
  if (has(input, 'initial_specificity'))
    options.initialSpecificity = numberFrom(input, 'initial_specificity');
  const result = staple(raters, options);
  const answers: Record<string, Answer> = { majority_vote: Array.from(majorityVote(raters)) };
  if (!result.defined) {
    // The prior is a plain mean and exists without an estimate.
    answers['prior'] = 0;
    for (const key of keys) answers[key] ??= null;
    return answers;
  }
  const { prior, sensitivity, specificity, probability } = result.value;
  answers['prior'] = prior;
  answers['sensitivity'] = Array.from(sensitivity);
  answers['specificity'] = specificity.defined ? Array.from(specificity.value) : null;
  answers['probability'] = Array.from(probability);
  for (const key of keys) {
    const cut = /^consensus_([0-9.]+)$/.exec(key);
    if (cut !== null) answers[key] = Array.from(probability, (p) => (p >= Number(cut[1]) ? 1 : 0));
  }
  return answers;
}

function readRaters(value: unknown): Uint8Array[] {
  if (!Array.isArray(value)) refuse('raters is not a list', 'give one mask a rater');
  return value.map((mask: unknown) => {
    const text = Array.isArray(mask) ? mask.join('') : mask;
    if (typeof text !== 'string' || !/^[01]*$/.test(text))
      refuse('a mask holds something else than 0 and 1', 'write one digit a voxel');
    return Uint8Array.from(text, Number);
  });
}

export const family: Family = { name: 'staple', answer };
