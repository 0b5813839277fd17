// How a live feed is written into an HTTP response: as server-sent events, or as parts of a multipart answer.

/** One way to write a stream. Unmodified clients read both: graphql-sse and EventSource, and Apollo Client. */
export interface StreamFormat {
  readonly contentType: string;
  /** Written at once, so that the client knows it is connected before the first state. */
  readonly opening: Buffer;
  readonly heartbeat: Buffer;
  /** One state. */
  next(json: string): Buffer;
  /** The same as a whole chunk of an HTTP/1.1 body. */
  nextChunk(json: string): Buffer;
  /** Errors that end the stream, as a JSON array. */
  fatal(errors: string): Buffer;
  readonly closing: Buffer;
  /** Whether a refusal has an HTTP status of its own. An EventSource would not show its body, so there it is part of the stream. */
  readonly refusesByStatus: boolean;
}

const asChunk = (body: Buffer) => Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')]);
const event = (name: string, data: string) => Buffer.from(`event: ${name}\ndata: ${data}\n\n`);

/** The "distinct connections mode" of the GraphQL over Server-Sent Events protocol. */
export const serverSentEvents: StreamFormat = {
  contentType: 'text/event-stream; charset=utf-8',
  opening: Buffer.from(':\n\n'),
  heartbeat: Buffer.from(':\n\n'),
  next: (json) => event('next', json),
  nextChunk: (json) => asChunk(event('next', json)),
  fatal: (errors) => event('next', `{"errors":${errors}}`),
  closing: event('complete', ''),
  refusesByStatus: false,
};

/** The boundary follows each part, since a client shows a part only when it has seen the boundary behind it. */
const part = (body: string) => Buffer.from(`\r\nContent-Type: application/json\r\n\r\n${body}\r\n--graphql`);

/** Apollo's multipart protocol, `subscriptionSpec=1.0`. */
export const multipart: StreamFormat = {
  contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0"',
  opening: Buffer.from('\r\n--graphql'),
  heartbeat: part('{}'),
  next: (json) => part(`{"payload":${json}}`),
  nextChunk: (json) => asChunk(part(`{"payload":${json}}`)),
  // Errors beside a payload of null would tell Apollo Client that the transport broke.
  fatal: (errors) => part(`{"payload":{"data":null,"errors":${errors}}}`),
  closing: Buffer.from('--\r\n'),
  refusesByStatus: true,
};

/** The format that an Accept header asks for; undefined when it asks for no stream. */
export function streamFormatFor(accept: string | undefined): StreamFormat | undefined {
  if (accept === undefined) return undefined;
  if (/multipart\/mixed[^,]*;\s*subscriptionSpec="?1\.0"?/i.test(accept)) return multipart;
  return /(^|[\s,])text\/event-stream/i.test(accept) ? serverSentEvents : undefined;
}
