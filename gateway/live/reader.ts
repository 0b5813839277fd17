// Who reads a stream. A reader that falls behind gets the newest state, never a backlog.
import type { SubscriptionFailure } from './refusals';

/** The answer to a subscription at one moment, as JSON. Each transport turns it into its own form once, not once per reader. */
export class Snapshot {
  readonly #rendered = new Map<(json: string) => unknown, unknown>();

  constructor(readonly json: string) {}

  /** What `render` makes of the JSON; the same function gets the same again. */
  as<Form>(render: (json: string) => Form): Form {
    let form = this.#rendered.get(render) as Form | undefined;
    if (form === undefined) {
      form = render(this.json);
      this.#rendered.set(render, form);
    }
    return form;
  }
}

/** One subscription of one client, as its stream sees it. */
export interface Reader {
  /** Takes the newest state. True when this replaced one that was never sent. */
  show(state: Snapshot): boolean;
  /** Nothing follows. The failure says why, unless this is a normal end. */
  end(failure?: SubscriptionFailure): void;
}

/** Where a reader's states are written. */
export interface Output {
  /** True when what is written now reaches the network at once, and the client keeps up. */
  readonly ready: boolean;
  /** Calls once when the output may have become ready; perhaps never if the client goes. */
  whenReady(resume: () => void): void;
}

/**
 * A reader with a single slot: it writes at once while its output is ready, and otherwise keeps the newest state until it is. So a
 * client costs one reference, however slow it is. Only for states, where a newer one makes the older worthless.
 */
export abstract class NewestOnly implements Reader {
  #waiting: Snapshot | undefined;
  #end: { readonly failure: SubscriptionFailure | undefined } | undefined;
  #settle: (() => void) | undefined;
  /** Called once when the client leaves; set after the reader has subscribed. */
  onLeave: () => void = () => {};

  constructor(private readonly output: Output) {}

  show(state: Snapshot): boolean {
    if (this.#end) return false;
    const skipped = this.#waiting !== undefined;
    if (this.output.ready) {
      this.#waiting = undefined;
      this.write(state);
    } else {
      this.#waiting = state;
      if (!skipped) this.output.whenReady(() => this.#resume());
    }
    return skipped;
  }

  /** Only the first end counts. A state that waits is still written. */
  end(failure?: SubscriptionFailure): void {
    this.#end ??= { failure };
    if (!this.#waiting) this.#settle?.();
  }

  /** The client wants no more: a state that waits is dropped. */
  leave(): void {
    this.#waiting = undefined;
    this.end();
    const { onLeave } = this;
    this.onLeave = () => {};
    onLeave();
  }

  /** Resolves when the reader has ended and everything is written; rejects with the failure that ended it. Only one caller may wait. */
  ended(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settle = () => (this.#end?.failure ? reject(this.#end.failure) : resolve());
      if (this.#end && !this.#waiting) this.#settle();
    });
  }

  protected abstract write(state: Snapshot): void;

  #resume(): void {
    const state = this.#waiting;
    if (!state) return;
    if (this.output.ready) {
      this.#waiting = undefined;
      this.write(state);
      if (this.#end) this.#settle?.();
    } else this.output.whenReady(() => this.#resume());
  }
}
