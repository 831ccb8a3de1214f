import { text, type ReferencePage } from './page.js';

const RATERS = 'Subjects are independent; readers rate without knowing of each other.';
const ANOVA = `${RATERS} Normal errors of equal size for the limits. Every reader rates every subject.`;
const LINE = 'Pairs are independent; the relation is a straight line.';
const TABLE = 'Cases are independent; each has one true and one predicted class.';

export const agreementTexts: ReferencePage = {
  file: 'agreement',
  title: 'Agreement, truthing and several classes',
  intro:
    'How far readers or methods agree, what they say together of a hidden truth, and classification into k classes.',
  families: ['agreement', 'staple'],
  entries: {
    'kappa-two-readers': text(
      '(pₒ − pₑ) / (1 − pₑ), weights 1 − |i − j| / (k − 1) or 1 − (i − j)² / (k − 1)²',
      `${RATERS} Depends on the prevalence: read it beside observed agreement.`,
      'there is no subject, or all ratings are one category',
    ),
    'fleiss-kappa': text(
      '(P̄ − P̄ₑ) / (1 − P̄ₑ)',
      `${RATERS} As many ratings for each subject. The standard error holds under no agreement only.`,
      'there is one reading a subject, or all ratings are one category',
    ),
    'krippendorff-alpha': text(
      '1 − observed / expected disagreement; a unit with m values weighs 1 / (m − 1)',
      `${RATERS} Gaps occur at random.`,
      'no unit has two values, or all values are equal',
    ),
    icc: text(
      '(1,1) (MSB − MSW) / (MSB + (k − 1) MSW); (2,1) and (3,1) by the two-way table; k forms of the mean',
      ANOVA,
      'there are fewer than two subjects or readers, or no variance',
    ),
    'bland-altman': text(
      'mean d ± t SE; limits of agreement mean ± 1.96 SD',
      'Pairs are independent; differences are about normal and do not grow with size.',
      'there are fewer than two pairs',
    ),
    concordance: text(
      '2 s₁₂ / (s₁² + s₂² + (m₁ − m₂)²)',
      'Pairs are independent.',
      'there are fewer than two pairs, or no variance',
    ),
    deming: text(
      'slope from the covariance matrix with error ratio λ; jackknife limits',
      `${LINE} The ratio of the error variances is known.`,
      'there are too few pairs, or no covariance',
    ),
    'passing-bablok': text(
      'shifted median of the slopes of all pairs; limits from Kendall’s variance',
      `${LINE} Values are continuous and positively related.`,
      'there are fewer than three pairs, or no slope',
    ),
    'within-subject-sd': text(
      '√ of the mean square within subjects',
      ANOVA,
      'there is one reading a subject',
    ),
    'repeatability-coefficient': text(
      'z √2 times the standard deviation within subjects',
      ANOVA,
      'there is one reading a subject',
    ),
    staple: text(
      'EM for rater sensitivity and specificity with hidden truth; prior the mean of all decisions',
      'Raters err independently given the truth; the result depends on the image crop through the prior.',
      'no rater marks anything (specificity: everything is marked)',
    ),
    'dawid-skene': text(
      'EM for prevalence and each reader’s confusion table',
      'Readers err independently given the truth.',
      'never; an input without a rating is refused',
    ),
    'macro-f1': text(
      'mean over classes of 2 TP / (2 TP + FP + FN)',
      TABLE,
      'a class is neither true nor predicted',
    ),
    'micro-f1': text('Σ TP / n', TABLE, 'there is no case'),
    'weighted-f1': text('Σ nₖ F1ₖ / n', TABLE, 'there is no case'),
    'multiclass-balanced-accuracy': text('mean of the recalls', TABLE, 'a class has no case'),
    'multiclass-mcc': text(
      '(c s − Σ pₖ tₖ) / √((s² − Σ pₖ²)(s² − Σ tₖ²))',
      TABLE,
      'truth or prediction is all one class',
    ),
    'kappa-table': text(
      '(pₒ − pₑ) / (1 − pₑ), plain or weighted',
      TABLE,
      'truth and prediction are all one class',
    ),
  },
};
