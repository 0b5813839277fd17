// Which subgraphs the supergraph names, where they are, and how the text of a request reaches one within a deadline.
import { type Dispatcher, Pool } from 'undici';
import type { Log } from '#kit/words/log';
import type { Seal } from '#kit/words/secrets';
import { FetchFailed, noAnswer } from '../execution/errors';
import { within } from '../execution/executor';
import type { Ask, OnBehalf, SubgraphAnswer, WaitingClient } from '../execution/run';

/** What a subgraph did instead of answering, in words for the client. */
class NoAnswer extends Error {}

interface Response {
  readonly status: number;
  readonly text: string;
}

/** The largest answer of a subgraph, in bytes: far more than a gateway sends on, and far less than would harm it. */
const maxAnswerBytes = 64_000_000;

/** One POST. It ends once; what arrives later is ignored. */
class Call implements Dispatcher.DispatchHandler {
  #status = 0;
  #bytes = 0;
  #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #failure: Error | undefined;
  readonly #deadline: NodeJS.Timeout;
  readonly #forget: (() => void) | undefined;

  constructor(
    private readonly resolve: (response: Response) => void,
    private readonly reject: (error: Error) => void,
    deadlineMs: number,
    client: WaitingClient | undefined,
  ) {
    this.#deadline = setTimeout(() => this.#fail('did not answer in time'), deadlineMs);
    this.#forget = client?.whenGone(() => this.#fail('was no longer waited for'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#failure) controller.abort(this.#failure);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes > maxAnswerBytes) this.#fail('sent too large an answer');
  }

  onResponseEnd(): void {
    this.#end();
    const [first] = this.#chunks;
    const whole = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.resolve({ status: this.#status, text: whole.toString('utf8') });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end();
    this.reject(error);
  }

  /** Before the request has a socket, it is ended as soon as it gets one. */
  #fail(what: string): void {
    this.#failure = new NoAnswer(what);
    this.#end();
    this.reject(this.#failure);
    this.#controller?.abort(this.#failure);
  }

  /** One timer and one callback for a call: an AbortSignal with a time-out costs as much as a small query. */
  #end(): void {
    clearTimeout(this.#deadline);
    this.#forget?.();
  }
}

/** Posts a body, once. Rejects at once when the deadline has passed or the client leaves; its socket is then free or closed. */
export function post(
  dispatcher: Dispatcher,
  options: { readonly path: string; readonly headers: string[]; readonly body: string; readonly deadlineMs: number },
  client: WaitingClient | undefined,
): Promise<Response> {
  const { path, headers, body, deadlineMs } = options;
  return new Promise((resolve, reject) => {
    if (client?.gone) return reject(new NoAnswer('was not asked, since the client has left'));
    dispatcher.dispatch({ path, method: 'POST', headers, body }, new Call(resolve, reject, deadlineMs, client));
  });
}

interface ConnectionOptions {
  readonly name: string;
  readonly url: string;
  readonly deadlineMs: number;
  readonly log: Log;
  /** Makes the headers of each call from those on whose behalf it is sent. */
  readonly headersOf: (onBehalf: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

const fixedHeaders = ['content-type', 'application/json', 'accept', 'application/json'];

/** Connections to one subgraph, kept open between calls. A call is never repeated: it may have been a mutation. */
export class SubgraphConnection {
  readonly #pool: Pool;
  readonly #path: string;

  constructor(readonly options: ConnectionOptions) {
    const { origin, pathname, search } = new URL(options.url);
    this.#path = pathname + search;
    this.#pool = new Pool(origin, {
      connections: 64,
      keepAliveTimeout: 30_000,
      connect: { timeout: options.deadlineMs },
      // Each call has a deadline of its own.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /**
   * Sends the JSON text of a GraphQL request. A GraphQL answer counts whatever its status, since GraphQL servers send 400 and 500 with
   * errors worth reading. When the client leaves, the call ends at once, and its socket is free or closed.
   * @throws FetchFailed with words for clients and no address, when there is no such answer or it comes too late
   */
  async ask(body: string, { headers, client }: OnBehalf): Promise<SubgraphAnswer> {
    const { name, log, headersOf, deadlineMs } = this.options;
    try {
      const given = { path: this.#path, headers: [...fixedHeaders], body, deadlineMs };
      for (const [header, value] of Object.entries(headersOf(headers))) given.headers.push(header, value);
      const { status, text } = await post(this.#pool, given, client);
      const answer = graphqlAnswer(text);
      if (status === 401 && text.includes('"GATEWAY_REQUIRED"')) throw new NoAnswer('rejects the signature of this gateway');
      if (!answer) throw new NoAnswer(status >= 400 ? 'failed' : 'did not answer with GraphQL');
      return answer;
    } catch (error) {
      const what = error instanceof NoAnswer ? error.message : 'cannot be reached';
      if (!client?.gone) log.warn({ subgraph: name, what, err: error }, 'subgraph did not answer');
      throw new FetchFailed(noAnswer(name, what));
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

function graphqlAnswer(text: string): SubgraphAnswer | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== 'object' || answer === null) return undefined;
    return 'data' in answer || ('errors' in answer && Array.isArray(answer.errors)) ? (answer as SubgraphAnswer) : undefined;
  } catch {
    return undefined;
  }
}

/** The connections of the current supergraph. Addresses in the settings come before those in the supergraph. */
export class Subgraphs {
  readonly #connections = new Map<string, SubgraphConnection>();

  constructor(
    private readonly addresses: ReadonlyMap<string, string>,
    private readonly options: Pick<ConnectionOptions, 'deadlineMs' | 'log'> & { readonly seal: Seal },
  ) {}

  /** Serves these and no others. Connections to unchanged addresses stay open. */
  readonly locate = (subgraphs: readonly { readonly name: string; readonly url: string }[]): void => {
    const stale = new Map(this.#connections);
    for (const { name, url: given } of subgraphs) {
      const url = this.addresses.get(name) ?? given;
      if (this.urlOf(name) === url) stale.delete(name);
      else this.#connections.set(name, this.#connect(name, url));
    }
    for (const [name, connection] of stale) {
      if (this.#connections.get(name) === connection) this.#connections.delete(name);
      void connection.close();
    }
  };

  /** Sends a request of a compiled plan. */
  readonly ask: Ask = async (service, body, onBehalf) => {
    const connection = this.#connections.get(service);
    if (!connection) throw new FetchFailed(noAnswer(service, 'is no longer there'));
    return within('gateway.fetch', { subgraph: service }, () => connection.ask(body, onBehalf));
  };

  /** By name. */
  get connections(): ReadonlyMap<string, SubgraphConnection> {
    return this.#connections;
  }

  get urls(): string[] {
    return [...this.#connections.values()].map(({ options }) => options.url);
  }

  urlOf(name: string): string | undefined {
    return this.#connections.get(name)?.options.url;
  }

  /** Where a subgraph takes subscriptions. */
  webSocketUrl(name: string): string | undefined {
    return this.urlOf(name)?.replace(/^http/, 'ws');
  }

  #connect(name: string, url: string): SubgraphConnection {
    const { seal, ...options } = this.options;
    return new SubgraphConnection({ ...options, name, url, headersOf: (headers) => seal(name, headers) });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.close()));
  }
}
