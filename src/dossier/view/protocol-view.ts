import type { EvidenceRecords } from '../evidence-records.js';
import { recorded, type Marked } from '../marked.js';
import { familyStatements, type FamilyStatement } from './family.js';

/** What the locked protocol says, quoted. */
export interface ProtocolView {
  statement: Marked;
  population: Marked;
  users: Marked[];
  output: Marked;
  claims: { id: Marked; text: Marked }[];
  /** Null where the model tells several classes apart. */
  operatingPoint: { threshold: Marked; derivedOn: Marked; derivedBy: Marked } | null;
  include: Marked;
  exclude: { id: Marked; when: Marked; reason: Marked }[];
  design: Marked;
  sampling: Marked;
  sites: Marked[];
  target: Marked;
  rationale: Marked;
  readers: Marked;
  qualification: Marked;
  fusion: Marked;
  unit: Marked;
  positiveWhen: Marked;
  cluster: Marked;
  ties: Marked;
  failedCase: Marked;
  seed: Marked;
  family: Marked[];
  procedure: Marked;
  /** What the procedure needs to be stated; empty where all must pass. */
  familyStatements: FamilyStatement[];
  minimum: Marked;
  subgroupKind: Marked;
  scoreTolerance: Marked;
}

export function protocolView(evidence: EvidenceRecords): ProtocolView {
  const { protocol } = evidence;
  const say = (value: string | number | undefined): Marked => recorded('protocol', value);
  const { intendedUse, model, data, referenceStandard, analysis } = protocol;
  return {
    statement: say(intendedUse.statement),
    population: say(intendedUse.population),
    users: intendedUse.users.map(say),
    output: say(intendedUse.output),
    claims: protocol.claims.map((claim) => ({ id: say(claim.id), text: say(claim.text) })),
    operatingPoint:
      model.operatingPoint === undefined
        ? null
        : {
            threshold: say(model.operatingPoint.threshold),
            derivedOn: say(model.operatingPoint.derivedOn),
            derivedBy: say(model.operatingPoint.method),
          },
    include: say(data.eligibility.include),
    exclude: data.eligibility.exclude.map((rule) => ({
      id: say(rule.id),
      when: say(rule.when),
      reason: say(rule.reason),
    })),
    design: say(data.design.kind),
    sampling: say(data.design.sampling),
    sites: data.design.sites.map(say),
    target: say(referenceStandard.target),
    rationale: say(referenceStandard.rationale),
    readers: say(referenceStandard.readers.count),
    qualification: say(referenceStandard.readers.qualification),
    fusion: say(referenceStandard.fusion),
    unit: say(analysis.unit),
    positiveWhen: say(analysis.patientIsPositiveWhen),
    cluster: say(analysis.cluster),
    ties: say(analysis.ties),
    failedCase: say(analysis.failedCase),
    seed: say(analysis.seed),
    family: protocol.multiplicity.family.map(say),
    procedure: say(protocol.multiplicity.procedure),
    familyStatements: familyStatements(evidence),
    minimum: say(protocol.subgroups.minimum),
    subgroupKind: say(protocol.subgroups.kind),
    scoreTolerance: say(protocol.access.reproduce.scoreTolerance),
  };
}
