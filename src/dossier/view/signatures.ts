import type { EvidenceRecords } from '../evidence-records.js';
import { recorded, recordedTime, type Marked } from '../marked.js';

export interface SignatureLine {
  name: Marked;
  meaning: Marked;
  at: Marked;
}

/**
 * Signatures in the ledger up to these results. Those on this document come after it by nature: they are detached, in
 * evidence/signatures, and the text says so.
 */
export function signatureLines(evidence: EvidenceRecords): SignatureLine[] {
  return evidence.ledger
    .filter((entry) => entry.action === 'signed')
    .map((entry) => ({
      name: recorded('ledger', entry.actor.name),
      meaning: recorded('ledger', entry.facts['meaning'] ?? null),
      at: recordedTime('ledger', entry.at),
    }));
}
