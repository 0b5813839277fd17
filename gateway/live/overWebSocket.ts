// Live feeds over WebSockets: who may open one, what its messages are answered by graphql-transport-ws, and how it is closed.

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, type ExecutionResult, type FormattedExecutionResult, GraphQLError, parse } from 'graphql';
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer, type SubscribePayload } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Identity } from '#kit/words/identity';
import { BadInput, Problem } from '#kit/words/problem';
import { identityHeaders } from '#kit/words/secrets';
import type { Origins } from '../access/origins';
import type { Asked, Sent } from '../operation/admission';
import { longNumber, parseExactly } from '../operation/digits';
import { at, endOfLife, letGo, type TransportOptions } from './connections';
import type { SubscriptionHub } from './hub';
import { type Pace, PacedSocket, WebSocketReader } from './pacedSocket';
import { type FormatError, formatErrors, NotASubscription, SubscriptionFailure, SubscriptionLimit } from './refusals';

export interface WebSocketOptions extends TransportOptions {
  /** Who is behind a connection, for those who admit its operations. */
  readonly addressOf?: (request: IncomingMessage) => string | undefined;
  /** Whose web pages may connect; programs, which send no origin, always may. */
  readonly origins: Origins;
  readonly path?: string;
  /** Who connects, by the payload of connection_init; undefined refuses with 4403. Never by cookies: origins may be absent. */
  readonly identify: (
    connectionParams: Readonly<Record<string, unknown>> | undefined,
    address: string | undefined,
  ) => Promise<Identity | undefined> | Identity | undefined;
  /** Asked for each operation before anything else: what is to be executed in its place. Throws Problems to refuse it. */
  readonly admit?: (request: Sent, identity: Identity, address: string | undefined) => Promise<Asked>;
  /** Counts a message that is no operation: a ping, or a subscription that is refused before anybody admits it. @throws RateLimited */
  readonly count?: (identity: Identity | undefined, address: string | undefined) => Promise<void>;
  readonly maxSubscriptionsPerSocket?: number;
  readonly initTimeoutMs?: number;
  /** How often a client is pinged; one that has not answered by the next ping is cut off. */
  readonly keepAliveMs?: number;
  readonly pace?: Pace;
}

/** What may wait to be sent besides states: answers to a flood of requests whose sender does not read. */
const maxBacklogBytes = 1024 * 1024;
const maxMessageBytes = 64 * 1024;
const maxIdLength = 128;

/** The close code that asks a client to come back after a while. */
const tryLater = 1013;
/** The type of ws does not know `closeTimeout` yet: how long a closed client may take to answer the close. */
const serverOptions = {
  noServer: true,
  clientTracking: true,
  maxPayload: maxMessageBytes,
  // Browsers tell a page nothing of a protocol that was not taken; one that we do not speak is taken, and closed with 4406.
  handleProtocols: (offered: ReadonlySet<string>) =>
    offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : ([...offered][0] ?? false),
  perMessageDeflate: false,
  closeTimeout: 5_000,
};

/** The WebSocket side of a gateway; `upgrade` is for the `upgrade` event of its HTTP server. */
export class LiveSockets {
  readonly #sockets = new WebSocketServer(serverOptions);
  readonly #protocol: ReturnType<typeof protocolFor>;
  #closed = false;

  constructor(private readonly options: WebSocketOptions) {
    this.#protocol = protocolFor(options);
  }

  /** Sockets open now. */
  get size(): number {
    return this.#sockets.clients.size;
  }

