/** The interval methods that suit one kind of number. */
export const BOOTSTRAP = [
  'cluster-bootstrap-percentile',
  'cluster-bootstrap-basic',
  'cluster-bootstrap-bca',
] as const;
export const PROPORTION = [
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
export const AREA = ['delong', 'delong-logit', 'newcombe-auc', 'obuchowski-cluster', ...BOOTSTRAP] as const;
export const RATIO = ['log-ratio', ...BOOTSTRAP] as const;
export const KAPPA = ['fleiss-cohen-everitt', ...BOOTSTRAP] as const;
/** For two models that judged the same units: shares, and areas under the ROC curve. */
export const PAIRED_PROPORTION = ['tango', 'newcombe-paired', ...BOOTSTRAP] as const;
export const PAIRED_AREA = ['delong-paired', 'obuchowski-paired', ...BOOTSTRAP] as const;
