/**
 * Artifact types. Each interface stands for one `*.schema.json` beside this file.
 */

// ───────────────────────── protocol (protocol.yaml) ─────────────────────────
export type UnitOfAnalysis = 'patient' | 'study' | 'image' | 'finding';

export interface Protocol {
  $schema?: string;
  kind: 'protocol';
  schemaVersion: 1;
  id: string;
  version: string;
  title: string;
  intendedUse: {
    id: string;
    statement: string;
    population: string;
    users: string[];
    output: string;
  };
  claims: { id: string; text: string }[];
  risks?: { id: string; text: string; controlledBy: string[] }[];
  model: {
    /** Path of the model package's descriptor, relative to the project. */
    package: string;
    operatingPoint: { threshold: number; derivedOn: string; method: string };
  };
  data: {
    test: string;
    rehearsal: string;
    development?: string;
    eligibility: {
      include: string;
      exclude: { id: string; when: string; reason: string }[];
    };
    design: {
      kind: 'retrospective' | 'prospective';
      sampling: 'consecutive' | 'random' | 'enriched' | 'stress';
      enriched: boolean;
      sites: string[];
      synthetic: boolean;
    };
  };
  referenceStandard: {
    file: string;
    rehearsalFile: string;
    target: string;
    rationale: string;
    readers: { count: number; qualification: string; blindedTo: string[] };
    fusion: 'majority' | 'consensus' | 'senior-reader' | 'single-reader' | 'known-by-construction';
    equivocal: 'excluded-before-lock' | 'none';
  };
  analysis: {
    unit: 'patient' | 'image';
    /** How image scores make a patient positive. */
    patientIsPositiveWhen: 'any image score >= threshold';
    cluster: 'patient';
    ties: 'positive-at-threshold';
    failedCase: 'worst-case';
    indeterminate: 'both-ways' | 'none';
    seed: number;
    rounding: { percentDecimals: number; ratioDecimals: number; lower: 'down'; upper: 'up' };
  };
  endpoints: Endpoint[];
  multiplicity: { family: string[]; procedure: 'all-must-pass' };
  subgroups: {
    kind: 'descriptive' | 'claim';
    minimum: number;
    by: SubgroupVariable[];
  };
  sampleSize: { endpoint: string; assumed: string; power: string; method: 'exact' }[];
  access: {
    looks: number;
    release: { developer: ReleaseLevel; qa: ReleaseLevel; auditor: ReleaseLevel };
    reproduce: { scoreTolerance: number; decisions: 'identical' };
  };
}

export type ReleaseLevel = 'verdict' | 'headline' | 'subgroups' | 'cases';

/** A variable named alone takes its own values as levels; one with cuts is banded: [-inf,40) [40,65) [65,inf). */
export type SubgroupVariable = string | { variable: string; cuts: number[] };

export interface Endpoint {
  id: string;
  role: 'primary' | 'secondary' | 'exploratory';
  claim?: string;
  metric: string;
  /** Absent: the unit of `analysis.unit`. */
  unit?: 'patient' | 'image';
  interval: {
    method: string;
    /** Percent, written as `95 %`. */
    level: string;
    sides: 'two' | 'one';
    resamples?: number;
  };
  /** Required for ppv and npv outside a consecutive sample: the prevalence they are stated at. */
  prevalence?: string;
  hypothesis?: { form: 'superiority-to-goal'; goal: string };
  /** Required for a primary endpoint; exactly one of above and below. */
  criterion?: { bound: 'lower' | 'upper'; above?: string; below?: string };
  justification?: { text: string; source: string };
}

// ───────────────────────── model package (model/model.yaml) ─────────────────────────
export interface ModelPackage {
  $schema?: string;
  kind: 'model-package';
  schemaVersion: 1;
  id: string;
  version: string;
  title: string;
  /** Every file of the package but the descriptor itself, relative to the descriptor's folder. */
  files: { path: string; role: 'weights' | 'operating-point' | 'training' | 'development-keys' | 'documentation' }[];
  components: ModelComponent[];
  /** Component ids in order of execution. */
  pipeline: string[];
  /** What the package gives for each image. */
  outputs: { name: string; kind: 'score'; meaning: string; range: [number, number] }[];
}

