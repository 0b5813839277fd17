// When may the next frame be written to an HTTP client that reads slowly, or not at all?
import type { ServerResponse } from 'node:http';
import type { Way } from './reader';

/** Writes to one response, which must have begun. A client that takes nothing for `stallMs` while something waits is cut off, after `onStall`. */
export class ResponseWriter implements Way {
  #waiting: (() => void)[] = [];
  #stalled: NodeJS.Timeout | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly stallMs: number,
    private readonly onStall: () => void,
  ) {
    response.once('close', () => clearTimeout(this.#stalled));
  }

  /** True when everything written so far has been handed to the network. */
  get clear(): boolean {
    return this.response.headersSent && this.response.writableLength === 0;
  }

  whenClear(resume: () => void): void {
    this.#waiting.push(resume);
    this.#watch();
    // Nothing, written behind everything else, says when all of it has gone. Before the response has begun, its opening says so.
    if (this.response.headersSent) this.response.socket?.write('', this.#flushed);
  }

  /** False for clients of HTTP/1.0, whose bodies have no chunks. */
  get takesChunks(): boolean {
    return this.response.chunkedEncoding;
  }

  /**
   * Writes a chunk that all readers share, past the response, which would copy it piece by piece. To be called only while the way is
   * clear, so that nothing of the response itself waits. Does nothing once the client is gone or the response ended.
   */
  writeChunk(chunk: Buffer): void {
    if (!this.response.writableEnded) this.response.socket?.write(chunk);
  }

  /** Does nothing once the client is gone or the response ended. */
  write(bytes: Buffer): void {
    if (!this.response.destroyed && !this.response.writableEnded) this.response.write(bytes, this.#flushed);
  }

  /** Ends the response and resolves when the client has it, is gone or was cut off. */
  async end(bytes: Buffer): Promise<void> {
    if (this.response.destroyed) return;
    this.#watch();
    await new Promise<void>((resolve) => {
      this.response.once('close', resolve);
      this.response.end(bytes, resolve);
    });
    clearTimeout(this.#stalled);
  }

  #watch(): void {
    this.#stalled ??= setTimeout(() => {
      this.onStall();
      this.response.destroy();
    }, this.stallMs);
  }

  #flushed = () => {
    if (!this.clear) return;
    clearTimeout(this.#stalled);
    this.#stalled = undefined;
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const resume of waiting) resume();
  };
}
