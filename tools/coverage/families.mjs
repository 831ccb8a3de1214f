/** The families of cells: what is computed, in words, and what each method is said to do. */

/**
 * `promise` of a method. `guaranteed`: proven never below nominal; a cell below is a defect and ends the run with exit
 * code 1. `conservative`: said to be at or above nominal; cells below are flagged. `nominal`: close to nominal on average,
 * below it in some cells. `refused`: shown for comparison, `veritome check` refuses it.
 */
const nominal = 'nominal';

export const FAMILIES = {
  'single-proportion': {
    title: 'One proportion, one image a patient',
    how: 'Exact: the binomial probabilities of all counts 0 … n are summed, nothing is simulated. True values below 50 % mirror those above.',
    n: 'cases',
    value: 'proportion',
    methods: {
      wilson: nominal,
      'wilson-continuity': 'conservative',
      'clopper-pearson': 'guaranteed',
      'mid-p': nominal,
      jeffreys: nominal,
      'agresti-coull': nominal,
      wald: 'refused',
    },
  },
  'clustered-proportion': {
    title: 'One proportion, several images a patient',
    how: 'Simulated: beta-binomial patients; all methods see the same data sets. Column `size` is images a patient (`1-9`: from 1 to 9 with equal chance), `icc` the correlation of two images of a patient.',
    n: 'patients',
    value: 'proportion',
    methods: {
      'rao-scott-wilson': nominal,
      'rao-scott-clopper-pearson': nominal,
      'ratio-logit-t': nominal,
      'korn-graubard': nominal,
      'saha-wilson': nominal,
      'cluster-bootstrap-percentile': nominal,
      'cluster-bootstrap-bca': nominal,
      'naive-wilson': 'refused',
    },
  },
  auc: {
    title: 'Area under the ROC curve, one image a patient',
    how: 'Simulated: normal scores with equal variances. `design` is positives + negatives. The bootstrap draws patients of both classes together, as a run does.',
    n: 'cases',
    value: 'AUC',
    methods: {
      'delong-logit': nominal,
      delong: nominal,
      'newcombe-auc': nominal,
      'cluster-bootstrap-percentile': nominal,
      'cluster-bootstrap-bca': nominal,
    },
  },
  'clustered-auc': {
    title: 'Area under the ROC curve, several images a patient',
    how: 'Simulated: normal scores, of whose variance the share `icc` belongs to the patient. Design `patient`: all images of a patient have the same truth; `image`: a patient has positive and negative images. True value: AUC of images of different patients.',
    n: 'patients',
    value: 'AUC',
    methods: {
      'obuchowski-cluster': nominal,
      'obuchowski-logit': nominal,
      'cluster-bootstrap-percentile': nominal,
      'cluster-bootstrap-bca': nominal,
      'naive-delong': 'refused',
    },
  },
  difference: {
    title: 'Difference of two proportions, different cases',
    how: 'Exact: all pairs of counts with their probability. `design` is the two sample sizes.',
    n: 'cases',
    value: 'difference',
    methods: {
      newcombe: nominal,
      'miettinen-nurminen': nominal,
      'farrington-manning': nominal,
      'agresti-caffo': nominal,
    },
  },
  'paired-difference': {
    title: 'Difference of two proportions, same cases',
    how: 'Exact: all fourfold tables with their probability. `icc` is the correlation phi of the two judgements of a case.',
    n: 'cases',
    value: 'difference',
    methods: { tango: nominal, 'newcombe-paired': nominal, 'bonett-price': nominal },
  },
  rate: {
    title: 'Events per image',
    how: 'False positives per image and the like. Garwood is exact, the bootstrap of images simulated. `icc` is the variance of a count over its mean: 1 for independent events (Poisson), more where events come in groups on some images; there Garwood is naive.',
    n: 'images',
    value: 'events per image',
    methods: {
      garwood: 'guaranteed',
      'cluster-bootstrap-percentile': nominal,
      'cluster-bootstrap-bca': nominal,
      'naive-garwood': 'refused',
    },
  },
};
