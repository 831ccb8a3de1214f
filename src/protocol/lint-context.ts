import type { Finding, Severity } from '../core/finding.js';
import type { ModelPackage } from '../schema/types.js';
import type { Locate } from './locator.js';
import type { UnitCounts } from './planning.js';

/** What the rules are told besides the protocol. Everything but the place is optional: a rule without its facts rests. */
export interface LintContext {
  /** Path of the protocol as printed in findings. */
  path: string;
  locate: Locate;
  /** Reads an eligibility rule; what is wrong with it, or null. `column` counts from 1 in the rule's text. */
  parseEligibility?: (expression: string) => { message: string; fix: string; column?: number } | null;
  /** A comparison with an age that the data cannot tell, because old ages are one class; null for none. */
  cappedAgeDoubt?: (expression: string) => { message: string; fix: string } | null;
  /** Names that subgroups may use. */
  variables?: readonly string[];
  /** Those among them that are numbers and can have cuts. */
  numericVariables?: readonly string[];
  /** Ids of the data sets, from their manifests. */
  setIds?: { test?: string; rehearsal?: string };
  model?: ModelPackage;
  /** Units at hand in the test set. */
  counts?: UnitCounts;
}

export interface ReportOptions {
  severity?: Severity;
  /** Point at the field's name instead of its value. */
  at?: 'key' | 'value';
  args?: Finding['args'];
}

/** Adds one finding about the place a JSON pointer names. */
export type Report = (
  code: string,
  pointer: string,
  message: string,
  fix: string,
  options?: ReportOptions,
) => void;
