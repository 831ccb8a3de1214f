import { sha256 } from '../core/digest.js';
import { RandomStream } from '../core/random.js';
import type {
  DataManifest,
  EnvironmentRecord,
  ImageFacts,
  Prediction,
  Protocol,
  ReferenceStandard,
  ScoreRow,
  Timing,
} from '../schema/types.js';

export interface FixtureCohort {
  manifest: DataManifest;
  reference: ReferenceStandard;
  predictions: Prediction[];
  timings: Timing[];
  scores: ScoreRow[];
}

const THRESHOLD = 0.46;
const SITES = ['A', 'B', 'C'];
const MAKERS = ['Northlight Imaging', 'Velden Medical'];

/** 164 patients, 20 of them with two images, one image undecodable. */
export function fixtureCohort(): FixtureCohort {
  const draw = new RandomStream(7);
  const out: FixtureCohort = {
    manifest: {
      kind: 'data-manifest',
      schemaVersion: 1,
      id: 'TEST-2',
      version: '1',
      root: 'data/test',
      pseudonyms: 'as-found',
      files: [],
      images: [],
      findings: [],
    },
    reference: {
      kind: 'reference-standard',
      schemaVersion: 1,
      file: { path: 'data/reference.csv', sha256: sha256('reference') },
      rows: [],
    },
    predictions: [],
    timings: [],
    scores: [],
  };
  const patients: ScoreRow[] = [];
  for (let i = 1; i <= 164; i += 1) {
    const id = `FR-${String(i).padStart(4, '0')}`;
    const truth = i <= 77 ? 1 : 0;
    const age = 22 + draw.below(60);
    const facts = factsOf(draw, age);
    const subgroups = {
      'patient.sex': facts.patientSex ?? 'unknown',
      'patient.ageYears': age < 40 ? 'below 40' : age < 65 ? '40 to below 65' : '65 and above',
      site: facts.site ?? 'unknown',
      'equipment.manufacturer': facts.manufacturer ?? 'unknown',
    };
    const images: ScoreRow[] = [];
    for (let n = 1; n <= (i % 8 === 0 ? 2 : 1); n += 1) {
      const image = `${id}-${n}`;
      const path = `data/test/${image}.dcm`;
      const failed = i === 41;
      const value = 1 / (1 + Math.exp(-(truth === 1 ? 2 : -1.9) - 1.7 * draw.normal()));
      out.manifest.files.push({
        path,
        role: 'image',
        bytes: 132_000,
        sha256: sha256(path),
        'sha256-header': failed ? null : sha256(`${path}h`),
        'sha256-pixels-le': failed ? null : sha256(`${path}p`),
        'sha256-pixel-fragments': null,
      });
      out.manifest.images.push({
        id: image,
        case: id,
        files: [path],
        study: sha256(`${id}s`).slice(0, 32),
        series: sha256(`${id}e`).slice(0, 32),
        instance: sha256(image).slice(0, 32),
        facts,
      });
      out.reference.rows.push({
        case: id,
        image,
        truth: truth === 1 ? 'positive' : 'negative',
        readers: {},
        line: i + 1,
      });
      out.predictions.push({
        kind: 'prediction',
        schemaVersion: 1,
        image,
        case: id,
        inputs: [{ path, sha256: sha256(path) }],
        status: failed ? 'failed' : 'ok',
        outputs: failed ? [] : [{ kind: 'score', name: 'fracture', value }],
        failure: failed
          ? { stage: 'decode', code: 'IMAGE-TRUNCATED', message: 'pixel data end before the last row' }
          : null,
      });
      out.timings.push({
        kind: 'timing',
        image,
        readMs: 1.25,
        decodeMs: 2.5,
        preprocessMs: 4.75,
        inferMs: 6,
        totalMs: 14.5,
      });
      images.push({
        unit: 'image',
        id: image,
        cluster: id,
        truth,
        score: failed ? null : value,
        decision: failed ? null : value >= THRESHOLD ? 1 : 0,
        failed,
        subgroups,
      });
    }
    out.scores.push(...images);
    const best = Math.max(...images.map((row) => row.score ?? -1));
    const failed = images.some((row) => row.failed);
    patients.push({
      unit: 'patient',
      id,
      cluster: id,
      truth,
      score: failed ? null : best,
      decision: failed ? null : best >= THRESHOLD ? 1 : 0,
      failed,
      subgroups,
    });
  }
  out.scores.push(...patients);
  return out;
}

