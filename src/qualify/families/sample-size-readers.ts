import { jackknifePerformance } from '../../stats/readers/covariance.js';
import type { Generalization } from '../../stats/readers/obuchowski-rockette.js';
import { orComponents, orVariances } from '../../stats/readers/or-components.js';
import { areaMetric } from '../../stats/readers/reader-performance.js';
import {
  readerStudyPower,
  readerStudySize,
  type PilotComponents,
} from '../../stats/planning/reader-study-size.js';
import type { Answer, Question } from '../family.js';
import { numberFrom } from '../input.js';
import { readReaderStudy } from '../reader-input.js';

const GENERALIZATIONS: Readonly<Record<string, Generalization>> = {
  RRRC: 'random-readers-and-cases',
  FRRC: 'fixed-readers',
  RRFC: 'fixed-cases',
};

/** Power and size of a two-modality reader study from a pilot. */
export function readerStudyAnswers(question: Question): Record<string, Answer> {
  const { input, keys } = question;
  const performance = jackknifePerformance(readReaderStudy(question), areaMetric);
  if (!performance.defined) return Object.fromEntries(keys.map((key) => [key, null]));
  const components = orComponents(performance.value);
  const variances = orVariances(components, true);
  const { variance, cov1, cov2, cov3 } = components;
  const interaction = variances.defined ? variances.value.interaction : 0;
  const pilot: PilotComponents = {
    cases: numberFrom(input, 'pilot_cases'),
    interaction,
    variance,
    cov1,
    cov2,
    cov3,
  };
  const code = typeof input['analysis'] === 'string' ? input['analysis'] : 'RRRC';
  const generalization = GENERALIZATIONS[code] ?? 'random-readers-and-cases';
  const [count, effect, alpha] = [
    numberFrom(input, 'readers'),
    numberFrom(input, 'effect_size'),
    numberFrom(input, 'alpha', 0.05),
  ];
  const plan = readerStudyPower(pilot, count, numberFrom(input, 'cases'), effect, alpha, generalization);
  const answers: Record<string, Answer> = {
    [`power_${code.toLowerCase()}`]: plan.defined ? plan.value.power : null,
    [`ncp${code}`]: plan.defined ? plan.value.noncentrality : null,
    [`df2${code}`]: plan.defined ? plan.value.df2 : null,
    'varcomp.VarR': variances.defined ? variances.value.reader : null,
    'varcomp.VarTR': variances.defined ? variances.value.interaction : null,
    'varcomp.Cov1': cov1,
    'varcomp.Cov2': cov2,
    'varcomp.Cov3': cov3,
    'varcomp.Var': variance,
  };
  for (const key of keys) {
    const asked = /^sample_size_(\d+)\.(K|power)([A-Z]+)$/.exec(key);
    if (asked === null) continue;
    const size = readerStudySize(
      pilot,
      count,
      effect,
      alpha,
      Number(asked[1]) / 100,
      GENERALIZATIONS[asked[3] ?? ''] ?? generalization,
    );
    answers[key] = size.defined ? (asked[2] === 'K' ? size.value.cases : size.value.power) : null;
  }
  return answers;
}
