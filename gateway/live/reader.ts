// Who reads a stream. A reader of states that falls behind gets the newest, never a backlog; one of events gets each, or is told.
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
  /** Takes one more event, of a feed of which each counts. False when too much waits: the reader then takes nothing. */
  add(event: Snapshot): boolean;
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

/** How many events may wait for one reader, and how many characters they may have together. Readers share the texts. */
export const backlog = { events: 1_000, characters: 10_000_000 };

/**
 * A reader that writes at once while its output is ready. Until then it keeps the newest state in a single slot, so that a client costs one
 * reference, however slow it is; or, of a feed of which each event counts, a bounded backlog.
 */
export abstract class OutputReader implements Reader {
  readonly #waiting: Snapshot[] = [];
  #characters = 0;
  #end: { readonly failure: SubscriptionFailure | undefined } | undefined;
  #settle: (() => void) | undefined;
  /** Called once when the client leaves; set after the reader has subscribed. */
  onLeave: () => void = () => {};

  constructor(private readonly output: Output) {}

  show(state: Snapshot): boolean {
    if (this.#end) return false;
    const skipped = this.#waiting.length > 0;
    if (this.output.ready) {
      this.#drop();
      this.write(state);
    } else if (skipped) {
      this.#drop();
      this.#waiting.push(state);
    } else this.#wait(state);
    return skipped;
  }

  add(event: Snapshot): boolean {
    if (this.#end) return true;
    const { length } = this.#waiting;
    if (length === 0 && this.output.ready) this.write(event);
    else if (length < backlog.events && this.#characters + event.json.length <= backlog.characters) this.#wait(event);
    else return false;
    return true;
  }

  /** Only the first end counts. What waits is still written. */
  end(failure?: SubscriptionFailure): void {
    this.#end ??= { failure };
    if (this.#waiting.length === 0) this.#settle?.();
  }

  /** The client wants no more: what waits is dropped. */
  leave(): void {
    this.#drop();
    this.end();
    const { onLeave } = this;
    this.onLeave = () => {};
    onLeave();
  }

  /** Resolves when the reader has ended and everything is written; rejects with the failure that ended it. Only one caller may wait. */
  ended(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settle = () => (this.#end?.failure ? reject(this.#end.failure) : resolve());
      if (this.#end && this.#waiting.length === 0) this.#settle();
    });
  }

  protected abstract write(state: Snapshot): void;

  #wait(state: Snapshot): void {
    this.#waiting.push(state);
    this.#characters += state.json.length;
    if (this.#waiting.length === 1) this.output.whenReady(() => this.#resume());
  }

  #drop(): void {
    this.#waiting.length = 0;
    this.#characters = 0;
  }

  #resume(): void {
    while (this.output.ready) {
      const state = this.#waiting.shift();
      if (!state) return;
      this.#characters -= state.json.length;
      this.write(state);
      if (this.#waiting.length === 0 && this.#end) this.#settle?.();
    }
    if (this.#waiting.length > 0) this.output.whenReady(() => this.#resume());
  }
}
