import { formatIntegrity } from '../evidence/integrity-report.js';
import type { Verification } from '../verify.js';

/** What `verify` says on a terminal. */
export function verificationLines(report: Verification): string[] {
  const lines = formatIntegrity(report).split('\n');
  const exit = report.intact ? '' : ' (exit 3)';
  return [...lines.slice(0, -1), `${lines.at(-1) ?? ''}${exit}`];
}
