/** Files above this are in memory one at a time, however many threads read. */
export const LARGE_BYTES = 64 * 2 ** 20;

const FREE = 0;
const TAKEN = 1;

/** Whose turn it is to hold a large file, told between threads through shared memory. */
export class LargeFileTurn {
  readonly shared: SharedArrayBuffer;
  readonly #state: Int32Array;
  #mine = false;

  /** @param shared of the turn of another thread; one's own when left out */
  constructor(shared = new SharedArrayBuffer(4)) {
    this.shared = shared;
    this.#state = new Int32Array(shared);
  }

  /** Waits until no other thread holds a large file. */
  take(): void {
    while (!this.#mine && Atomics.compareExchange(this.#state, 0, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#state, 0, TAKEN);
    }
    this.#mine = true;
  }

  giveBack(): void {
    if (!this.#mine) return;
    this.#mine = false;
    Atomics.store(this.#state, 0, FREE);
    Atomics.notify(this.#state, 0);
  }
}
