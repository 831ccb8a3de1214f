import { existsSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import { AppError } from '../core/error.js';
import { wordIssues } from './issue-wording.js';
import type { ArtifactKind } from './schema-files.js';
import type { SchemaIssue } from './schema-issue.js';
import { schemaValidators } from './schema-validators.js';

const validators = new Map<ArtifactKind, Promise<ValidateFunction>>();
let generator: ReturnType<typeof schemaValidators> | undefined;

/**
 * Holds a value against the schema of its kind (JSON Schema 2020-12, ajv in strict mode). The validator is loaded at the first
 * call, so that a command that needs none starts without it.
 * @returns every issue, in the order of the schema; empty when the form is right
 */
export async function validate(kind: ArtifactKind, value: unknown): Promise<SchemaIssue[]> {
  let validator = validators.get(kind);
  if (validator === undefined) {
    validator = loadValidator(kind);
    validators.set(kind, validator);
  }
  const check = await validator;
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

/**
 * The build compiles each schema once and writes the code down (`tools/compile-schemas.mjs`): compiling takes half of the
 * time of a short command. Run from `src/`, where no build is, the schema is compiled here.
 */
async function loadValidator(kind: ArtifactKind): Promise<ValidateFunction> {
  const built = new URL(`./compiled/${kind}.cjs`, import.meta.url);
  if (existsSync(built)) {
    const { default: check } = (await import(built.href)) as { default: ValidateFunction };
    return check;
  }
  generator ??= schemaValidators(false);
  const check = (await generator).getSchema(`${kind}.schema.json`);
  if (check === undefined) {
    throw new AppError('DEFECT', `no schema of kind ${kind}`, { hint: 'report this as a defect' });
  }
  return check as ValidateFunction;
}
