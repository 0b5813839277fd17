// Apollo's gateway and server as their manual puts them together, with the passport that our subgraphs want to see.
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { silentLog } from '../../services/kit/words/log';
import { sealWith } from '../../services/kit/words/secrets';

const { PORT, SUPERGRAPH_SDL = '', ADVOCACY_URL = '', ADVOCACY_KEY = '' } = process.env;
const seal = sealWith(new Map([['advocacy', [Buffer.from(ADVOCACY_KEY, 'hex')]]]), Date.now);

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(SUPERGRAPH_SDL, 'utf8'),
  buildService: ({ name, url }) =>
    new RemoteGraphQLDataSource({
      url: name === 'advocacy' ? ADVOCACY_URL : (url ?? ''),
      willSendRequest({ request }) {
        for (const [header, value] of Object.entries(seal(name, {}))) request.http?.headers.set(header, value);
      },
    }),
  logger: silentLog,
});

process.once('disconnect', () => process.exit());
void startStandaloneServer(new ApolloServer({ gateway, logger: silentLog }), {
  listen: { port: Number(PORT), host: '127.0.0.1' },
}).then(() => process.send?.({ ready: true }));
