// Which subgraphs the supergraph names, where they are, and how the text of a request reaches one within a deadline.
import { request as httpRequest } from 'undici';
import type { Readiness } from '#kit/process/readiness';
import type { Log } from '#kit/words/log';
import type { Seal } from '#kit/words/secrets';
import { FetchFailed, noAnswer } from '../execution/errors';
import { within } from '../execution/executor';
import type { Ask, OnBehalf, SubgraphAnswer } from '../execution/run';
import { parseAnswer } from '../operation/digits';
import { PlainClient } from './plainClient';
import { NoAnswer } from './responseReader';

interface ConnectionOptions {
  readonly name: string;
  readonly url: string;
  readonly deadlineMs: number;
  readonly log: Log;
  /** Makes the headers of each call from those on whose behalf it is sent. */
  readonly headersOf: (onBehalf: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

const fixedHeaders = { 'content-type': 'application/json', accept: 'application/json' };

/** Connections to one subgraph, kept open between calls. A query is repeated once where a connection fails before its answer; a mutation never is. */
export class SubgraphConnection {
  readonly #client: PlainClient;

  constructor(readonly options: ConnectionOptions) {
    this.#client = new PlainClient(options.url, fixedHeaders);
  }

  /**
   * Sends the JSON text of a GraphQL request. A GraphQL answer counts whatever its status, since GraphQL servers send 400 and 500 with
   * errors worth reading. When the client leaves, the call ends at once, and its socket is free or closed.
   * @throws FetchFailed with words for clients and no address, when there is no such answer or it comes too late
   */
  async ask(body: string, { headers, client }: OnBehalf, exact = false): Promise<SubgraphAnswer> {
    const { name, log, headersOf, deadlineMs } = this.options;
    try {
      const { status, text } = await this.#client.post(
        { headers: headersOf(headers), body, deadlineMs, repeatable: isQuery(body) },
        client,
      );
      const answer = graphqlAnswer(text, exact);
      if (status === 401 && text.includes('"GATEWAY_REQUIRED"')) {
        const byClock = text.includes(' clock ');
        throw new NoAnswer(
          byClock ? 'has a clock that differs from that of this gateway' : 'rejects the signature of this gateway',
        );
      }
      if (!answer) throw new NoAnswer(status >= 400 ? 'failed' : 'did not answer with GraphQL');
      return answer;
    } catch (error) {
      const what = error instanceof NoAnswer ? error.message : 'cannot be reached';
      if (!client?.gone) log.warn({ subgraph: name, what, err: error }, 'subgraph did not answer');
      throw new FetchFailed(noAnswer(name, what));
    }
  }

  close(): void {
    this.#client.close();
  }
}

/** A planner writes one operation for a subgraph, and begins with its kind. */
const isQuery = (body: string): boolean => body.startsWith('{"query":"query') || body.startsWith('{"query":"{');

/** Errors are written by others, who know no bigints. */
function graphqlAnswer(text: string, exact: boolean): SubgraphAnswer | undefined {
  try {
    const answer: unknown = exact ? parseAnswer(text) : JSON.parse(text);
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
      connection.close();
    }
  };

  /** Sends a request of a compiled plan. */
  readonly ask: Ask = async (service, body, onBehalf, exact) => {
    const connection = this.#connections.get(service);
    if (!connection) throw new FetchFailed(noAnswer(service, 'is no longer there'));
    return within('gateway.fetch', { subgraph: service }, () => connection.ask(body, onBehalf, exact));
  };

  /** By name. */
  get connections(): ReadonlyMap<string, SubgraphConnection> {
    return this.#connections;
  }

  /** What each says of itself at /ready, by name. */
  async readiness(): Promise<Readonly<Record<string, Readiness>>> {
    const asked = [...this.#connections].map(async ([name, { options }]) => {
      // A subgraph compares its clock with the passport.
      return [name, await readinessAt(options.url, this.options.seal(name, {}))] as const;
    });
    return Object.fromEntries(await Promise.all(asked));
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

  close(): void {
    for (const connection of this.#connections.values()) connection.close();
  }
}

async function readinessAt(url: string, headers: Readonly<Record<string, string>>): Promise<Readiness> {
  try {
    const { statusCode, body } = await httpRequest(new URL('/ready', url), { headers, signal: AbortSignal.timeout(4_000) });
    const said = (await body.json().catch(() => undefined)) as Partial<Readiness> | undefined;
    const { cause, degraded } = said ?? {};
    // A server of others may have no such address.
    const ready = statusCode === 200 || (statusCode === 404 && said?.ready === undefined);
    return { ready, ...(!ready && { cause: cause ?? 'It says that it is not ready.' }), ...(degraded && { degraded }) };
  } catch {
    return { ready: false, cause: 'It cannot be reached.' };
  }
}
