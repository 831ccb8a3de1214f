import { lroc } from '../../metrics/lroc.js';
import { lrocAreaTo, lrocCurve, pclAtFpf } from '../../metrics/lroc-curve.js';
import { answerOf, type Answer, type Family, type Question } from '../family.js';
import { has, numbersFrom, textFrom } from '../input.js';

function answer(question: Question): Record<string, Answer> {
  const data = readLroc(question);
  const estimate = lroc(data);
  const curve = lrocCurve(data);
  const answers: Record<string, Answer> = {
    lroc_auc: answerOf(estimate.area),
    'lroc_auc.se_u_statistic': answerOf(estimate.standardError),
    fraction_correctly_localized: answerOf(estimate.fractionCorrectlyLocalized),
    roc_auc: answerOf(estimate.rocArea),
  };
  for (const key of question.keys) {
    const match = /^(pcl_at|alroc_to)_fpf_([0-9.e+-]+?)(\.rjafroc)?$/.exec(key);
    if (match === null) continue;
    const fpf = Number(match[2]);
    if (!curve.defined) answers[key] = null;
    else if (match[1] === 'alroc_to') answers[key] = lrocAreaTo(curve.value, fpf);
    else answers[key] = pclAtFpf(curve.value, fpf, match[3] === undefined ? 'upper' : 'rjafroc');
  }
  return answers;
}

function readLroc({ input, table }: Question): {
  normal: Float64Array;
  abnormal: Float64Array;
  correct: Float64Array;
} {
  if (!has(input, 'data_file')) {
    return {
      normal: numbersFrom(input, 'normal_ratings'),
      abnormal: numbersFrom(input, 'abnormal_ratings'),
      correct: numbersFrom(input, 'abnormal_correct_location'),
    };
  }
  const data = table(textFrom(input, 'data_file'));
  const rating = data.numbers('rating');
  const truth = data.numbers('truth');
  const correct = data.text('correct_location');
  const reader = has(input, 'reader') ? String(input['reader']) : undefined;
  const readers = data.columns.includes('reader') ? data.text('reader') : undefined;
  const rows = Array.from(rating.keys()).filter(
    (i) => reader === undefined || readers === undefined || readers[i] === reader,
  );
  const of = (label: number): number[] => rows.filter((i) => truth[i] === label);
  return {
    normal: Float64Array.from(of(0), (i) => rating[i] ?? 0),
    abnormal: Float64Array.from(of(1), (i) => rating[i] ?? 0),
    // An empty cell is no location and must not pass as a wrong one.
    correct: Float64Array.from(of(1), (i) => (correct[i] === '' ? NaN : Number(correct[i]))),
  };
}

export const family: Family = { name: 'lroc', answer };
