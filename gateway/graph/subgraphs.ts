// Which subgraphs the supergraph names, where they are, and how the text of a request reaches one within a deadline.
import { request as askHttp, type IncomingMessage } from 'node:http';
import { request as askHttps } from 'node:https';
import { durations } from '#kit/process/measuring';
import type { Readiness } from '#kit/process/readiness';
import { callTraceparent, within } from '#kit/process/requests';
import type { Log } from '#kit/words/log';
import { passportHeader, type Seal } from '#kit/words/secrets';
import { FetchFailed, noAnswer } from '../execution/errors';
import type { Ask, OnBehalf, SubgraphAnswer, WaitingClient } from '../execution/run';
import { parseAnswer } from '../operation/digits';
import { Addresses, lookupInTurn } from './addresses';
import { Call, Connection, NoAnswer, type PlainResponse, type Target } from './connection';

interface ConnectionOptions {
  readonly name: string;
  readonly addresses: Addresses;
  readonly deadlineMs: number;
  /** The greatest age of a connection; a minute when not given. */
  readonly connectionAgeMs?: number | undefined;
  readonly log: Log;
  /** Makes the headers of each call from those on whose behalf it is sent. */
  readonly headersOf: (onBehalf: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

const fixedHeaders = { 'content-type': 'application/json', accept: 'application/json' };

/** Connections to one subgraph, kept open between calls. A query is repeated once where a connection fails before its answer; a mutation never is. */
export class SubgraphConnection {
  readonly #client: PlainClient;
  readonly #took = durations('gateway.fetch.duration', 'Calls of subgraphs, by subgraph and what came of them');

  constructor(readonly options: ConnectionOptions) {
    this.#client = new PlainClient(options.addresses, fixedHeaders, options.connectionAgeMs);
  }

  /**
   * Sends the JSON text of a GraphQL request. A GraphQL answer counts whatever its status, since GraphQL servers send 400 and 500 with
   * errors worth reading. When the client leaves, the call ends at once, and its socket is free or closed.
   * @throws FetchFailed with words for clients and no address, when there is no such answer or it comes too late
   */
  async ask(body: string, { headers, client, told }: OnBehalf, exact = false): Promise<SubgraphAnswer> {
    const { name, log, headersOf, deadlineMs } = this.options;
    const begun = performance.now();
    let outcome = 'answered';
    try {
      told?.subgraphs.add(name);
      const posting = {
        headers: headersOf(headers),
        traceparent: callTraceparent(told),
        body,
        deadlineMs,
        repeatable: isQuery(body),
      };
      const { status, text } = await this.#client.post(posting, client);
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
      outcome = client?.gone ? 'not waited for' : what;
      if (!client?.gone) log.warn({ subgraph: name, what, err: error }, 'subgraph did not answer');
      throw new FetchFailed(noAnswer(name, what));
    } finally {
      this.#took.record((performance.now() - begun) / 1_000, { subgraph: name, outcome });
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
    private readonly addresses: ReadonlyMap<string, readonly string[]>,
    private readonly options: Pick<ConnectionOptions, 'deadlineMs' | 'connectionAgeMs' | 'log'> & { readonly seal: Seal },
  ) {}

  /** Serves these and no others. Connections to unchanged addresses stay open. */
  readonly locate = (subgraphs: readonly { readonly name: string; readonly url: string }[]): void => {
    const stale = new Map(this.#connections);
    for (const { name, url: given } of subgraphs) {
      const urls = this.addresses.get(name) ?? [given];
      if (stale.get(name)?.options.addresses.isSame(urls)) stale.delete(name);
      else this.#connections.set(name, this.#connect(name, new Addresses(urls)));
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
      // A subgraph compares its key and its clock with the passport; an empty one says that this is a gateway without a key.
      const headers = { [passportHeader]: '', ...this.options.seal(name, {}) };
      return [name, await readinessOf(options.addresses.all, headers)] as const;
    });
    return Object.fromEntries(await Promise.all(asked));
  }

  /** One of its addresses, for what lasts. */
  urlOf(name: string): string | undefined {
    return this.#connections.get(name)?.options.addresses.any();
  }

  /** Whether it is there, by whichever scheme. */
  isAt(name: string, url: string): boolean {
    return this.#connections.get(name)?.options.addresses.all.includes(url.replace(/^ws/, 'http')) ?? false;
  }

  /** Nobody answered there, by whichever scheme. */
  avoid(name: string, url: string): void {
    this.#connections.get(name)?.options.addresses.avoid(url.replace(/^ws/, 'http'));
  }

  /** Where a subgraph takes subscriptions. */
  webSocketUrl(name: string): string | undefined {
    return this.urlOf(name)?.replace(/^http/, 'ws');
  }

  #connect(name: string, addresses: Addresses): SubgraphConnection {
    const { seal, ...options } = this.options;
    return new SubgraphConnection({ ...options, name, addresses, headersOf: (headers) => seal(name, headers) });
  }

  close(): void {
    for (const connection of this.#connections.values()) connection.close();
  }
}

/** Ready while one of its addresses is; how many are not, where some are not, stands in `degraded`. */
async function readinessOf(urls: readonly string[], headers: Readonly<Record<string, string>>): Promise<Readiness> {
  const all = await Promise.all(urls.map((url) => readinessAt(url, headers)));
  const best = all.find(({ ready, degraded }) => ready && !degraded) ?? all.find(({ ready }) => ready) ?? (all[0] as Readiness);
  const away = all.filter(({ ready }) => !ready);
  if (!best.ready || away.length === 0) return best;
  const addresses = `${away.length} of ${all.length} are not ready. ${away[0]?.cause ?? ''}`.trim();
  return { ...best, degraded: { ...best.degraded, addresses } };
}

/** The longest answer of a subgraph that is asked whether it is ready, in characters. */
const maxReadinessLength = 100_000;

async function readinessAt(url: string, headers: Readonly<Record<string, string>>): Promise<Readiness> {
  try {
    const { status, text } = await read(new URL('/ready', url), headers, AbortSignal.timeout(4_000));
    const said = saidIn(text);
    const { cause, degraded } = said;
    // A server of others may have no such address.
    const ready = status === 200 || (status === 404 && said.ready === undefined);
    return { ready, ...(!ready && { cause: cause ?? 'It says that it is not ready.' }), ...(degraded && { degraded }) };
  } catch {
    return { ready: false, cause: 'It cannot be reached.' };
  }
}

function saidIn(text: string): Partial<Readiness> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<Readiness>;
  } catch {
    return {};
  }
}

/** Over a connection that is not kept: what is asked is whether there can be one. Node's own client, since a larger one is in no other need here. */
async function read(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal) {
  const ask = url.protocol === 'https:' ? askHttps : askHttp;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    ask(url, { headers, signal, agent: false, lookup: lookupInTurn }, resolve).once('error', reject).end();
  });
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    text += chunk;
    if (text.length > maxReadinessLength) break;
  }
  return { status: answer.statusCode, text };
}

