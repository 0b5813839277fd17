// How is one state of a stream written once for all who read it?

/** The answer to a subscription at one moment, as JSON. Each transport turns it into its own form once, not once per reader. */
export class Frame {
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
