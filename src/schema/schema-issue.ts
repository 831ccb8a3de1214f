/** One way in which a value does not have the form its schema asks for. */
export interface SchemaIssue {
  code: SchemaIssueCode;
  /** JSON pointer (RFC 6901) of the value; for a missing field that of the map it is missing from. */
  pointer: string;
  /** For an unknown or missing field its name. */
  field?: string;
  /** What was found, one line without a full stop. */
  message: string;
  /** What was expected, one line without a full stop. */
  fix: string;
}

export type SchemaIssueCode =
  | 'FORM-UNKNOWN-FIELD'
  | 'FORM-MISSING-FIELD'
  | 'FORM-TYPE'
  | 'FORM-CHOICE'
  | 'FORM-RANGE'
  | 'FORM-TEXT'
  | 'FORM-ITEMS';

/** `/endpoints/0/metric` → `endpoints[0].metric`, as a reader would point at it. */
export function readablePath(pointer: string): string {
  const path = segmentsOf(pointer)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('');
  return path.replace(/^\./, '');
}

/** Unescaped parts of a JSON pointer (RFC 6901). */
export function segmentsOf(pointer: string): string[] {
  return pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Escapes one part for a JSON pointer. */
export function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
