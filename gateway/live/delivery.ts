// How do the frames of one subscription reach its WebSocket client?
import type { Frame } from './frame';
import type { PacedSocket } from './pacedSocket';
import { NewestOnly } from './reader';
import { bytesOf } from './webSocketBytes';

/**
 * Writes every frame itself, as bytes that all readers share except for their ids, and yields nothing: graphql-ws waits on it for
 * the end alone.
 */
export class Delivery extends NewestOnly implements AsyncGenerator<never, void, void> {
  readonly #head: string;

  constructor(
    id: string,
    private readonly socket: PacedSocket,
  ) {
    super(socket);
    this.#head = bytesOf(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  }

  async next(): Promise<IteratorResult<never, void>> {
    await this.ended();
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<never, void>> {
    this.leave();
    return { done: true, value: undefined };
  }

  throw(): Promise<IteratorResult<never, void>> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.leave();
  }

  protected write(frame: Frame): void {
    this.socket.write(this.#head, frame.as(tail));
  }
}

const tail = (json: string) => bytesOf(`${json}}`);