function factsOf(draw: RandomStream, age: number): ImageFacts {
  const manufacturer = MAKERS[draw.below(2)] ?? null;
  return {
    modality: 'DX',
    sopClassUid: '1.2.840.10008.5.1.4.1.1.1.1',
    transferSyntaxUid: '1.2.840.10008.1.2.1',
    rows: 256,
    columns: 256,
    frames: 1,
    samplesPerPixel: 1,
    bitsAllocated: 16,
    bitsStored: 12,
    photometric: draw.below(2) === 0 ? 'MONOCHROME1' : 'MONOCHROME2',
    pixelSpacingMm: [0.4, 0.4],
    manufacturer,
    manufacturerModel: 'Phantom',
    softwareVersions: '3.1',
    kvp: 60,
    bodyPart: 'HAND',
    view: 'AP',
    site: SITES[draw.below(3)] ?? null,
    patientAgeYears: age,
    patientSex: draw.below(30) === 0 ? null : draw.below(2) === 0 ? 'F' : 'M',
    deidentified: true,
    deidentificationCodes: ['113100'],
    burnedInAnnotation: false,
  };
}

export function fixtureProtocol(): Protocol {
  const wilson = { method: 'wilson', level: '95 %', sides: 'two' as const };
  const bootstrap = {
    method: 'cluster-bootstrap-bca',
    level: '95 %',
    sides: 'two' as const,
    resamples: 2000,
  };
  return {
    kind: 'protocol',
    schemaVersion: 1,
    id: 'VP-FRX-001',
    version: '1.0',
    title: 'Standalone performance of FractureNet 0.1 on synthetic radiographs of the hand',
    intendedUse: {
      id: 'IU-1',
      statement: 'Flags radiographs of adults with suspected acute fracture. Does not replace the reader.',
      population: 'Adults of 22 years and older, emergency and outpatient care',
      users: ['radiologist', 'emergency physician'],
      output: 'score per image; flag per patient',
    },
    claims: [
      { id: 'CL-1', text: 'Finds acute fractures, sensitivity above 80 %' },
      { id: 'CL-2', text: 'Clears normal examinations, specificity above 75 %' },
    ],
    risks: [{ id: 'RK-3', text: 'A missed fracture delays treatment', controlledBy: ['CL-1'] }],
    model: {
      package: 'model/model.yaml',
      operatingPoint: {
        threshold: THRESHOLD,
        derivedOn: 'DEV-4',
        method: 'highest Youden index, sensitivity ≥ 85 %',
      },
    },
    data: {
      test: 'data/test.manifest.json',
      rehearsal: 'data/rehearsal.manifest.json',
      eligibility: {
        include: 'modality in ["DX", "CR"] and patient.ageYears >= 22',
        exclude: [{ id: 'EX-1', when: 'image.rows < 64', reason: 'not a diagnostic image' }],
      },
      design: {
        kind: 'retrospective',
        sampling: 'consecutive',
        enriched: false,
        sites: SITES,
        synthetic: true,
      },
    },
    referenceStandard: {
      file: 'data/reference.csv',
      rehearsalFile: 'data/rehearsal.reference.csv',
      target: 'acute fracture, any bone of the hand',
      rationale: 'The generator knows which images hold a fracture',
      readers: { count: 0, qualification: 'none', blindedTo: [] },
      fusion: 'known-by-construction',
      equivocal: 'none',
    },
    analysis: {
      unit: 'patient',
      patientIsPositiveWhen: 'any image score >= threshold',
      cluster: 'patient',
      ties: 'positive-at-threshold',
      failedCase: 'worst-case',
      indeterminate: 'none',
      seed: 20_261_123,
      rounding: { percentDecimals: 1, ratioDecimals: 3, lower: 'down', upper: 'up' },
    },
    endpoints: [
      {
        id: 'E1',
        role: 'primary',
        claim: 'CL-1',
        metric: 'sensitivity',
        interval: wilson,
        hypothesis: { form: 'superiority-to-goal', goal: '80 %' },
        criterion: { bound: 'lower', above: '80 %' },
        justification: {
          text: 'Lower limit of reader sensitivity in the cited meta-analysis',
          source: 'LIT-7',
        },
      },
      {
        id: 'E2',
        role: 'primary',
        claim: 'CL-2',
        metric: 'specificity',
        interval: wilson,
        hypothesis: { form: 'superiority-to-goal', goal: '75 %' },
        criterion: { bound: 'lower', above: '75 %' },
        justification: { text: 'Acceptable share of false alarms for prioritisation', source: 'URS-12' },
      },
      {
        id: 'E3',
        role: 'secondary',
        metric: 'roc-auc',
        unit: 'image',
        interval: { ...wilson, method: 'delong' },
      },
      { id: 'E4', role: 'secondary', metric: 'ppv', interval: { ...wilson, method: 'clopper-pearson' } },
      { id: 'E5', role: 'secondary', metric: 'npv', interval: { ...wilson, method: 'clopper-pearson' } },
      { id: 'E6', role: 'exploratory', metric: 'accuracy', interval: wilson },
      { id: 'E7', role: 'exploratory', metric: 'balanced-accuracy', interval: bootstrap },
      { id: 'E8', role: 'exploratory', metric: 'f1', interval: bootstrap },
      { id: 'E9', role: 'exploratory', metric: 'average-precision', unit: 'image', interval: bootstrap },
    ],
    multiplicity: { family: ['E1', 'E2'], procedure: 'all-must-pass' },
    subgroups: {
      kind: 'descriptive',
      minimum: 20,
      by: ['patient.sex', { variable: 'patient.ageYears', cuts: [40, 65] }, 'site', 'equipment.manufacturer'],
    },
    sampleSize: [
      { endpoint: 'E1', assumed: '90 %', power: '90 %', method: 'exact' },
      { endpoint: 'E2', assumed: '85 %', power: '90 %', method: 'exact' },
    ],
    access: {
      looks: 1,
      release: { developer: 'headline', qa: 'subgroups', auditor: 'cases' },
      reproduce: { scoreTolerance: 0.00001, decisions: 'identical' },
    },
  };
}