export interface ModelComponent {
  id: string;
  adapter: 'onnx';
  file: string;
  runtime: {
    executionProvider: 'cpu';
    intraOpThreads: number;
    interOpThreads: number;
    graphOptimization: 'disabled' | 'basic' | 'extended' | 'all';
  };
  input: { name: string; type: 'float32'; shape: number[] };
  output: { name: string; type: 'float32'; shape: number[] };
  preprocess: PreprocessStep[];
  postprocess: PostprocessStep[];
}

/** Applied in order to one image as modality values (after rescale), rows × columns. */
export type PreprocessStep =
  /** Display inversion of MONOCHROME1, so that more attenuating is brighter. */
  | { step: 'invert-monochrome1' }
  /** VOI window of the header: maps centre ± width/2 to 0 … 1. */
  | { step: 'window-from-header' }
  /** Linear map of the given percentiles of the image to 0 … 1, clipped. */
  | { step: 'scale-percentiles'; lower: number; upper: number }
  | { step: 'resize'; rows: number; columns: number; method: 'area' | 'bilinear' }
  | { step: 'normalise'; mean: number; standardDeviation: number };

export type PostprocessStep = { step: 'sigmoid' } | { step: 'select'; index: number; as: string };

// ───────────────────────── data manifest ─────────────────────────
export interface FileEntry {
  /** Relative to the project, forward slashes. */
  path: string;
  role: string;
  bytes: number;
  sha256: string;
}

export interface ImageFile extends FileEntry {
  role: 'image';
  /** Digest of every byte before the pixel data element; null when the file has no readable header. */
  'sha256-header': string | null;
  /** Digest of native stored pixels, little endian, frame after frame. Null for compressed pixels and unreadable files. */
  'sha256-pixels-le': string | null;
  /** Digest of the compressed fragments' bytes, joined in file order. Null for native pixels. */
  'sha256-pixel-fragments': string | null;
}

/** One input of the model: an image, which may consist of several files. */
export interface ImageEntry {
  /** Unique in the manifest. */
  id: string;
  /** Pseudonymous case (patient) id. */
  case: string;
  /** Paths of `files`, in order. */
  files: string[];
  /** Keyed hashes (HMAC-SHA-256, first 32 hex digits) of the DICOM UIDs; null when unreadable. */
  study: string | null;
  series: string | null;
  instance: string | null;
  facts: ImageFacts;
}

/** Read from headers, never typed by hand. Null: not stated in the header. */
export interface ImageFacts {
  modality: string | null;
  sopClassUid: string | null;
  transferSyntaxUid: string | null;
  rows: number | null;
  columns: number | null;
  frames: number | null;
  samplesPerPixel: number | null;
  bitsAllocated: number | null;
  bitsStored: number | null;
  photometric: string | null;
  pixelSpacingMm: [number, number] | null;
  manufacturer: string | null;
  manufacturerModel: string | null;
  softwareVersions: string | null;
  kvp: number | null;
  bodyPart: string | null;
  view: string | null;
  site: string | null;
  patientAgeYears: number | null;
  patientSex: 'F' | 'M' | 'O' | null;
  deidentified: boolean | null;
  deidentificationCodes: string[];
  burnedInAnnotation: boolean | null;
}

export interface DataManifest {
  kind: 'data-manifest';
  schemaVersion: 1;
  id: string;
  version: string;
  /** Folder of the images, relative to the project. */
  root: string;
  /** `as-found`: case ids are the headers' PatientID, which the headers declare de-identified; `keyed`: HMAC of it. */
  pseudonyms: 'as-found' | 'keyed';
  /** Sorted by path. */
  files: ImageFile[];
  /** Sorted by id. */
  images: ImageEntry[];
  findings: { code: string; path: string; message: string }[];
}

// ───────────────────────── reference standard ─────────────────────────
export interface ReferenceRow {
  case: string;
  image: string;
  truth: 'positive' | 'negative';
  /** Reader pseudonym → call; empty when there were no readers. */
  readers: Record<string, 'positive' | 'negative'>;
  /** 1-based line of the file. */
  line: number;
}

