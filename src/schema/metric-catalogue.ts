/**
 * What a protocol can ask for: metrics and interval methods, as data. `check` decides by it which pairs suit, the
 * generated protocol reference prints it. The enumerations of protocol.schema.json name the same things (a test holds
 * the two together).
 */
export type IntervalMethod =
  | 'wilson'
  | 'clopper-pearson'
  | 'wilson-continuity'
  | 'mid-p'
  | 'jeffreys'
  | 'agresti-coull'
  | 'rao-scott-wilson'
  | 'cluster-ratio-logit-t'
  | 'delong'
  | 'delong-logit'
  | 'newcombe-auc'
  | 'obuchowski-cluster'
  | 'cluster-bootstrap-percentile'
  | 'cluster-bootstrap-basic'
  | 'cluster-bootstrap-bca';

export interface MetricEntry {
  name: string;
  /** What must be known of each unit: the decision at the threshold, or the score itself. */
  needs: 'decision' | 'score';
  /** How the number is printed: percent, or a ratio from 0 to 1. */
  prints: 'percent' | 'ratio';
  /** Which direction is good; a criterion must look the other way. */
  better: 'higher';
  /** The units that are counted in the denominator, for planning. */
  counts: 'positives' | 'negatives' | 'all' | 'flagged' | 'cleared';
  measures: string;
  formula: string;
  undefinedWhen: string;
  methods: readonly IntervalMethod[];
  citation: string;
}

export interface MethodEntry {
  name: IntervalMethod;
  /** `independent`: wrong where units of one patient are counted apart; `clustered`: right there and elsewhere. */
  assumes: 'independent' | 'clustered';
  resamples: boolean;
  summary: string;
  citation: string;
}

const BOOTSTRAP = [
  'cluster-bootstrap-percentile',
  'cluster-bootstrap-basic',
  'cluster-bootstrap-bca',
] as const;
const PROPORTION = [
  'wilson',
  'clopper-pearson',
  'wilson-continuity',
  'mid-p',
  'jeffreys',
  'agresti-coull',
  'rao-scott-wilson',
  'cluster-ratio-logit-t',
  ...BOOTSTRAP,
] as const;
const AREA = ['delong', 'delong-logit', 'newcombe-auc', 'obuchowski-cluster', ...BOOTSTRAP] as const;
const FDA_2007 =
  'FDA 2007, Statistical guidance on reporting results from studies evaluating diagnostic tests';

