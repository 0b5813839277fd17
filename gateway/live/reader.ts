// Who reads a stream, and how does one that falls behind get the newest frame, and never a backlog?
import type { Frame } from './frame';
import type { SubscriptionFailure } from './refusals';

/** One subscription of one client, as its stream sees it. */
export interface Reader {
  /** Takes the newest state. True when one before it was never sent and is now not worth sending. */
  show(frame: Frame): boolean;
  /** Nothing follows; the failure says why, when that is not a normal end. */
  end(failure?: SubscriptionFailure): void;
}

/** What a reader's frames are written to. */
export interface Way {
  /** True when what is written now would reach the network at once, and the client keeps up. */
  readonly clear: boolean;
  /** Calls once when the way may have become clear; perhaps never if the client goes. */
  whenClear(resume: () => void): void;
}

/**
 * A reader with a single slot: it writes at once while the way is clear, and else keeps the newest frame until it is. So it costs
 * one reference however slow its client is. Only for states, where a newer one makes the older worthless.
 */
export abstract class NewestOnly implements Reader {
  #waiting: Frame | undefined;
  #end: { readonly failure: SubscriptionFailure | undefined } | undefined;
  #tell: (() => void) | undefined;
  /** What is done once it is left by its client; set by whoever subscribed it. */
  onLeave: () => void = () => {};

  constructor(private readonly way: Way) {}

  show(frame: Frame): boolean {
    if (this.#end) return false;
    const skipped = this.#waiting !== undefined;
    if (this.way.clear) {
      this.#waiting = undefined;
      this.write(frame);
    } else {
      this.#waiting = frame;
      if (!skipped) this.way.whenClear(() => this.#resume());
    }
    return skipped;
  }

  /** Only the first end counts; a frame that waits is still written. */
  end(failure?: SubscriptionFailure): void {
    this.#end ??= { failure };
    if (!this.#waiting) this.#tell?.();
  }

  /** The client wants no more: what waits is dropped. */
  leave(): void {
    this.#waiting = undefined;
    this.end();
    const { onLeave } = this;
    this.onLeave = () => {};
    onLeave();
  }

  /** Resolves when it has ended and everything is written; rejects with the failure that ended it. For one who waits. */
  ended(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#tell = () => (this.#end?.failure ? reject(this.#end.failure) : resolve());
      if (this.#end && !this.#waiting) this.#tell();
    });
  }

  protected abstract write(frame: Frame): void;

  #resume(): void {
    const frame = this.#waiting;
    if (!frame) return;
    if (this.way.clear) {
      this.#waiting = undefined;
      this.write(frame);
      if (this.#end) this.#tell?.();
    } else this.way.whenClear(() => this.#resume());
  }
}
