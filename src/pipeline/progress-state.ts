/** One step of long work, as reported to whoever watches. */
export interface ProgressState {
  done: number;
  total: number;
  failed: number;
  ratePerSecond: number | null;
  secondsLeft: number | null;
}