export const METRICS: readonly MetricEntry[] = [
  {
    name: 'sensitivity',
    needs: 'decision',
    prints: 'percent',
    better: 'higher',
    counts: 'positives',
    measures: 'share of the positive units that are flagged',
    formula: 'TP / (TP + FN)',
    undefinedWhen: 'there is no positive unit',
    methods: PROPORTION,
    citation: FDA_2007,
  },
  {
    name: 'specificity',
    needs: 'decision',
    prints: 'percent',
    better: 'higher',
    counts: 'negatives',
    measures: 'share of the negative units that are not flagged',
    formula: 'TN / (TN + FP)',
    undefinedWhen: 'there is no negative unit',
    methods: PROPORTION,
    citation: FDA_2007,
  },
  {
    name: 'ppv',
    needs: 'decision',
    prints: 'percent',
    better: 'higher',
    counts: 'flagged',
    measures: 'share of the flagged units that are positive; depends on the prevalence',
    formula: 'TP / (TP + FP); at a stated prevalence q: Se q / (Se q + (1 − Sp)(1 − q))',
    undefinedWhen: 'no unit is flagged',
    methods: PROPORTION,
    citation: FDA_2007,
  },
  {
    name: 'npv',
    needs: 'decision',
    prints: 'percent',
    better: 'higher',
    counts: 'cleared',
    measures: 'share of the units not flagged that are negative; depends on the prevalence',
    formula: 'TN / (TN + FN); at a stated prevalence q: Sp (1 − q) / (Sp (1 − q) + (1 − Se) q)',
    undefinedWhen: 'every unit is flagged',
    methods: PROPORTION,
    citation: FDA_2007,
  },
  {
    name: 'accuracy',
    needs: 'decision',
    prints: 'percent',
    better: 'higher',
    counts: 'all',
    measures: 'share of the units that are decided rightly; depends on the prevalence',
    formula: '(TP + TN) / (TP + FP + FN + TN)',
    undefinedWhen: 'there is no unit',
    methods: PROPORTION,
    citation: FDA_2007,
  },
  {
    name: 'balanced-accuracy',
    needs: 'decision',
    prints: 'percent',
    better: 'higher',
    counts: 'all',
    measures: 'mean of sensitivity and specificity',
    formula: '(TP / (TP + FN) + TN / (TN + FP)) / 2',
    undefinedWhen: 'one class is absent',
    methods: BOOTSTRAP,
    citation: 'Brodersen et al. 2010, Proc ICPR 3121',
  },
  {
    name: 'f1',
    needs: 'decision',
    prints: 'ratio',
    better: 'higher',
    counts: 'all',
    measures: 'harmonic mean of sensitivity and positive predictive value; depends on the prevalence',
    formula: '2 TP / (2 TP + FP + FN)',
    undefinedWhen: 'no unit is positive or flagged',
    methods: BOOTSTRAP,
    citation: 'van Rijsbergen 1979, Information Retrieval, chapter 7',
  },
  {
    name: 'youden',
    needs: 'decision',
    prints: 'ratio',
    better: 'higher',
    counts: 'all',
    measures: 'sensitivity and specificity beyond chance; 0 for a model without skill',
    formula: 'TP / (TP + FN) + TN / (TN + FP) − 1',
    undefinedWhen: 'one class is absent',
    methods: BOOTSTRAP,
    citation: 'Youden 1950, Cancer 3:32',
  },
  {
    name: 'mcc',
    needs: 'decision',
    prints: 'ratio',
    better: 'higher',
    counts: 'all',
    measures: 'correlation of decision and truth (Matthews), −1 to 1; depends on the prevalence',
    formula: '(TP TN − FP FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN))',
    undefinedWhen: 'one class is absent, no unit is flagged or every unit is',
    methods: BOOTSTRAP,
    citation: 'Matthews 1975, Biochim Biophys Acta 405:442',
  },
  {
    name: 'cohen-kappa',
    needs: 'decision',
    prints: 'ratio',
    better: 'higher',
    counts: 'all',
    measures: 'agreement of decision and truth beyond chance; depends on the prevalence',
    formula: '(pₒ − pₑ) / (1 − pₑ), pₒ = (TP + TN) / n, pₑ from the margins',
    undefinedWhen: 'truth and decision all fall into one class',
    methods: BOOTSTRAP,
    citation: 'Cohen 1960, Educ Psychol Meas 20:37',
  },
  {
    name: 'roc-auc',
    needs: 'score',
    prints: 'ratio',
    better: 'higher',
    counts: 'all',
    measures: 'chance that a positive unit scores higher than a negative one, ties counted half',
    formula: 'mean over all pairs of [s⁺ > s⁻] + ½ [s⁺ = s⁻]',
    undefinedWhen: 'one class is absent',
    methods: AREA,
    citation: 'Hanley and McNeil 1982, Radiology 143:29',
  },
  {
    name: 'average-precision',
    needs: 'score',
    prints: 'ratio',
    better: 'higher',
    counts: 'all',
    measures: 'area under the precision-recall steps; equals the prevalence for a model without skill',
    formula: 'Σ (Rₖ − Rₖ₋₁) Pₖ over the distinct thresholds, no interpolation',
    undefinedWhen: 'there is no positive unit',
    methods: BOOTSTRAP,
    citation: 'Boyd, Eng and Page 2013, ECML PKDD 451',
  },
];

