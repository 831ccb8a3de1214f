/** A number that may not exist. 0/0 is never 0, 1 or NaN: it is undefined, with the reason a reader needs. */
export interface Defined<T> {
  readonly defined: true;
  readonly value: T;
}

export interface Undefined {
  readonly defined: false;
  /** One line, for a report: `no positive cases`. */
  readonly reason: string;
}

export type Estimable<T = number> = Defined<T> | Undefined;

export function defined<T>(value: T): Defined<T> {
  return { defined: true, value };
}

export function undefinedBecause(reason: string): Undefined {
  return { defined: false, reason };
}

/** The number itself where it is finite; JSON has neither infinity nor NaN. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
