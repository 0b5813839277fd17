// Feeds by server-sent events: one request to the subgraph for each stream, sent again after restarts, losses and silence.
import { createParser } from 'eventsource-parser';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Agent, Dispatcher, request } from 'undici';
import { exactText } from '../execution/project';
import type { OnBehalf } from '../execution/run';
import { lookupInTurn } from '../graph/addresses';
import type { Asked } from '../operation/admission';
import { parseAnswer } from '../operation/digits';
import {
  FeedBeginning,
  Outage,
  pauseBefore,
  refuse,
  someAge,
  type Upstream,
  type UpstreamOptions,
  type UpstreamSink,
  usual,
} from './upstream';

export interface SubgraphEventsOptions extends UpstreamOptions {
  /** A subgraph that has sent signs of life and then sends nothing for so long is asked again. */
  readonly silenceMs?: number;
  /** The largest event, in characters. */
  readonly maxEventLength?: number;
}

/** How long headers may take. Some servers send them with the first event only, and readers are told of an outage much earlier. */
const headersMs = 60_000;

/** The largest answer that is no stream and may be a refusal. */
const maxRefusalLength = 100_000;

/** The statuses by which GraphQL errors that are no stream refuse a subscription. With any other the subgraph is asked again. */
const refusing: ReadonlySet<number> = new Set([401, 403]);
const refusingWhenSpoken: ReadonlySet<number> = new Set([400, 401, 403, 422]);

/**
 * Feeds by the "distinct connections mode" of GraphQL over Server-Sent Events, as GraphQL Yoga and graphql-sse serve them. Only
 * `text/event-stream` counts as a stream, whatever its status: a refusal may be one of status 403 or 500, and some servers answer a
 * subscription with 200 and nulls.
 */
export class SubgraphEvents implements Upstream {
  readonly #feeds = new Set<EventFeed>();
  #client: Promise<Client> | undefined;

  constructor(private readonly options: SubgraphEventsOptions) {}

