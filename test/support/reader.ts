// How a test waits: for what a stream says next, or for a condition, as short as can be and never without an end.

/** In milliseconds: long, since it is spent only where a test fails, and machines are slow at times. */
const patience = 30_000;

/** Collects what a stream sends; `next` resolves with each value in turn, as soon as it is there. */
export class Reader<T> {
  readonly seen: T[] = [];
  #taken = 0;
  #ended: { readonly error?: unknown } | undefined;
  #wake: (() => void)[] = [];

  readonly push = (value: T): void => {
    this.seen.push(value);
    this.#stir();
  };

  readonly end = (error?: unknown): void => {
    this.#ended ??= error === undefined ? {} : { error };
    this.#stir();
  };

  /** The next value. @throws when the stream ended, or nothing came before the deadline */
  async next(deadlineMs = patience): Promise<T> {
    return this.until(() => true, deadlineMs);
  }

  /** The first value not taken yet that fits; those before it are taken too. */
  async until(fits: (value: T) => boolean, deadlineMs = patience): Promise<T> {
    const late = AbortSignal.timeout(deadlineMs);
    late.addEventListener('abort', () => this.#stir());
    for (;;) {
      while (this.#taken < this.seen.length) {
        const value = this.seen[this.#taken++] as T;
        if (fits(value)) return value;
      }
      if (this.#ended) throw this.#ended.error ?? new Error('the stream has ended');
      if (late.aborted)
        throw new Error(`nothing fitting came within ${deadlineMs} ms; seen: ${JSON.stringify(this.seen).slice(-500)}`);
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  /** Resolves when the stream ends; with its error, or undefined. */
  async ended(deadlineMs = patience): Promise<unknown> {
    const late = AbortSignal.timeout(deadlineMs);
    late.addEventListener('abort', () => this.#stir());
    while (!this.#ended) {
      if (late.aborted) throw new Error(`the stream did not end within ${deadlineMs} ms`);
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
    return this.#ended.error;
  }

  #stir(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** Resolves as soon as the condition holds; fails after half a minute with what was waited for. */
export async function eventually(
  what: string,
  condition: () => boolean | Promise<boolean>,
  patienceMs = patience,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
