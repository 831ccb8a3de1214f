import type { Finding } from '../../core/finding.js';
import type { ImageFacts } from '../../schema/types.js';
import type { DataSet } from '../data-set.js';
import type { HeaderMemory } from '../header-memory.js';
import { burnedInFinding } from './burned-in.js';
import { methodMeaning } from './method-codes.js';
import type { ResidualKind } from './profile.js';
import { findResiduals } from './residual.js';
import type { Residual } from './residual.js';

/** What a header says about its de-identification, and what still stands against PS3.15 annex E. */
export interface Deidentification {
  /** PatientIdentityRemoved (0012,0062): null when silent. */
  declared: boolean | null;
  codes: { code: string; meaning: string | null }[];
  /** Options claimed beyond the basic profile, in the words of the standard. */
  options: string[];
  /** The method is described in words (0012,0063); the words are not shown. */
  methodDescribed: boolean;
  residual: Residual[];
  /** BurnedInAnnotation (0028,0301): null when silent. */
  burnedIn: boolean | null;
}

const BASIC_PROFILE = '113100';
const METHOD = 0x00120063;

/** @param meta file meta information, group 0002 */
export function readDeidentification(
  meta: DataSet,
  dataSet: DataSet,
  facts: ImageFacts,
  memory: HeaderMemory | null = null,
): Deidentification {
  const codes = facts.deidentified === true ? facts.deidentificationCodes : [];
  return {
    declared: facts.deidentified,
    codes: facts.deidentificationCodes.map((code) => ({ code, meaning: methodMeaning(code) })),
    options: facts.deidentificationCodes.flatMap((code) =>
      code === BASIC_PROFILE ? [] : (methodMeaning(code) ?? []),
    ),
    methodDescribed: dataSet.text(METHOD) !== null,
    residual: findResiduals(meta, dataSet, codes, memory),
    burnedIn: facts.burnedInAnnotation,
  };
}

/** Kinds that name a person or lead to one directly: each a finding of its own, an error unless it may be a pseudonym. */
const DIRECT = new Set<ResidualKind>(['person-name', 'identifier', 'contact', 'birth-date']);
/** What a declared de-identification puts in place of the true value (actions Z and D). */
const REPLACED = new Set(['PatientName', 'PatientID', 'AccessionNumber']);
const IN_WORDS: Record<ResidualKind, string> = {
  'person-name': 'names',
  identifier: 'identifiers',
  contact: 'addresses',
  'birth-date': 'dates of birth',
  'date-time': 'dates and times',
  uid: 'UIDs that may be the original ones',
  device: 'device identity',
  institution: 'institution identity',
  'patient-characteristic': 'patient characteristics',
  description: 'free text',
  'structured-content': 'structured content',
  graphics: 'overlays, curves or graphics',
  administrative: 'administrative values',
  private: 'private elements',
  'application-title': 'titles of the machines that sent the file',
};

/**
 * Findings of the check, values masked. IMAGE-IDENTIFIER is an error where a value identifies a person, whatever the
 * header declares: a declaration that its own header contradicts is not believed. A value that could as well be the
 * dummy of actions Z and D (a bare number, a year of birth) is an error without the declaration, a warning with it. The rest is one
 * IMAGE-IDENTIFIER-RESIDUAL for each kind: a warning, information for UIDs and dates. Age, sex and the like are listed,
 * but no finding: the data sheet of a test set has to state them.
 */
export function deidentificationFindings(
  checked: Deidentification,
  facts: ImageFacts,
  place: string,
): Finding[] {
  const findings: Finding[] = [];
  const rest = new Map<ResidualKind, Residual[]>();
  for (const one of checked.residual) {
    const severity = severityOf(one, checked.declared === true);
    if (one.kind === 'patient-characteristic' && one.looksLike === null) continue;
    if (severity === null) rest.set(one.kind, [...(rest.get(one.kind) ?? []), one]);
    else if (severity !== 'none') findings.push(identifier(one, severity, checked, place));
  }
  for (const [kind, ones] of rest) findings.push(residue(kind, ones, checked, place));
  const burned = burnedInFinding(facts, place);
  return burned === null ? findings : [...findings, burned];
}

/** Null: told together with the others of its kind. */
function severityOf(one: Residual, declared: boolean): 'error' | 'warning' | 'none' | null {
  if (one.looksLike !== null) return one.mayBeDummy && declared ? 'warning' : 'error';
  if (!DIRECT.has(one.kind)) return null;
  if (REPLACED.has(one.attribute) && declared) return 'none';
  return 'warning';
}

function identifier(
  one: Residual,
  severity: 'error' | 'warning',
  checked: Deidentification,
  place: string,
): Finding {
  const { tag, attribute, kind, length, looksLike } = one;
  const like = looksLike === null ? '' : ` that looks like ${looksLike}`;
  return {
    code: 'IMAGE-IDENTIFIER',
    severity,
    path: place,
    message: `${attribute} ${tag} holds a value of ${length} ${length === 1 ? 'character' : 'characters'}${like}; ${declaration(checked)}`,
    fix: 'de-identify the image after PS3.15 annex E and declare it in (0012,0062); a value that identifies nobody can be answered for with --accept',
    args: { tag, attribute, kind, length },
  };
}

/** Nearly every image has them; alone they lead to nobody. */
const QUIET = new Set<ResidualKind>(['uid', 'date-time', 'structured-content', 'application-title']);

function residue(
  kind: ResidualKind,
  ones: readonly Residual[],
  checked: Deidentification,
  place: string,
): Finding {
  const named = ones.slice(0, 4).map(({ attribute, tag }) => `${attribute} ${tag}`);
  const more = ones.length > 4 ? ` and ${ones.length - 4} more` : '';
  const quiet = QUIET.has(kind);
  return {
    code: 'IMAGE-IDENTIFIER-RESIDUAL',
    severity: quiet ? 'info' : 'warning',
    path: place,
    message: `${IN_WORDS[kind]} still in the header: ${named.join(', ')}${more}; ${declaration(checked)}`,
    fix: 'remove them, or declare the option of PS3.15 annex E that keeps them in (0012,0064)',
    args: {
      kind,
      count: ones.length,
      tags: ones
        .slice(0, 40)
        .map(({ tag }) => tag)
        .join('; '),
    },
  };
}

function declaration({ declared, codes }: Deidentification): string {
  if (declared !== true) return 'not declared de-identified';
  if (codes.length === 0) return 'declared de-identified, method not coded';
  return `declared: ${codes.map(({ meaning }) => meaning ?? 'a code not of CID 7050').join('; ')}`;
}
