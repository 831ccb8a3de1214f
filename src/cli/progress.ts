import type { ProgressState } from '../pipeline/progress-state.js';

/**
 * Shows long work: a bar that redraws itself on a terminal; elsewhere a plain line at every tenth, so that a log stays
 * short and never holds control characters. Writes to stderr: stdout is for results.
 */
export class Progress {
  private readonly label: string;
  private readonly unit: string;
  private readonly silent: boolean;
  private lastTenth = -1;
  private drawn = false;

  constructor(label: string, unit: string, options: { silent?: boolean } = {}) {
    this.label = label;
    this.unit = unit;
    this.silent = options.silent ?? false;
  }

  update(state: ProgressState): void {
    if (this.silent) return;
    if (process.stderr.isTTY) this.draw(state);
    else this.line(state);
  }

  /** Ends the bar, so that what follows starts on a line of its own. */
  end(): void {
    if (this.drawn) process.stderr.write('\r\u001b[2K');
    this.drawn = false;
  }

  private draw(state: ProgressState): void {
    const width = 20;
    const full = state.total === 0 ? width : Math.floor((width * state.done) / state.total);
    const bar = '█'.repeat(full) + '░'.repeat(width - full);
    process.stderr.write(`\r\u001b[2K${this.label}  ${bar}  ${this.words(state)}`);
    this.drawn = true;
  }

  private line(state: ProgressState): void {
    const tenth = state.total === 0 ? 10 : Math.floor((10 * state.done) / state.total);
    if (tenth === this.lastTenth) return;
    this.lastTenth = tenth;
    process.stderr.write(`${this.label}  ${this.words(state)}\n`);
  }

  private words(state: ProgressState): string {
    const parts = [`${state.done}/${state.total} ${this.unit}`];
    if (state.ratePerSecond !== null) parts.push(`${state.ratePerSecond.toFixed(0)} ${this.unit}/s`);
    if (state.secondsLeft !== null && state.done < state.total)
      parts.push(`${Math.ceil(state.secondsLeft)} s left`);
    if (state.failed > 0) parts.push(`${state.failed} failed`);
    return parts.join('  ');
  }
}
