// How do the frames of one subscription reach its WebSocket client?
import type { Latest } from '#kit/latest';
import type { Frame } from './frame';
import type { PacedSocket } from './pacedSocket';

/**
 * Sends every frame itself, as bytes that are shared by all readers except for the id, and yields nothing; graphql-ws only learns
 * of the end. A frame is taken when the way is clear, so that a slow client skips to the newest.
 */
export function deliveries(reader: Latest<Frame>, id: string, paced: PacedSocket): AsyncGenerator<never, void, void> {
  const prefix = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  const deliver = async (): Promise<IteratorResult<never, void>> => {
    for (;;) {
      if (!paced.clear) await paced.whenClear();
      const { done, value } = await reader.next();
      if (done) return { done: true, value: undefined };
      // Another subscription of the same socket may have used the way meanwhile.
      if (!paced.clear) await paced.whenClear();
      paced.write(prefix, (reader.take() ?? value).as(messageTail));
    }
  };
  const leave = async (): Promise<IteratorResult<never, void>> => {
    await reader.return();
    return { done: true, value: undefined };
  };
  const generator: AsyncGenerator<never, void, void> = {
    next: deliver,
    return: leave,
    throw: leave,
    [Symbol.asyncIterator]: () => generator,
    [Symbol.asyncDispose]: async () => void (await leave()),
  };
  return generator;
}

const messageTail = (json: string) => Buffer.from(`${json}}`);
