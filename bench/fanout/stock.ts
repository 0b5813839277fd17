// The server one would write first: a schema with a subscription, and the usual library for each transport.
import { EventEmitter, on } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import * as graphql from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { obey, stateOf } from './orders';

const [, , kind] = process.argv;
const counts = new EventEmitter();
counts.setMaxListeners(0);

/** Installed apart from the product, with a graphql of its own: see bench/contenders. */
const apart = (name: string) => require(resolve('bench/contenders/node_modules', name));
const { buildSchema }: typeof graphql = kind === 'graphql-yoga' ? apart('graphql') : graphql;
const schema = buildSchema(`
  type PetitionCount { count: Int! countedAt: String! }
  type Query { any: Int }
  type Subscription { petitionCount(id: ID!): PetitionCount! }`);
const { petitionCount } = (schema.getSubscriptionType() as graphql.GraphQLObjectType).getFields();
Object.assign(petitionCount ?? {}, {
  subscribe: () => on(counts, 'count'),
  resolve: ([count]: [number]) => stateOf(count),
});

async function listener(): Promise<RequestListener> {
  if (kind !== 'graphql-yoga') return createHandler({ schema });
  const { createYoga } = apart('graphql-yoga');
  return createYoga({ schema, logging: false, graphiql: false, landingPage: false });
}

void listener().then((answer) => {
  const server = createServer(answer);
  useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
  server.listen(0, '127.0.0.1', () => obey((server.address() as AddressInfo).port, (count) => void counts.emit('count', count)));
});
