import type { LedgerEntry } from '../../schema/types.js';
import type { EvidenceRecords } from '../evidence-records.js';
import { Marked, recorded, recordedDigest, recordedTime } from '../marked.js';
import { wordFor, type Words } from './words.js';

export interface Fact {
  what: string;
  is: Marked[];
}

export interface Dependency {
  name: Marked;
  version: Marked;
  integrity: Marked;
}

export interface LedgerLine {
  sequence: Marked;
  at: Marked;
  action: Marked;
  actor: Marked;
  subjects: { name: Marked; digest: Marked }[];
}

/** When, where and in what configuration the run was made. */
export function executionFacts(evidence: EvidenceRecords): Fact[] {
  const { run, environment: e } = evidence;
  const env = (value: string | number): Marked => recorded('environment', value);
  return [
    { what: 'Started', is: [recordedTime('run', run.startedAt)] },
    { what: 'Ended', is: [recordedTime('run', run.endedAt)] },
    {
      what: 'Resumed',
      is: run.resumedAt.length === 0 ? [] : run.resumedAt.map((at) => recordedTime('run', at)),
    },
    { what: 'Worker processes', is: [recorded('run', run.workers)] },
    { what: 'Operating system', is: [env(e.os.name), env(e.os.release), env(e.os.arch)] },
    { what: 'Processor', is: [env(e.cpu.model)] },
    { what: 'Processor cores', is: [env(e.cpu.cores)] },
    { what: 'Memory in bytes', is: [env(e.memoryBytes)] },
    { what: 'Node.js', is: [env(e.node.version)] },
    { what: 'JavaScript engine', is: [env(e.node.v8)] },
    { what: 'OpenSSL', is: [env(e.node.openssl)] },
    { what: 'Locale and time zone', is: [env(e.locale), env(e.timeZone)] },
    ...e.runtime.flatMap((runtime) => [
      {
        what: 'Model runtime',
        is: [env(runtime.name), env(runtime.version), env(runtime.executionProvider)],
      },
      { what: 'Threads of the runtime', is: [env(runtime.threads)] },
      { what: 'Graph optimisation', is: [env(runtime.graphOptimization)] },
    ]),
    { what: 'File access', is: [env(e.isolation.fileSystem)] },
    { what: 'Network', is: [env(e.isolation.network)] },
    { what: 'Environment variables', is: [env(e.isolation.environment)] },
  ];
}

/** Variables the inferring process was given. */
export function variables(evidence: EvidenceRecords): { name: Marked; value: Marked }[] {
  return Object.entries(evidence.environment.variables).map(([name, value]) => ({
    name: recorded('environment', name),
    value: recorded('environment', value),
  }));
}

const INTEGRITY_SHOWN = 36;

export function dependencies(evidence: EvidenceRecords, role: 'runtime' | 'transitive'): Dependency[] {
  return evidence.environment.dependencies
    .filter((dependency) => dependency.role === role)
    .map((dependency) => ({
      name: recorded('environment', dependency.name),
      version: recorded('environment', dependency.version),
      integrity: new Marked(
        'record',
        'environment',
        `${dependency.integrity.slice(0, INTEGRITY_SHOWN)}…`,
        'digest',
      ),
    }));
}

export function ledgerLines(evidence: EvidenceRecords, words: Words): LedgerLine[] {
  return evidence.ledger.map((entry) => ({
    sequence: recorded('ledger', entry.sequence),
    at: recordedTime('ledger', entry.at),
    action: wordFor(words, 'actions', entry.action),
    actor: recorded('ledger', entry.actor.name),
    subjects: entry.subjects.slice(0, SUBJECTS_SHOWN).map((subject) => ({
      name: recorded('ledger', subject.name),
      digest: recordedDigest('ledger', subject.sha256, 4),
    })),
  }));
}

/** A run vouches for a dozen files and a lock for hundreds; the ledger itself holds them all. */
const SUBJECTS_SHOWN = 3;

export interface Deviation {
  at: Marked;
  what: string;
}

/** What the ledger shows to have gone other than the straight way. */
export function deviations(evidence: EvidenceRecords): Deviation[] {
  const { ledger } = evidence;
  const out: Deviation[] = [];
  const note = (entry: LedgerEntry, what: string): void => {
    out.push({ at: recordedTime('ledger', entry.at), what });
  };
  const locks = ledger.filter((entry) => entry.action === 'locked');
  for (const entry of locks.slice(1)) note(entry, 'The protocol was amended and locked again.');
  const looks = ledger.filter((entry) => entry.action === 'look-started');
  for (const entry of looks.slice(1)) note(entry, 'The test data were opened again (a further look).');
  for (const entry of ledger) {
    if (entry.action === 'look-resumed')
      note(entry, 'The run was interrupted and resumed from its checkpoint.');
    if (entry.action === 'rehearsal-failed') note(entry, 'A rehearsal on open cases failed.');
    if (entry.action === 'gate-refused') note(entry, 'A release gate refused an artifact.');
  }
  return out;
}