interface Posting {
  readonly headers: Readonly<Record<string, string>>;
  /** As W3C Trace Context writes it. */
  readonly traceparent?: string;
  readonly body: string;
  readonly deadlineMs: number;
  /** It changes nothing, so it is sent once more when its connection fails before a word of the answer. */
  readonly repeatable?: boolean;
}

/** Connections at once. */
const maxConnections = 64;

/**
 * A connection is used for a minute at most, and down to half of that, so that not all end together: behind a balancer of connections,
 * or a name of several addresses, a new replica gets its share.
 */
const usualAgeMs = 60_000;

/** A client for plain POSTs over connections that are kept. A call is never sent twice unless it may be: it may have been a mutation. */
export class PlainClient {
  readonly #targets: ReadonlyMap<string, Target>;
  /** Nearly always there is one address. */
  readonly #only: Target | undefined;
  readonly #open = new Set<Connection>();
  /** The one used last stands last, and is used first. */
  readonly #idle: Connection[] = [];
  readonly #waiting: Call[] = [];
  readonly #sweep: NodeJS.Timeout;
  #isClosed = false;

  /** `fixed` are headers of every call. */
  constructor(
    private readonly addresses: Addresses,
    fixed: Readonly<Record<string, string>>,
    private readonly maxAgeMs = usualAgeMs,
  ) {
    const lines = linesOf(fixed);
    const targetAt = (text: string): Target => {
      const url = new URL(text);
      const { pathname, search, host } = url;
      return {
        address: text,
        url,
        head: `POST ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n${lines}`,
      };
    };
    this.#targets = new Map(addresses.all.map((url) => [url, targetAt(url)]));
    this.#only = this.#targets.size === 1 ? [...this.#targets.values()][0] : undefined;
    this.#sweep = setInterval(() => this.#closeUnused(), 5_000).unref();
  }