export const METHODS: readonly MethodEntry[] = [
  {
    name: 'wilson',
    assumes: 'independent',
    resamples: false,
    summary:
      'Score interval of a proportion. Close to its nominal coverage, never empty at 0 % or 100 %. The usual choice.',
    citation: 'Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:857, method 3',
  },
  {
    name: 'clopper-pearson',
    assumes: 'independent',
    resamples: false,
    summary:
      'Exact interval of a proportion. Coverage is never below nominal, so it is wider; choose it where that guarantee is asked for.',
    citation: 'Clopper and Pearson 1934, Biometrika 26:404',
  },
  {
    name: 'wilson-continuity',
    assumes: 'independent',
    resamples: false,
    summary: 'Wilson with continuity correction: nearly as wide as the exact interval, in closed form.',
    citation: 'Newcombe 1998, Stat Med 17:857, method 4',
  },
  {
    name: 'mid-p',
    assumes: 'independent',
    resamples: false,
    summary:
      'Exact interval that counts half of the observed outcome: narrower, coverage nominal on average.',
    citation: 'Newcombe 1998, Stat Med 17:857, method 6',
  },
  {
    name: 'jeffreys',
    assumes: 'independent',
    resamples: false,
    summary: 'Bayesian interval with the prior Beta(½, ½): coverage nominal on average, not in every case.',
    citation: 'Brown, Cai and DasGupta 2001, Stat Sci 16:101',
  },
  {
    name: 'agresti-coull',
    assumes: 'independent',
    resamples: false,
    summary: 'Normal interval after z²/2 added successes and failures, cut to 0 and 1: a wider Wilson.',
    citation: 'Agresti and Coull 1998, Am Stat 52:119',
  },
  {
    name: 'cluster-ratio-logit-t',
    assumes: 'clustered',
    resamples: false,
    summary:
      'Ratio estimator with the spread between patients, on the logit scale with t. Not estimable at 0 % and 100 %.',
    citation: 'Cochran 1977, Sampling Techniques, section 6.3; R survey, svyciprop method logit',
  },
  {
    name: 'newcombe-auc',
    assumes: 'independent',
    resamples: false,
    summary: 'Score-type interval of an area under the ROC curve, never empty: for areas of 1 and few cases.',
    citation: 'Newcombe 2006, Stat Med 25:559, method 5',
  },
  {
    name: 'cluster-bootstrap-basic',
    assumes: 'clustered',
    resamples: true,
    summary:
      'The same draws, mirrored on the estimate. May leave the range of the metric; BCa covers better.',
    citation: 'Davison and Hinkley 1997, section 5.2',
  },
  {
    name: 'rao-scott-wilson',
    assumes: 'clustered',
    resamples: false,
    summary:
      'Wilson interval on effective counts: widened by how much the images of one patient resemble each other.',
    citation: 'Rao and Scott 1992, Biometrics 48:577',
  },
  {
    name: 'delong',
    assumes: 'independent',
    resamples: false,
    summary:
      'Interval of an area under the ROC curve, known by name to reviewers. May reach beyond 1 before it is clipped.',
    citation: 'DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44:837',
  },
  {
    name: 'delong-logit',
    assumes: 'independent',
    resamples: false,
    summary: 'The same variance on the logit scale: stays inside 0 to 1 and covers better near 1.',
    citation:
      'Pepe 2003, The Statistical Evaluation of Medical Tests, section 5.2; Qin and Hotilovac 2008, Stat Methods Med Res 17:207',
  },
  {
    name: 'obuchowski-cluster',
    assumes: 'clustered',
    resamples: false,
    summary:
      'Interval of an area under the ROC curve when patients contribute several images. With one image each it equals DeLong.',
    citation: 'Obuchowski 1997, Biometrics 53:567',
  },
  {
    name: 'cluster-bootstrap-percentile',
    assumes: 'clustered',
    resamples: true,
    summary:
      'Draws patients with all their images, again and again; the limits are percentiles of the results.',
    citation:
      'Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13; Davison and Hinkley 1997, section 3.8',
  },
  {
    name: 'cluster-bootstrap-bca',
    assumes: 'clustered',
    resamples: true,
    summary: 'The same, corrected for bias and skewness. The usual choice where no formula exists.',
    citation: 'Efron 1987, J Am Stat Assoc 82:171; Davison and Hinkley 1997, section 3.8',
  },
];

const METRIC_BY_NAME = new Map(METRICS.map((entry) => [entry.name, entry]));
const METHOD_BY_NAME = new Map<string, MethodEntry>(METHODS.map((entry) => [entry.name, entry]));

export function metricEntry(name: string): MetricEntry | undefined {
  return METRIC_BY_NAME.get(name);
}

export function methodEntry(name: string): MethodEntry | undefined {
  return METHOD_BY_NAME.get(name);
}