  /** Takes over a request to upgrade, or refuses it: 404 outside the path, 403 by origin, 429 by address, 503 when closed. */
  upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const refusal = this.#refusalOf(request);
    const free = refusal ? undefined : this.options.addresses.take(request);
    if (free) {
      const address = this.options.addressOf?.(request);
      socket.once('close', free);
      this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#open(ws, socket, address));
    } else {
      if (!refusal) this.options.hub.counts.refused++;
      socket.on('error', () => socket.destroy());
      // A client that never closes its side would otherwise keep the socket.
      socket.once('finish', () => socket.destroy());
      const { status, words = '' } = refusal ?? { status: '429 Too Many Requests' };
      const head = `connection: close\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(words)}`;
      socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${words}`);
    }
  };

  /**
   * Closes every socket with 1001, which tells clients to connect elsewhere, and cuts off those that do not answer. Of thousands, not all
   * at once: another gateway takes them over.
   */
  async close(graceMs = 1_000): Promise<void> {
    this.#closed = true;
    const closed = new Promise<void>((resolve) => this.#sockets.close(() => resolve()));
    await letGo([...this.#sockets.clients], this.options.stoppingSpreadMs ?? 2_000, (ws) => ws.close(1001, 'Going away'));
    const cut = setTimeout(() => {
      for (const ws of this.#sockets.clients) ws.terminate();
    }, graceMs);
    await closed;
    clearTimeout(cut);
  }

  #refusalOf({ url, headers }: IncomingMessage): { readonly status: string; readonly words?: string } | undefined {
    const { origins, path = '/graphql' } = this.options;
    if (this.#closed) return { status: '503 Service Unavailable' };
    if (url?.split('?')[0] !== path)
      return { status: '404 Not Found', words: `There is nothing at this address. Live feeds are at ${path}.` };
    if (headers.origin === undefined || origins.allows(headers)) return undefined;
    return { status: '403 Forbidden', words: origins.refusal(headers.origin).message };
  }

  #open(ws: WebSocket, socket: Duplex, address: string | undefined): void {
    const { hub, keepAliveMs = 10_000, maxAgeMs = null, pace, log, count } = this.options;
    const client = new LiveClient(ws, new PacedSocket(ws, socket, pace), address);
    const cutOff = () => {
      hub.counts.cutOff++;
      ws.terminate();
    };
    const beat = setInterval(() => client.paced.beat() || cutOff(), keepAliveMs);
    const stopAging = at(endOfLife(maxAgeMs), () => ws.close(1001, 'Please reconnect'));
    const answer = (text: string) => (ws.bufferedAmount > maxBacklogBytes ? cutOff() : send(ws, text));
    const pinged = async (pong?: object) => {
      try {
        await count?.(client.identity, address);
        if (pong) await answer(JSON.stringify(pong));
      } catch {
        // Clients connect again after a pause then.
        ws.close(tryLater, 'Too many pings');
      }
    };
    ws.on('ping', () => void pinged());
    const closed = this.#protocol.opened(
      {
        protocol: ws.protocol,
        send: answer,
        close: (code, reason) => ws.close(code, reason),
        onPing: (payload) => pinged({ type: 'pong', ...(payload && { payload }) }),
        onPong: () => pinged(),
        onMessage: (receive) => {
          ws.on('message', (message) => {
            // A socket that was closed because its token expired still receives until its client has answered.
            if (ws.readyState !== ws.OPEN) return;
            receive(exactMessage(String(message))).catch((err: unknown) => {
              log.error({ err }, 'WebSocket message failed');
              ws.close(CloseCode.InternalServerError, 'Internal server error');
            });
          });
        },
      },
      client,
    );
    ws.on('error', () => ws.terminate());
    ws.once('close', (code, reason) => {
      clearInterval(beat);
      stopAging();
      client.stopWatching();
      closed(code, String(reason)).catch((err: unknown) => log.error({ err }, 'WebSocket cleanup failed'));
    });
  }
}

/** The text, or, where that would lose digits of variables, its message, which graphql-ws takes as well. */
function exactMessage(text: string): string {
  if (!longNumber.test(text)) return text;
  try {
    return parseExactly(text) as never;
  } catch {
    return text;
  }
}

function send(ws: WebSocket, text: string): Promise<void> {
  if (ws.readyState !== ws.OPEN) return Promise.resolve();
  return new Promise((resolve) => ws.send(text, () => resolve()));
}

/** One connected client. */
class LiveClient {
  identity: Identity | undefined;
  stopWatching: () => void = () => {};
  /** Ids of operations that are being admitted. */
  readonly beginning = new Set<string>();

  constructor(
    readonly ws: WebSocket,
    readonly paced: PacedSocket,
    readonly address: string | undefined,
  ) {}
}

/** graphql-ws reads only the kind of operation from a document. */
const anySubscription = parse('subscription { any }');
const anyQuery = parse('{ any }');

/** The server side of the protocol, for sockets that carry a LiveClient. */
function protocolFor(options: WebSocketOptions) {
  return makeServer<Record<string, unknown>, LiveClient>({
    connectionInitWaitTimeout: options.initTimeoutMs ?? 3_000,
    onConnect: ({ connectionParams, extra }) => accept(options, extra, connectionParams),
    onSubscribe: ({ extra, subscriptions }, id, payload) => begin(options, extra, id, payload, Object.keys(subscriptions).length),
    subscribe: (args) => args.contextValue as never,
    execute: (args) => args.contextValue as never,
    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult,
    onError: (_context, _id, _payload, errors) =>
      errors.flatMap((error) => formatErrors(error.originalError ?? error, options.formatError)),
  });
}

/** Whether the client may stay. Its socket is closed when its token expires. */
async function accept(
  { identify, log }: WebSocketOptions,
  client: LiveClient,
  connectionParams: Readonly<Record<string, unknown>> | undefined,
): Promise<boolean> {
  try {
    client.identity = await identify(connectionParams, client.address);
  } catch (err) {
    if (!(err instanceof Problem)) log.error({ err }, 'identity check failed');
  }
  if (!client.identity) return false;
  if (client.paced.open)
    client.stopWatching = at(client.identity.expiresAt, () => client.ws.close(CloseCode.Forbidden, 'Token expired'));
  return true;
}

/** What graphql-ws is to run for one subscribe message. Whatever is wrong with it ends that operation alone. */
async function begin(
  { hub, formatError, executeOperation, log, headersOf = identityHeaders, ...options }: WebSocketOptions,
  client: LiveClient,
  id: string,
  { query, operationName, variables, extensions }: SubscribePayload,
  open: number,
) {
  const identity = client.identity as Identity;
  let asked: Asked = { query, operationName, variables };
  try {
    try {
      refuseUnfit(hub, client, id, open, options.maxSubscriptionsPerSocket ?? Number.POSITIVE_INFINITY);
    } catch (refusal) {
      await options.count?.(identity, client.address);
      throw refusal;
    }
    client.beginning.add(id);
    try {
      asked = (await options.admit?.({ ...asked, extensions }, identity, client.address)) ?? asked;
      await hub.prepare(asked);
    } finally {
      client.beginning.delete(id);
    }
    const reader = new WebSocketReader(id, client.paced);
    reader.onLeave = hub.subscribe(asked, { headers: headersOf(identity) }, reader);
    return run(anySubscription, reader);
  } catch (error) {
    if (error instanceof NotASubscription && executeOperation)
      return run(
        anyQuery,
        answer(() => executeOperation(asked, identity), formatError),
      );
    if (error instanceof SubscriptionFailure) return error.errors;
    if (error instanceof GraphQLError) return [error];
    log.error({ err: error }, 'subscription failed to start');
    return [new GraphQLError('', { originalError: error as Error })];
  }
}

/** @throws BadInput, SubscriptionLimit */
function refuseUnfit({ counts }: SubscriptionHub, { beginning }: LiveClient, id: string, open: number, most: number): void {
  if (id.length > maxIdLength)
    throw new BadInput('id', `The id of a subscription can have at most ${maxIdLength} characters. Use a shorter one.`);
  // An id that is completed and used again before it has begun would stand for two subscriptions, and nobody could end the first.
  if (beginning.has(id))
    throw new BadInput('id', 'The operation that used this id a moment ago has not begun yet. Use another id.');
  if (open <= most && beginning.size < most) return;
  counts.refused++;
  throw new SubscriptionLimit(
    `One WebSocket carries at most ${most} subscriptions. Complete one first.`,
    'MAX_SUBSCRIPTIONS_PER_SOCKET',
    most,
  );
}

const run = (document: ExecutionArgs['document'], contextValue: unknown) =>
  ({ document, contextValue, rootValue: undefined }) as unknown as ExecutionArgs;

async function answer(execute: () => Promise<FormattedExecutionResult>, formatError: FormatError): Promise<ExecutionResult> {
  try {
    return (await execute()) as ExecutionResult;
  } catch (error) {
    return { errors: formatErrors(error, formatError) } as ExecutionResult;
  }
}
