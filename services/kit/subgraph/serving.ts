// How is a subgraph served: queries over HTTP, live fields over WebSocket, in whose name and with which ids, health and an orderly stop?

import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { handleProtocols, type SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import { WebSocketServer } from 'ws';
import { Loaders, type Request } from '../data/request';
import { SharedFeeds, sendTogether, subscribeWithFreshContext, Turns } from '../live/events';
import type { Condition } from '../process/condition';
import { type Leaving, takeLeave } from '../process/leaving';
import { coded, maskError, namingField, withCode } from '../process/masking';
import { DatabaseAway, sqlState } from '../process/outage';
import { addReadiness } from '../process/readiness';
import { type Answered, plainPosts, type RequestRecord, tellingRequests, traced } from '../process/requests';
import { everybodyReadsAlike } from '../words/audience';
import type { Clock } from '../words/clock';
import { anonymous, type Identity } from '../words/identity';
import { type Log, silentLog } from '../words/log';
import { MergedIds } from '../words/mergedIds';
import { type Admit, ClocksDiffer, passportHeader } from '../words/secrets';
import { type Page, servePages } from './pages';
import { serveUploads, type Upload } from './uploads';

export interface ServingOptions<Context extends object> {
  readonly schema: GraphQLSchema;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly log: Log;
  /** Who asks, by the passport of a call; whoever has none is refused before anything is read. */
  readonly admit: Admit;
  /** The context of one operation, or of one event of a live field. */
  readonly context: (identity: Identity) => Context & { readonly identity: Identity };
  /** What it offers to people without GraphQL. */
  readonly pages?: readonly Page<Context>[];
  /** Where it takes files. */
  readonly uploads?: readonly Upload<Context>[];
  /** By path, what other subgraphs read of it without a passport: only what everybody may know. */
  readonly told?: Readonly<Record<string, () => object>>;
  /** Why it cannot do what another replica might, in words; undefined while it can. */
  readonly unready: () => Promise<string | undefined>;
  readonly condition?: Condition;
}

export interface Serving {
  readonly port: number;
  readonly url: string;
  /** From now on /ready answers 503, and after the notice nobody listens; everything is still answered. */
  leave(noticeMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** The largest request a subgraph reads: an `_entities` call of the gateway with thousands of keys. */
const bodyLimit = 1_000_000;

/** The gateway keeps connections for the next call, and knows best how long a request may take to arrive. */
const connections = { keepAliveTimeout: 72_000, requestTimeout: 0 };

/** Listens and answers until stopped. @throws when the port is taken */
export async function serveSubgraph<Context extends object>(options: ServingOptions<Context>): Promise<Serving> {
  const { schema, log, admit, context, unready } = options;
  const format = maskError(log);
  const answer = answering(schema, format);
  const state: Leaving = { leaving: false, stopping: false };
  const answerTo = (body: unknown, identity: Identity, { traceparent }: RequestRecord) =>
    answer(body, () => context(identity), traceparent?.slice(3, 35));
  const told = tellingRequests(silentLog, () => undefined);
  const direct = {
    maxBodyBytes: bodyLimit,
    state,
    headers: {},
    // Whoever is refused goes the long way, where it is said why.
    take({ headers }: IncomingMessage) {
      try {
        return admit(headers);
      } catch {
        return undefined;
      }
    },
    async answer(text: string, identity: Identity, { req }: ServerResponse, record: RequestRecord) {
      const begun = performance.now();
      const answered = await answerTo(parsed(text), identity, record);
      told(req, { route: '/graphql', status: answered.status, ms: performance.now() - begun, record });
      return answered;
    },
  };
  const http = fastify({
    bodyLimit,
    forceCloseConnections: 'idle',
    // What arrives on an open connection while it stops is answered like all else.
    return503OnClosing: false,
    serverFactory: (next) => createServer(connections, plainPosts(direct, next as RequestListener)),
  });
  http.addHook('onResponse', async ({ raw, routeOptions }, { statusCode, elapsedTime }) => {
    told(raw, { route: routeOptions.url ?? 'other', status: statusCode, ms: elapsedTime });
  });
  http.get('/health', async () => ({ alive: true }));
  addReadiness(
    http,
    async () => {
      if (state.leaving) return { ready: false, cause: 'It is stopping.' };
      const cause = await unready();
      if (cause) return { ready: false, cause };
      const { degraded = {} } = options.condition ?? {};
      return { ready: true, ...(Object.keys(degraded).length > 0 && { degraded }) };
    },
    // A gateway shows a passport here as well, so that keys and clocks are compared before there is work. Balancers show none.
    (headers) => {
      if (!(passportHeader in headers)) return undefined;
      try {
        admit(headers);
        return undefined;
      } catch (fault) {
        if (fault instanceof ClocksDiffer) return fault.message;
        return 'It rejects the signature of this gateway: GATEWAY_KEY of the subgraph and its key at the gateway must be the same.';
      }
    },
  );
  http.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ errors: [{ message: 'There is nothing at this address.', extensions: { code: 'NOT_FOUND' } }] }),
  );
  const callers = new WeakMap<FastifyRequest, Identity>();
  http.post('/graphql', {
    // Before the body is read: nobody but the gateway is answered, whatever is asked.
    async onRequest(request, reply) {
      try {
        callers.set(request, admit(request.headers));
      } catch (error) {
        return reply.code(401).send({ errors: [(error as GraphQLError).toJSON()] });
      }
    },
    async handler(request, reply) {
      const record: RequestRecord = { subgraphs: new Set() };
      const work = () => answerTo(request.body, callers.get(request) ?? anonymous, record);
      const { status, headers, text } = await traced(record, work, request.headers);
      return reply.code(status).headers(headers).send(text);
    },
  });
  http.addHook('onSend', async (_request, reply) => void (state.stopping && reply.header('connection', 'close')));
  for (const [path, tell] of Object.entries(options.told ?? {})) http.get(path, async () => tell());
  const contextOf = (request: FastifyRequest) => context(admit(request.headers));
  servePages(http, { pages: options.pages ?? [], schema, contextOf, format });
  serveUploads(http, { uploads: options.uploads ?? [], contextOf, format });
  const live = serveLive(http, options, (errors) => errors.map((error) => format(error.toJSON(), error)));
  try {
    await http.listen({ host: options.host, port: options.port });
  } catch (fault) {
    await live.stop();
    await http.close();
    throw fault;
  }
  const { port } = http.server.address() as { port: number };
  return {
    port,
    url: `http://${options.host}:${port}/graphql`,
    leave: (noticeMs) => takeLeave(http.server, state, noticeMs),
    async stop() {
      state.leaving = true;
      state.stopping = true;
      await live.stop();
      await http.close();
    },
  };
}

