/** Values a de-identification leaves on purpose in place of the true one. */
const DUMMY =
  /^(anon|remov|none|unknown|n\/?a$|x+$|dummy|de-?ident|redact|withheld|nobody|patient$|[0\s^*-]+$)/i;

export function isDummy(value: string): boolean {
  return DUMMY.test(value.trim());
}

/** A date that only fills its place, such as 19000101 or 19010101. */
export function isDummyDate(value: string): boolean {
  return /^(0000|1[0-8]\d\d|190[01])/.test(value.trim());
}

/** Words that stand where a name would stand, in tests, phantoms and templates. */
const STAND_IN =
  /^(anon\w*|test\w*|phantom\w*|dummy|sample\w*|example|patient|subject|case|volunteer|control|last ?name|first ?name|family ?name|given ?name|surname|name|removed|unknown|none|nobody|x+|no ?name)$/i;

/**
 * `FAMILY^GIVEN`, or words without a digit. A part with a digit (`SITE^CT1`) is the form of a pseudonym, and names made
 * of nothing but stand-ins (`LastName^FirstName`, `TEST TEST`) name nobody.
 */
export function looksLikePersonName(value: string): boolean {
  if (isDummy(value)) return false;
  const parts = value
    .split('=')[0]!
    .split('^')
    .map((part) => part.trim());
  const filled = parts.filter((part) => part !== '');
  if (filled.flatMap((part) => part.split(/[ ,]+/)).every((word) => STAND_IN.test(word))) return false;
  const [family = '', given = ''] = parts;
  if (/\d/.test(family) || /\d/.test(given)) return false;
  const letters = /^[\p{L}'’. -]{2,}$/u;
  if (given !== '') return /\p{L}{2}/u.test(family) && /\p{L}/u.test(given);
  return letters.test(family) && /\p{L}{2,}[ ,]+\p{L}{2,}/u.test(family);
}

/** Patterns that stand for a person wherever they are found. */
const IDENTIFYING: readonly (readonly [string, RegExp])[] = [
  ['social security number', /\b\d{3}-\d{2}-\d{4}\b/],
  ['e-mail address', /[\w.+-]+@[\w-]+\.[A-Za-z]{2,}/],
  ['telephone number', /(?:\+\d{1,3}[ -]?|\(0?\d{2,5}\)[ -]?)\d{2,4}[ -]?\d{3,}/],
  ['record number', /\b(?:MRN|PID|SSN|NHS|KVNR|CPR)[ :#-]*[A-Z]?\d{4,}/i],
  ['date of birth', /\b(?:DOB|born|geb\.?|birth)\W{0,3}\d{1,4}[./-]?\d{1,2}/i],
  ['national number', /\b\d{6}-\d{4}\b|\b\d{3} \d{3} \d{4}\b/],
  ['title and name', /\b(?:Mr|Mrs|Ms|Dr|Herr|Frau|Mme)\.? \p{Lu}\p{L}+/u],
  ['person name', /\b\p{Lu}{2,}\^\p{Lu}\p{L}+/u],
];

/** What in a text identifies a person, in words; null for nothing. */
export function identifyingPattern(text: string): string | null {
  return IDENTIFYING.find(([, form]) => form.test(text))?.[0] ?? null;
}

/**
 * A bare number of six to twelve digits, with a letter before it at most: the usual form of a hospital's numbers, and of
 * many pseudonyms too. Numbers that count from one (`0000000001`) are none.
 */
export function isBareNumber(value: string): boolean {
  const digits = /^[A-Z]?(\d{6,12})$/i.exec(value.trim())?.[1];
  return digits !== undefined && digits.replace(/^0+/, '').length > 3;
}

/** A date cut down to its year, or to its month: what is left where only the age is to be told. */
export function isCoarseDate(value: string): boolean {
  return /^\d{4}(01)?01$/.test(value.trim()) || /^\d{6}(01)?$/.test(value.trim());
}
