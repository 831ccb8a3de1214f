import type { Estimable } from '../core/estimable.js';
import type { Interval } from '../stats/interval.js';
import type { StatInput } from './stat-input.js';

/** What `veritome stat` computes: one number with its interval, by hand. */
export interface Estimator {
  /** Name on the command line. */
  name: string;
  title: string;
  /** Members or columns of the input. */
  needs: string;
  /** First: the default. */
  methods: readonly Method[];
}

export interface Method {
  name: string;
  /** Paper or clause, as printed. */
  source: string;
  compute: (input: StatInput, options: StatOptions) => Measured;
}

export interface StatOptions {
  /** Fraction, 0.95. */
  level: number;
  seed: number;
  resamples: number;
}

export interface Measured {
  estimate: Estimable;
  /** Absent where the method gives none. */
  interval?: Estimable<Interval>;
  /** Cases, pairs, events: what the estimate counts. */
  n: number;
  /** Cases that share their score with another case; null where there is no score. */
  ties?: number;
  flags?: readonly string[];
  /** Further numbers of the method, such as a standard error or a p value. */
  details?: Readonly<Record<string, number | null>>;
}
