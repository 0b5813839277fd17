// How are live feeds read over a WebSocket: graphql-transport-ws, for clients whose origin and token are accepted?
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, type ExecutionResult, type FormattedExecutionResult, GraphQLError, parse } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Identity } from '#kit/identity';
import type { Log } from '#kit/log';
import { BadInput, Problem } from '#kit/problem';
import type { AddressCount } from './addresses';
import { deliveries } from './deliveries';
import type { SubscriptionHub } from './hub';
import { type Pace, PacedSocket, usualPace } from './pacedSocket';
import { type FormatError, formatErrors, NotASubscription, SubscriptionFailure, SubscriptionLimit } from './refusals';
import { Scope } from './scope';
import type { LiveRequest } from './sharedStream';
import { at } from './until';

/** Answers a query or a mutation as an HTTP request would be answered. */
export type ExecuteOperation = (request: LiveRequest, identity: Identity) => Promise<FormattedExecutionResult>;

export interface WebSocketOptions {
  readonly hub: SubscriptionHub;
  readonly addresses: AddressCount;
  readonly formatError: FormatError;
  readonly log: Log;
  /** Who may share streams; those for whom subgraphs are sent the same headers, when not given. */
  readonly scopeOf?: (identity: Identity) => Scope;
  /** Who connects, by the payload of connection_init; undefined refuses with 4403. Never by cookies: origins may be absent. */
  readonly identify: (
    connectionParams: Readonly<Record<string, unknown>> | undefined,
    request: IncomingMessage,
  ) => Promise<Identity | undefined> | Identity | undefined;
  /** Asked for each operation before anything else: what is to be executed in its place. Throws Problems to refuse it. */
  readonly admit?: (request: SentRequest, identity: Identity, connection: IncomingMessage) => Promise<LiveRequest>;
  /** Without it queries and mutations are refused with a code. */
  readonly executeOperation?: ExecuteOperation;
  /** Web pages of exactly these origins may connect; programs, which send no origin, always may. */
  readonly origins: readonly string[];
  readonly path?: string;
  readonly maxSubscriptionsPerSocket?: number;
  readonly initTimeoutMs?: number;
  readonly keepAliveMs?: number;
  /** After which a socket is closed with 1001, so that its client connects again and is identified again; null for never. */
  readonly maxAgeMs?: number | null;
  readonly pace?: Pace;
}

/** What a client asks for, with what else it says about it. */
export interface SentRequest extends LiveRequest {
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

interface Client {
  readonly ws: WebSocket;
  readonly request: IncomingMessage;
  readonly paced: PacedSocket;
  identity?: Identity;
  stopWatching: () => void;
}

const maxMessageBytes = 64 * 1024;
const maxIdLength = 128;
/** What may wait to be sent besides updates: answers to a flood of requests whose sender does not read. */
const maxBacklogBytes = 1024 * 1024;
/** The type of ws does not know `closeTimeout` yet: how long a closed client may take to say that it heard. */
const serverOptions = {
  noServer: true,
  maxPayload: maxMessageBytes,
  handleProtocols,
  perMessageDeflate: false,
  closeTimeout: 5_000,
};
/** graphql-ws asks a document only for the kind of its operation. */
const anySubscription = parse('subscription { any }');
const anyQuery = parse('{ any }');

/** The WebSocket side of a gateway; `upgrade` is for the `upgrade` event of its HTTP server. */
export class LiveSockets {
  readonly #sockets = new WebSocketServer(serverOptions);
  readonly #protocol: ReturnType<typeof makeServer<Record<string, unknown>, Client>>;
  #closed = false;

