const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number in plain decimal notation; null for anything else: no NaN, no infinity, no hexadecimal, no comma. */
export function decimalNumber(text: string): number | null {
  return NUMBER.test(text) ? Number(text) : null;
}
