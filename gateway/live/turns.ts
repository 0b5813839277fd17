// Which of many values is worked on next, and when? The newest, one at a time, and not too often.

export interface Rhythm {
  /** Time between the beginnings of two turns, in milliseconds. */
  readonly intervalMs: number;
  /** A clock that only moves forward, in milliseconds. */
  readonly monotonic: () => number;
}

/** Works on one value at a time; of those that come meanwhile, only the newest waits. */
export class Turns<Value> {
  #next: { readonly value: Value } | undefined;
  #running = false;
  #timer: NodeJS.Timeout | undefined;
  #startedAt = Number.NEGATIVE_INFINITY;
  #atRest: (() => void) | undefined;

  /** `work` must not reject. */
  constructor(
    private readonly work: (value: Value) => Promise<void>,
    private readonly rhythm: Rhythm,
  ) {}

  /** True when it took the place of one that waited. */
  offer(value: Value): boolean {
    const replaced = this.#next !== undefined;
    this.#next = { value };
    if (!this.#running && !this.#timer) this.#arrange();
    return replaced;
  }

  /** Forgets what waits, and what was to be done at rest; what runs is not stopped. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = undefined;
    this.#atRest = undefined;
  }

  /** Calls once nothing runs or waits, perhaps at once. */
  whenAtRest(act: () => void): void {
    if (this.#running || this.#next) this.#atRest = act;
    else act();
  }

  #arrange(): void {
    const wait = this.#startedAt + this.rhythm.intervalMs - this.rhythm.monotonic();
    if (wait <= 0) void this.#run();
    else this.#timer = setTimeout(() => void this.#run(), wait);
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    const next = this.#next;
    if (!next) return;
    this.#next = undefined;
    this.#running = true;
    this.#startedAt = this.rhythm.monotonic();
    await this.work(next.value);
    this.#running = false;
    if (this.#next) this.#arrange();
    else this.#atRest?.();
  }
}
