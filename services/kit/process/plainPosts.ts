// Which requests need none of the routing, parsing and hooks that odd ones do, and go from the socket to their answer and back?
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** What a client is sent. */
export interface Answered {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Of the text as UTF-8. */
  readonly bytes: number;
  /** What is sent in place of the text, where many are sent the same bytes. */
  readonly content?: Buffer;
}

export interface PlainPosts<Taken> {
  readonly maxBodyBytes: number;
  /** Once it is, nothing more is taken, and every connection ends with its answer. */
  readonly state: { readonly stopping: boolean };
  /** Sent with every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** What is known of a plain request before its body is read; undefined for one that is left alone. */
  readonly take: (request: IncomingMessage) => Taken | undefined;
  /** The answer to a request whose body has arrived; undefined when it has been written. Never rejects. */
  readonly answer: (text: string, taken: Taken, response: ServerResponse) => Promise<Answered | undefined>;
}

/** Takes plain JSON POSTs to /graphql; gives everything else to `next`. */
export function plainPosts<Taken extends object>(options: PlainPosts<Taken>, next: RequestListener): RequestListener {
  const { maxBodyBytes, state, headers, take, answer } = options;
  const fixed = Object.entries(headers).flat();
  const write = (response: ServerResponse, { status, headers, text, bytes, content }: Answered) => {
    const own = fixed.slice();
    for (const name in headers) own.push(name, headers[name] as string);
    own.push('content-length', String(bytes));
    if (state.stopping) own.push('connection', 'close');
    response.writeHead(status, own);
    if (content) response.end(content);
    // Text of one byte each is handed on as it is.
    else response.end(text, bytes === text.length ? 'latin1' : 'utf8');
  };
  return (request, response) => {
    const taken = state.stopping || !isPlain(request, maxBodyBytes) ? undefined : take(request);
    if (!taken) return next(request, response);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const [first] = chunks;
      const text = (first && chunks.length === 1 ? first : Buffer.concat(chunks)).toString('utf8');
      void answer(text, taken, response).then((answered) => answered && write(response, answered));
    });
  };
}

function isPlain({ method, url, headers }: IncomingMessage, maxBodyBytes: number): boolean {
  if (method !== 'POST' || url !== '/graphql') return false;
  if (headers['content-encoding'] !== undefined || headers.expect !== undefined) return false;
  const { 'content-type': type, 'content-length': length } = headers;
  if (type !== 'application/json' && type?.toLowerCase() !== 'application/json; charset=utf-8') return false;
  return length !== undefined && Number(length) <= maxBodyBytes;
}
