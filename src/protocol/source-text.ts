import type { Finding } from '../core/finding.js';

/** A protocol is a few hundred lines; anything near this is something else. */
const MAXIMUM_BYTES = 1_048_576;

/**
 * The text of a protocol file; a finding when the bytes are no text. UTF-8 with or without byte order mark, nothing
 * else: a wrong letter in a claim must not slip in by guessing an encoding.
 */
export function sourceText(bytes: Uint8Array, path: string): { text: string } | { finding: Finding } {
  if (bytes.length > MAXIMUM_BYTES) {
    return refuse(
      path,
      'FILE-TOO-LARGE',
      `is ${bytes.length} bytes long`,
      'a protocol is a text file below 1 MiB',
    );
  }
  if (bytes.includes(0)) {
    return refuse(
      path,
      'FILE-NOT-TEXT',
      'is a binary file',
      'a protocol is a text file: YAML or JSON in UTF-8',
    );
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return refuse(path, 'FILE-NOT-TEXT', 'is not UTF-8', 'save it as UTF-8');
  }
}

function refuse(path: string, code: string, what: string, fix: string): { finding: Finding } {
  return {
    finding: { code, severity: 'error', path, line: 1, column: 1, message: `${path} ${what}`, fix, args: {} },
  };
}
