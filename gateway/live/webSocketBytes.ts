// What does a message look like on a WebSocket (RFC 6455), unmasked as servers send it?

/**
 * Bytes are kept in strings, one character for each: joining a head of one reader's own with what all readers share, and writing the
 * result as latin1, costs half of what copying both into a new buffer does, and no memory outside the heap.
 */
export type Bytes = string;

/** A text as UTF-8. */
export const bytesOf = (text: string): Bytes => Buffer.from(text).toString('latin1');

/** A text message of these bytes. */
export function textMessage(head: Bytes, tail: Bytes): Bytes {
  const length = head.length + tail.length;
  return opening(0x81, length) + head + tail;
}

/** A ping whose payload is a number, six bytes long. */
export function pingMessage(number: number): Bytes {
  return opening(0x89, 6) + sixBytes(number);
}

/** The number that a pong repeats; undefined when it answers no ping of ours. */
export function numberOf(payload: Buffer): number | undefined {
  return payload.length === 6 ? payload.readUIntBE(0, 6) : undefined;
}

function opening(kind: number, length: number): Bytes {
  if (length < 126) return String.fromCharCode(kind, length);
  if (length < 65_536) return String.fromCharCode(kind, 126, length >> 8, length & 255);
  return String.fromCharCode(kind, 127, 0, 0) + sixBytes(length);
}

function sixBytes(number: number): Bytes {
  const [high, low] = [Math.floor(number / 2 ** 32), number >>> 0];
  return String.fromCharCode(high >>> 8, high & 255, low >>> 24, (low >>> 16) & 255, (low >>> 8) & 255, low & 255);
}
