import type { Estimable } from '../core/estimable.js';
import type { Interval } from '../stats/interval.js';
import type { Table } from './table.js';

/** What a case expects or a family answers: null = undefined, infinities as numbers, arrays element by element. */
export type Answer = number | string | boolean | null | readonly Answer[];

/** One known-answer case, as a family sees it. */
export interface Question {
  /** The members of the input file. */
  input: Readonly<Record<string, unknown>>;
  /** Keys that have an expected value: some name their argument, such as `sens_at_spec_0.9.step`. */
  keys: readonly string[];
  /** A CSV of the vector folder, by its path there. */
  table: (path: string) => Table;
}

/** Known-answer cases of one kind: turns an input into every key of that kind. */
export interface Family {
  name: string;
  /** @throws AppError for an input that means nothing; the runner lists it as the answer */
  answer: (question: Question) => Record<string, Answer>;
}

/** A number, or null where it is undefined. */
export function answerOf(result: Estimable): number | null {
  return result.defined ? result.value : null;
}

/** Sets `name.lower` and `name.upper`, null where the interval is undefined. */
export function putInterval(
  answers: Record<string, Answer>,
  name: string,
  interval: Estimable<Interval>,
): void {
  answers[`${name}.lower`] = interval.defined ? interval.value.lower : null;
  answers[`${name}.upper`] = interval.defined ? interval.value.upper : null;
}