export interface ReferenceStandard {
  kind: 'reference-standard';
  schemaVersion: 1;
  file: { path: string; sha256: string };
  rows: ReferenceRow[];
}

// ───────────────────────── lock ─────────────────────────
export interface LockedFile extends FileEntry {
  /** For images: header and pixel digests apart, so that "same image, edited header" can be told. */
  'sha256-header'?: string | null;
  'sha256-pixels-le'?: string | null;
}

export interface Lock {
  kind: 'lock';
  schemaVersion: 1;
  /** 1 for the first lock of the project. */
  number: number;
  protocol: { id: string; version: string; path: string; sha256: string };
  model: { id: string; version: string; descriptor: string; sha256: string };
  data: { id: string; version: string; manifest: string; sha256: string };
  rehearsalData: { id: string; version: string; manifest: string; sha256: string };
  reference: { path: string; sha256: string };
  scorer: ScorerIdentity;
  looks: number;
  /** Ledger entry of the rehearsal that passed for these digests. */
  rehearsal: { entry: number; subject: string };
  /** Every bound file, sorted by path. */
  files: LockedFile[];
}

export interface ScorerIdentity {
  name: 'veritome';
  version: string;
  /** Digest over path and digest of every file of the installed program and the versions of what it depends on. */
  sha256: string;
  files: number;
}

// ───────────────────────── run ─────────────────────────
export interface ScoreOutput {
  kind: 'score';
  name: string;
  value: number;
}
/** Later kinds (boxes, points, masks by digest) join this union. */
export type Output = ScoreOutput;

export type FailureStage = 'read' | 'decode' | 'preprocess' | 'infer' | 'postprocess' | 'worker';

export interface Prediction {
  kind: 'prediction';
  schemaVersion: 1;
  image: string;
  case: string;
  inputs: { path: string; sha256: string }[];
  status: 'ok' | 'failed';
  outputs: Output[];
  failure: { stage: FailureStage; code: string; message: string } | null;
}

/** Kept apart from predictions, which must be the same bytes on every repetition. */
export interface Timing {
  kind: 'timing';
  image: string;
  readMs: number;
  decodeMs: number;
  preprocessMs: number;
  inferMs: number;
  totalMs: number;
}

export interface RunRecord {
  kind: 'run';
  schemaVersion: 1;
  number: number;
  purpose: 'evidence' | 'rehearsal';
  look: number | null;
  looksGranted: number | null;
  lock: string | null;
  startedAt: string;
  endedAt: string;
  resumedAt: string[];
  images: { total: number; ok: number; failed: number };
  workers: number;
}

export interface EnvironmentRecord {
  kind: 'environment';
  schemaVersion: 1;
  os: { platform: string; release: string; name: string; arch: string };
  cpu: { model: string; cores: number };
  memoryBytes: number;
  node: { version: string; v8: string; openssl: string };
  locale: string;
  timeZone: string;
  variables: Record<string, string>;
  scorer: ScorerIdentity;
  runtime: { name: string; version: string; executionProvider: string; threads: number; graphOptimization: string }[];
  isolation: { fileSystem: string; network: string; environment: string };
  dependencies: { name: string; version: string; integrity: string; role: 'runtime' | 'transitive' }[];
}

// ───────────────────────── measure and judge ─────────────────────────
export interface ScoreRow {
  unit: 'patient' | 'image';
  id: string;
  cluster: string;
  truth: 0 | 1;
  /** Largest image score of the unit; null when failed. */
  score: number | null;
  /** 1 when flagged at the threshold; null when failed. */
  decision: 0 | 1 | null;
  failed: boolean;
  /** Subgroup variable → level; `unknown` where the header is silent. */
  subgroups: Record<string, string>;
}

export type AnalysisKind = 'as-specified' | 'completers-only' | 'best-case' | 'subgroup';

