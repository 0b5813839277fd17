// Does a slow reader get the newest value, and does a reader that leaves end at once?
import { Latest } from '#kit/live/latest';

describe('a latest-value reader', () => {
  it('reads a value that was pushed before, and one that is pushed while it waits', async () => {
    const reader = new Latest<number>();
    reader.push(1);
    expect(await reader.next()).toEqual({ done: false, value: 1 });
    const waiting = reader.next();
    reader.push(2);
    expect(await waiting).toEqual({ done: false, value: 2 });
  });

  it('skips to the newest value, and says which push replaced one', async () => {
    const reader = new Latest<number>();
    expect([reader.push(1), reader.push(2), reader.push(3)]).toEqual([false, true, true]);
    expect(await reader.next()).toEqual({ done: false, value: 3 });
    expect(reader.push(4)).toBe(false);
  });

  it('keeps undefined, null and 0 as values', async () => {
    const reader = new Latest<unknown>();
    for (const value of [undefined, null, 0]) {
      reader.push(value);
      expect(await reader.next()).toEqual({ done: false, value });
    }
  });

  it('gives a waiting value without waiting', () => {
    const reader = new Latest<number>();
    expect(reader.take()).toBeUndefined();
    reader.push(1);
    expect(reader.take()).toBe(1);
    expect(reader.take()).toBeUndefined();
  });

  it('gives the last value before a normal end', async () => {
    const reader = new Latest<number>();
    reader.push(1);
    reader.end();
    reader.push(2);
    const seen: number[] = [];
    for await (const value of reader) seen.push(value);
    expect(seen).toEqual([1]);
  });

  it.each([new Error('broken'), undefined])(
    'throws the error of its end once, after the last value, even if it is %p',
    async (error) => {
      const reader = new Latest<number>();
      reader.push(1);
      reader.fail(error);
      reader.end();
      expect(await reader.next()).toEqual({ done: false, value: 1 });
      await expect(reader.next()).rejects.toBe(error);
      expect(await reader.next()).toEqual({ done: true, value: undefined });
    },
  );

  it('ends every waiting read at once when the reader leaves, without a further value', async () => {
    const reader = new Latest<number>();
    const waiting = [reader.next(), reader.next()];
    await reader.return();
    expect(await Promise.all(waiting)).toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
  });

  it('drops what a leaving reader did not read, even an error', async () => {
    const reader = new Latest<number>();
    reader.push(1);
    reader.fail(new Error('unread'));
    await reader.return();
    expect(await reader.next()).toEqual({ done: true, value: undefined });
  });

  it('tells once that its reader left, however it left', async () => {
    for (const leave of [
      (reader: Latest<number>) => reader.return(),
      (reader: Latest<number>) => reader.throw(new Error('enough')).catch(() => undefined),
      (reader: Latest<number>) => reader[Symbol.asyncDispose](),
    ]) {
      const onLeave = jest.fn();
      const reader = new Latest<number>(onLeave);
      await leave(reader);
      await reader.return();
      expect(onLeave).toHaveBeenCalledTimes(1);
    }
  });

  it('tells that its reader left when a loop over it is broken off', async () => {
    const onLeave = jest.fn();
    const reader = new Latest<number>(onLeave);
    reader.push(1);
    for await (const _ of reader) break;
    expect(onLeave).toHaveBeenCalledTimes(1);
  });

  it('does not take an end by its producer for a reader that left', async () => {
    const onLeave = jest.fn();
    const reader = new Latest<number>(onLeave);
    reader.end();
    expect(await reader.next()).toEqual({ done: true, value: undefined });
    expect(onLeave).not.toHaveBeenCalled();
  });
});
