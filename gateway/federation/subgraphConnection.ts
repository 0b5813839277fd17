// How does the text of a request reach a subgraph, and its answer the gateway, within a deadline?
import { Pool } from 'undici';
import type { Log } from '#kit/words/log';
import { FetchFailed, noAnswer } from '../execution/errors';
import type { OnBehalf, SubgraphAnswer } from '../execution/run';
import { NoAnswer, post } from './call';

export interface ConnectionOptions {
  readonly name: string;
  readonly url: string;
  readonly deadlineMs: number;
  readonly log: Log;
  /** The headers a call is sent with; made for each call from those on whose behalf it is. */
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
   * errors worth reading. When the reader goes the call ends at once, and its socket is free or closed.
   * @throws FetchFailed with words for clients and no address, when there is no such answer or it comes too late
   */
  async ask(body: string, { headers, reader }: OnBehalf): Promise<SubgraphAnswer> {
    const { name, log, headersOf, deadlineMs } = this.options;
    try {
      const given = { path: this.#path, headers: [...fixedHeaders], body, deadlineMs };
      for (const [header, value] of Object.entries(headersOf(headers))) given.headers.push(header, value);
      const { status, text } = await post(this.#pool, given, reader);
      const answer = graphqlAnswer(text);
      if (status === 401 && text.includes('"GATEWAY_REQUIRED"')) throw new NoAnswer('does not believe this gateway');
      if (!answer) throw new NoAnswer(status >= 400 ? 'failed' : 'did not answer with GraphQL');
      return answer;
    } catch (error) {
      const what = error instanceof NoAnswer ? error.message : 'can not be reached';
      if (!reader?.gone) log.warn({ subgraph: name, what, err: error }, 'a subgraph did not answer');
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
