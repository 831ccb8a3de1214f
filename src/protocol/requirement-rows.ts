import type { SchemaIssue } from '../schema/schema-issue.js';

/**
 * Fields whose absence or wrong value has a row in the requirement register: the finding carries the row, so that a
 * reviewer sees why the field is there.
 */
const ROWS: readonly [field: RegExp, row: string][] = [
  [/^\/endpoints\/\d+\/metric$/, 'METRIC-UNKNOWN'],
  [/^\/endpoints\/\d+\/interval\/method$/, 'METHOD-UNKNOWN'],
  [/^\/endpoints\/\d+\/interval(\/|$)/, 'VP-09'],
  [/^\/endpoints\/\d+\/criterion(\/|$)/, 'VP-05'],
  [/^\/endpoints\/\d+\/justification(\/|$)/, 'VP-05-JUSTIFICATION'],
  [/^\/endpoints\/\d+\/hypothesis(\/|$)/, 'VP-06'],
  [/^\/intendedUse(\/|$)/, 'VP-02'],
  [/^\/data\/design(\/|$)/, 'VP-03'],
  [/^\/data\/eligibility(\/|$)/, 'VP-16'],
  [/^\/model\/operatingPoint(\/|$)/, 'VP-08'],
  [/^\/classes(\/|$)/, 'VP-08'],
  [/^\/comparators(\/|$)/, 'VP-21'],
  [/^\/referenceStandard(\/|$)/, 'RS-01'],
  [/^\/analysis\/(unit|patientIsPositiveWhen|ties)$/, 'VP-04'],
  [/^\/analysis\/cluster$/, 'VP-15'],
  [/^\/analysis\/(failedCase|indeterminate)$/, 'VP-14'],
  [/^\/analysis\/(seed|rounding)(\/|$)/, 'VP-09'],
  [/^\/sampleSize(\/|$)/, 'VP-10'],
  [/^\/multiplicity(\/|$)/, 'VP-11'],
  [/^\/subgroups(\/|$)/, 'VP-12'],
  [/^\/access(\/|$)/, 'VP-22'],
];

/** The code of a finding about form: a row of the register where a declared rule is missing or not one of ours. */
export function codeOf(issue: SchemaIssue): string {
  if (issue.code === 'FORM-UNKNOWN-FIELD' || issue.code === 'FORM-TYPE' || issue.code === 'FORM-TEXT') {
    return issue.code;
  }
  const field = issue.code === 'FORM-MISSING-FIELD' ? `${issue.pointer}/${issue.field ?? ''}` : issue.pointer;
  const [, row] = ROWS.find(([pattern]) => pattern.test(field)) ?? [];
  if (row === 'METRIC-UNKNOWN' || row === 'METHOD-UNKNOWN')
    return issue.code === 'FORM-CHOICE' ? row : 'VP-09';
  return row ?? issue.code;
}
