import { ANNOTATION_LIMITS } from './limits.js';
import { refused } from './refused.js';

/**
 * JSON (RFC 8259) in UTF-8, nested no deeper than the limit.
 * @throws AppError INPUT-SYNTAX
 */
export function parseJson(bytes: Uint8Array, place: string): unknown {
  if (bytes.length > ANNOTATION_LIMITS.fileBytes)
    throw refused(place, 'the file is too large to be a table of annotations', 'split it', 'INPUT-SYNTAX');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    checkDepth(text, place);
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError)
      throw refused(place, 'is not JSON in UTF-8', 'export the file again', 'INPUT-SYNTAX');
    throw cause;
  }
}

function checkDepth(text: string, place: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 0x22) quoted = !quoted;
    else if (quoted) {
      if (code === 0x5c) i += 1;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > ANNOTATION_LIMITS.jsonDepth)
        throw refused(
          place,
          'is nested too deeply',
          'no format of annotations nests so deep',
          'INPUT-SYNTAX',
        );
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
