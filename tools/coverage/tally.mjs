/**
 * Counts how often an interval holds the true value. `weight` is 1 for a simulated data set and its probability for an
 * enumerated one, so the same tally gives a simulated and an exact coverage.
 */
export class Tally {
  #weight = 0;
  #undefined = 0;
  #fellBack = 0;
  #lowerAbove = 0;
  #upperBelow = 0;
  #width = 0;

  /**
   * @param interval limits, or null when the method gives none
   * @param fellBack true when the method handed over to another one and said so
   */
  add(interval, truth, weight = 1, fellBack = false) {
    this.#weight += weight;
    if (interval === null) {
      this.#undefined += weight;
      return;
    }
    if (!(interval.lower <= interval.upper)) throw new Error(`no limits: ${JSON.stringify(interval)}`);
    if (interval.lower > truth) this.#lowerAbove += weight;
    if (interval.upper < truth) this.#upperBelow += weight;
    if (fellBack) this.#fellBack += weight;
    this.#width += weight * (interval.upper - interval.lower);
  }

  /** Shares; coverage, misses and width among the data sets that have an interval, null when none has. */
  result() {
    const held = this.#weight - this.#undefined;
    if (!(held > 0)) {
      return {
        coverage: null,
        lowerAbove: null,
        upperBelow: null,
        width: null,
        undefinedShare: 1,
        fallback: 0,
      };
    }
    // The misses are summed, not the hits: a coverage near 1 keeps its digits.
    return {
      coverage: 1 - (this.#lowerAbove + this.#upperBelow) / held,
      lowerAbove: this.#lowerAbove / held,
      upperBelow: this.#upperBelow / held,
      width: this.#width / held,
      undefinedShare: this.#undefined / this.#weight,
      fallback: this.#fellBack / held,
    };
  }
}

/** A tally a method, and the rows they become. */
export class Tallies {
  #of = new Map();

  add(method, interval, truth, weight, fellBack) {
    let tally = this.#of.get(method);
    if (tally === undefined) this.#of.set(method, (tally = { sets: 0, tally: new Tally() }));
    tally.sets += 1;
    tally.tally.add(interval, truth, weight, fellBack);
  }

  /** @param setting what the rows share @param exact no replicates are counted where data sets were enumerated */
  rows(setting, exact) {
    return [...this.#of].map(([method, { sets, tally }]) => ({
      ...setting,
      method,
      replicates: exact ? 0 : sets,
      ...tally.result(),
    }));
  }
}

/** Limits of an estimable interval, null when it is undefined. */
export function limits(estimable) {
  return estimable.defined ? estimable.value : null;
}

/** Limits of the interval within an estimable result; null when either is undefined. */
export function limitsWithin(result) {
  return result.defined ? limits(result.value.interval) : null;
}
