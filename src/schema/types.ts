/**
 * Artifact types. Generated from the *.schema.json beside this file by tools/generate-types.mjs: change the schema,
 * then `npm run generate`.
 */

/** A share: a number from 0 to 1, a percentage or a fraction. */
export type Share = number | string;
/** A variable named alone takes its own values as levels; one with cuts is banded: below 40, 40 to below 65, 65 and above. */
export type SubgroupVariable =
  | string
  | {
      /** A variable that is a number. */
      variable: string;
      /** Where one band ends and the next begins, rising. A value at a cut belongs to the band above it. */
      cuts: number[];
    };
/** How much of a result is shown: the verdict alone, the primary results, all tables, or every case. */
export type ReleaseLevel = 'verdict' | 'headline' | 'subgroups' | 'cases';
/** What is counted. Study and finding are for devices that this version does not yet measure. */
export type UnitOfAnalysis = 'patient' | 'study' | 'image' | 'finding';
/** One step on one image of modality values (after rescale), rows by columns. */
export type PreprocessStep =
  | {
      /** Name of the step. */
      step: 'invert-monochrome1';
    }
  | {
      /** Name of the step. */
      step: 'window-from-header';
    }
  | {
      /** Name of the step. */
      step: 'scale-percentiles';
      /** Percentile that becomes 0. */
      lower: number;
      /** Percentile that becomes 1. */
      upper: number;
    }
  | {
      /** Name of the step. */
      step: 'resize';
      /** Rows after the step. */
      rows: number;
      /** Columns after the step. */
      columns: number;
      /** Area: mean over the covered pixels. Bilinear: between the four nearest. */
      method: 'area' | 'bilinear';
    }
  | {
      /** Name of the step. */
      step: 'normalise';
      /** Subtracted from each pixel. */
      mean: number;
      /** Each pixel is divided by it. */
      standardDeviation: number;
    };
/** One step on the output tensor. */
export type PostprocessStep =
  | {
      /** Name of the step. */
      step: 'sigmoid';
    }
  | {
      /** Name of the step. */
      step: 'softmax';
    }
  | {
      /** Name of the step. */
      step: 'select';
      /** Position in the tensor, from 0. */
      index: number;
      /** Name of the output. */
      as: string;
    }
  | {
      /** Name of the step. */
      step: 'select-classes';
      /** Name of the output. */
      as: string;
    };
/** One output. A package declares one kind. */
export type ModelOutput = ScoreDeclaration | ClassesDeclaration;
/** One output. Later kinds (boxes, points, masks by digest) join here. */
export type Output = ScoreOutput | ClassesOutput;
/** Where a failure happened. */
export type FailureStage = 'read' | 'decode' | 'preprocess' | 'infer' | 'postprocess' | 'worker';
/** As specified: failed cases counted worst. Completers only: without them. Best case: indeterminate cases counted as right. Subgroup: as specified, one level. */
export type AnalysisKind = 'as-specified' | 'completers-only' | 'best-case' | 'subgroup';
/** What can be done. */
export type LedgerAction =
  | 'project-created'
  | 'key-registered'
  | 'rehearsal-started'
  | 'rehearsal-passed'
  | 'rehearsal-failed'
  | 'locked'
  | 'look-started'
  | 'look-resumed'
  | 'run-attested'
  | 'dossier-rendered'
  | 'signed'
  | 'gate-opened'
  | 'gate-refused';