export function fixtureEnvironment(): EnvironmentRecord {
  const packages = ['ajv', 'commander', 'dcmjs', 'onnxruntime-node', 'simple-statistics', 'yaml'];
  return {
    kind: 'environment',
    schemaVersion: 1,
    os: { platform: 'linux', release: '6.1.0-26-amd64', name: 'Debian GNU/Linux 12 (bookworm)', arch: 'x64' },
    cpu: { model: 'Generic x86-64 processor at 2.40 GHz', cores: 2 },
    memoryBytes: 8_345_690_112,
    node: { version: 'v20.20.2', v8: '11.3.244.8-node.33', openssl: '3.0.19' },
    locale: 'en-US',
    timeZone: 'UTC',
    variables: { ORT_DISABLE_TELEMETRY: '1', TZ: 'UTC' },
    scorer: { name: 'veritome', version: '0.1.0', sha256: sha256('scorer'), files: 212 },
    runtime: [
      {
        name: 'onnxruntime-node',
        version: '1.27.0',
        executionProvider: 'cpu',
        threads: 1,
        graphOptimization: 'all',
      },
    ],
    isolation: {
      fileSystem: 'reads the program, the model package and the image folder only',
      network: 'not used; not blocked by the operating system',
      environment: 'made by the program',
    },
    dependencies: [
      ...packages.map((name) => ({
        name,
        version: '1.2.3',
        integrity: `sha512-${Buffer.from(sha256(name), 'hex').toString('base64')}`,
        role: 'runtime' as const,
      })),
      ...Array.from({ length: 40 }, (_, i) => ({
        name: `transitive-part-${i}`,
        version: `2.${i}.0`,
        integrity: `sha512-${Buffer.from(sha256(String(i)), 'hex').toString('base64')}`,
        role: 'transitive' as const,
      })),
    ],
  };
}
