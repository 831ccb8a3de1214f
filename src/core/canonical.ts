import { AppError } from './error.js';

/**
 * Canonical JSON after RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units, numbers as
 * ECMAScript writes them, no white space. Anything that JSON cannot hold exactly (NaN, infinities, undefined,
 * functions, typed arrays, dates, lone surrogates) is an error, so that a failed metric can never enter evidence as null.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '');
}

/** UTF-8 bytes of the canonical form. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalJson(value), 'utf8');
}

/**
 * The same content for human eyes: canonical member order, two-space indent, a newline at the end. Parsing and
 * `canonicalJson` give the same digest as the compact form.
 */
export function readableJson(value: unknown): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`;
}

function write(value: unknown, pointer: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value)) refuse('a string with a lone surrogate', pointer);
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse(String(value), pointer);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    // By index, so that a hole is seen as undefined and refused.
    const items: string[] = [];
    for (let i = 0; i < value.length; i += 1) items.push(write(value[i], `${pointer}/${i}`));
    return `[${items.join(',')}]`;
  }
  if (typeof value === 'object') {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) refuse('an object that is not plain', pointer);
    const record = value as Record<string, unknown>;
    const members = Object.keys(record)
      .sort()
      .map((key) => `${write(key, pointer)}:${write(record[key], `${pointer}/${key}`)}`);
    return `{${members.join(',')}}`;
  }
  return refuse(typeof value, pointer);
}

function refuse(what: string, pointer: string): never {
  throw new AppError('CANONICAL-NOT-JSON', `${what} has no canonical JSON form`, {
    place: pointer === '' ? '/' : pointer,
    hint: 'an undefined number must be a tagged result, never NaN; report this as a defect',
  });
}