  /** Rejects at once when the deadline has passed or the client leaves; the connection is then free or closed. @throws NoAnswer, and errors of the network */
  post(
    { headers, traceparent, body, deadlineMs, repeatable = false }: Posting,
    client: WaitingClient | undefined,
  ): Promise<PlainResponse> {
    return new Promise((resolve, reject) => {
      if (client?.gone) return reject(new NoAnswer('was not asked, since the client has left'));
      if (this.#isClosed) return reject(new NoAnswer('is no longer there'));
      const length = Buffer.byteLength(body);
      const trace = traceparent === undefined ? '' : `traceparent: ${traceparent}\r\n`;
      const bytes = `${linesOf(headers)}${trace}content-length: ${length}\r\n\r\n${body}`;
      const encoding = length === body.length ? 'latin1' : 'utf8';
      const call = new Call(bytes, encoding, resolve, reject, deadlineMs, client, repeatable, ({ to }) =>
        this.addresses.avoid(to.address),
      );
      const to = this.#next();
      const idle = this.#takeIdle(to);
      if (idle) idle.send(call);
      else if (this.#open.size < maxConnections) this.#connect(call, to);
      else this.#waiting.push(call);
    });
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#sweep);
    for (const call of this.#waiting.splice(0)) call.failed(new NoAnswer('is no longer there'));
    for (const connection of this.#open) connection.destroy();
  }

  #connect(call: Call, to = this.#next(call.tried)): void {
    const connection = new Connection(
      to,
      call,
      this.maxAgeMs,
      (free) => {
        const next = this.#nextWaiting();
        if (next) free.send(next);
        else this.#idle.push(free);
      },
      (closed, repeated, hasFailed) => {
        this.#open.delete(closed);
        if (hasFailed) this.addresses.avoid(to.address);
        const place = this.#idle.indexOf(closed);
        if (place >= 0) this.#idle.splice(place, 1);
        if (this.#isClosed) return repeated?.failed(new NoAnswer('is no longer there'));
        // On a new connection: the others may lead to the same replica.
        const next = repeated ?? this.#nextWaiting();
        if (next) this.#connect(next);
      },
    );
    this.#open.add(connection);
  }

  #next(tried?: readonly string[]): Target {
    return this.#only ?? (this.#targets.get(this.addresses.next(tried)) as Target);
  }

  #nextWaiting(): Call | undefined {
    for (let call = this.#waiting.shift(); call; call = this.#waiting.shift()) if (!call.ended) return call;
    return undefined;
  }

  #takeIdle(to: Target): Connection | undefined {
    const now = performance.now();
    const isFull = this.#open.size >= maxConnections;
    for (let i = this.#idle.length - 1; i >= 0; i--) {
      const connection = this.#idle[i] as Connection;
      if (connection.to !== to && !isFull) continue;
      if (connection.usableUntil > now) return this.#idle.splice(i, 1)[0];
      // Those below were used even longer ago.
      this.#closeUnused();
      return undefined;
    }
    return undefined;
  }

  #closeUnused(): void {
    const now = performance.now();
    for (const connection of [...this.#idle].filter(({ usableUntil }) => usableUntil <= now)) {
      this.#idle.splice(this.#idle.indexOf(connection), 1);
      connection.destroy();
    }
  }
}

const safe = /^[\t\x20-\x7e]*$/;

/** The same headers are sent again and again on behalf of one person. */
const knownLines = new WeakMap<Readonly<Record<string, string>>, string>();

/** @throws Error for what is no value of a header */
function linesOf(headers: Readonly<Record<string, string>>): string {
  const known = knownLines.get(headers);
  if (known !== undefined) return known;
  let lines = '';
  for (const name in headers) {
    const value = headers[name] as string;
    if (!safe.test(value)) throw new Error(`The header ${name} has a value that no header can have.`);
    lines += `${name}: ${value}\r\n`;
  }
  knownLines.set(headers, lines);
  return lines;
}
