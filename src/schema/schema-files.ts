import { readFileSync } from 'node:fs';

/** The artifacts that have a schema. */
export const ARTIFACT_KINDS = [
  'protocol',
  'model-package',
  'data-manifest',
  'data-profile',
  'data-shift',
  'reference-standard',
  'comparator-outputs',
  'lock',
  'prediction',
  'timing',
  'run',
  'environment',
  'score-row',
  'class-row',
  'results',
  'ledger-entry',
  'signature',
] as const;

export type ArtifactKind = (typeof ARTIFACT_KINDS)[number];

/** A JSON Schema document as far as this program looks into it. */
export interface SchemaDocument {
  title: string;
  description: string;
  [key: string]: unknown;
}

/**
 * Reads a schema. The files stay in `src/schema/` in the package too, so that editors and other programs can use them;
 * from `src/schema/` and `dist/schema/` the way there is the same.
 */
export function readSchema(name: ArtifactKind | 'common'): SchemaDocument {
  const url = new URL(`../../src/schema/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as SchemaDocument;
}
