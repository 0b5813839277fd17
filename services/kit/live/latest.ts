// How does a reader that falls behind get the newest value, and never a backlog?

/**
 * A one-slot asynchronous generator: `push` replaces a value that nobody has read yet, so a reader costs at most one value.
 * Only for states, where a newer value makes the older one worthless; a log of events would lose entries.
 * Unlike an `async function*`, which must first run to its next `yield`, it ends at once when a waiting reader leaves.
 */
export class Latest<T> implements AsyncGenerator<T, void, void> {
  #slot: { readonly value: T } | undefined;
  #end: { readonly error?: unknown; readonly failed: boolean } | undefined;
  #left = false;
  #waiting: (() => void)[] = [];

  /**
   * `onLeave` is called once when the reader leaves by `return` or `throw`, and not when the producer ends it. Values are whole states,
   * of which one tells all readers the same, unless they are what changed since this reader looked last.
   */
  constructor(
    private readonly onLeave: () => void = () => {},
    readonly tells: 'states' | 'changes' = 'states',
  ) {}

  /** Offers the newest value; true when it replaced one that was never read. Ignored after the end. */
  push(value: T): boolean {
    if (this.#end) return false;
    const replaced = this.#slot !== undefined;
    this.#slot = { value };
    this.#wake();
    return replaced;
  }

  /** Ends normally once the last value has been read. Only the first end counts. */
  end(): void {
    this.#finish({ failed: false });
  }

  /** Ends by throwing the error to the reader, after the last value has been read. Only the first end counts. */
  fail(error: unknown): void {
    this.#finish({ failed: true, error });
  }

  /** The value that waits to be read, if any, without waiting for one. */
  take(): T | undefined {
    const value = this.#slot?.value;
    this.#slot = undefined;
    return value;
  }

  async next(): Promise<IteratorResult<T, void>> {
    for (;;) {
      if (this.#slot) return { done: false, value: this.take() as T };
      if (this.#end) break;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    const { failed, error } = this.#end;
    this.#end = { failed: false };
    if (failed) throw error;
    return { done: true, value: undefined };
  }

  /** The reader leaves: what it did not read is dropped, and every waiting `next` answers `done` at once. */
  async return(): Promise<IteratorResult<T, void>> {
    this.#leave();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<T, void>> {
    this.#leave();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leave();
  }

  #leave(): void {
    this.#slot = undefined;
    this.#end = { failed: false };
    this.#wake();
    if (this.#left) return;
    this.#left = true;
    this.onLeave();
  }

  #finish(end: { error?: unknown; failed: boolean }): void {
    this.#end ??= end;
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}
