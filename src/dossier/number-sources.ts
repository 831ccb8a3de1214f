import type { EvidenceRecords } from './evidence-records.js';
import type { RecordName } from './marked.js';
import { scalarsOf, type NumberSources } from './number-check.js';
import { printedForms } from './printed-numbers.js';
import { templateJson, type TemplateSet } from './templates.js';
import type { RenderedDocument } from './view/index-document.js';

/** Everything a numeral on a page may come from. */
export function numberSources(
  evidence: EvidenceRecords,
  templates: TemplateSet,
  documents: readonly RenderedDocument[],
): NumberSources {
  const records: Record<RecordName, unknown> = {
    results: evidence.results,
    protocol: evidence.protocol,
    run: evidence.run,
    environment: evidence.environment,
    lock: evidence.lock,
    ledger: evidence.ledger,
    cases: evidence.cases,
    reference: null,
    scores: [evidence.scores, evidence.classRows],
    flow: evidence.flow,
    shift: evidence.shift,
    attestation: evidence.attestedBy,
    files: [evidence.files, evidence.resultsDigest, evidence.runFolder],
    documents: documents.map((document) => ({ ...document, file: `${document.name}.pdf` })),
    words: templateJson(templates, 'words.json'),
    conformance: [
      templateJson(templates, 'conformance.json'),
      templateJson(templates, 'planned-documents.json'),
    ],
  };
  return {
    codes: printedForms(evidence.results),
    records: new Map(Object.entries(records).map(([name, value]) => [name, scalarsOf(value)])),
    prose: templates.prose,
  };
}
