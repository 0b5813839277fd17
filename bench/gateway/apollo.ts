// Apollo's gateway and server as their manual puts them together, or tuned: our connections and de-duplication below the same executor.
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Addresses } from '../../gateway/graph/addresses';
import { SubgraphSource } from '../../gateway/graph/apollo';
import { SubgraphConnection } from '../../gateway/graph/subgraphs';
import { silentLog } from '../../services/kit/words/log';

const [, , port, supergraphFile = '', kind] = process.argv;

interface Context {
  readonly headers: Readonly<Record<string, string>>;
}

class Forwarding extends RemoteGraphQLDataSource<Context> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<Context>['willSendRequest']>>[0]) {
    for (const [name, value] of Object.entries((context as Partial<Context>).headers ?? {}))
      request.http?.headers.set(name, value);
  }
}

const tuned = ({ name, url }: { name: string; url: string }) =>
  new SubgraphSource(
    new SubgraphConnection({
      name,
      addresses: new Addresses([url]),
      deadlineMs: 10_000,
      log: silentLog,
      headersOf: (headers) => headers,
    }),
  );

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(supergraphFile, 'utf8'),
  buildService: ({ name, url = '' }) => (kind === 'tuned' ? tuned({ name, url }) : new Forwarding({ url })),
  logger: silentLog,
});
const server = new ApolloServer<Context>({ gateway, logger: silentLog });
void startStandaloneServer(server, {
  listen: { port: Number(port), host: '127.0.0.1' },
  context: async ({ req }) => ({ headers: { authorization: String(req.headers.authorization ?? '') } }),
});