/** The validation protocol: what is claimed of a frozen model, on which data, against which reference standard, how it is measured and what result is accepted. It is fixed (locked) before the first test image is opened. Nothing that touches a verdict has a silent default, so nearly every field is required. */
export interface Protocol {
  /** Where editors find this form, so that they can complete and check while you type. It has no effect on the validation. */
  $schema?: string;
  /** Says that this file is a protocol. */
  kind: 'protocol';
  /** Version of this form. It changes only when a file written earlier would mean something else. */
  schemaVersion: 1;
  /** Your document number for this protocol; it is printed on every page of the dossier. */
  id: string;
  /** Version of this protocol, in quotes so that 1.10 is not read as the number 1.1. A change after lock needs a new version. */
  version: string;
  /** Title of the study, as it shall stand on the first page of the report. */
  title: string;
  /** What the device is for. The report shows it beside the results, so that every number is read in its frame. */
  intendedUse: {
    /** Number of the intended-use statement in your own documents. */
    id: string;
    /** The intended-use statement, word for word as in the labelling. */
    statement: string;
    /** The patients the device is meant for. */
    population: string;
    /** Who uses the output. */
    users: string[];
    /** What the device gives to its user. */
    output: string;
  };
  /** The claims that the results shall support. Every primary endpoint names one of them. */
  claims: {
    /** Number of the claim; endpoints and risks refer to it. */
    id: string;
    /** The claim in one sentence. */
    text: string;
  }[];
  /** Risks of the risk file whose control this validation verifies. May be left out. */
  risks?: {
    /** Number of the risk in the risk file. */
    id: string;
    /** The risk in one sentence. */
    text: string;
    /** Claims whose proof controls this risk. */
    controlledBy: string[];
  }[];
  /** The frozen model and, where its score is compared with a threshold, the operating point it is judged at. */
  model: {
    /** Descriptor of the model package, relative to the project folder. */
    package: string;
    /** The score from which on an image counts as positive, fixed before the test set is opened. Needed, but left out where the model tells several classes apart: then `classes` says how one is decided. */
    operatingPoint?: {
      /** The operating point as a number, on the scale of the model's score. A score at the threshold or above is positive. */
      threshold: number;
      /** Name of the data set the threshold was chosen on. Never the test set or the rehearsal set. */
      derivedOn: string;
      /** How it was chosen there, in words. */
      method: string;
    };
  };
  /** For a model that tells several classes apart (tumour type, fracture grade): the classes, and how one is decided. Left out for a model whose score is compared with a threshold. */
  classes?: {
    /** The classes, as the output of the model package, the reference standard and the report call them. Ordinal classes in their order, lowest first; the model package must list them in the same order. */
    names: string[];
    /** Nominal: kinds without an order, such as a tumour type. Ordinal: grades in the order of `names`, so that one wrong class is farther from the truth than another. */
    scale: 'nominal' | 'ordinal';
    /** How the scores of one image become one class. */
    decision: {
      /** The class with the highest score is decided. */
      rule: 'highest-score';
      /** What two classes with the same highest score mean: the lower or the higher of the tied classes (ordinal classes only), or no class: the image is indeterminate. */
      ties: 'lower-class' | 'higher-class' | 'indeterminate';
      /** The highest score must reach this, on the scale of the model; below it the image is indeterminate. May be left out: then the highest score decides whatever it is. */
      minimumScore?: number;
    };
    /** How several images make one class of the patient. Highest class (ordinal only): the highest that any image has, in truth and by the model. Highest mean score: the model's scores are averaged class by class and decided as for one image; the images of a patient then share one truth. */
    patientClass: 'highest-class' | 'highest-mean-score';
  };
  /** The image sets, which images count, and how they were gathered. */
  data: {
    /** Manifest of the test set: every file with its digest. Made by `veritome data inventory`. */
    test: string;
    /** Manifest of the rehearsal set: open cases of other patients, to try the whole chain before lock. Its results are never evidence. */
    rehearsal: string;
    /** Keyed hashes of the development cases, to prove that no test case was used in development. It holds no image and no identifier. */
    development?: string;
    /** What the protocol lets pass of the geometry of series. Without it every defect refuses the volume. */
    geometry?: {
      /** Codes of the defects that do not refuse a volume. Each stands in evidence and report. Kinds that are mixed: the most frequent is kept; a duplicate: the lowest InstanceNumber; a distant slice: the longest run; missing and uneven slices: taken as evenly spaced; tilt: the volume is sheared as the slices are. */
      allow: (
        | 'GEOMETRY-MIXED-ORIENTATION'
        | 'GEOMETRY-MIXED-SIZE'
        | 'GEOMETRY-MIXED-PIXEL-SPACING'
        | 'GEOMETRY-MIXED-VALUES'
        | 'GEOMETRY-DUPLICATE-POSITION'
        | 'GEOMETRY-DISTANT-SLICE'
        | 'GEOMETRY-MISSING-SLICE'
        | 'GEOMETRY-UNEVEN-SPACING'
        | 'GEOMETRY-GANTRY-TILT'
        | 'GEOMETRY-TOO-FEW-SLICES'
      )[];
    };
    /** Overlaps with the development data that are known and accepted, each with its reason. Any other overlap stops check and lock. */
    acceptedOverlap?: {
      /** The method that finds it. */
      method: 'patient' | 'study' | 'series' | 'instance' | 'pixels' | 'near-duplicate';
      /** Cases (method patient) or images (all other methods) of the test set, as `veritome check` names them. */
      ids: string[];
      /** Why the result does not suffer, in words. It is printed in the report. */
      reason: string;
    }[];
    /** Which images of the test set count, as rules on header values, so that every exclusion can be repeated. */
    eligibility: {
      /** An image is included when this holds. Comparisons of header values (= != < <= > >= in, not in, is known, is unknown), joined by and, or, not and brackets. */
      include: string;
      /** Exclusions among the included images, applied in this order; the first that holds gives the reason. Empty when there are none. */
      exclude: {
        /** Number of the exclusion; the case flow of the report counts by it. */
        id: string;
        /** An image is excluded when this holds. */
        when: string;
        /** The reason in words, as printed in the case flow. */
        reason: string;
      }[];
    };
    /** How the test cases were gathered. */
    design: {
      /** Whether the cases existed before the study was planned (retrospective) or were gathered for it (prospective). */
      kind: 'retrospective' | 'prospective';
      /** How cases were chosen: consecutive, random, enriched (positives or rare kinds on purpose), or stress (hard cases on purpose). */
      sampling: 'consecutive' | 'random' | 'enriched' | 'stress';
      /** True when the share of positives differs from practice on purpose. Predictive values then need a stated prevalence. */
      enriched: boolean;
      /** Sites the cases come from, by the identifiers used in all your documents. */
      sites: string[];
      /** True when the images were made by a program instead of a scanner. Such results demonstrate the tool, not a device. */
      synthetic: boolean;
    };
  };
  /** What counts as the truth of each case and how it was established. */
  referenceStandard: {
    /** Table of the truth of every test image (CSV with the columns case, image, truth and one per reader; or one row a reading with case, image, reader, label; or the same as a list of objects in JSON). Where there is no column truth it follows from the readers by `fusion`; where there is, it must follow. */
    file: string;
    /** The same for the rehearsal images. */
    rehearsalFile: string;
    /** Name map for findings, structures and classes: each label of this protocol with the names it has in the files of reference standard and predictions. A label is also a name of itself. Numbers are quoted. A name of a file that stands nowhere here is refused; names that are to be passed over get a label of their own, such as `ignore`. */
    labels?: {
      [k: string]: string[];
    };
    /** The condition that makes a case positive, or what the classes tell apart. */
    target: string;
    /** Why this is the best truth that could be had. */
    rationale: string;
    /** The readers who established the truth. */
    readers: {
      /** How many readers read each case. 0 only when the truth is known by construction. */
      count: number;
      /** Who they are: profession and years of practice, no names. */
      qualification: string;
      /** What they could not see while reading. The output of the device belongs here. */
      blindedTo: string[];
    };
    /** How one truth was made of several readings. Majority: what more than half of the readers said. Median: the middle grade, for ordinal classes. */
    fusion: 'majority' | 'median' | 'consensus' | 'senior-reader' | 'single-reader' | 'known-by-construction';
    /** What happened to cases without a clear truth: left out before lock, or there were none. */
    equivocal: 'excluded-before-lock' | 'none';
  };
  /** What the model is compared with on the same patients: an earlier version, a predicate device, a reader, the standard of care. An endpoint on a difference names one of them. */
  comparators?: Comparator[];
  /** Rules that hold for every endpoint. */
  analysis: {
    /** What is counted: patients or images. An endpoint may say otherwise for itself. */
    unit: 'patient' | 'image';
    /** How the scores of a patient's images make the patient positive. Needed, but left out with `classes`. */
    patientIsPositiveWhen?: 'any image score >= threshold';
    /** What is drawn independently. Images of one patient resemble each other, so intervals must know who belongs together. */
    cluster: 'patient';
    /** What a score exactly at the threshold means. Needed, but left out with `classes`. */
    ties?: 'positive-at-threshold';
    /** How a case that the model cannot process is counted. Worst case: a failed positive is a miss, a failed negative a false alarm; with classes, the wrong class that makes the metric least. A failure never improves a result. */
    failedCase: 'worst-case';
    /** How an indeterminate output is counted: both ways (once as positive, once as negative; with classes once as a wrong class, which is what is judged, and once as the right one), or none when the model cannot give one. */
    indeterminate: 'both-ways' | 'none';
    /** Seed of all random draws (bootstrap). The same seed gives the same numbers to the last bit. */
    seed: number;
    /** How numbers are printed. Decisions are always made on unrounded numbers. */
    rounding: {
      /** Decimals of a percentage. */
      percentDecimals: number;
      /** Decimals of a number that is not a percentage, such as an area under a curve. */
      ratioDecimals: number;
      /** Lower limits are rounded down, so that rounding never flatters. */
      lower: 'down';
      /** Upper limits are rounded up, so that rounding never flatters. */
      upper: 'up';
    };
  };
  /** What is measured, in the order of the report. */
  endpoints: Endpoint[];
  /** How several endpoints make one verdict without raising the chance of a false success. Which procedure when: docs/multiplicity.md. */
  multiplicity: {
    /** All primary endpoints. Where each success is a claim of its own, secondary endpoints with a criterion may stand among them. */
    family: string[];
    /** All must pass: the verdict is met only when every endpoint of the family is. It needs no correction of the error rate. The others make each success a claim of its own: Bonferroni with fixed shares of the level; Holm and Hochberg from the p values in order; fixed sequence in a declared order; graphical with shares that pass on, for gatekeeping. */
    procedure: 'all-must-pass' | 'bonferroni' | 'holm' | 'hochberg' | 'fixed-sequence' | 'graphical';
    /** Level of the family: the chance of any false success in it that is allowed, one-sided. 2.5 % belongs to two-sided 95 % intervals. Needed for every procedure but all-must-pass. */
    alphaOneSided?: string;
    /** What makes the verdict on the whole: `all` primary endpoints are met, or `any` of them is, or every endpoint of a list is. Needed for every procedure but all-must-pass. */
    verdict?: ('all' | 'any') | string[];
    /** For fixed-sequence: the endpoints of the family in the order of testing. */
    order?: string[];
    /** For bonferroni and graphical: the share of the level that each endpoint of the family has at the start, 0 included. The shares sum to at most 1. */
    weights?: {
      [k: string]: Share;
    };
    /** For graphical: for each endpoint of the family, which part of its share every other one receives once it is met; an empty group when nothing is passed on. The parts of a row sum to at most 1. */
    transitions?: {
      [k: string]: {
        [k: string]: Share;
      };
    };
    /** For hochberg, which holds its level only when the test statistics are independent or positively dependent. */
    dependence?: {
      /** What is assumed. */
      assumed: 'independent' | 'positive';
      /** Why that holds here, in words. It is printed in the report. */
      rationale: string;
    };
  };
  /** Groups of patients for which every endpoint is shown with its interval. */
  subgroups: {
    /** Descriptive: shown with an interval, not judged. A claim about a subgroup needs an endpoint of its own. */
    kind: 'descriptive' | 'claim';
    /** A level with fewer units than this is shown and marked, and takes no part in naming the weakest subgroup. */
    minimum: number;
    /** The variables, taken from image headers and the manifest. Unknown values form a level of their own. */
    by: SubgroupVariable[];
  };
  /** Why the test set is large enough, for every primary endpoint. */
  sampleSize: {
    /** The endpoint that is planned. */
    endpoint: string;
    /** The true performance you expect, from development data or literature: a percentage, or a plain number for a metric that is none. For a difference, the expected one, which may be negative. */
    assumed: string | number;
    /** The chance of success wanted when the assumption is right. */
    power: string;
    /** For a difference planned exactly: the share of pairs expected to be right by one of the two only. The size depends on it more than on anything else. */
    discordant?: string;
    /** Exact: the tool sums the binomial probabilities (sensitivity, specificity and accuracy with wilson or clopper-pearson; their paired differences with tango). Stated: the calculation was made elsewhere and `source` says where. */
    method: 'exact' | 'stated';
    /** Where the calculation is documented. Needed when the method is `stated`. */
    source?: string;
  }[];
  /** How often the test set may be opened, who may see what, and what a repetition must reproduce. */
  access: {
    /** How many times the test set may be opened under this protocol. A run that fails halfway has used its look; resuming it has not used another. */
    looks: number;
    /** How much of the result each role may see. From least to most: verdict, headline, subgroups, cases. */
    release: {
      developer: ReleaseLevel;
      qa: ReleaseLevel;
      auditor: ReleaseLevel;
    };
    /** What counts as the same result when the run is repeated later. */
    reproduce: {
      /** Largest accepted difference of a score on another machine. */
      scoreTolerance: number;
      /** Decisions at the threshold must be the same for every case. */
      decisions: 'identical';
    };
  };
}
/** One comparator: what it is, where its outputs on the same patients stand, and what a missing one means. Give either `file` or `reader`. */
export interface Comparator {
  /** Number of the comparator; endpoints refer to it. */
  id: string;
  /** What it is: a predicate device, an earlier version of this model, a reader, or what is done today. */
  kind: 'predicate-device' | 'previous-version' | 'reader' | 'standard-of-care';
  /** Its name as it shall stand in the report; no name of a person. */
  name: string;
  /** Its version, in quotes; for readers and the standard of care the study or date the calls are from. */
  version: string;
  /** Table (CSV) of its outputs on the test patients. It holds no truth. The lock binds its digest. */
  file?: string;
  /** The same for the rehearsal patients. Needed with `file`. */
  rehearsalFile?: string;
  /** Instead of a file: a reader column of the reference standard, such as `reader_1`. The calls are decisions and have no score. */
  reader?: string;
  /** What a row of the file stands for. Rows of images are rolled up to patients like those of the model; rows of patients serve endpoints that count patients only. Needed with `file`. */
  unit?: 'patient' | 'image';
  /** Names of the columns of the file; other columns are not read. Needed with `file`: `image` for rows of images, `case` for rows of patients, and `score`, `decision` or both. */
  columns?: {
    /** Column of the case id. Needed for rows of patients; beside an image it must agree with the data manifest. */
    case?: string;
    /** Column of the image id. Needed for rows of images. */
    image?: string;
    /** Column of the score, larger for more suspicious. Needed for differences of areas under the curve. */
    score?: string;
    /** Column of the decision: positive or negative, or a name that `referenceStandard.labels` joins to them. Without it the decision is the score at the comparator's own operating point. */
    decision?: string;
  };
  /** Lowest and highest score it can give. A score outside is refused. Needed with a score column. */
  scoreRange?: number[];
  /** Its own operating point. Needed with scores without a column of decisions; refused beside one. */
  operatingPoint?: {
    /** A score at the threshold or above is positive. */
    threshold: number;
    /** Where the threshold comes from. Never the test set or the rehearsal set. */
    derivedOn: string;
    /** How it was chosen there, in words. */
    method: string;
  };
  /** What it means when the comparator gave no result for a unit: `refused`, then `check` refuses the table; `worst-case-against-candidate`, then the comparator counts as right there, so that a gap never helps the model. Leaving such pairs out is not allowed. */
  missingCase: 'refused' | 'worst-case-against-candidate';
}
/** One thing that is measured, with its interval and, for a primary endpoint, the criterion it must meet. */
export interface Endpoint {
  /** Number of the endpoint; every number in the dossier that belongs to it starts with this. */
  id: string;
  /** Primary endpoints make the verdict; secondary and exploratory ones are reported. */
  role: 'primary' | 'secondary' | 'exploratory';
  /** The claim this endpoint tests. Needed for a primary endpoint. */
  claim?: string;
  /** What is computed. See the list of metrics in the protocol reference. A `…-difference` is the value of the model minus that of a comparator on the same patients. */
  metric: string;
  /** With `classes`: the class that counts as positive, all others together as negative. Needed for a metric of two classes, such as sensitivity; without it accuracy, balanced-accuracy, mcc and cohen-kappa are taken over all classes. */
  class?: string;
  /** The comparator that a difference is taken from. Needed for the metrics that are differences, refused elsewhere. */
  comparator?: string;
  /** What is counted, when it differs from the unit of the analysis. */
  unit?: 'patient' | 'image';
  /** How the uncertainty of the estimate is given. */
  interval: {
    /** The interval's method. It must suit the metric, and know about clusters when images of one patient are counted apart. */
    method: string;
    /** Confidence level. */
    level: string;
    /** Two: both limits hold together. One: only the limit the criterion looks at. */
    sides: 'two' | 'one';
    /** Number of bootstrap resamples. Only for the bootstrap methods, and needed there. */
    resamples?: number;
    /** Why a primary endpoint uses another level than two-sided 95 % (or the one-sided 97.5 % that equals it). */
    rationale?: string;
  };
  /** The prevalence that a predictive value or a net benefit is stated at. Needed for ppv, npv and net-benefit when the sample is enriched. */
  prevalence?: string;
  /** For sensitivity-at-specificity the specificity, for specificity-at-sensitivity the sensitivity that is kept. */
  fixedAt?: string;
  /** The part of the ROC curve that partial-roc-auc is taken over. There is no default: another range is another metric. */
  range?: {
    /** The axis the range lies on. */
    of: 'specificity' | 'sensitivity';
    /** Lower end. */
    from: string;
    /** Upper end. */
    to: string;
  };
  /** The bins that ece is summed over. There is no default: the value depends on them. */
  bins?: {
    /** Number of bins. */
    count: number;
    /** Equal width: edges at i / count, each bin open below and closed above, a probability of 0 in the first. Equal mass: the units in order of probability, cut into runs of equal size, the first ones one larger. */
    rule: 'equal-width' | 'equal-mass';
  };
  /** For net-benefit: the probability of disease from which on acting is worth it. It weighs a false positive against a true positive: 20 % says that four false alarms are worth one find. */
  thresholdProbability?: string;
  /** What is tested. Needed for a primary endpoint. */
  hypothesis?: {
    /** For a value. Superiority to a goal: the null hypothesis is that the true value is not better than the goal (not above it, or not below it where lower is better). Non-inferiority to a goal: that it is worse than the goal by the margin or more. Equivalence to a range, for metrics that are best at a target: that it lies outside the range (two one-sided tests). The other forms are for differences from a comparator. Non-inferiority: the difference is not above minus the margin. Superiority to the comparator: it is not above 0. Equivalence: it is not inside minus and plus the margin (two one-sided tests). Superiority after non-inferiority: first the one, then, without a penalty, the other; the verdict is that on non-inferiority and both conclusions are told. */
    form:
      | 'superiority-to-goal'
      | 'non-inferiority-to-goal'
      | 'equivalence-to-range'
      | 'non-inferiority'
      | 'superiority-to-comparator'
      | 'equivalence'
      | 'superiority-after-non-inferiority';
    /** The performance goal: a percentage, or a plain number for a metric that is none (Brier score, likelihood ratio). Needed for superiority and non-inferiority to a goal, refused elsewhere. */
    goal?: string | number;
    /** The largest loss that is still acceptable, above 0: percentage points, or a plain number for a metric that is no percentage. Against the comparator for non-inferiority and equivalence; against the goal for non-inferiority-to-goal, whose criterion stands at the goal less the margin (plus it, where lower is better). Needed for these three. */
    margin?: string | number;
    /** For equivalence-to-range: the lower end of the range. */
    above?: string | number;
    /** For equivalence-to-range: the upper end of the range. */
    below?: string | number;
  };
  /** The acceptance criterion: which limit of the interval must lie where. Needed for a primary endpoint. */
  criterion?: {
    /** The limit that is looked at. Both: the lower limit above one value and the upper limit below the other, for equivalence of a difference and for a value that must lie in a range. */
    bound: 'lower' | 'upper' | 'both';
    /** The limit must be above this: a percentage, or a plain number for a metric that is none. Give either above or below; for `bound: both`, both. */
    above?: string | number;
    /** The limit must be below this: a percentage, or a plain number for a metric that is none. Give either above or below; for a metric where lower is better, below. */
    below?: string | number;
  };
  /** Why this criterion is the right one. A criterion without one is refused. */
  justification?: {
    /** The reason in words. */
    text: string;
    /** Where it is documented: literature, predicate device, user requirement. */
    source: string;
  };
}
/** Descriptor of a model package: the whole frozen thing that is validated, with every file, every step before and after the network, and how it is executed. Nothing here has a silent default, because each of these can change a score. */
export interface ModelPackage {
  /** Where editors find this form. It has no effect. */
  $schema?: string;
  /** Says that this file describes a model package. */
  kind: 'model-package';
  /** Version of this form. */
  schemaVersion: 1;
  /** Name of the model, as in your version history. */
  id: string;
  /** Version of the model, in quotes. */
  version: string;
  /** The model in a few words, for the report. */
  title: string;
  /** Every file of the package but this one, relative to the folder of this file. All of them are locked. */
  files: {
    /** Path, relative to the folder of this file. */
    path: string;
    /** What the file is for. */
    role:
      'weights' | 'operating-point' | 'training' | 'training-profile' | 'development-keys' | 'documentation';
  }[];
  /** Versions of the data the model was trained and tuned on, one entry a set. Whatever of it lies in the project is checked; the lock and the report name it. */
  dataVersion?: ModelDataVersion[];
  /** The stages of the model, each one network. */
  components: ModelComponent[];
  /** Ids of the components in order of execution. */
  pipeline: string[];
  /** What the package gives for each image. */
  outputs: ModelOutput[];
}
/** Version of one set the model was developed on: under DVC, or by the digest of its manifest; one of the two. */
export interface ModelDataVersion {
  /** Name of the set, as in your documents. */
  id: string;
  /** Training: weights were fitted on it. Tuning: it served to choose epochs, settings or the operating point. */
  use: 'training' | 'tuning';
  /** The version that DVC records. */
  dvc?: {
    /** Path of the data in their own DVC project. */
    path: string;
    /** MD5 that DVC records for it, with .dir for a folder. */
    md5: string;
    /** Commit of the project that holds the record. */
    gitRevision?: string;
    /** The .dvc file or dvc.lock that records it, relative to the folder of this file; looked for beside it and in the project when absent. */
    record?: string;
  };
  /** The version as the digest of a list of its files. */
  manifest?: {
    /** The manifest, relative to the folder of this file, where it is part of the package. */
    path?: string;
    /** SHA-256 of the manifest. */
    sha256: string;
  };
}
/** One network with its steps. */
export interface ModelComponent {
  /** Name of the component inside the package. */
  id: string;
  /** How the component is executed. */
  adapter: 'onnx';
  /** The weights, one of the files above. */
  file: string;
  /** Settings of the runtime; each can change the last bits of a score, so each is fixed. */
  runtime: {
    /** Processor the network runs on. */
    executionProvider: 'cpu';
    /** Threads inside one operation. 1 gives the same bits on every machine of a kind. */
    intraOpThreads: number;
    /** Threads across operations. */
    interOpThreads: number;
    /** How far the runtime may rewrite the network. */
    graphOptimization: 'disabled' | 'basic' | 'extended' | 'all';
  };
  /** The tensor that goes in. */
  input: {
    /** Name of the input in the network. */
    name: string;
    /** Number type. */
    type: 'float32';
    /** Size of each dimension: batch, channels, rows, columns. */
    shape: number[];
  };
  /** The tensor that comes out. */
  output: {
    /** Name of the output in the network. */
    name: string;
    /** Number type. */
    type: 'float32';
    /** Size of each dimension. */
    shape: number[];
  };
  /** Steps from the image to the input tensor, in order. */
  preprocess: PreprocessStep[];
  /** Steps from the output tensor to named outputs, in order. */
  postprocess: PostprocessStep[];
}
/** One score an image. */
export interface ScoreDeclaration {
  /** Name of the output; a select step gives it. */
  name: string;
  /** Kind of the output. */
  kind: 'score';
  /** What a high value means. */
  meaning: string;
  /**
   * Lowest and highest possible value. The threshold must lie inside.
   *
   * @minItems 2
   * @maxItems 2
   */
  range: [number, number];
}
/** A score for each of several classes. Which class they decide, ties among them included, is fixed by the protocol, as a threshold is. */
export interface ClassesDeclaration {
  /** Name of the output; a select-classes step gives it. */
  name: string;
  /** Kind of the output. */
  kind: 'classes';
  /** What a high value of a class means. */
  meaning: string;
  /** The classes in the order of the values of the output; ordinal ones lowest first. */
  classes: string[];
  /** Nominal: kinds without an order. Ordinal: grades in the order of `classes`. */
  scale: 'nominal' | 'ordinal';
  /**
   * Lowest and highest possible value of a class: 0 and 1 for probabilities.
   *
   * @minItems 2
   * @maxItems 2
   */
  range: [number, number];
}
/** One file with its digest. */
export interface FileEntry {
  /** Relative to the project, forward slashes. */
  path: string;
  /** What the file is for. */
  role: string;
  /** Size in bytes. */
  bytes: number;
  /** SHA-256 of every byte. */
  sha256: string;
}
/** The installed program that scores, as one digest. */
export interface ScorerIdentity {
  /** Name of the program. */
  name: 'veritome';
  /** Version of the program. */
  version: string;
  /** Digest over path and digest of every file of the installed program and the versions of what it depends on. */
  sha256: string;
  /** Number of files in that digest. */
  files: number;
}
/** What the test set shares with the data the model was developed on, method by method. Made at the lock. */
export interface DevelopmentOverlap {
  /** The development keys compared with; null when the protocol names none. */
  keys: {
    /** Path. */
    path: string;
    /** Digest of the file. */
    sha256: string;
  } | null;
  /** Images of the test set. */
  images: number;
  /** Cases of the test set. */
  cases: number;
  /** Six methods, always in this order. */
  methods: OverlapMethod[];
  /** Overlaps found that the protocol does not accept; a lock has none. */
  unaccepted: number;
}
/** One way of comparing, and what it found. */
export interface OverlapMethod {
  /** What was compared. */
  method: 'patient' | 'study' | 'series' | 'instance' | 'pixels' | 'near-duplicate';
  /** Not known: nothing could be compared, so nothing can be said. */
  state: 'compared' | 'not-known';
  /** Why it is not known; null when it was compared. */
  why: string | null;
  /** How it was compared, in words. */
  how: string;
  /** What is counted. */
  unit: 'case' | 'image' | 'file';
  /** Units of the test set that were compared. */
  compared: number;
  /** Units of the test set that hold nothing to compare: no UID, no pixels, a damaged file. */
  notCompared: number;
  /** Different values of the development data compared with; null when the keys hold no such list. */
  development: number | null;
  /** Likeness from which two pictures count as the same; null where equality is asked. */
  threshold: number | null;
  /** Overlaps, sorted by id. */
  found: {
    /** Case or image of the test set. */
    id: string;
    /** Likeness to the nearest development image, three decimals; null where equality was found. */
    likeness: number | null;
    /** Reason of the protocol for accepting it; null when it is not accepted. */
    accepted: string | null;
  }[];
}
/** A data set: every file with its digests, every image with the facts of its header. Made by `veritome data inventory`, never by hand. */
export interface DataManifest {
  /** Says what this file is. */
  kind: 'data-manifest';
  /** Version of this form. */
  schemaVersion: 1;
  /** Name of the data set. */
  id: string;
  /** Version of the data set. */
  version: string;
  /** Folder of the images, relative to the project. */
  root: string;
  /** How case ids came about. As found: the header's patient id, which the header declares de-identified. Keyed: a keyed hash of it. */
  pseudonyms: 'as-found' | 'keyed';
  /** SHA-256 of the key of the keyed hashes, first 16 hexadecimal digits: tells whether two manifests can be compared. */
  pseudonymKeyId?: string;
  /** Every file of an image, sorted by path. */
  files: ImageFile[];
  /** Every other file of the folder, sorted by path, so that nothing in it is left unlisted. Absent where there is none. */
  otherFiles?: OtherFile[];
  /** Every image, sorted by id. */
  images: ImageEntry[];
  /** Doubts found while reading the files. */
  findings: {
    /** Code of the finding. */
    code: string;
    /** File it is about. */
    path: string;
    /** What was found. */
    message: string;
  }[];
  /** Years between the first and the last acquisition of the set, to one decimal; absent where no header states a date. */
  acquisitionSpanYears?: number | null;
  /** Findings about identifiers that somebody answered for at the inventory; absent where there are none. */
  acceptedIdentifiers?: AcceptedIdentifier[];
  /** Records of a data version control system that name these files, each held against the files at the inventory. */
  versions?: DataVersion[];
  dataSheet?: DataSheet;
}
/** A file of an image. Header and pixels have digests of their own, so that an edited header on the same image can be told. */
export interface ImageFile {
  /** Relative to the project, forward slashes. */
  path: string;
  /** What the file is for. */
  role: 'image';
  /** Size in bytes. */
  bytes: number;
  /** SHA-256 of every byte. */
  sha256: string;
  /** Digest of every byte before the pixel data element; null when the file has no readable header. */
  'sha256-header': string | null;
  /** Digest of the stored pixels, decoded, little endian, frame after frame; null where they cannot be decoded. */
  'sha256-pixels-le': string | null;
  /** Digest of the compressed fragments, joined in file order; null for native pixels. */
  'sha256-pixel-fragments': string | null;
}
/** A file of the folder that is no image. */
export interface OtherFile {
  /** Relative to the project, forward slashes. */
  path: string;
  /** What the file is: DICOM segmentation, RT structure set, structured report or another DICOM object without pixels; NIfTI or NRRD label map; COCO, YOLO or LIDC annotations; markups of 3D Slicer; CSV or TSV table; other JSON; record of DVC or Git; anything else. */
  role:
    | 'segmentation'
    | 'structure-set'
    | 'report'
    | 'dicom-object'
    | 'label-map'
    | 'coco'
    | 'yolo'
    | 'lidc'
    | 'markups'
    | 'table'
    | 'json'
    | 'version-record'
    | 'other';
  /** Size in bytes. */
  bytes: number;
  /** SHA-256 of every byte. */
  sha256: string;
}
/** One input of the model: an image, which may consist of several files. */
export interface ImageEntry {
  /** Unique in the manifest. */
  id: string;
  /** Pseudonymous case (patient) id. */
  case: string;
  /** Paths of the files, in order: slices of a series by position along the normal, a header before its data. */
  files: string[];
  /** Keyed hash of the study UID (HMAC-SHA-256, first 32 hexadecimal digits); null when unreadable. */
  study: string | null;
  /** Keyed hash of the series UID. */
  series: string | null;
  /** Keyed hash of the instance UID; null for an image of several files. */
  instance: string | null;
  /** Keyed hashes of the instance UIDs of an image of several files, in the order of the files. */
  instances?: (string | null)[];
  facts: ImageFacts;
  volume?: ImageVolume;
  digests?: FileListDigests;
}
/** Read from headers, never typed by hand. Null or absent: not stated in the header. */
export interface ImageFacts {
  /** Modality (0008,0060). */
  modality: string | null;
  /** SOP class (0008,0016). */
  sopClassUid: string | null;
  /** Transfer syntax (0002,0010). */
  transferSyntaxUid: string | null;
  /** Rows (0028,0010). */
  rows: number | null;
  /** Columns (0028,0011). */
  columns: number | null;
  /** Number of frames (0028,0008). */
  frames: number | null;
  /** Samples per pixel (0028,0002). */
  samplesPerPixel: number | null;
  /** Bits allocated (0028,0100). */
  bitsAllocated: number | null;
  /** Bits stored (0028,0101). */
  bitsStored: number | null;
  /** Photometric interpretation (0028,0004). */
  photometric: string | null;
  /** Row and column spacing in millimetres. */
  pixelSpacingMm: [number, number] | null;
  /** Manufacturer (0008,0070). */
  manufacturer: string | null;
  /** Model of the equipment (0008,1090). */
  manufacturerModel: string | null;
  /** Software of the equipment (0018,1020). */
  softwareVersions: string | null;
  /** Tube voltage in kV (0018,0060). */
  kvp: number | null;
  /** Body part (0018,0015). */
  bodyPart: string | null;
  /** View position (0018,5101). */
  view: string | null;
  /** Site identifier. */
  site: string | null;
  /** Age in years (0010,1010). */
  patientAgeYears: number | null;
  /** Sex (0010,0040). */
  patientSex: 'F' | 'M' | 'O' | null;
  /** Patient identity removed (0012,0062). */
  deidentified: boolean | null;
  /** Codes of the de-identification method (0012,0064). */
  deidentificationCodes: string[];
  /** Burned-in annotation (0028,0301). */
  burnedInAnnotation: boolean | null;
  /** Mean and standard deviation of the modality values of the pixels, every k-th value; null when the pixels cannot be read. Absent in manifests made before it was kept. */
  intensity?: {
    /** Mean. */
    mean: number;
    /** Standard deviation. */
    sd: number;
  } | null;
  /** Magnetic field strength in tesla (0018,0087). */
  magneticFieldStrengthT?: number | null;
  /** Slice thickness in millimetres (0018,0050). */
  sliceThicknessMm?: number | null;
  /** Spacing between slices in millimetres as the header states it (0018,0088); some writers state the gap. */
  sliceDistanceMm?: number | null;
  /** Convolution kernel (0018,1210). */
  convolutionKernel?: string | null;
  /** Contrast agent (0018,0010). */
  contrastAgent?: string | null;
  /** Lossy image compression (0028,2110): the pixels went through it at some time. */
  lossyCompression?: boolean | null;
  /** Slices of a series of single-frame files that make up the image. */
  slices?: number | null;
  /** Days from the earliest acquisition of the same case in this set; never a date. */
  acquisitionDay?: number | null;
}
/** Where the voxels of a series, a multi-frame object, a NIfTI or an NRRD image lie. Absent for a single plane. */
export interface ImageVolume {
  /** Slices with a place. */
  slices: number;
  /** Null where the slices make no volume unless the protocol allows their defects. */
  grid: {
    /** Columns, rows, slices. */
    size: number[];
    /** Distance of neighbouring columns, rows and slices in millimetres. */
    spacingMm: number[];
    /** Centre of the first voxel, millimetres, DICOM LPS. */
    origin: number[];
    /** Nine direction cosines, row by row, a column for each index (as ITK writes them). */
    direction: number[];
  } | null;
  /** Codes of the defects that refuse the volume while no protocol allows them, the most telling first. */
  refusedFor: string[];
  /** Defects and doubts of the geometry, the slice named. */
  findings: {
    /** Code of the finding. */
    code: string;
    /** An error refuses the volume. */
    severity: 'error' | 'warning' | 'info';
    /** File of the slice. */
    path: string;
    /** What was found. */
    message: string;
  }[];
}
/** Digests of an image of several files. Each is the SHA-256 of a list: the digest of that kind of each file, in the order of the files, a line each. */
export interface FileListDigests {
  /** Over sha256 of the files. */
  'sha256-of-files': string;
  /** Over sha256-header; null where a file has none. */
  'sha256-of-headers': string | null;
  /** Over sha256-pixels-le: the voxels of the volume, slice by slice; null where a file has none. */
  'sha256-of-pixels-le': string | null;
}
/** A finding of the de-identification check that was let through, with the reason given for it. */
export interface AcceptedIdentifier {
  /** Code of the finding. */
  code: string;
  /** Tag of the attribute it is about; null for all tags of the code. */
  tag: string | null;
  /** Why it identifies nobody, or may be kept. */
  reason: string;
  /** Files that have the finding. */
  files: number;
}
/** What DVC records of a file or folder of the set. */
export interface DataVersion {
  /** The version control system. */
  system: 'dvc';
  /** The .dvc file or dvc.lock, relative to the project. */
  record: string;
  /** Stage of a dvc.lock; null for a .dvc file. */
  stage: string | null;
  /** File or folder it names, relative to the project. */
  path: string;
  /** MD5 as DVC writes it; a folder's ends in .dir. */
  md5: string;
  /** md5: of the bytes. Null: of text with CRLF as LF, as before DVC 3. */
  hash: string | null;
  /** Bytes of all files. */
  bytes: number | null;
  /** Files of a folder; null for a file. */
  files: number | null;
  /** Commit that is checked out, where the project is under Git. */
  gitRevision: string | null;
}
/** What the set is made of, counted over its images. */
export interface DataSheet {
  /** Images. */
  images: number;
  /** Cases. */
  cases: number;
  /** Studies whose UID can be read. */
  studies: number;
  /** Series whose UID can be read. */
  series: number;
  /** Files. */
  files: number;
  /** Bytes of all files. */
  bytes: number;
  /** A distribution for each fact that some header states. */
  facts: FactDistribution[];
}
/** How one fact is distributed over the images. */
export interface FactDistribution {
  /** Name, as a protocol uses it. */
  variable: string;
  /** Attribute it is read from. */
  source: string;
  /** Images whose headers are silent. */
  notStated: number;
  /** Values with their images, most frequent first; empty for numbers of more than six values. */
  levels: {
    /** The value. */
    value: string;
    /** Images that have it. */
    images: number;
  }[];
  /** For numbers of more than six values; else null. */
  numbers: {
    /** Smallest value. */
    min: number;
    /** Median. */
    median: number;
    /** Largest value. */
    max: number;
    /** Images in each of twenty equal bins from smallest to largest. */
    bins: number[];
  } | null;
}
/** How a data set is made up: the distribution of each fact of its headers. Summaries only, no case can be told from it. Made by `veritome data profile`, never by hand. */
export interface DataProfile {
  /** Says what this file is. */
  kind: 'data-profile';
  /** Version of this form. */
  schemaVersion: 1;
  /** The set that was profiled. */
  dataSet: {
    /** Name of the data set. */
    id: string;
    /** Version of the data set. */
    version: string;
    /** Images. */
    images: number;
    /** Cases (patients). */
    cases: number;
  };
  /** One entry a fact, in a fixed order; facts that no header states are left out. */
  variables: ProfiledVariable[];
}
/** Distribution of one fact. */
export interface ProfiledVariable {
  /** Name of the fact, as protocols use it. */
  name: string;
  /** What is counted: each patient once, or each image. */
  unit: 'patient' | 'image';
  /** Units whose header states the fact. */
  stated: number;
  /** Units whose header is silent. */
  missing: number;
  /** For numbers; null for categories. */
  numeric: NumericProfile | null;
  /** For categories, sorted by level; null for numbers. */
  levels:
    | {
        /** Value as the header states it. */
        level: string;
        /** Units. */
        count: number;
      }[]
    | null;
}
/** Distribution of a number. */
export interface NumericProfile {
  /** Minimum, 5 %, 25 %, median, 75 %, 95 %, maximum (type 7). */
  quantiles: number[];
  /** Mean. */
  mean: number;
  /** Inner edges of the bins (lower, upper]: the distinct deciles. */
  edges: number[];
  /** Units in each bin, one more than edges. */
  counts: number[];
}
/** The test set against the profile of the training data, fact by fact. Describes; no verdict depends on it. */
export interface DataShift {
  /** Says what this file is. */
  kind: 'data-shift';
  /** Version of this form. */
  schemaVersion: 1;
  /** How the numbers came about, in words. */
  method: string;
  /** The set the model was trained on. */
  training: {
    /** Name. */
    id: string;
    /** Version. */
    version: string;
    /** Images. */
    images: number;
    /** Cases. */
    cases: number;
  };
  /** The set under test. */
  test: {
    /** Name. */
    id: string;
    /** Version. */
    version: string;
    /** Images. */
    images: number;
    /** Cases. */
    cases: number;
  };
  /** One entry a fact that the profile states. */
  variables: VariableShift[];
}
/** One fact compared. */
export interface VariableShift {
  /** Name of the fact. */
  name: string;
  /** What is counted. */
  unit: 'patient' | 'image';
  /** In the training data. */
  training: {
    /** Units whose header states the fact. */
    stated: number;
    /** Units whose header is silent. */
    missing: number;
    /** Median of a number; null for categories. */
    median: number | null;
  };
  /** In the test set. */
  test: {
    /** Units whose header states the fact. */
    stated: number;
    /** Units whose header is silent. */
    missing: number;
    /** Median of a number; null for categories. */
    median: number | null;
  };
  /** The compared categories or intervals. */
  bins: {
    /** Category, or interval in words. */
    label: string;
    /** Share of the stated training units. */
    training: number;
    /** Share of the stated test units. */
    test: number;
  }[];
  /** Population stability index, shares floored at 0.0001; null when a side has no value. */
  psi: number | null;
  /** Jensen-Shannon divergence in nats. */
  jensenShannon: number | null;
  /** Total variation distance, 0 to 1. */
  totalVariation: number | null;
  /** Pearson chi-square over the bins, two samples; null where it does not exist. */
  p: number | null;
  /** By the convention for PSI: under 0.1 small, to 0.25 moderate, above large. */
  level: 'small' | 'moderate' | 'large' | 'not-estimable';
  /** In words. */
  reading: string;
  /** The numbers as documents print them. */
  printed: {
    /** PSI. */
    psi: string;
    /** Divergence. */
    jensenShannon: string;
    /** p value. */
    p: string;
    /** Median, or most frequent category, in the training data. */
    training: string;
    /** The same in the test set. */
    test: string;
  };
}
/** The reference standard as read from its table: the truth of every image. */
export interface ReferenceStandard {
  /** Says what this file is. */
  kind: 'reference-standard';
  /** Version of this form. */
  schemaVersion: 1;
  /** The table it was read from. */
  file: {
    /** Path, relative to the project. */
    path: string;
    /** Digest of the table. */
    sha256: string;
  };
  /** One row per image, in the order of the table. */
  rows: ReferenceRow[];
}
/** The truth of one image. */
export interface ReferenceRow {
  /** Pseudonymous case (patient) id. */
  case: string;
  /** Image id of the manifest. */
  image: string;
  /** The truth: `positive` or `negative`, or a class of the protocol. */
  truth: string;
  /** Reader pseudonym and call; empty when there were no readers. */
  readers: {
    [k: string]: string;
  };
  /** Line of the table, from 1. */
  line: number;
}
/** The outputs of the comparators as read from their tables. Readers of the reference standard are not repeated here. */
export interface ComparatorOutputs {
  /** Says what this file is. */
  kind: 'comparator-outputs';
  /** Version of this form. */
  schemaVersion: 1;
  /** One entry a table, in protocol order. */
  comparators: ComparatorTable[];
}
/** One comparator. */
export interface ComparatorTable {
  /** Its id in the protocol. */
  id: string;
  /** What a row stands for. */
  unit: 'patient' | 'image';
  /** The table it was read from. */
  file: {
    /** Path, relative to the project. */
    path: string;
    /** Digest of the table. */
    sha256: string;
  };
  /** Its rows, in the order of the table. */
  rows: ComparatorRow[];
}
/** What the comparator said of one unit. */
export interface ComparatorRow {
  /** Image id, or case id where a row stands for a patient. */
  unit: string;
  /** Its score; null when it gave none. */
  score: number | null;
  /** Its decision where the table has a column of decisions; null when it gave none or has no such column. */
  decision: 'positive' | 'negative' | null;
  /** Line of the table, for messages. */
  line: number;
}
/** What is fixed before the test set is opened: protocol, model, data, reference standard and scorer, each by digest. The digest of this file is the lock. */
export interface Lock {
  /** Says what this file is. */
  kind: 'lock';
  /** Version of this form. */
  schemaVersion: 1;
  /** 1 for the first lock of the project. */
  number: number;
  /** The protocol. */
  protocol: {
    /** Its id. */
    id: string;
    /** Its version. */
    version: string;
    /** Path. */
    path: string;
    /** Digest of the file. */
    sha256: string;
  };
  /** The model package. */
  model: {
    /** Its id. */
    id: string;
    /** Its version. */
    version: string;
    /** Path of the descriptor. */
    descriptor: string;
    /** Versions of the data the model was developed on, as its package states them, and how far each could be checked. Absent when it states none. */
    dataVersion?: LockedDataVersion[];
    /** Digest of the descriptor. */
    sha256: string;
  };
  /** The test set. */
  data: {
    /** Its id. */
    id: string;
    /** Its version. */
    version: string;
    /** Path of the manifest. */
    manifest: string;
    /** Digest of the manifest. */
    sha256: string;
  };
  /** The rehearsal set. */
  rehearsalData: {
    /** Its id. */
    id: string;
    /** Its version. */
    version: string;
    /** Path of the manifest. */
    manifest: string;
    /** Digest of the manifest. */
    sha256: string;
  };
  developmentOverlap?: DevelopmentOverlap;
  /** The reference standard. */
  reference: {
    /** Path of the table. */
    path: string;
    /** Digest of the table. */
    sha256: string;
  };
  /** The tables of comparators, in protocol order. Absent when the protocol has none. */
  comparators?: {
    /** Its id in the protocol. */
    id: string;
    /** Its name. */
    name: string;
    /** Its version. */
    version: string;
    /** Path of its table; the reference standard for a reader of it. */
    path: string;
    /** Digest of the table. */
    sha256: string;
  }[];
  scorer: ScorerIdentity;
  /** Times the test set may be opened under this lock. */
  looks: number;
  /** The rehearsal that passed for these digests. */
  rehearsal: {
    /** Its ledger entry. */
    entry: number;
    /** Digest of what was rehearsed. */
    subject: string;
  };
  /** Every bound file, sorted by path. */
  files: LockedFile[];
}
/** Version of one set the model was developed on. */
export interface LockedDataVersion {
  /** Name of the set. */
  id: string;
  /** What it was used for. */
  use: 'training' | 'tuning';
  /** What names the version. */
  system: 'dvc' | 'manifest';
  /** Path of the data, or of the manifest; null when not given. */
  path: string | null;
  /** MD5 of DVC, or SHA-256 of the manifest. */
  digest: string;
  /** Commit of the project that holds the record; null when not given. */
  gitRevision: string | null;
  /** The DVC file it was held against, relative to the project; null when none is at hand. */
  record: string | null;
  /** Files: the data themselves have this digest. Record: a DVC file states the same. Manifest: the manifest has this digest. Stated: nothing of it is at hand. */
  checked: 'files' | 'record' | 'manifest' | 'stated';
}
/** A bound file. For images header and pixel digests apart, so that "same image, edited header" can be told. */
export interface LockedFile {
  /** Relative to the project, forward slashes. */
  path: string;
  /** What the file is for. */
  role: string;
  /** Size in bytes. */
  bytes: number;
  /** SHA-256 of every byte. */
  sha256: string;
  /** Digest of every byte before the pixel data element. */
  'sha256-header'?: string | null;
  /** Digest of native stored pixels, little endian, frame after frame. */
  'sha256-pixels-le'?: string | null;
}
/** What the model gave for one image. A failed image is kept, with the reason. */
export interface Prediction {
  /** Says what this file is. */
  kind: 'prediction';
  /** Version of this form. */
  schemaVersion: 1;
  /** Image id of the manifest. */
  image: string;
  /** Pseudonymous case (patient) id. */
  case: string;
  /** The files that were read, with the digest of what was read. */
  inputs: {
    /** Path, relative to the project. */
    path: string;
    /** Digest of the bytes that were read. */
    sha256: string;
  }[];
  /** Whether the model gave a result. */
  status: 'ok' | 'failed';
  /** The outputs; empty when failed. */
  outputs: Output[];
  /** Why there is no result; null when there is one. */
  failure: {
    stage: FailureStage;
    /** Error code. */
    code: string;
    /** Error message. */
    message: string;
  } | null;
}
/** A score. */
export interface ScoreOutput {
  /** Kind of the output. */
  kind: 'score';
  /** Name of the output, as in the model package. */
  name: string;
  /** The score. */
  value: number;
}
/** A score for each class. */
export interface ClassesOutput {
  /** Kind of the output. */
  kind: 'classes';
  /** Name of the output, as in the model package. */
  name: string;
  /** Class and its score. Which class they decide is fixed by the protocol and stands in the class rows. */
  scores: {
    [k: string]: number;
  };
}
/** How long one image took. Kept apart from predictions, which must be the same bytes on every repetition. */
export interface Timing {
  /** Says what this file is. */
  kind: 'timing';
  /** Image id of the manifest. */
  image: string;
  /** Reading the files, milliseconds. */
  readMs: number;
  /** Decoding the pixels, milliseconds. */
  decodeMs: number;
  /** Steps before the network, milliseconds. */
  preprocessMs: number;
  /** The network, milliseconds. */
  inferMs: number;
  /** Everything, milliseconds. */
  totalMs: number;
}
/** One run: when, under which lock, how many images, how many failed. */
export interface RunRecord {
  /** Says what this file is. */
  kind: 'run';
  /** Version of this form. */
  schemaVersion: 1;
  /** Number of the run in the project. */
  number: number;
  /** Evidence, or a rehearsal (never evidence). */
  purpose: 'evidence' | 'rehearsal';
  /** Which opening of the test set this was; null for a rehearsal. */
  look: number | null;
  /** How many openings the protocol grants; null for a rehearsal. */
  looksGranted: number | null;
  /** Digest of the lock; null for a rehearsal. */
  lock: string | null;
  /** Start (RFC 3339, UTC) */
  startedAt: string;
  /** End (RFC 3339, UTC) */
  endedAt: string;
  /** When it was resumed, if it was. */
  resumedAt: string[];
  /** Counts of images. */
  images: {
    /** All. */
    total: number;
    /** With a result. */
    ok: number;
    /** Without a result. */
    failed: number;
  };
  /** Number of processes that inferred. */
  workers: number;
}
/** Where a run was made: machine, software, runtime and isolation. */
export interface EnvironmentRecord {
  /** Says what this file is. */
  kind: 'environment';
  /** Version of this form. */
  schemaVersion: 1;
  /** Operating system. */
  os: {
    /** Platform. */
    platform: string;
    /** Kernel release. */
    release: string;
    /** Name of the distribution. */
    name: string;
    /** Architecture. */
    arch: string;
  };
  /** Processor. */
  cpu: {
    /** Model. */
    model: string;
    /** Logical cores. */
    cores: number;
  };
  /** Main memory in bytes. */
  memoryBytes: number;
  /** Node.js. */
  node: {
    /** Version. */
    version: string;
    /** Version of V8. */
    v8: string;
    /** Version of OpenSSL. */
    openssl: string;
  };
  /** Locale. */
  locale: string;
  /** Time zone. */
  timeZone: string;
  /** Environment variables that can change a result. */
  variables: {
    [k: string]: string;
  };
  scorer: ScorerIdentity;
  /** Runtimes of the model. */
  runtime: {
    /** Name. */
    name: string;
    /** Version. */
    version: string;
    /** Execution provider. */
    executionProvider: string;
    /** Threads. */
    threads: number;
    /** Level of graph optimisation. */
    graphOptimization: string;
  }[];
  /** What the inferring process could not reach. */
  isolation: {
    /** File system. */
    fileSystem: string;
    /** Network. */
    network: string;
    /** Environment variables. */
    environment: string;
  };
  /** Every package the program depends on, with version and integrity. */
  dependencies: {
    /** Name. */
    name: string;
    /** Version. */
    version: string;
    /** Integrity digest of the registry. */
    integrity: string;
    /** Direct, or brought along by another. */
    role: 'runtime' | 'transitive';
  }[];
}
/** One unit of analysis as it entered the statistics: truth, score, decision, subgroups. */
export interface ScoreRow {
  /** What the row stands for. */
  unit: 'patient' | 'image';
  /** Case id or image id. */
  id: string;
  /** Case id: rows of one cluster are not independent. */
  cluster: string;
  /** 1 positive, 0 negative. */
  truth: 0 | 1;
  /** Largest image score of the unit; null when failed. */
  score: number | null;
  /** 1 when flagged at the threshold; null when failed. */
  decision: 0 | 1 | null;
  /** True when no result could be had. */
  failed: boolean;
  /** Subgroup variable and level; `unknown` where the header is silent. */
  subgroups: {
    [k: string]: string;
  };
  /** What each comparator said of the unit, by its id. Absent where the protocol has none or its rows stand for another unit. */
  comparators?: {
    [k: string]: ComparatorCall;
  };
}
/** Score and decision of a comparator on one unit. */
export interface ComparatorCall {
  /** Largest image score of the unit; null when there is none or a part of it is missing. */
  score: number | null;
  /** 1 when flagged, 0 when not; null when the comparator gave no result. */
  decision: 0 | 1 | null;
}
/** One unit of analysis as it entered the statistics of a model that tells several classes apart: truth, scores, decided class, subgroups. */
export interface ClassRow {
  /** What the row stands for. */
  unit: 'patient' | 'image';
  /** Case id or image id. */
  id: string;
  /** Case id: rows of one cluster are not independent. */
  cluster: string;
  /** Class by the reference standard; of a patient, by the rule of the protocol. */
  truth: string;
  /** Class and its score; of a patient the mean over the images. Null when failed, and for a patient whose class is the highest of any image. */
  scores: {
    [k: string]: number;
  } | null;
  /** Decided class; null when indeterminate or failed. */
  decision: string | null;
  /** True when the scores decide no class by the rule of the protocol. */
  indeterminate: boolean;
  /** True when no result could be had. */
  failed: boolean;
  /** Subgroup variable and level; `unknown` where the header is silent. */
  subgroups: {
    [k: string]: string;
  };
}
/** Every number of a run, each under a stable trace code, with the verdicts. */
export interface Results {
  /** Says what this file is. */
  kind: 'results';
  /** Version of this form. */
  schemaVersion: 1;
  /** False for a rehearsal: then nothing here is evidence. */
  isEvidence: boolean;
  /** Digests of what the numbers were made from. */
  inputs: {
    /** The lock; null for a rehearsal. */
    lock: string | null;
    /** The protocol. */
    protocol: string;
    /** The model descriptor. */
    model: string;
    /** The manifest. */
    data: string;
    /** The reference standard. */
    reference: string;
    /** The predictions. */
    predictions: string;
    /** The score rows. */
    scores: string;
    /** The outputs of the comparators. Absent when the protocol has no table of one. */
    comparators?: string;
  };
  /** The protocol. */
  protocol: {
    /** Its id. */
    id: string;
    /** Its version. */
    version: string;
    /** Its title. */
    title: string;
  };
  /** The model. */
  model: {
    /** Its id. */
    id: string;
    /** Its version. */
    version: string;
    /** Its title. */
    title: string;
  };
  /** The data set. */
  data: {
    /** Its id. */
    id: string;
    /** Its version. */
    version: string;
  };
  developmentOverlap?: DevelopmentOverlap;
  /** The operating point; null where the model tells several classes apart. */
  threshold: number | null;
  /** Estimates by trace code. */
  estimates: {
    [k: string]: EstimateRow;
  };
  /** Counts by trace code. */
  counts: {
    [k: string]: CountRow;
  };
  /** Points of the curves. */
  curves: {
    /** The endpoint it belongs to. */
    endpoint: string;
    /** Which curve. */
    kind: 'roc' | 'precision-recall';
    /** What was counted. */
    unit: 'patient' | 'image';
    /** Its points, in order. */
    points: CurvePoint[];
  }[];
  /** One verdict per endpoint, in protocol order. */
  verdicts: Verdict[];
  /** The verdict on the protocol. */
  overall: {
    /** The verdict. */
    verdict: 'met' | 'not-met' | 'not-evaluable';
    /** How the endpoints make one verdict. */
    procedure: string;
    /** The family of endpoints. */
    family: string[];
    /** How the verdict came about. */
    arithmetic: string;
    /** The subgroup furthest below the whole; null when there is none. */
    weakestSubgroup: {
      /** Trace code of the row. */
      row: string;
      /** The subgroup in words. */
      text: string;
    } | null;
  };
  multiplicity?: FamilyDecision;
  /** Images without a result. */
  failures: {
    /** Image id. */
    image: string;
    /** Case id. */
    case: string;
    /** Its truth: `positive` or `negative`, or a class of the protocol. */
    truth: string;
    /** Where it failed. */
    stage: string;
    /** Error code. */
    code: string;
    /** Error message. */
    message: string;
  }[];
}
/** One estimate with its interval. */
export interface EstimateRow {
  /** Trace code, printed beside the number. */
  code: string;
  /** The endpoint. */
  endpoint: string;
  analysis: AnalysisKind;
  /** The subgroup; null for the whole set. */
  subgroup: {
    /** Variable. */
    variable: string;
    /** Level. */
    level: string;
    /** True when the level has fewer units than the protocol's minimum. */
    belowMinimum: boolean;
  } | null;
  /** The metric. */
  metric: string;
  /** The class that counts as positive against the rest. Absent without classes, and for a metric over all of them. */
  class?: string;
  /** What the protocol adds to the metric's definition, in words: the class that is positive, bins, range, a fixed rate or a threshold probability. Absent for a metric that needs none. */
  definition?: string;
  /** What was counted. */
  unit: 'patient' | 'image';
  /** Whether the number exists. Infinite: it exists and no finite number stands for it, as a likelihood ratio without a false positive; estimate and limits are then null and nothing is judged. */
  status: 'estimated' | 'infinite' | 'not-estimable';
  /** Why not estimable or infinite, or why there are no limits; null otherwise. */
  reason: string | null;
  /** The estimate, unrounded; null when not estimable or infinite. */
  estimate: number | null;
  /** Lower limit, unrounded; null when it does not exist or is infinite, which `printed` then shows. */
  lower: number | null;
  /** Upper limit, unrounded; null when it does not exist or is infinite, which `printed` then shows. */
  upper: number | null;
  /** Count above the line of a proportion; null for other metrics. */
  numerator: number | null;
  /** Count below the line of a proportion; null for other metrics. */
  denominator: number | null;
  /** Units counted. */
  units: number;
  /** Patients among them. */
  clusters: number;
  /** Positive units; null for a metric over all of several classes. */
  positives: number | null;
  /** Negative units; null for a metric over all of several classes. */
  negatives: number | null;
  /** Failed units. */
  failed: number;
  /** How the interval was made. */
  interval: {
    /** Method. */
    method: string;
    /** Level as a fraction. */
    level: number;
    /** Sides. */
    sides: 'two' | 'one';
    /** Bootstrap resamples; null for other methods. */
    resamples: number | null;
    /** Seed; null when nothing was drawn. */
    seed: number | null;
    /** Anything out of the ordinary, for example that the method fell back. */
    flags: string[];
    /** Name and citation of the estimator. */
    source: string;
  };
  /** As printed, after the rounding rule. */
  printed: {
    /** Estimate. */
    estimate: string;
    /** Lower limit. */
    lower: string;
    /** Upper limit. */
    upper: string;
    /** Counts. */
    counts: string;
  };
  comparison?: Comparison;
}
/** A paired comparison: both values, the pairs they differ in, and the tests that the interval stands beside. */
export interface Comparison {
  /** Id of the comparator. */
  comparator: string;
  /** Value of the model; null when undefined. */
  candidate: number | null;
  /** Value of the comparator; null when undefined. */
  other: number | null;
  /** How often each was right on the units of a share; null for metrics that are no share. */
  pairs: {
    /** Both right. */
    both: number;
    /** Only the model right. */
    onlyCandidate: number;
    /** Only the comparator right. */
    onlyComparator: number;
    /** Neither right. */
    neither: number;
  } | null;
  /** Units for which the comparator gave no result; it counts as right there. */
  withoutResult: number;
  /** Two-sided tests of no difference, for description: the criterion decides. Empty where none is defined. */
  tests: {
    /** Name of the test. */
    name: string;
    /** Its p value. */
    p: number;
    /** As printed. */
    printed: string;
  }[];
  /** As printed, after the rounding rule. */
  printed: {
    /** Value of the model. */
    candidate: string;
    /** Value of the comparator. */
    other: string;
  };
}
/** One count. */
export interface CountRow {
  /** Trace code: `F.3` of the case flow, `P.12` of the population, `X.E1.1` of a cross-tabulation, `R.4` of the agreement of readers. */
  code: string;
  /** Which table it belongs to. */
  group:
    'flow' | 'population' | 'cross-tabulation' | 'per-thousand' | 'sample-size' | 'readers' | 'comparison';
  /** The count in words. */
  label: string;
  /** Facts that place the count in its table, such as truth and decision. */
  at: {
    [k: string]: string;
  };
  /** The count. */
  value: number;
  /** As printed. */
  printed: string;
}
/** One point of a curve. */
export interface CurvePoint {
  /** Horizontal. */
  x: number;
  /** Vertical. */
  y: number;
  /** Score it belongs to; null at the ends. */
  threshold: number | null;
}
/** The verdict on one endpoint, with its arithmetic. */
export interface Verdict {
  /** The endpoint. */
  endpoint: string;
  /** Its role. */
  role: 'primary' | 'secondary' | 'exploratory';
  /** The verdict. */
  verdict: 'met' | 'not-met' | 'not-evaluable' | 'no-criterion';
  /** Trace code of the row judged. */
  row: string;
  /** The criterion; null when there is none. */
  criterion: {
    /** The limit looked at. */
    bound: 'lower' | 'upper';
    /** Where it must lie. */
    direction: 'above' | 'below';
    /** The goal as a fraction. */
    value: number;
    /** The goal as printed. */
    printed: string;
    /** The other limit, for equivalence. Absent for a criterion on one limit. */
    and?: {
      /** The limit looked at. */
      bound: 'lower' | 'upper';
      /** Where it must lie. */
      direction: 'above' | 'below';
      /** The goal as a fraction. */
      value: number;
      /** The goal as printed. */
      printed: string;
    };
  } | null;
  /** The comparison, with unrounded numbers. */
  arithmetic: string;
  /** What follows on a difference from a comparator, statement by statement in the order they are tested. Absent for other endpoints and when the endpoint is not evaluable. */
  conclusions?: {
    /** The statement. */
    statement: 'non-inferior' | 'superior' | 'equivalent';
    /** Whether it is shown. */
    holds: boolean;
    /** The comparison, with unrounded numbers. */
    arithmetic: string;
  }[];
}
/** The decisions on a family of endpoints, with every step that led to them. */
export interface FamilyDecision {
  /** The procedure. */
  procedure: 'bonferroni' | 'holm' | 'hochberg' | 'fixed-sequence' | 'graphical';
  /** Chance of any false success in the family that is allowed, one-sided. */
  alphaOneSided: number;
  /** The same as printed. */
  printedAlpha: string;
  /** Name and citation of the procedure. */
  source: string;
  /** One entry an endpoint, in the order of the family. */
  endpoints: EndpointDecision[];
  /** What was held against which level, in order. */
  steps: DecisionStep[];
}
/** The decision on one endpoint of the family. */
export interface EndpointDecision {
  /** The endpoint. */
  endpoint: string;
  /** Rejected: the null hypothesis is, so the endpoint is met. Retained: tested, not met. Not reached: no level reached it, not met. Not evaluable: counted as p = 1. */
  outcome: 'rejected' | 'retained' | 'not-reached' | 'not-evaluable';
  /** The smallest one-sided level at which the interval of the declared method meets the criterion; 1 when none below one half does, and when the endpoint cannot be evaluated. */
  p: number;
  /** True when the criterion is met at the smallest level that is looked at: p is at most this. */
  pIsBound: boolean;
  /** The p value adjusted for the family: at most the level of the family when and only when the endpoint is met. */
  adjustedP: number;
  /** One-sided level at which it was decided; 0 when none reached it. */
  localLevel: number;
  /** Its limits at the local level, by the declared method; null when no level reached it or they do not exist. */
  limits: Limits | null;
  /** Limits that hold for the whole family together and agree with the decision; a side that is not bounded is null. Null when there are none. */
  simultaneous: Limits | null;
  /** As printed. */
  printed: {
    /** p value. */
    p: string;
    /** Adjusted p value. */
    adjustedP: string;
    /** Local level. */
    localLevel: string;
    /** Limits at the local level. */
    limits: string;
    /** Simultaneous limits. */
    simultaneous: string;
  };
}
/** Two limits, unrounded; a side without a limit is null. */
export interface Limits {
  /** Lower limit. */
  lower: number | null;
  /** Upper limit. */
  upper: number | null;
}
/** One step of the procedure. */
export interface DecisionStep {
  /** The endpoint that was held against its level. */
  endpoint: string;
  /** Its p value. */
  p: number;
  /** The one-sided level it had at this step. */
  level: number;
  /** Whether p was at most the level. */
  rejected: boolean;
  /** Endpoints whose level grew by this step, with the level they have after it. */
  passesTo: {
    /** The endpoint. */
    endpoint: string;
    /** Its level after the step. */
    level: number;
  }[];
  /** The step in words. */
  text: string;
}
/** One entry of the ledger. Each holds the digest of the one before, so none can be changed, removed or put between. */
export interface LedgerEntry {
  /** Says what this file is. */
  kind: 'ledger-entry';
  /** Version of this form. */
  schemaVersion: 1;
  /** 1, 2, 3 … without a gap. */
  sequence: number;
  /** Digest of the entry before; 64 zeros for the first. */
  previous: string;
  /** When (RFC 3339, UTC) */
  at: string;
  /** Local time of the actor: minutes ahead of UTC. */
  utcOffsetMinutes: number;
  /** Who. */
  actor: {
    /** Id. */
    id: string;
    /** Name. */
    name: string;
    /** Proved by a key, or the program itself. */
    source: 'key' | 'instrument';
  };
  action: LedgerAction;
  /** Files and records this entry vouches for. */
  subjects: {
    /** Path or name. */
    name: string;
    /** Digest. */
    sha256: string;
  }[];
  /** Facts of the action. */
  facts: {
    [k: string]: string | number | boolean | null;
  };
  /** The program that wrote the entry. */
  tool: {
    /** Name. */
    name: 'veritome';
    /** Version. */
    version: string;
  };
}
/** What a person signed: name, time, meaning and the digests of the signed records. */
export interface SignatureRecord {
  /** Says what this file is. */
  kind: 'signature';
  /** Version of this form. */
  schemaVersion: 1;
  /** Who signed. */
  signer: {
    /** Id. */
    id: string;
    /** Name as it shall be printed. */
    name: string;
    /** Digest of the public key. */
    keyId: string;
  };
  /** When (RFC 3339, UTC) */
  signedAt: string;
  /** What the signature means. */
  meaning: 'author' | 'reviewer' | 'approver' | 'responsible' | 'witness' | 'reproducer';
  /** What is signed. */
  subjects: {
    /** Path or name. */
    name: string;
    /** Digest. */
    sha256: string;
  }[];
  /** The ledger as it was when signing. */
  ledger: {
    /** Number of entries. */
    size: number;
    /** Digest of the last entry. */
    head: string;
    /** Root of the Merkle tree over the entries. */
    root: string;
  };
}
