/** The only place that reads the time. Everything else is handed a clock. */
export interface Clock {
  now(): Date;
  /** Milliseconds from an arbitrary origin, for durations only. */
  elapsedMs(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  elapsedMs: () => performance.now(),
};

/** A clock that stands still, for tests. */
export function fixedClock(iso: string): Clock {
  return { now: () => new Date(iso), elapsedMs: () => 0 };
}

/** RFC 3339 UTC with milliseconds, the one form of a time in every artifact. */
export function timestamp(clock: Clock): string {
  return clock.now().toISOString();
}
