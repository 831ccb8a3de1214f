import type { ErrorObject } from 'ajv';
import { REFUSED_METHODS } from './interval-methods.js';
import { REFUSED_METRICS } from './metric-catalogue.js';
import { nearestName } from './nearest.js';
import { pointerPart, readablePath, type SchemaIssue } from './schema-issue.js';

/** Turns a validator's errors into issues that a reader who knows no JSON Schema can act on. */
export function wordIssues(errors: readonly ErrorObject[]): SchemaIssue[] {
  const issues = chooseBranches(errors).map(wordIssue);
  const seen = new Set<string>();
  return issues.filter((issue) => {
    const key = `${issue.code} ${issue.pointer} ${issue.field ?? ''}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/**
 * Where one of several forms would do, the validator lists what is wrong with each. Kept is the form that was most
 * likely meant: the one whose name matches and that needs the fewest corrections.
 */
function chooseBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  let kept = [...errors];
  for (const error of errors) {
    if (error.keyword !== 'anyOf') continue;
    const branchOf = branchFinder(error);
    const inBranches = kept.filter(
      (other) => branchOf(other) !== undefined && other.instancePath.startsWith(error.instancePath),
    );
    const byBranch = new Map<string, ErrorObject[]>();
    for (const other of inBranches) {
      const branch = branchOf(other) ?? '';
      byBranch.set(branch, [...(byBranch.get(branch) ?? []), other]);
    }
    const cost = (branch: readonly ErrorObject[]): number =>
      branch.reduce((sum, e) => sum + (isMisfit(e, error.instancePath) ? 1000 : 1), 0);
    const [best] = [...byBranch.values()].sort((a, b) => cost(a) - cost(b));
    const elsewhere = kept.some(
      (other) => other !== error && other.instancePath.startsWith(error.instancePath),
    );
    kept = kept.filter((other) => other !== error && !inBranches.includes(other));
    if (best === undefined) {
      if (!elsewhere) kept.push(error);
    } else if (best.some((e) => isMisfit(e, error.instancePath))) {
      kept.push(mergeMisfits([...byBranch.values()].flat(), error));
    } else {
      kept.push(...best);
    }
  }
  return kept;
}

/** The branch of an anyOf that an error is about: written in place, or a part of the schema the branch refers to. */
function branchFinder({ schemaPath, schema }: ErrorObject): (other: ErrorObject) => string | undefined {
  const prefix = `${schemaPath}/`;
  const refs = (schema as { $ref?: string }[]).map(({ $ref }) => $ref);
  return ({ schemaPath: path }) => {
    if (path.startsWith(prefix)) return path.slice(prefix.length).split('/')[0];
    return refs.find((ref) => ref !== undefined && path.startsWith(`${ref}/`));
  };
}

/** True for an error that says "this form was not meant at all": wrong kind of value, or another name. */
function isMisfit(error: ErrorObject, at: string): boolean {
  return (error.keyword === 'type' && error.instancePath === at) || error.keyword === 'const';
}

/** No form fits: one error that lists the names, or the kinds of value, that would. */
function mergeMisfits(errors: readonly ErrorObject[], anyOf: ErrorObject): ErrorObject {
  const names = errors.filter((error) => error.keyword === 'const');
  const [first] = names;
  if (first !== undefined) {
    const allowedValues = names
      .filter((error) => error.instancePath === first.instancePath)
      .map((error) => (error.params as { allowedValue: unknown }).allowedValue);
    return { ...first, keyword: 'enum', params: { allowedValues } };
  }
  const types = errors
    .filter((error) => error.keyword === 'type')
    .flatMap((error) => (error.params as { type: string | string[] }).type);
  return { ...anyOf, keyword: 'type', params: { type: [...new Set(types)] } };
}

function wordIssue(error: ErrorObject): SchemaIssue {
  const pointer = error.instancePath;
  const what = pointer === '' ? 'the file' : readablePath(pointer);
  const schema = (error.parentSchema ?? {}) as SchemaNode;
  const example = exampleOf(schema);
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties': {
      const field = String(params['additionalProperty']);
      const known = Object.keys(schema.properties ?? {});
      const near = nearestName(field, known);
      return {
        code: 'FORM-UNKNOWN-FIELD',
        pointer: `${pointer}/${pointerPart(field)}`,
        field,
        message: `unknown field "${field}"`,
        fix: field.includes(' ')
          ? 'put text that holds a comma or a colon in quotes'
          : near === undefined
            ? `remove it; known here: ${known.filter((name) => name !== '$schema').join(', ')}`
            : `did you mean "${near}"?`,
      };
    }
    case 'required': {
      const field = String(params['missingProperty']);
      const wanted: SchemaNode = schema.properties?.[field] ?? {};
      const meaning = wanted.description === undefined ? '' : `: ${firstSentence(wanted.description)}`;
      return {
        code: 'FORM-MISSING-FIELD',
        pointer,
        field,
        message: `${pointer === '' ? field : `${what}.${field}`} is missing`,
        fix: `add it${meaning}${exampleOf(wanted)}`,
      };
    }
    case 'type': {
      const wanted = [params['type']].flat().map(String);
      return {
        code: 'FORM-TYPE',
        pointer,
        message: `${what} is ${describe(error.data)}`,
        fix: `expected ${wanted.map(typeInWords).join(' or ')}${example}${quotesAdvice(wanted, error.data)}`,
      };
    }
    case 'const':
    case 'enum': {
      const allowed = (
        error.keyword === 'const' ? [params['allowedValue']] : params['allowedValues']
      ) as unknown[];
      const near =
        typeof error.data === 'string' ? nearestName(error.data, allowed.filter(isText)) : undefined;
      const list = allowed.map(String).join(', ');
      const refused = whyRefused(pointer, error.data);
      return {
        code: 'FORM-CHOICE',
        pointer,
        message: `${what} is ${describe(error.data)}${refused === undefined ? '' : `, which is refused: ${refused}`}`,
        fix: `${near === undefined ? '' : `did you mean "${near}"? `}allowed${allowed.length > 1 ? '' : ' only'}: ${list}`,
      };
    }
    case 'pattern':
    case 'minLength': {
      const empty = typeof error.data === 'string' && error.data.trim() === '';
      return {
        code: 'FORM-TEXT',
        pointer,
        message: empty ? `${what} is empty` : `${what} is ${describe(error.data)}`,
        fix: empty ? `fill it in${example}` : `expected text of another form${example}`,
      };
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return {
        code: 'FORM-RANGE',
        pointer,
        message: `${what} is ${describe(error.data)}`,
        fix: `must be ${String(params['comparison'])} ${String(params['limit'])}${example}`,
      };
    case 'minItems':
    case 'maxItems':
      return {
        code: 'FORM-ITEMS',
        pointer,
        message: `${what} has ${Array.isArray(error.data) ? error.data.length : 0} entries`,
        fix: `expected ${error.keyword === 'minItems' ? 'at least' : 'at most'} ${String(params['limit'])}`,
      };
    default:
      return {
        code: 'FORM-TYPE',
        pointer,
        message: `${what} ${error.message ?? 'has another form'}`,
        fix: `see the reference${example}`,
      };
  }
}

/** The reason for a metric or method that people ask for and that is left out on purpose. */
function whyRefused(pointer: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const name = value.toLowerCase();
  if (pointer.endsWith('/metric')) return REFUSED_METRICS.get(name);
  return pointer.endsWith('/interval/method') ? REFUSED_METHODS.get(name) : undefined;
}

interface SchemaNode {
  description?: string;
  examples?: unknown[];
  properties?: Record<string, SchemaNode>;
}

function exampleOf(schema: SchemaNode): string {
  const [example] = schema.examples ?? [];
  if (example === undefined) return '';
  const text = typeof example === 'string' ? example : JSON.stringify(example);
  return text.length > 80 ? '' : `, such as ${text}`;
}

function firstSentence(description: string): string {
  const [sentence = ''] = description.split(/\.(?:\s|$)/);
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  // YAML can write .nan and .inf, JSON cannot.
  if (typeof value === 'number' && !Number.isFinite(value)) return 'not a finite number';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of fields';
  const text = JSON.stringify(value);
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return typeof value === 'string'
    ? `the text ${short}`
    : typeof value === 'number'
      ? `the number ${short}`
      : short;
}

const TYPE_IN_WORDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a group of fields',
  array: 'a list',
  null: 'nothing',
};

function typeInWords(type: string): string {
  return TYPE_IN_WORDS[type] ?? type;
}

function quotesAdvice(wanted: readonly string[], got: unknown): string {
  if (wanted.includes('string') && (typeof got === 'number' || typeof got === 'boolean'))
    return '; put text in quotes';
  if (
    wanted.some((type) => type === 'number' || type === 'integer') &&
    typeof got === 'string' &&
    got.trim() !== '' &&
    Number.isFinite(Number(got))
  )
    return '; write it without quotes';
  return '';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
