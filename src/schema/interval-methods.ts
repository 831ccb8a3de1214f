/** The interval methods a protocol can name, as data, and those it is refused. */
export type IntervalMethod =
  | 'wilson'
  | 'clopper-pearson'
  | 'wilson-continuity'
  | 'mid-p'
  | 'jeffreys'
  | 'agresti-coull'
  | 'rao-scott-wilson'
  | 'cluster-ratio-logit-t'
  | 'mercaldo-logit'
  | 'log-ratio'
  | 'fleiss-cohen-everitt'
  | 'delong'
  | 'delong-logit'
  | 'newcombe-auc'
  | 'obuchowski-cluster'
  | 'tango'
  | 'newcombe-paired'
  | 'delong-paired'
  | 'obuchowski-paired'
  | 'cluster-bootstrap-percentile'
  | 'cluster-bootstrap-basic'
  | 'cluster-bootstrap-bca';

export interface MethodEntry {
  name: IntervalMethod;
  /** `independent`: wrong where units of one patient are counted apart; `clustered`: right there and elsewhere. */
  assumes: 'independent' | 'clustered';
  /** The kind of number it was made for. */
  of:
    | 'proportion'
    | 'predictive-value'
    | 'ratio'
    | 'kappa'
    | 'area'
    | 'paired-proportion'
    | 'paired-area'
    | 'any';
  resamples: boolean;
  summary: string;
  citation: string;
}

