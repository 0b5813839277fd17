// How does the text of a request reach a subgraph, and its answer the gateway, within a deadline?
import { Pool } from 'undici';
import type { Log } from '#kit/log';
import { FetchFailed, noAnswer } from '../execution/errors';
import type { OnBehalf, SubgraphAnswer } from '../execution/run';

export interface ConnectionOptions {
  readonly name: string;
  readonly url: string;
  readonly deadlineMs: number;
  readonly log: Log;
  /** The headers a call is sent with; made for each call from those on whose behalf it is. */
  readonly headersOf: (onBehalf: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/** Connections to one subgraph, kept open between calls. A call is never repeated: it may have been a mutation. */
export class SubgraphConnection {
  readonly #pool: Pool;
  readonly #path: string;

  constructor(readonly options: ConnectionOptions) {
    const { origin, pathname, search } = new URL(options.url);
    this.#path = pathname + search;
    this.#pool = new Pool(origin, { connections: 64, keepAliveTimeout: 30_000, connect: { timeout: options.deadlineMs } });
  }

  /**
   * Sends the JSON text of a GraphQL request. A GraphQL answer counts whatever its status, since GraphQL servers send 400 and 500 with
   * errors worth reading. When the signal is aborted the call ends at once, and its socket is free or closed.
   * @throws FetchFailed with words for clients and no address, when there is no such answer or it comes too late
   */
  async ask(body: string, { headers, signal }: OnBehalf): Promise<SubgraphAnswer> {
    const { name, log, headersOf } = this.options;
    try {
      const { status, text } = await this.#post(body, headersOf(headers), signal);
      const answer = graphqlAnswer(text);
      if (status === 401 && text.includes('"GATEWAY_REQUIRED"')) throw new NoAnswer('does not believe this gateway');
      if (!answer) throw new NoAnswer(status >= 400 ? 'failed' : 'did not answer with GraphQL');
      return answer;
    } catch (error) {
      const what = error instanceof NoAnswer ? error.message : 'can not be reached';
      if (!signal?.aborted) log.warn({ subgraph: name, what, err: error }, 'a subgraph did not answer');
      throw new FetchFailed(noAnswer(name, what));
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  /** One timer and one listener for a call: an AbortSignal with a time-out costs as much as a small query. */
  #post(body: string, headers: Readonly<Record<string, string>>, signal: AbortSignal | undefined) {
    return new Promise<{ status: number; text: string }>((resolve, reject) => {
      if (signal?.aborted) return reject(new NoAnswer('was not asked, as nobody waits'));
      let [status, chunks] = [0, [] as Buffer[]];
      let stop = (_reason: Error) => {};
      const end = () => {
        clearTimeout(deadline);
        signal?.removeEventListener('abort', leave);
      };
      const fail = (error: Error) => {
        end();
        stop(error);
        reject(error);
      };
      const leave = () => fail(new NoAnswer('was not waited for'));
      const deadline = setTimeout(() => fail(new NoAnswer('did not answer in time')), this.options.deadlineMs);
      signal?.addEventListener('abort', leave);
      let gone = false;
      stop = () => {
        gone = true;
      };
      this.#pool.dispatch(
        {
          path: this.#path,
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
          body,
        },
        {
          onRequestStart(controller) {
            stop = (reason) => controller.abort(reason);
            if (gone) controller.abort(new NoAnswer('was not waited for'));
          },
          onResponseStart(_controller, code) {
            status = code;
            chunks = [];
          },
          onResponseData(_controller, chunk) {
            chunks.push(chunk);
          },
          onResponseEnd() {
            end();
            resolve({ status, text: (chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString('utf8') });
          },
          onResponseError: (_controller, error) => {
            end();
            reject(error);
          },
        },
      );
    });
  }
}

/** What a subgraph did instead of answering, in words for the client. */
class NoAnswer extends Error {}

function graphqlAnswer(text: string): SubgraphAnswer | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== 'object' || answer === null) return undefined;
    return 'data' in answer || ('errors' in answer && Array.isArray(answer.errors)) ? (answer as SubgraphAnswer) : undefined;
  } catch {
    return undefined;
  }
}
