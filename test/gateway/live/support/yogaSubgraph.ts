// Two subgraphs on GraphQL Yoga as it comes, whose feeds go by server-sent events only, as a process of their own.
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, parse } from 'graphql';
import { createPubSub, createYoga } from 'graphql-yoga';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';

export const chatSdl = `${link}
type Query { chat: String }
type Mutation { say(text: String!, times: Int = 1): Int! }
type Subscription { said(room: String = "hall"): Line lines: Int refusing: Line failing: Line ending: Int halves: Line }
type Line @key(fields: "id") { id: ID! text: String sure: String! }`;

export const namesSdl = `${link}
type Query { names: String }
type Line @key(fields: "id") { id: ID! by: String }`;

let total = 0;
const hub = createPubSub<{ said: [{ id: string; text: string }] }>();

async function* counted() {
  yield total;
  for await (const _ of hub.subscribe('said')) yield total;
}

async function* half() {
  yield { id: '1', text: 'whole', sure: 'yes' };
  yield { id: '2', text: 'half' };
  for await (const line of hub.subscribe('said')) yield { ...line, sure: 'yes' };
}

async function* one() {
  yield 1;
}

const chat = {
  Mutation: {
    say: (_: unknown, { text, times }: { text: string; times: number }) => {
      for (let i = 0; i < times; i++) hub.publish('said', { id: String(++total), text });
      return total;
    },
  },
  Line: { sure: ({ sure }: { sure?: string }) => sure },
  Subscription: {
    said: { subscribe: () => hub.subscribe('said'), resolve: (line: unknown) => line },
    lines: { subscribe: counted, resolve: (count: number) => count },
    refusing: {
      subscribe: () => {
        throw new GraphQLError('Members only.', { extensions: { code: 'FORBIDDEN', http: { status: 403 } } });
      },
    },
    failing: {
      subscribe: () => {
        throw new Error('SECRET');
      },
    },
    ending: { subscribe: one, resolve: (value: number) => value },
    halves: { subscribe: half, resolve: (line: unknown) => line },
  },
};
const names = { Line: { __resolveReference: (line: object) => line, by: ({ id }: { id: string }) => `writer ${id}` } };

const yoga = (sdl: string, resolvers: object, graphqlEndpoint: string) =>
  createYoga({
    schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never }),
    graphqlEndpoint,
    logging: false,
  });

if (require.main === module) {
  const served = [yoga(chatSdl, chat, '/chat'), yoga(namesSdl, names, '/names')];
  const server = createServer((request, response) => {
    const found = served.find(({ graphqlEndpoint }) => request.url === graphqlEndpoint);
    if (found) void found(request, response);
    else response.writeHead(404).end();
  });
  server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'));
}
