import type { Understood } from './inspector.js';

/** Takes names of readers out of a text that will be printed. */
export function cleanerOf({ readers }: Understood): (text: string) => string {
  return readers === undefined ? (text) => text : readers.pseudonyms.cleaner(readers.named);
}

/** Facts and lines as they may be printed; that a name stood in them is a finding. */
export function withoutReaderNames(understood: Understood, path: string): Understood {
  const clean = cleanerOf(understood);
  const found = { name: false };
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const cleaned = clean(value);
      if (cleaned !== value) found.name = true;
      return cleaned;
    }
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one)]));
  };
  const facts = walk(understood.facts) as Understood['facts'];
  const lines = understood.lines.map(clean);
  const findings = [...understood.findings];
  if (!found.name) return understood;
  if (!findings.some(({ code }) => code === 'ANNOTATION-READER-NAME')) {
    findings.push({
      code: 'ANNOTATION-READER-NAME',
      severity: 'warning',
      path,
      message: 'the name of a reader stands in labels or other free text; it is not printed',
      fix: 'rename what it stands in before the file is passed on',
      args: {},
    });
  }
  return { ...understood, facts, lines, findings };
}
