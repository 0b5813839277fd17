// Two real subgraphs on real sockets, whose data and faults a test controls and whose work it can count.

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, type GraphQLSchema, graphql, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { Latest } from '#kit/live/latest';
import { freePort } from '#start/ports';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

export const partnershipSdl = `${link}
type Library @key(fields: "id") { id: ID! name: String! country: String nickname: String }
type Query { libraries: [Library!]! }`;

/** `extra` adds fields to Petition; without `live` there is no Subscription type. */
export const advocacySdl = ({ extra = '', live = true }: { extra?: string; live?: boolean } = {}) => `${link}
type Library @key(fields: "id", resolvable: false) { id: ID! }
type Petition @key(fields: "id") { id: ID! title: String! libraries: [Library]! strictLibraries: [Library!] ${extra} }
type PetitionCount { petition: Petition! count: Int! note(loud: Boolean = false, tone: Tone = CALM): String }
enum Tone { CALM FIERCE }
type Query { petition(id: ID!): Petition }
type Mutation { rename(id: ID!, title: String!): Petition }
${live ? 'type Subscription { petitionCount(id: ID!): PetitionCount! refusing: Int! ending: Int! }' : ''}`;

/** The state that both subgraphs serve, and what they have done. */
export class World {
  count = 0;
  libraryIds = ['l1', 'l2'];
  title = 'Open the stacks';
  /** The library whose name cannot be told. */
  brokenLibrary = '';
  /** The code by which every new subscription is refused. */
  refusal: string | undefined;
  /** Resolves before partnership answers. */
  partnershipGate: Promise<void> = Promise.resolve();
  /** How each subgraph fetch was authorised, and how each subscription was. */
  readonly fetchHeaders: IncomingMessage['headers'][] = [];
  readonly subscribeExtensions: unknown[] = [];
  subscriptions = 0;
  partnershipFetches = 0;
  sockets = 0;
  readonly feeds = new Set<Latest<number>>();

  /** A new count, told to every open feed. */
  bump(by = 1): number {
    this.count += by;
    for (const feed of this.feeds) feed.push(this.count);
    return this.count;
  }

  feed(): Latest<number> {
    this.subscriptions++;
    const feed: Latest<number> = new Latest(() => this.feeds.delete(feed));
    this.feeds.add(feed);
    feed.push(this.count);
    return feed;
  }
}

export function partnershipSchema(world: World): GraphQLSchema {
  const name = ({ id }: { id: string }) => {
    if (id === world.brokenLibrary) throw new GraphQLError('This library has no name.', { extensions: { code: 'NAMELESS' } });
    return `Library ${id}`;
  };
  const resolvers = {
    Query: { libraries: () => world.libraryIds.map((id) => ({ id })) },
    Library: {
      __resolveReference: (reference: unknown) => reference,
      name,
      country: ({ id }: { id: string }) => (id === 'l1' ? 'BE' : 'AU'),
      nickname: () => 'Nick',
    },
  };
  return buildSubgraphSchema({ typeDefs: parse(partnershipSdl), resolvers: resolvers as never });
}

export function advocacySchema(world: World, shape: Parameters<typeof advocacySdl>[0] = {}): GraphQLSchema {
  const petition = (id: string) => ({ id, title: world.title, ids: world.libraryIds });
  const libraries = ({ ids }: { ids: string[] }) => ids.map((id) => ({ id }));
  const ending = new Latest<number>();
  ending.push(1);
  ending.end();
  const resolvers = {
    Query: { petition: (_: unknown, { id }: { id: string }) => petition(id) },
    Mutation: {
      rename: (_: unknown, { id, title }: { id: string; title: string }) => {
        world.title = title;
        return petition(id);
      },
    },
    Petition: { libraries, strictLibraries: libraries, ...(shape.extra && { goal: () => 99 }) },
    PetitionCount: { note: (_: unknown, { loud, tone }: { loud: boolean; tone: string }) => (loud ? 'NOTE' : 'note') + tone },
    Subscription: {
      petitionCount: {
        subscribe: () => {
          if (world.refusal) throw new GraphQLError('Not now.', { extensions: { code: world.refusal } });
          return world.feed();
        },
        resolve: (count: number, { id }: { id: string }) => ({ count, petition: petition(id) }),
      },
      refusing: {
        subscribe: () => {
          throw new GraphQLError('Nothing to see here.', { extensions: { code: 'NOT_FOUND' } });
        },
      },
      ending: { subscribe: () => ending, resolve: (value: number) => value },
    },
  };
  const { Subscription: _, ...still } = resolvers;
  return buildSubgraphSchema({
    typeDefs: parse(advocacySdl(shape)),
    resolvers: (shape.live === false ? still : resolvers) as never,
  });
}

/** A subgraph that can be stopped and started again at the same port. */
export class TestSubgraph {
  port = 0;
  #server: Server | undefined;
  #sockets: WebSocketServer | undefined;
  #dispose: () => Promise<void> = async () => {};

  constructor(
    readonly name: 'partnership' | 'advocacy',
    public schema: GraphQLSchema,
    private readonly world: World,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}/graphql`;
  }

  get webSocketUrl(): string {
    return `ws://127.0.0.1:${this.port}/graphql`;
  }

  async start(port = this.port): Promise<void> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { query, variables, operationName } = JSON.parse(Buffer.concat(chunks).toString());
      this.world.fetchHeaders.push(request.headers);
      if (this.name === 'partnership') {
        this.world.partnershipFetches++;
        await this.world.partnershipGate;
      }
      const result = await graphql({ schema: this.schema, source: query, variableValues: variables, operationName });
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    });
    const sockets = new WebSocketServer({ server });
    const { dispose } = useServer(
      {
        schema: this.schema,
        onConnect: () => {
          this.world.sockets++;
          return true;
        },
        onSubscribe: (_context, _id, { extensions }) => {
          this.world.subscribeExtensions.push(extensions);
        },
      },
      sockets,
    );
    this.#server = server;
    this.#sockets = sockets;
    this.#dispose = async () => void (await dispose());
    // Below those of outgoing connections, so that nobody takes it while the subgraph is down.
    const place = port || (await freePort());
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(place, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
  }

  /** Abruptly cuts connections instead of closing them. */
  async stop({ abruptly = false } = {}): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    if (abruptly) for (const socket of this.#sockets?.clients ?? []) socket.terminate();
    await this.#dispose();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  /** Closes every connection with a code of the test's choice, and goes on. */
  closeSockets(code: number, reason: string): void {
    for (const socket of this.#sockets?.clients ?? []) socket.close(code, reason);
  }
}
