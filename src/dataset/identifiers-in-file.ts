import type { Finding } from '../core/finding.js';

/** Findings that stop the ingest where they are errors. */
const STOPS = new Set(['IMAGE-IDENTIFIER', 'IMAGE-BURNED-IN', 'DATA-NAME-IDENTIFIES']);

export function stopsIngest({ code, severity }: Finding): boolean {
  return severity === 'error' && STOPS.has(code);
}

/** What is only information (UIDs, dates, age and sex) is left to `inspect`. */
export function worthKeeping({ severity }: Finding): boolean {
  return severity !== 'info';
}

/** One finding a code and severity, so that a set that was never de-identified does not bury everything else. */
export function summariseIdentifiers(found: readonly Finding[]): Finding[] {
  const byCode = new Map<string, Finding[]>();
  for (const finding of found) {
    const key = `${finding.code} ${finding.severity}`;
    byCode.set(key, [...(byCode.get(key) ?? []), finding]);
  }
  return [...byCode.values()].flatMap((ones) => {
    const [first] = ones;
    if (first === undefined || ones.length === 1) return ones;
    const message = ones.map((one) => one.message).join('; ');
    return [{ ...first, message, args: { count: ones.length } }];
  });
}
