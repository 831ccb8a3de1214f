/**
 * Findings: doubts and errors about content, as data. They are never thrown one by one; a stage that cannot go on
 * throws one `AppError` carrying them all.
 */
export type Severity = 'error' | 'warning' | 'info';

export interface Finding {
  /** Coded, with an anchor of the same name in docs/reference/findings.md. */
  code: string;
  severity: Severity;
  /** File path relative to the project, or JSON pointer. */
  path: string;
  /** 1-based place inside the file, where there is one. */
  line?: number;
  column?: number;
  /** What was found, one line. */
  message: string;
  /** What was expected, or what to do about it, one line. */
  fix: string;
  /** The facts in the message, for machines. */
  args: Readonly<Record<string, string | number | boolean | null>>;
}

const SEVERITY_RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Stable order: file, line, column, severity, code. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      compareText(a.path, b.path) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
      compareText(a.code, b.code),
  );
}

/** Order by UTF-16 code units: the same in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `file:line:column  CODE  message` and the fix on an indented second line. */
export function formatFinding(finding: Finding): string {
  const place =
    finding.line === undefined ? finding.path : `${finding.path}:${finding.line}:${finding.column ?? 1}`;
  return `${place}  ${finding.code}  ${finding.message}\n${' '.repeat(4)}${finding.fix}`;
}
