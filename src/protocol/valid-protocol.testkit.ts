/** A protocol without findings, for tests to break. Line numbers are asserted: add at the end of a group only. */
export const VALID_PROTOCOL = `kind: protocol
schemaVersion: 1
id: VP-FRX-001
version: "1.0"
title: Standalone performance of FractureNet 2.3
intendedUse:
  id: IU-1
  statement: Flags radiographs with suspected acute fracture
  population: Adults of 22 years and older
  users: [radiologist]
  output: score per image
claims:
  - { id: CL-1, text: Finds acute fractures }
  - { id: CL-2, text: Clears normal examinations }
risks:
  - { id: RK-3, text: A missed fracture delays treatment, controlledBy: [CL-1] }
model:
  package: model/model.yaml
  operatingPoint:
    threshold: 0.46
    derivedOn: DEV-4
    method: highest Youden index
data:
  test: data/test.manifest.json
  rehearsal: data/rehearsal.manifest.json
  development: model/development.keys.json
  eligibility:
    include: patient.ageYears >= 22
    exclude:
      - { id: EX-1, when: image.rows < 64, reason: not a diagnostic image }
  design: { kind: retrospective, sampling: consecutive, enriched: false, sites: [A, B], synthetic: false }
referenceStandard:
  file: data/reference.csv
  rehearsalFile: data/rehearsal.reference.csv
  target: acute fracture
  rationale: No histology exists
  readers: { count: 3, qualification: radiologists, blindedTo: [device output] }
  fusion: majority
  equivocal: excluded-before-lock
analysis:
  unit: patient
  patientIsPositiveWhen: any image score >= threshold
  cluster: patient
  ties: positive-at-threshold
  failedCase: worst-case
  indeterminate: both-ways
  seed: 20261123
  rounding: { percentDecimals: 1, ratioDecimals: 3, lower: down, upper: up }
endpoints:
  - id: E1
    role: primary
    claim: CL-1
    metric: sensitivity
    interval: { method: wilson, level: 95 %, sides: two }
    hypothesis: { form: superiority-to-goal, goal: 80 % }
    criterion: { bound: lower, above: 80 % }
    justification: { text: Lower limit of readers in the meta-analysis, source: LIT-7 }
  - id: E2
    role: primary
    claim: CL-2
    metric: specificity
    interval: { method: clopper-pearson, level: 95 %, sides: two }
    hypothesis: { form: superiority-to-goal, goal: 75 % }
    criterion: { bound: lower, above: 75 % }
    justification: { text: Acceptable share of false alarms, source: URS-12 }
  - id: E3
    role: secondary
    metric: roc-auc
    unit: image
    interval: { method: obuchowski-cluster, level: 95 %, sides: two }
  - id: E4
    role: exploratory
    metric: ppv
    interval: { method: cluster-bootstrap-bca, level: 95 %, sides: two, resamples: 10000 }
    prevalence: 12 %
multiplicity: { family: [E1, E2], procedure: all-must-pass }
subgroups:
  kind: descriptive
  minimum: 20
  by:
    - patient.sex
    - { variable: patient.ageYears, cuts: [40, 65] }
    - site
    - equipment.manufacturer
sampleSize:
  - { endpoint: E1, assumed: 90 %, power: 90 %, method: exact }
  - { endpoint: E2, assumed: 85 %, power: 90 %, method: exact }
access:
  looks: 1
  release: { developer: headline, qa: subgroups, auditor: cases }
  reproduce: { scoreTolerance: 1e-5, decisions: identical }
`;

/** The valid protocol with texts replaced; throws when a text is not there, so that no test passes by accident. */
export function broken(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the fixture has no ${JSON.stringify(from)}`);
    return text.replace(from, () => to);
  }, VALID_PROTOCOL);
}
