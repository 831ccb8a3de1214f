import { AppError } from '../core/error.js';
import { compareText } from '../core/finding.js';
import type { Finding } from '../core/finding.js';
import { identifyingPattern } from '../imaging/deidentification/looks-real.js';
import type { AcceptedIdentifier } from '../schema/types.js';

/** Findings about identifiers that somebody may answer for; every other one is settled by mending the file. */
const ACCEPTABLE = [
  'IMAGE-IDENTIFIER',
  'IMAGE-IDENTIFIER-RESIDUAL',
  'IMAGE-BURNED-IN',
  'IMAGE-BURNED-IN-UNKNOWN',
  'IMAGE-TEXT-IN-PIXELS',
  'DATA-NAME-IDENTIFIES',
];
const SHORTEST_REASON = 10;

/** What is let through, and why: `CODE/TAG`, or a code alone for all of its tags. */
export interface Acceptance {
  code: string;
  /** Eight hexadecimal digits, small; null for any. */
  tag: string | null;
  reason: string;
}

/**
 * `IMAGE-IDENTIFIER/(0010,0010)=names are codes of the trial` in its parts.
 * @throws AppError INPUT-ARGUMENT
 */
export function parseAcceptance(text: string): Acceptance {
  const equals = text.indexOf('=');
  const [code = '', tagText = null] = (equals === -1 ? text : text.slice(0, equals)).trim().split('/');
  const reason = equals === -1 ? '' : text.slice(equals + 1).trim();
  if (!ACCEPTABLE.includes(code)) {
    throw refused(`the code is none of ${ACCEPTABLE.join(', ')}`);
  }
  const tag = tagText === null ? null : tagText.replace(/[(),\s]/g, '').toLowerCase();
  if (tag !== null && !/^[0-9a-f]{8}$/.test(tag)) throw refused('the tag has not the form (0010,0010)');
  if (tag === null && code === 'IMAGE-IDENTIFIER') {
    throw refused('IMAGE-IDENTIFIER is accepted tag by tag');
  }
  if (reason.length < SHORTEST_REASON) {
    throw refused(`a reason of at least ${SHORTEST_REASON} characters is missing`);
  }
  if (identifyingPattern(reason) !== null) throw refused('the reason itself holds an identifier');
  return { code, tag, reason };
}

function refused(what: string): AppError {
  return new AppError('INPUT-ARGUMENT', `--accept: ${what}`, {
    hint: 'write --accept "IMAGE-IDENTIFIER/(0010,0010)=names are codes of the trial"',
  });
}

/** Takes accepted findings out of lists, and keeps the account of them. */
export class Acceptances {
  readonly #entries: readonly (Acceptance & { paths: Set<string> })[];

  constructor(acceptances: readonly Acceptance[]) {
    this.#entries = acceptances.map((one) => ({ ...one, paths: new Set<string>() }));
  }

  /** @returns the findings that nobody answers for */
  settle(findings: readonly Finding[]): Finding[] {
    if (this.#entries.length === 0) return [...findings];
    return findings.filter((finding) => {
      const entry = this.#entries.find(
        ({ code, tag }) => code === finding.code && (tag === null || isOf(tag, finding)),
      );
      entry?.paths.add(finding.path);
      return entry === undefined;
    });
  }

  /** @throws AppError INPUT-ARGUMENT for an acceptance that nothing needed: it would hide what comes later */
  account(): AcceptedIdentifier[] {
    const unused = this.#entries.find(({ paths }) => paths.size === 0);
    if (unused !== undefined) {
      throw new AppError('INPUT-ARGUMENT', `--accept: no file has ${named(unused)}`, {
        hint: 'take the option out',
      });
    }
    return this.#entries
      .map(({ code, tag, reason, paths }) => ({
        code,
        tag: tag === null ? null : tagOf(tag),
        reason,
        files: paths.size,
      }))
      .sort((a, b) => compareText(a.code, b.code) || compareText(a.tag ?? '', b.tag ?? ''));
  }
}

/** A tag of a finding counts at any depth: the last of the way, or one of a list. */
function isOf(tag: string, { args }: Finding): boolean {
  const ways = String(args['tag'] ?? args['tags'] ?? '').split(';');
  return ways.every((way) =>
    way
      .replace(/[(),\s]/g, '')
      .toLowerCase()
      .endsWith(tag),
  );
}

function tagOf(hex: string): string {
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
}

function named({ code, tag }: Acceptance): string {
  return tag === null ? code : `${code} of ${tagOf(tag)}`;
}
