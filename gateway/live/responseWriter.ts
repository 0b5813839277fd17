// When may the next frame be written to an HTTP client that reads slowly, or not at all?
import type { ServerResponse } from 'node:http';

/** Writes to one response, with one listener of each kind however many frames there are. */
export class ResponseWriter {
  #wake = () => {};

  /** `onClose` is called when the client is gone, or was cut off after taking nothing for `stallMs`. */
  constructor(
    private readonly response: ServerResponse,
    private readonly stallMs: number,
    onClose: () => void,
  ) {
    response.once('close', () => {
      onClose();
      this.#wake();
    });
    if (response.destroyed) onClose();
  }

  /** True when everything written so far has been handed to the network. */
  get clear(): boolean {
    return this.response.writableLength === 0;
  }

  write(bytes: Buffer): void {
    if (!this.response.destroyed && !this.response.writableEnded) this.response.write(bytes, this.#flushed);
  }

  /** Resolves when the way is clear or the client is gone. */
  async whenClear(): Promise<void> {
    if (this.response.destroyed || this.clear) return;
    const stalled = setTimeout(() => this.response.destroy(), this.stallMs);
    while (!this.response.destroyed && !this.clear) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    clearTimeout(stalled);
  }

  /** Ends the response and resolves when the client has it, is gone or was cut off. */
  async end(bytes: Buffer): Promise<void> {
    if (this.response.destroyed) return;
    const stalled = setTimeout(() => this.response.destroy(), this.stallMs);
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.response.end(bytes, () => resolve());
    });
    clearTimeout(stalled);
  }

  #flushed = () => this.#wake();
}