/** Makes the context of each operation, with loaders of its own. */
export function requests<App>(
  database: DataSource,
  clock: Clock,
  app: App,
  merged = new MergedIds(),
): (identity: Identity) => Request<App> {
  return (identity) => {
    let loaders: Loaders | undefined;
    return {
      identity: identity.libraryIds.length === 0 ? identity : merged.identity(identity),
      database,
      clock,
      app,
      merged,
      get loaders() {
        loaders ??= new Loaders(database);
        return loaders;
      },
    };
  };
}

/** SQLSTATE of what the database refuses to write because a library was merged meanwhile; see the migrations of partnership. */
const mergedMeanwhile = 'SB001';

type Resolve = (root: unknown, args: unknown, context: { readonly merged: MergedIds }, info: unknown) => unknown;
/** A field of a map of resolvers; a live one subscribes as well. */
type RootField = Resolve | { readonly subscribe?: Resolve; readonly resolve?: Resolve };

/** The same root fields: ids of merged libraries become those that answer, before anything else reads them. */
export function withMergedArguments(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, asked(field as RootField)]));
}

function asked(field: RootField): RootField {
  if (typeof field === 'function') return once(field);
  const { subscribe, resolve, ...rest } = field;
  return { ...rest, ...(subscribe && { subscribe: once(subscribe) }), ...(resolve && { resolve: once(resolve) }) };
}

/** What fails because another process has just merged a library was undone as a whole, and is done again for the library that answers. */
function once(resolve: Resolve): Resolve {
  return (root, args, context, info) => {
    const { merged } = context;
    const answer = resolve(root, merged.isEmpty ? args : merged.arguments(args), context, info);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch(async (error: unknown) => {
      if (sqlState((error as { originalError?: unknown }).originalError ?? error) !== mergedMeanwhile) throw error;
      await merged.refresh();
      return resolve(root, merged.arguments(args), context, info);
    });
  };
}

