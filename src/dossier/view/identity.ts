import type { EvidenceRecords } from '../evidence-records.js';
import { NOTHING, recorded, recordedDigest, recordedTime, type Marked } from '../marked.js';

export interface IdentityRow {
  what: string;
  name: Marked;
  version: Marked;
  digest: Marked;
}

export interface Identity {
  protocolTitle: Marked;
  protocolId: Marked;
  protocolVersion: Marked;
  modelTitle: Marked;
  modelId: Marked;
  modelVersion: Marked;
  dataId: Marked;
  dataVersion: Marked;
  tool: Marked;
  toolVersion: Marked;
  /** Model, data, protocol, reference standard, program, lock: what was bound, with whole digests. */
  rows: IdentityRow[];
  short: { protocol: Marked; model: Marked; data: Marked; reference: Marked; lock: Marked; results: Marked };
  lockedAt: Marked | null;
  look: Marked;
  looksGranted: Marked;
  startedAt: Marked;
  endedAt: Marked;
  isEvidence: boolean;
}

const SHORT_GROUPS = 4;

export function identityOf(evidence: EvidenceRecords): Identity {
  const { results, run, environment, ledger } = evidence;
  const { inputs } = results;
  const { scorer } = environment;
  const locked = ledger.findLast(
    (entry) => entry.action === 'locked' && entry.subjects.some((subject) => subject.sha256 === run.lock),
  );
  const named = (what: string, of: { id: string; version: string }, digest: string): IdentityRow => ({
    what,
    name: recorded('results', of.id),
    version: recorded('results', of.version),
    digest: recordedDigest('results', digest),
  });
  const lock = recorded('run', run.lock);
  return {
    protocolTitle: recorded('results', results.protocol.title),
    protocolId: recorded('results', results.protocol.id),
    protocolVersion: recorded('results', results.protocol.version),
    modelTitle: recorded('results', results.model.title),
    modelId: recorded('results', results.model.id),
    modelVersion: recorded('results', results.model.version),
    dataId: recorded('results', results.data.id),
    dataVersion: recorded('results', results.data.version),
    tool: recorded('environment', scorer.name),
    toolVersion: recorded('environment', scorer.version),
    rows: [
      named('Protocol', results.protocol, inputs.protocol),
      named('Model package', results.model, inputs.model),
      named('Test data (manifest)', results.data, inputs.data),
      {
        what: 'Reference standard',
        name: recorded('protocol', evidence.protocol.referenceStandard.file),
        version: NOTHING,
        digest: recordedDigest('results', inputs.reference),
      },
      {
        what: 'Scoring program',
        name: recorded('environment', scorer.name),
        version: recorded('environment', scorer.version),
        digest: recordedDigest('environment', scorer.sha256),
      },
      {
        what: 'Lock',
        name: recorded('lock', evidence.lock?.number ?? null),
        version: NOTHING,
        digest: run.lock === null ? lock : recordedDigest('run', run.lock),
      },
    ],
    short: {
      protocol: recordedDigest('results', inputs.protocol, SHORT_GROUPS),
      model: recordedDigest('results', inputs.model, SHORT_GROUPS),
      data: recordedDigest('results', inputs.data, SHORT_GROUPS),
      reference: recordedDigest('results', inputs.reference, SHORT_GROUPS),
      lock: recordedDigest('run', run.lock, SHORT_GROUPS),
      results: recordedDigest('files', evidence.resultsDigest, SHORT_GROUPS),
    },
    lockedAt: locked === undefined ? null : recordedTime('ledger', locked.at),
    look: recorded('run', run.look),
    looksGranted: recorded('run', run.looksGranted),
    startedAt: recordedTime('run', run.startedAt),
    endedAt: recordedTime('run', run.endedAt),
    isEvidence: results.isEvidence,
  };
}
