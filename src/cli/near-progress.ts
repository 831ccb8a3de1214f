import type { ProgressState } from '../pipeline/progress-state.js';
import { Progress } from './progress.js';

/** The search for near-duplicates: images are read first, then compared with signatures. */
export class NearProgress {
  private readonly parts: { images: Progress; signatures: Progress };

  constructor(options: { silent?: boolean }) {
    this.parts = {
      images: new Progress('near-duplicates, reading', 'images', options),
      signatures: new Progress('near-duplicates', 'signatures', options),
    };
  }

  update(what: 'images' | 'signatures', state: ProgressState): void {
    if (what === 'signatures') this.parts.images.end();
    this.parts[what].update(state);
  }

  end(): void {
    this.parts.images.end();
    this.parts.signatures.end();
  }
}