  constructor(private readonly options: WebSocketOptions) {
    this.#protocol = makeServer<Record<string, unknown>, Client>({
      connectionInitWaitTimeout: options.initTimeoutMs ?? 3_000,
      onConnect: ({ connectionParams, extra }) => this.#admit(extra, connectionParams),
      onSubscribe: ({ extra, subscriptions }, id, payload) => this.#begin(extra, id, payload, Object.keys(subscriptions).length),
      subscribe: (args) => args.contextValue as never,
      execute: (args) => args.contextValue as never,
      onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult,
      onError: (_context, _id, _payload, errors) =>
        errors.flatMap((error) => formatErrors(error.originalError ?? error, options.formatError)),
    });
  }

  /** Sockets open now. */
  get size(): number {
    return this.#sockets.clients.size;
  }

  /** Takes over a request to upgrade, or refuses it: 404 elsewhere than at the path, 403 by origin, 429 by address, 503 when closed. */
  upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const refusal = this.#refusalOf(request);
    const free = refusal ? undefined : this.options.addresses.take(request);
    if (free) {
      socket.once('close', free);
      this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#open(ws, request, socket));
    } else {
      socket.on('error', () => socket.destroy());
      socket.end(`HTTP/1.1 ${refusal ?? '429 Too Many Requests'}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    }
  };

  /** Closes every socket with 1001, by which clients know to connect elsewhere, and cuts off those that do not answer. */
  async close(graceMs = 1_000): Promise<void> {
    this.#closed = true;
    const closed = new Promise<void>((resolve) => this.#sockets.close(() => resolve()));
    for (const ws of this.#sockets.clients) ws.close(1001, 'Going away');
    const cut = setTimeout(() => {
      for (const ws of this.#sockets.clients) ws.terminate();
    }, graceMs);
    await closed;
    clearTimeout(cut);
  }

  #refusalOf({ url, headers: { origin } }: IncomingMessage): string | undefined {
    const { origins, path = '/graphql' } = this.options;
    if (this.#closed) return '503 Service Unavailable';
    if (url?.split('?')[0] !== path) return '404 Not Found';
    return origin === undefined || origins.includes(origin) ? undefined : '403 Forbidden';
  }

  #open(ws: WebSocket, request: IncomingMessage, socket: Duplex): void {
    const { keepAliveMs = 10_000, maxAgeMs = null, pace = usualPace, log } = this.options;
    const client: Client = { ws, request, paced: new PacedSocket(ws, socket, pace), stopWatching: () => {} };
    const beat = setInterval(() => client.paced.ping(), keepAliveMs);
    const stopAging = at(maxAgeMs && Date.now() + maxAgeMs * (0.9 + Math.random() / 10), () =>
      ws.close(1001, 'Please reconnect'),
    );
    const closed = this.#protocol.opened(
      {
        protocol: ws.protocol,
        send: (text) => send(ws, text),
        close: (code, reason) => ws.close(code, reason),
        onMessage: (receive) => {
          ws.on('message', (message) => {
            // A socket that was closed because its token expired still hears its client until that has answered.
            if (ws.readyState !== ws.OPEN) return;
            receive(String(message)).catch((err: unknown) => {
              log.error({ err }, 'a WebSocket message could not be handled');
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
      closed(code, String(reason)).catch((err: unknown) => log.error({ err }, 'a WebSocket was not closed in order'));
    });
  }

  async #admit(client: Client, connectionParams: Readonly<Record<string, unknown>> | undefined): Promise<boolean> {
    try {
      client.identity = await this.options.identify(connectionParams, client.request);
    } catch (err) {
      if (!(err instanceof Problem)) this.options.log.error({ err }, 'an identity could not be checked');
    }
    if (!client.identity) return false;
    if (client.paced.open)
      client.stopWatching = at(client.identity.expiresAt, () => client.ws.close(CloseCode.Forbidden, 'Token expired'));
    return true;
  }

  /** What graphql-ws is to run for one subscribe message. Whatever is wrong with it ends that subscription alone. */
  async #begin(client: Client, id: string, { query, operationName, variables, extensions }: SubscribePayload, open: number) {
    const { hub, maxSubscriptionsPerSocket = 20, formatError, admit, executeOperation, log, scopeOf = Scope.of } = this.options;
    const identity = client.identity as Identity;
    let request: LiveRequest = { query, operationName, variables };
    try {
      if (id.length > maxIdLength)
        throw new BadInput('id', `The id of a subscription can have ${maxIdLength} characters at most.`);
      if (open > maxSubscriptionsPerSocket)
        throw new SubscriptionLimit(
          `One WebSocket carries ${maxSubscriptionsPerSocket} subscriptions at most; complete one first.`,
        );
      request = (await admit?.({ ...request, extensions }, identity, client.request)) ?? request;
      const reader = hub.subscribe(request, scopeOf(identity));
      return run(anySubscription, deliveries(reader, id, client.paced));
    } catch (error) {
      if (error instanceof NotASubscription && executeOperation)
        return run(
          anyQuery,
          answer(() => executeOperation(request, identity), formatError),
        );
      if (error instanceof SubscriptionFailure) return error.errors;
      if (error instanceof GraphQLError) return [error];
      log.error({ err: error }, 'a subscription could not be begun');
      return [new GraphQLError('', { originalError: error as Error })];
    }
  }
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

function send(ws: WebSocket, text: string): Promise<void> {
  if (ws.readyState !== ws.OPEN) return Promise.resolve();
  if (ws.bufferedAmount > maxBacklogBytes) {
    ws.terminate();
    return Promise.resolve();
  }
  return new Promise((resolve) => ws.send(text, () => resolve()));
}