/** What a text says; undefined when it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function serveLive<Context extends object>(
  http: FastifyInstance,
  { schema, admit, context }: ServingOptions<Context>,
  format: (errors: readonly GraphQLError[]) => readonly object[],
) {
  const sockets = new WebSocketServer({ noServer: true, handleProtocols, maxPayload: bodyLimit, perMessageDeflate: false });
  /** What is shared is formatted, and logged, once. */
  const formatted = new WeakMap<ExecutionResult, FormattedExecutionResult>();
  const masked = (result: ExecutionResult) => {
    if (!result.errors) return result as FormattedExecutionResult;
    const known = formatted.get(result) ?? ({ ...result, errors: format(result.errors) } as FormattedExecutionResult);
    formatted.set(result, known);
    return known;
  };
  const callers = new WeakMap<SubscribePayload, Identity>();
  const keys = new WeakMap<ExecutionArgs, string>();
  const turns = new Turns();
  const shared = new SharedFeeds(() => context(anonymous), turns);
  const graphqlWs = useServer(
    {
      schema,
      // One connection carries the subscriptions of many people, so each shows a passport of its own.
      onSubscribe: (_ctx, _id, payload) => {
        try {
          callers.set(payload, admit(payload.extensions ?? {}));
        } catch (error) {
          return [error as GraphQLError];
        }
        return shared.known(keyOf(payload));
      },
      context: (_ctx, _id, payload, args) => {
        keys.set(args, keyOf(payload));
        return context(callers.get(payload) ?? anonymous);
      },
      subscribe: (args) => {
        const key = keys.get(args);
        if (key !== undefined && everybodyReadsAlike(schema, args.document)) return shared.subscribe(key, args);
        return subscribeWithFreshContext(args, () => context((args.contextValue as { identity: Identity }).identity), turns);
      },
      onNext: ({ extra }, _id, _payload, _args, result) => {
        sendTogether(extra.request.socket);
        return masked(result);
      },
      onError: (_ctx, _id, _payload, errors) => format(errors as GraphQLError[]) as never,
    },
    sockets,
    10_000,
  );
  http.server.on('upgrade', (request, socket, head) => {
    if (request.url === '/graphql') sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request));
    else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
  });
  return {
    async stop() {
      for (const client of sockets.clients) client.close(1001, 'Going away');
      await graphqlWs.dispose();
    },
  };
}

/** What asks for the same: gateways print documents and order variables alike. */
const keyOf = ({ query, operationName, variables }: SubscribePayload) => JSON.stringify([query, operationName, variables]);

/** What a client sends. */
interface Operation {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** Answers one request body, asked in a trace. Never rejects: faults of ours are masked by `format`. */
export type Answering = (body: unknown, context: () => unknown, trace?: string) => Promise<Answered>;

/** The texts of documents that are remembered, in characters: clients choose them, so they must not fill the memory. */
const rememberedText = 4_000_000;

/** Less than the gateway waits for a subgraph, and more than a signer waits for an answer. */
export const usualAnswerMs = 9_000;

/**
 * Reading and checking a document costs several times as much as executing a small one, and clients send the same few: those are
 * remembered. Errors have the codes that Apollo's servers give them. (Measured against @apollo/server 5 in `bench/ingest.ts`.)
 */
export function answering(
  schema: GraphQLSchema,
  format: (formatted: GraphQLFormattedError, error: unknown, trace?: string) => GraphQLFormattedError,
  answerMs = usualAnswerMs,
): Answering {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: rememberedText,
    sizeCalculation: (_, text) => text.length + 1,
  });
  return async (body, context, trace) => {
    const formatted = (errors: readonly GraphQLError[]) => errors.map((error) => format(error.toJSON(), error, trace));
    const refused = (...errors: readonly GraphQLError[]) => answered(400, { errors: formatted(errors) });
    if (!isOperation(body))
      return refused(coded('BAD_REQUEST', 'The body must be a JSON object with the text of an operation as query.'));
    let document = documents.get(body.query);
    if (!document) {
      try {
        document = parse(body.query);
      } catch (error) {
        return refused(withCode('GRAPHQL_PARSE_FAILED', error as GraphQLError));
      }
      const faults = validate(schema, document);
      if (faults.length > 0) {
        const checked = document;
        return refused(...faults.map((fault) => namingField(checked, withCode('GRAPHQL_VALIDATION_FAILED', fault))));
      }
      documents.set(body.query, document);
      // Reading and checking took long enough for others to have their turn before it is executed.
      await setImmediate();
    }
    const { operationName, variables: variableValues } = body;
    try {
      const contextValue = context();
      const executing = execute({ schema, document, contextValue, operationName, variableValues });
      const result: ExecutionResult = executing instanceof Promise ? await inTime(executing, answerMs) : executing;
      if (result.data === undefined) {
        const faults = result.errors ?? [];
        return refused(...faults.map((fault) => namingField(document, withCode('BAD_USER_INPUT', fault))));
      }
      const errors = result.errors && formatted(result.errors);
      return answered(200, { data: result.data, ...(errors && { errors }) });
    } catch (error) {
      return refused(error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error }));
    }
  };
}

/** Before the gateway gives up in its own words. What goes on behind is bounded by the connection. @throws DatabaseAway */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DatabaseAway()), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const headers = { 'content-type': 'application/json; charset=utf-8' };

function answered(status: 200 | 400, result: object): Answered {
  const text = JSON.stringify(result);
  return { status, headers, text, bytes: Buffer.byteLength(text) };
}

function isOperation(body: unknown): body is Operation {
  if (typeof body !== 'object' || body === null) return false;
  const { query, operationName, variables } = body as Partial<Record<keyof Operation, unknown>>;
  return typeof query === 'string' && (operationName ?? '').constructor === String && typeof (variables ?? {}) === 'object';
}
