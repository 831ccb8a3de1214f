import {
  interpolatedSensitivity,
  interpolatedSpecificity,
  sensitivityAtSpecificity,
  specificityAtSensitivity,
  youdenPoints,
} from '../../stats/operating-point.js';
import { rocCurve, type RocCurve } from '../../stats/roc.js';
import { answerOf, type Answer, type Family, type Question } from '../family.js';
import { scoredCases } from './roc-auc.js';

export const family: Family = { name: 'roc_operating_point', answer };

function answer(question: Question): Record<string, Answer> {
  const { score, truth } = scoredCases(question);
  const curve = rocCurve(score, truth);
  const youden = youdenPoints(curve);
  const points = youden.defined ? youden.value.points : null;
  const answers: Record<string, Answer> = {
    'youden.max': youden.defined ? youden.value.value : null,
    'youden.n_optimal_thresholds': points?.length ?? null,
    'youden.thresholds': points?.map(({ threshold }) => threshold) ?? null,
    'youden.sensitivity': points?.map(({ truePositiveRate }) => truePositiveRate) ?? null,
    'youden.specificity': points?.map(({ falsePositiveRate }) => 1 - falsePositiveRate) ?? null,
  };
  for (const key of question.keys) {
    const value = atTarget(curve, key);
    if (value !== undefined) answers[key] = value;
  }
  return answers;
}

/** Keys name the target: `sens_at_spec_0.9.step_threshold`. */
function atTarget(curve: RocCurve, key: string): Answer | undefined {
  const match =
    /^(sens_at_spec|spec_at_sens)_([\d.e-]+)\.(linear|step|step_threshold|step_achieved_spec|step_achieved_sens)$/.exec(
      key,
    );
  if (match === null) return undefined;
  const target = Number(match[2]);
  const sens = match[1] === 'sens_at_spec';
  if (match[3] === 'linear') {
    return answerOf(sens ? interpolatedSensitivity(curve, target) : interpolatedSpecificity(curve, target));
  }
  const point = sens ? sensitivityAtSpecificity(curve, target) : specificityAtSensitivity(curve, target);
  if (!point.defined) return null;
  const { threshold, truePositiveRate, falsePositiveRate } = point.value;
  if (match[3] === 'step_threshold') return threshold;
  if (match[3] === 'step_achieved_spec') return 1 - falsePositiveRate;
  if (match[3] === 'step_achieved_sens') return truePositiveRate;
  return sens ? truePositiveRate : 1 - falsePositiveRate;
}
