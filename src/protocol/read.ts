import { readFile } from 'node:fs/promises';
import { AppError } from '../core/error.js';
import { sortFindings, type Finding } from '../core/finding.js';
import type { SchemaIssue, SchemaIssueCode } from '../schema/schema-issue.js';
import type { Protocol } from '../schema/types.js';
import { validate } from '../schema/validate.js';
import { lint } from './lint.js';
import type { LintContext } from './lint-context.js';
import { nowhere, type Locate } from './locator.js';
import { codeOf } from './requirement-rows.js';
import { sourceText } from './source-text.js';
import { readYaml } from './yaml-source.js';

export interface ReadProtocol {
  /** Null when its form is wrong. */
  protocol: Protocol | null;
  /**
   * The same, also when single values are wrong but every group and type is right: enough for the rules across fields,
   * so that a reader sees all that is wrong at once. Never to be used for anything else.
   */
  draft: Protocol | null;
  /** About syntax and form, sorted. */
  findings: Finding[];
  locate: Locate;
}

/**
 * Reads a protocol, YAML or JSON.
 * @param file path to open @param place path as printed in findings
 * @throws AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE; what the file says is findings, never thrown
 */
export async function readProtocol(file: string, place = file): Promise<ReadProtocol> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new AppError(
      missing ? 'INPUT-FILE-MISSING' : 'INPUT-FILE-UNREADABLE',
      missing ? 'no such protocol' : 'the protocol cannot be read',
      {
        place,
        hint: missing
          ? 'name the file, or start with veritome init'
          : 'check that it is a file and that you may read it',
        cause,
      },
    );
  }
  return parseProtocol(bytes, place);
}

/** The same from the bytes, for a caller that has to check the very bytes it read against a digest. */
export async function parseProtocol(bytes: Uint8Array | string, place: string): Promise<ReadProtocol> {
  const source = sourceText(typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes, place);
  if ('finding' in source) return unread([source.finding]);
  const { value, locate, findings } = await readYaml(source.text, place);
  if (findings.length > 0) return unread(findings);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return unread([notAMap(value, place)]);
  }
  const issues = await validate('protocol', value);
  return {
    protocol: issues.length === 0 ? (value as Protocol) : null,
    draft: issues.some(({ code }) => BREAKS_SHAPE.has(code)) ? null : (value as Protocol),
    findings: sortFindings(issues.map((issue) => findingOf(issue, place, locate))),
    locate,
  };
}

/**
 * Everything `check` says about a protocol: syntax, form and the rules across fields, sorted.
 * @returns `protocol` null when any finding is an error
 */
export async function checkProtocol(
  bytes: Uint8Array | string,
  place: string,
  facts: Omit<LintContext, 'path' | 'locate'> = {},
): Promise<ReadProtocol> {
  const read = await parseProtocol(bytes, place);
  const doubts = read.draft === null ? [] : lint(read.draft, { ...facts, path: place, locate: read.locate });
  const findings = sortFindings([...read.findings, ...doubts]);
  const wrong = findings.some(({ severity }) => severity === 'error');
  return { ...read, protocol: wrong ? null : read.protocol, findings };
}

const BREAKS_SHAPE: ReadonlySet<SchemaIssueCode> = new Set(['FORM-MISSING-FIELD', 'FORM-TYPE']);

function findingOf(issue: SchemaIssue, path: string, locate: Locate): Finding {
  const unknown = issue.code === 'FORM-UNKNOWN-FIELD';
  const missing = issue.code === 'FORM-MISSING-FIELD';
  const place = locate(issue.pointer, unknown || missing ? 'key' : 'value') ?? {};
  return {
    code: codeOf(issue),
    severity: 'error',
    path,
    ...place,
    message: issue.message,
    fix: issue.fix,
    args: { pointer: issue.pointer, ...(issue.field === undefined ? {} : { field: issue.field }) },
  };
}

function notAMap(value: unknown, path: string): Finding {
  const what = Array.isArray(value) ? 'a list' : 'a single value';
  return {
    code: 'FORM-TYPE',
    severity: 'error',
    path,
    line: 1,
    column: 1,
    message: `${path} holds ${what}`,
    fix: 'a protocol is a group of fields that starts with kind: protocol',
    args: { pointer: '' },
  };
}

function unread(findings: Finding[]): ReadProtocol {
  return { protocol: null, draft: null, findings, locate: nowhere };
}
