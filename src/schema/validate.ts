import type { ValidateFunction } from 'ajv';
import { AppError } from '../core/error.js';
import { wordIssues } from './issue-wording.js';
import { ARTIFACT_KINDS, readSchema, type ArtifactKind } from './schema-files.js';
import type { SchemaIssue } from './schema-issue.js';

let compiled: Promise<(kind: ArtifactKind) => ValidateFunction> | undefined;

/**
 * Holds a value against the schema of its kind (JSON Schema 2020-12, ajv in strict mode). The validator is loaded and
 * compiled at the first call, so that a command that needs none starts without it.
 * @returns every issue, in the order of the schema; empty when the form is right
 */
export async function validate(kind: ArtifactKind, value: unknown): Promise<SchemaIssue[]> {
  compiled ??= compile();
  const check = (await compiled)(kind);
  return check(value) ? [] : wordIssues(check.errors ?? []);
}

/**
 * The same for a value that must be right.
 * @param place file the value came from
 * @throws AppError INPUT-SCHEMA naming the first issue, with all of them in `details.issues`
 */
export async function requireValid(kind: ArtifactKind, value: unknown, place: string): Promise<void> {
  const issues = await validate(kind, value);
  const [first] = issues;
  if (first === undefined) return;
  const more = issues.length === 1 ? '' : ` (and ${issues.length - 1} more)`;
  throw new AppError('INPUT-SCHEMA', first.message + more, {
    place: `${place}#${first.pointer}`,
    hint: first.fix,
    details: { issues },
  });
}

async function compile(): Promise<(kind: ArtifactKind) => ValidateFunction> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true, allowUnionTypes: true });
  // Read by the generator of types.ts alone.
  ajv.addVocabulary(['tsType']);
  ajv.addSchema(readSchema('common'), 'common.schema.json');
  for (const kind of ARTIFACT_KINDS) ajv.addSchema(readSchema(kind), `${kind}.schema.json`);
  return (kind) => {
    const check = ajv.getSchema(`${kind}.schema.json`);
    if (check === undefined) {
      throw new AppError('DEFECT', `no schema of kind ${kind}`, { hint: 'report this as a defect' });
    }
    return check as ValidateFunction;
  };
}