export interface EstimateRow {
  /** Trace code, printed beside the number: `E1.1`. */
  code: string;
  endpoint: string;
  analysis: AnalysisKind;
  subgroup: { variable: string; level: string; belowMinimum: boolean } | null;
  metric: string;
  unit: 'patient' | 'image';
  status: 'estimated' | 'not-estimable';
  /** Why not estimable; null otherwise. */
  reason: string | null;
  estimate: number | null;
  lower: number | null;
  upper: number | null;
  /** Counts behind a proportion; null for other metrics. */
  numerator: number | null;
  denominator: number | null;
  units: number;
  clusters: number;
  positives: number;
  negatives: number;
  failed: number;
  interval: {
    method: string;
    level: number;
    sides: 'two' | 'one';
    resamples: number | null;
    seed: number | null;
    /** For example `fell back to percentile`. */
    flags: string[];
    /** Name and citation of the estimator. */
    source: string;
  };
  printed: { estimate: string; lower: string; upper: string; counts: string };
}

export interface CountRow {
  /** Trace code: `F.3` of the case flow, `P.12` of the population, `X.E1.1` of a cross-tabulation. */
  code: string;
  group: 'flow' | 'population' | 'cross-tabulation' | 'per-thousand' | 'sample-size';
  label: string;
  /** Machine-readable facts that place the count in its table, such as {truth: "positive", decision: "negative"}. */
  at: Record<string, string>;
  value: number;
  printed: string;
}

export interface Verdict {
  endpoint: string;
  role: 'primary' | 'secondary' | 'exploratory';
  verdict: 'met' | 'not-met' | 'not-evaluable' | 'no-criterion';
  /** Trace code of the row judged. */
  row: string;
  criterion: { bound: 'lower' | 'upper'; direction: 'above' | 'below'; value: number; printed: string } | null;
  /** `lower limit 0.790007 is not above 0.8`. */
  arithmetic: string;
}

export interface CurvePoint {
  x: number;
  y: number;
  threshold: number | null;
}

export interface Results {
  kind: 'results';
  schemaVersion: 1;
  /** False for a rehearsal: then nothing here is evidence. */
  isEvidence: boolean;
  inputs: {
    lock: string | null;
    protocol: string;
    model: string;
    data: string;
    reference: string;
    predictions: string;
    scores: string;
  };
  protocol: { id: string; version: string; title: string };
  model: { id: string; version: string; title: string };
  data: { id: string; version: string };
  threshold: number;
  estimates: Record<string, EstimateRow>;
  counts: Record<string, CountRow>;
  curves: { endpoint: string; kind: 'roc' | 'precision-recall'; unit: 'patient' | 'image'; points: CurvePoint[] }[];
  verdicts: Verdict[];
  overall: {
    verdict: 'met' | 'not-met' | 'not-evaluable';
    procedure: string;
    family: string[];
    arithmetic: string;
    weakestSubgroup: { row: string; text: string } | null;
  };
  failures: { image: string; case: string; truth: 'positive' | 'negative'; stage: string; code: string; message: string }[];
}

// ───────────────────────── ledger and signatures ─────────────────────────
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

export interface LedgerEntry {
  kind: 'ledger-entry';
  schemaVersion: 1;
  /** 1, 2, 3 … without a gap. */
  sequence: number;
  /** Digest of the entry before; 64 zeros for the first. */
  previous: string;
  at: string;
  utcOffsetMinutes: number;
  actor: { id: string; name: string; source: 'key' | 'instrument' };
  action: LedgerAction;
  /** Files and records this entry vouches for: path (or name) and digest. */
  subjects: { name: string; sha256: string }[];
  facts: Record<string, string | number | boolean | null>;
  tool: { name: 'veritome'; version: string };
}

export interface SignatureRecord {
  kind: 'signature';
  schemaVersion: 1;
  signer: { id: string; name: string; keyId: string };
  signedAt: string;
  meaning: 'author' | 'reviewer' | 'approver' | 'responsible' | 'witness' | 'reproducer';
  /** What is signed. */
  subjects: { name: string; sha256: string }[];
  /** The ledger as it was when signing. */
  ledger: { size: number; head: string; root: string };
}
