// A whole federation for one test file: two subgraphs, a real Apollo gateway, and live feeds on every transport.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ApolloGateway, type GraphQLDataSourceProcessOptions, RemoteGraphQLDataSource, type ServiceMap } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Origins } from '#gateway/access/origins';
import { FetchFailed } from '#gateway/execution/errors';
import type { Ask } from '#gateway/execution/run';
import { createLive, type LiveOptions } from '#gateway/live/live';
import { anonymous, type Identity } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { eventually } from '../../../support/reader';
import { composed } from '../../support/composed';
import { advocacySchema, advocacySdl, partnershipSchema, partnershipSdl, TestSubgraph, World } from './subgraphs';
import { freshDocuments } from './supergraph';

export interface Federation extends AsyncDisposable {
  readonly world: World;
  readonly partnership: TestSubgraph;
  readonly advocacy: TestSubgraph;
  readonly live: ReturnType<typeof createLive>;
  readonly url: string;
  readonly webSocketUrl: string;
  /** Gives the gateway a new supergraph. */
  changeAdvocacy(shape: Parameters<typeof advocacySdl>[0]): void;
  /** Sockets of clients that the gateway holds. */
  openSockets(): number;
  /** Resolves when nobody reads and nothing is left open anywhere; fails if something stays. */
  idle(): Promise<void>;
}

/** Tokens of the test: `bad` is refused, `brief` ends soon, any other is the name of somebody. */
export function identityOf(token: unknown): Identity | undefined {
  if (token === 'bad') return undefined;
  if (token === 'brief') return { ...anonymous, subject: 'brief', expiresAt: Date.now() + 1_000 };
  return typeof token === 'string' ? { ...anonymous, subject: token, expiresAt: Date.now() + 400 * 86_400_000 } : anonymous;
}

export async function startFederation(overrides: Partial<LiveOptions> = {}): Promise<Federation> {
  const world = new World();
  const partnership = new TestSubgraph('partnership', partnershipSchema(world), world);
  const advocacy = new TestSubgraph('advocacy', advocacySchema(world), world);
  await Promise.all([partnership.start(), advocacy.start()]);
  const services: ServiceMap = {};
  let update: (supergraph: string) => void = () => {};
  const supergraph = (shape: Parameters<typeof advocacySdl>[0] = {}) => compose(partnership, advocacy, shape);
  const gateway = new ApolloGateway({
    supergraphSdl: async (manager) => {
      update = manager.update;
      return { supergraphSdl: supergraph() };
    },
    buildService: ({ name, url }) => {
      const source = new ForwardingDataSource({ url });
      services[name ?? ''] = source;
      return source;
    },
    logger: silentLog,
  });
  const apollo = new ApolloServer({ gateway, stopOnTerminationSignals: false, logger: silentLog });
  const live = createLive({
    services: () => services,
    ask: askAt((name) => (name === 'advocacy' ? advocacy : partnership).url),
    documents: freshDocuments(),
    headersOf: ({ subject }): Record<string, string> => (subject ? { 'x-subject': subject } : {}),
    formatError: (error) => (error as GraphQLError).toJSON() as GraphQLFormattedError,
    log: silentLog,
    urlOf: (name) => (name === 'advocacy' ? advocacy.webSocketUrl : undefined),
    identify: (params) => identityOf(params?.token),
    executeOperation: async ({ query, operationName, variables }) => {
      const { body } = await apollo.executeOperation({
        query,
        operationName: operationName ?? undefined,
        variables: { ...variables },
      });
      if (body.kind !== 'single') throw new Error('not expected');
      return body.singleResult as FormattedExecutionResult;
    },
    origins: new Origins({
      allowedOrigins: ['http://library.example'],
      allowedHeaders: [],
      publicUrl: undefined,
      production: true,
      log: silentLog,
    }),
    intervalMs: 0,
    maxConnectionsPerAddress: 1_000,
    longestPauseMs: 100,
    ...overrides,
  });
  gateway.onSchemaLoadOrUpdate((schema) => live.supergraphChanged(schema));
  await apollo.start();
  const server = createServer(async (request, response) => {
    const operation = await operationOf(request);
    await live.stream(request, response, operation, identityOf(request.headers['x-token']) ?? anonymous);
  });
  server.on('upgrade', live.upgrade);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    world,
    partnership,
    advocacy,
    live,
    url: `http://127.0.0.1:${port}/graphql`,
    webSocketUrl: `ws://127.0.0.1:${port}/graphql`,
    openSockets: () => sockets.size,
    changeAdvocacy: (shape) => update(supergraph(shape)),
    async idle() {
      await eventually(`everything is closed: ${JSON.stringify(live.stats())}, feeds ${world.feeds.size}`, () => {
        const { readers, streams, webSockets, httpStreams } = live.stats();
        return readers + streams + webSockets + httpStreams + world.feeds.size === 0;
      });
    },
    async [Symbol.asyncDispose]() {
      await live.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await apollo.stop();
      await Promise.all([partnership.stop(), advocacy.stop()]);
    },
  };
}

/** Sends subgraphs exactly the headers of the stream that asks. */
class ForwardingDataSource extends RemoteGraphQLDataSource {
  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions): void {
    for (const [name, value] of Object.entries((context.headers ?? {}) as Record<string, string>))
      request.http?.headers.set(name, value);
  }
}

function compose(partnership: TestSubgraph, advocacy: TestSubgraph, shape: Parameters<typeof advocacySdl>[0]): string {
  return composed({
    partnership: { url: partnership.url, sdl: partnershipSdl },
    advocacy: { url: advocacy.url, sdl: advocacySdl(shape) },
  });
}

async function operationOf(request: IncomingMessage) {
  if (request.method === 'GET') {
    const fields = new URL(request.url ?? '', 'http://gateway').searchParams;
    return { query: fields.get('query') ?? '', variables: JSON.parse(fields.get('variables') ?? '{}') };
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}

/** As an Apollo data source asks: with exactly the headers of the stream that asks. */
const askAt =
  (urlOf: (service: string) => string): Ask =>
  async (service, body, { headers }) => {
    const response = await fetch(urlOf(service), {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    }).catch(() => {
      throw new FetchFailed('A part of this answer could not be fetched.');
    });
    return (await response.json()) as Awaited<ReturnType<Ask>>;
  };
