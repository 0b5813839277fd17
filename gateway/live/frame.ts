// How is one state of a stream written once for all who read it?

/** The answer to a subscription at one moment, as JSON. Each transport turns it into its own bytes once, not once per reader. */
export class Frame {
  readonly #rendered = new Map<(json: string) => Buffer, Buffer>();

  constructor(readonly json: string) {}

  /** The bytes that `render` makes of the JSON; the same function gets the same bytes. */
  as(render: (json: string) => Buffer): Buffer {
    let bytes = this.#rendered.get(render);
    if (!bytes) {
      bytes = render(this.json);
      this.#rendered.set(render, bytes);
    }
    return bytes;
  }
}