export const METHODS: readonly MethodEntry[] = [
  {
    name: 'wilson',
    of: 'proportion',
    assumes: 'independent',
    resamples: false,
    summary:
      'Score interval of a proportion. Close to its nominal coverage, never empty at 0 % or 100 %. The usual choice.',
    citation: 'Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:857, method 3',
  },
  {
    name: 'clopper-pearson',
    of: 'proportion',
    assumes: 'independent',
    resamples: false,
    summary:
      'Exact interval of a proportion. Coverage is never below nominal, so it is wider; choose it where that guarantee is asked for.',
    citation: 'Clopper and Pearson 1934, Biometrika 26:404',
  },
  {
    name: 'wilson-continuity',
    of: 'proportion',
    assumes: 'independent',
    resamples: false,
    summary: 'Wilson with continuity correction: nearly as wide as the exact interval, in closed form.',
    citation: 'Newcombe 1998, Stat Med 17:857, method 4',
  },
  {
    name: 'mid-p',
    of: 'proportion',
    assumes: 'independent',
    resamples: false,
    summary:
      'Exact interval that counts half of the observed outcome: narrower, coverage nominal on average.',
    citation: 'Newcombe 1998, Stat Med 17:857, method 6',
  },
  {
    name: 'jeffreys',
    of: 'proportion',
    assumes: 'independent',
    resamples: false,
    summary: 'Bayesian interval with the prior Beta(½, ½): coverage nominal on average, not in every case.',
    citation: 'Brown, Cai and DasGupta 2001, Stat Sci 16:101',
  },
  {
    name: 'agresti-coull',
    of: 'proportion',
    assumes: 'independent',
    resamples: false,
    summary: 'Normal interval after z²/2 added successes and failures, cut to 0 and 1: a wider Wilson.',
    citation: 'Agresti and Coull 1998, Am Stat 52:119',
  },
  {
    name: 'cluster-ratio-logit-t',
    of: 'proportion',
    assumes: 'clustered',
    resamples: false,
    summary:
      'Ratio estimator with the spread between patients, on the logit scale with t. Not estimable at 0 % and 100 %.',
    citation: 'Cochran 1977, Sampling Techniques, section 6.3; R survey, svyciprop method logit',
  },
  {
    name: 'newcombe-auc',
    of: 'area',
    assumes: 'independent',
    resamples: false,
    summary: 'Score-type interval of an area under the ROC curve, never empty: for areas of 1 and few cases.',
    citation: 'Newcombe 2006, Stat Med 25:559, method 5',
  },
  {
    name: 'cluster-bootstrap-basic',
    of: 'any',
    assumes: 'clustered',
    resamples: true,
    summary:
      'The same draws, mirrored on the estimate. May leave the range of the metric; BCa covers better.',
    citation: 'Davison and Hinkley 1997, section 5.2',
  },
  {
    name: 'rao-scott-wilson',
    of: 'proportion',
    assumes: 'clustered',
    resamples: false,
    summary:
      'Wilson interval on effective counts: widened by how much the images of one patient resemble each other.',
    citation: 'Rao and Scott 1992, Biometrics 48:577',
  },
  {
    name: 'mercaldo-logit',
    of: 'predictive-value',
    assumes: 'independent',
    resamples: false,
    summary:
      'Logit interval of a predictive value at a stated prevalence, from the variances of sensitivity and specificity. Not estimable where a count of its variance is 0.',
    citation: 'Mercaldo, Lau and Zhou 2007, Stat Med 26:2170',
  },
  {
    name: 'log-ratio',
    of: 'ratio',
    assumes: 'independent',
    resamples: false,
    summary:
      'Interval on the logarithm of a ratio of two shares (or of odds). Not estimable where a count of its variance is 0.',
    citation:
      'Simel, Samsa and Matchar 1991, J Clin Epidemiol 44:763; odds ratio: Woolf 1955, Ann Hum Genet 19:251',
  },
  {
    name: 'fleiss-cohen-everitt',
    of: 'kappa',
    assumes: 'independent',
    resamples: false,
    summary:
      'Large-sample interval of Cohen’s kappa, plain or weighted: kappa ± z standard errors, cut to −1 and 1. For some hundred units and more; not estimable where every unit agrees. The bootstrap is safer in small samples.',
    citation: 'Fleiss, Cohen and Everitt 1969, Psychol Bull 72:323',
  },
  {
    name: 'delong',
    of: 'area',
    assumes: 'independent',
    resamples: false,
    summary:
      'Interval of an area under the ROC curve, known by name to reviewers. May reach beyond 1 before it is clipped.',
    citation: 'DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44:837',
  },
  {
    name: 'delong-logit',
    of: 'area',
    assumes: 'independent',
    resamples: false,
    summary: 'The same variance on the logit scale: stays inside 0 to 1 and covers better near 1.',
    citation:
      'Pepe 2003, The Statistical Evaluation of Medical Tests, section 5.2; Qin and Hotilovac 2008, Stat Methods Med Res 17:207',
  },
  {
    name: 'obuchowski-cluster',
    of: 'area',
    assumes: 'clustered',
    resamples: false,
    summary:
      'Interval of an area under the ROC curve when patients contribute several images. With one image each it equals DeLong.',
    citation: 'Obuchowski 1997, Biometrics 53:567',
  },
  {
    name: 'tango',
    of: 'paired-proportion',
    assumes: 'independent',
    resamples: false,
    summary:
      'Score interval of the difference of two shares of the same units. Agrees with the McNemar test, and exists without a discordant pair. The usual choice for a claim.',
    citation: 'Tango 1998, Stat Med 17:891',
  },
  {
    name: 'newcombe-paired',
    of: 'paired-proportion',
    assumes: 'independent',
    resamples: false,
    summary:
      'Difference of two shares of the same units from the Wilson limits of each and their correlation, in closed form.',
    citation: 'Newcombe 1998, Stat Med 17:2635, method 10',
  },
  {
    name: 'delong-paired',
    of: 'paired-area',
    assumes: 'independent',
    resamples: false,
    summary:
      'Difference of two areas under the ROC curve of the same units, with their covariance. Not estimable where both rank the units alike: its width would be 0.',
    citation: 'DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44:837',
  },
  {
    name: 'obuchowski-paired',
    of: 'paired-area',
    assumes: 'clustered',
    resamples: false,
    summary:
      'The same where patients contribute several images. With one image each it equals the paired DeLong interval.',
    citation: 'Obuchowski 1997, Biometrics 53:567',
  },
  {
    name: 'cluster-bootstrap-percentile',
    of: 'any',
    assumes: 'clustered',
    resamples: true,
    summary:
      'Draws patients with all their images, again and again; the limits are percentiles of the results. A resample in which the metric has no value counts against each limit; where they are more than a limit leaves out, there is no interval.',
    citation:
      'Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13; Davison and Hinkley 1997, section 3.8',
  },
  {
    name: 'cluster-bootstrap-bca',
    of: 'any',
    assumes: 'clustered',
    resamples: true,
    summary: 'The same, corrected for bias and skewness. The usual choice where no formula exists.',
    citation: 'Efron 1987, J Am Stat Assoc 82:171; Davison and Hinkley 1997, section 3.8',
  },
];

const METHOD_BY_NAME = new Map<string, MethodEntry>(METHODS.map((entry) => [entry.name, entry]));

export function methodEntry(name: string): MethodEntry | undefined {
  return METHOD_BY_NAME.get(name);
}

const WALD =
  'an interval of estimate and normal standard error is empty at 0 % and 100 % and covers far less than it says near them';

const UNPAIRED =
  'it is made for two independent groups; here both judge the same patients, and their correlation belongs in the interval: use tango or newcombe-paired, for areas delong-paired';

/** Methods that people ask for and that no protocol gets: the reason, for the finding. */
export const REFUSED_METHODS: ReadonlyMap<string, string> = new Map([
  ['wald', WALD],
  ['normal', WALD],
  ['normal-approximation', WALD],
  ['asymptotic', WALD],
  ['wald-paired', WALD],
  ['mcnemar', 'McNemar is a test and has no interval; tango agrees with it'],
  ['newcombe', UNPAIRED],
  ['newcombe-difference', UNPAIRED],
  ['miettinen-nurminen', UNPAIRED],
  ['farrington-manning', UNPAIRED],
  ['agresti-caffo', UNPAIRED],
  ['delong-unpaired', UNPAIRED],
  ['student-t', 'a bounded, skewed metric has no normal mean to take a t interval of'],
]);
