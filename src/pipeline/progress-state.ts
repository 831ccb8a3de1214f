/** One step of long work, as reported to whoever watches. */
export interface ProgressState {
  done: number;
  total: number;
  failed: number;
  ratePerSecond: number | null;
  secondsLeft: number | null;
}

/** Work of which nothing fails, at the rate so far. */
export function progressState(done: number, total: number, elapsedMs: number): ProgressState {
  const rate = elapsedMs > 0 ? (1000 * done) / elapsedMs : null;
  return {
    done,
    total,
    failed: 0,
    ratePerSecond: rate,
    secondsLeft: rate === null ? null : (total - done) / rate,
  };
}