  subscribe(service: string, asked: Asked, { headers }: OnBehalf, sink: UpstreamSink): () => void {
    const feed = new EventFeed({
      ...this.options,
      service,
      asked,
      headers,
      sink,
      client: () => (this.#client ??= clientWith(this.options.patienceMs)),
      onEnd: () => this.#feeds.delete(feed),
    });
    this.#feeds.add(feed);
    queueMicrotask(() => feed.run());
    return () => feed.leave();
  }

  /** Which subgraphs send events now. */
  get connected(): readonly string[] {
    return [...new Set([...this.#feeds].filter(({ url }) => url !== undefined).map(({ service }) => service))];
  }

  /** After a change of addresses: asks at the new ones. */
  refresh(): void {
    const { urlOf, isAt = (service, url) => url === urlOf(service) } = this.options;
    for (const feed of this.#feeds) if (feed.url !== undefined && !isAt(feed.service, feed.url)) feed.renew();
  }

  /** Streams must have ended before. */
  async close(): Promise<void> {
    for (const feed of this.#feeds) feed.leave();
    await (await this.#client)?.agent.destroy();
  }
}

interface Client {
  readonly agent: Agent;
  readonly request: typeof request;
}

/** It is loaded for the first feed: it takes ten megabytes, and subgraphs with WebSockets need none. */
async function clientWith(timeout = usual.patienceMs): Promise<Client> {
  const { Agent, request } = await import('undici');
  return {
    agent: new Agent({ connect: { timeout, lookup: lookupInTurn }, headersTimeout: headersMs, bodyTimeout: 0 }),
    request,
  };
}

interface FeedSetting extends SubgraphEventsOptions {
  readonly service: string;
  readonly asked: Asked;
  readonly headers: OnBehalf['headers'];
  readonly sink: UpstreamSink;
  readonly client: () => Promise<Client>;
  readonly onEnd: () => void;
}

/** One feed, over as many requests as it takes. */
class EventFeed {
  readonly service: string;
  /** The address from which events come; undefined while none can. */
  url: string | undefined;
  readonly #beginning: FeedBeginning;
  readonly #outage: Outage;
  readonly #left = new AbortController();
  #request = new AbortController();
  /** Where it was asked for last. */
  #asked: string | undefined;
  #hasBegun = false;
  #attempt = 0;
  #isReported = false;
  #renewal: NodeJS.Timeout | undefined;
  #isRenewed = false;

  constructor(private readonly setting: FeedSetting) {
    const { service, sink, unavailableAfterMs = usual.unavailableAfterMs } = setting;
    this.service = service;
    this.#beginning = new FeedBeginning(service, sink);
    this.#outage = new Outage(unavailableAfterMs);
    this.#outage.watch(sink);
  }

  async run(): Promise<void> {
    const { service, log, longestPauseMs = usual.longestPauseMs } = this.setting;
    while (!this.#left.signal.aborted) {
      this.#outage.begin();
      let cause: unknown;
      try {
        await this.#follow();
      } catch (error) {
        cause = error;
      }
      this.url = undefined;
      clearTimeout(this.#renewal);
      if (this.#left.signal.aborted) return;
      if (this.#isRenewed) {
        this.#isRenewed = false;
        continue;
      }
      if (this.#asked !== undefined) this.setting.onLost?.(service, this.#asked);
      if (!this.#isReported) log.warn({ service, err: cause }, 'live feed of a subgraph lost; asking again');
      this.#isReported = true;
      await pauseBefore(this.#attempt++, longestPauseMs, this.#left.signal);
    }
  }

  /** Ends it without a word. */
  leave(): void {
    this.#beginning.forget();
    this.#outage.end();
    this.#left.abort();
    this.#request.abort();
    clearTimeout(this.#renewal);
    this.setting.onEnd();
  }

  /** Asks again, at the address of this moment. */
  renew(): void {
    this.#attempt = 0;
    this.#request.abort();
  }

  /** Returns when the answer has ended and the feed goes on. */
  async #follow(): Promise<void> {
    const { service, asked, headers, urlOf, seal = (_service, shown) => shown, client, sink } = this.setting;
    const url = urlOf(service);
    this.#asked = url;
    if (url === undefined) return sink.notSpoken?.();
    this.#request = new AbortController();
    const { query, operationName, variables } = asked;
    const { agent, request } = await client();
    if (this.#left.signal.aborted) return;
    const {
      statusCode,
      headers: received,
      body,
    } = await request(url, {
      method: 'POST',
      headers: { ...seal(service, headers), 'content-type': 'application/json', accept: 'text/event-stream' },
      body: exactText({ query, ...(operationName && { operationName }), variables }),
      signal: this.#request.signal,
      dispatcher: agent,
    });
    // What ends a body late, after its feed was left, is nobody's concern.
    body.on('error', () => {});
    if (!/^text\/event-stream\b/i.test(String(received['content-type']))) return this.#readRefusal(statusCode, body);
    if (statusCode < 300) this.#opened(url);
    else this.#beginning.again();
    const refuses = statusCode >= 400;
    await this.#readEvents(body, refuses);
    if (!this.#left.signal.aborted && refuses && this.#beginning.isHeld) this.#complete();
  }

  #opened(url: string): void {
    const { log, service, sink, deliveryOf, maxConnectionAgeMs = usual.maxConnectionAgeMs } = this.setting;
    this.url = url;
    this.#outage.pause();
    this.#attempt = 0;
    if (this.#isReported) log.info({ service }, 'live feed of a subgraph restored');
    this.#isReported = false;
    sink.spoken?.();
    this.#beginning.again();
    if (this.#hasBegun) sink.interrupted?.();
    this.#hasBegun = true;
    if (deliveryOf?.(service) === 'every') return;
    this.#renewal = setTimeout(() => {
      this.#isRenewed = true;
      this.renew();
    }, someAge(maxConnectionAgeMs)).unref();
  }

  /** An answer without data in a stream that `refuses` is no state of the feed, also where it says so by a null. */
  async #readEvents(body: AsyncIterable<Uint8Array>, refuses: boolean): Promise<void> {
    const { maxEventLength = 10_000_000, silenceMs = 45_000 } = this.setting;
    let silence: NodeJS.Timeout | undefined;
    let [length, isWhole] = [0, false];
    const parser = createParser({
      onEvent: ({ event, data }) => {
        isWhole = true;
        if (this.#left.signal.aborted) return;
        if (event === 'next') this.#next(data, refuses);
        else if (event === 'complete') this.#complete();
      },
      onComment: () => {
        isWhole = true;
        silence ??= setTimeout(() => this.#request.abort(), silenceMs);
      },
    });
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) {
        const text = decoder.decode(chunk, { stream: true });
        silence?.refresh();
        isWhole = false;
        parser.feed(text);
        length = isWhole ? text.length : length + text.length;
        if (length > maxEventLength) this.#fail(new Error(`an event has more than ${maxEventLength} characters`));
      }
    } finally {
      clearTimeout(silence);
    }
  }

  #next(text: string, refuses: boolean): void {
    this.setting.sink.spoken?.();
    this.#outage.end();
    try {
      const { data, ...rest } = parseAnswer(text) as ExecutionResult;
      this.#beginning.next(data === undefined || (refuses && data === null) ? rest : { ...rest, data });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.#fail(error);
    }
  }

  #complete(): void {
    this.#end(() => this.#beginning.complete());
  }

  #fail(cause: Error): void {
    this.#end(() => this.setting.sink.failed(cause));
  }

  #end(tell: () => void): void {
    if (this.#left.signal.aborted) return;
    tell();
    this.leave();
  }

  /** An answer that is no stream: a refusal in words, or something that speaks no server-sent events. */
  async #readRefusal(status: number, body: Dispatcher.ResponseData['body']): Promise<void> {
    const { sink, service } = this.setting;
    let text = '';
    for await (const chunk of body) {
      text += String(chunk);
      if (text.length > maxRefusalLength) break;
    }
    const errors = errorsIn(text);
    const refuses = sink.notSpoken ? refusing : refusingWhenSpoken;
    if (errors && refuses.has(status)) this.#end(() => refuse(sink, errors, service));
    else if (!this.#left.signal.aborted) sink.notSpoken?.();
  }
}

/** The errors of a GraphQL answer without data. */
function errorsIn(text: string): readonly GraphQLFormattedError[] | undefined {
  try {
    const { data, errors } = JSON.parse(text) as { readonly data?: unknown; readonly errors?: unknown };
    return (data ?? null) === null && Array.isArray(errors) && errors.length > 0 ? errors : undefined;
  } catch {
    return undefined;
  }
}
