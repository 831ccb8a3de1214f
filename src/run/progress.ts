import type { Clock } from '../core/clock.js';

export interface Progress {
  done: number;
  total: number;
  failed: number;
  /** Images per second since this start; 0 before the first. */
  ratePerSecond: number;
  /** Null before the first. */
  secondsLeft: number | null;
}

/** Counts finished images; those of an earlier start count as done but not into the rate. */
export class ProgressMeter {
  private readonly startedMs: number;
  private readonly before: number;
  private readonly clock: Clock;
  private readonly total: number;
  private done: number;
  private failed: number;

  constructor(clock: Clock, total: number, done: number, failed: number) {
    this.clock = clock;
    this.total = total;
    this.before = done;
    this.done = done;
    this.failed = failed;
    this.startedMs = clock.elapsedMs();
  }

  count(failed: boolean): Progress {
    this.done += 1;
    if (failed) this.failed += 1;
    return this.now();
  }

  now(): Progress {
    const seconds = (this.clock.elapsedMs() - this.startedMs) / 1000;
    const here = this.done - this.before;
    const ratePerSecond = here > 0 && seconds > 0 ? here / seconds : 0;
    return {
      done: this.done,
      total: this.total,
      failed: this.failed,
      ratePerSecond,
      secondsLeft: ratePerSecond > 0 ? (this.total - this.done) / ratePerSecond : null,
    };
  }
}
