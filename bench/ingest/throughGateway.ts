// How many sign through our gateway, against Apollo's gateway and server in front of the same subgraph?
import { join } from 'node:path';
import { interleave, ratio, spread, written } from '../measure';
import { type Arena, type Contest, empty, expectExact } from './arena';
import { gatewayKey, startClients, startScript, startSubgraph } from './processes';

const connections = 64;

/** Both gateways answer from the committed supergraph and seal a passport for each call. */
export async function throughGateway(arena: Arena, { rounds, seconds, say }: Contest): Promise<void> {
  const clients = startClients();
  const subgraph = await startSubgraph(arena);
  const environment = {
    SUPERGRAPH_SDL: join(process.cwd(), 'schema/supergraph.graphql'),
    ADVOCACY_URL: `http://127.0.0.1:${subgraph.port}/graphql`,
    ADVOCACY_KEY: gatewayKey,
    RATE_LIMIT: '10000000/1',
    COST_LIMIT: '10000000000/1',
    MUTATION_LIMITS: 'signPetition=10000000/1',
  };
  const ours = await startScript('gateway/main.js', environment);
  const apollo = await startScript('bench/ingest/apolloGateway.js', environment);
  const cell = (port: number) => async () => {
    await empty(arena.pool);
    const { done, accepted, p99 } = await clients.sign({ port, connections, seconds });
    await expectExact(arena.pool, accepted);
    return { rate: done / seconds, p99 };
  };
  const { rate, p99 } = await interleave(rounds, {
    subgraph: cell(subgraph.port),
    ours: cell(ours.port),
    apollo: cell(apollo.port),
  });
  say(`${connections} connections: through our gateway ${written(spread(rate.ours), 0)} signatures/s`);
  say(
    `  / Apollo's gateway and server ${written(ratio(rate, 'ours', 'apollo'))} (goal: 3), p99 of waits ${written(ratio(p99, 'ours', 'apollo'), 2)}`,
  );
  say(`  / the subgraph without a gateway ${written(ratio(rate, 'ours', 'subgraph'), 2)}`);
  clients.stop();
  for (const running of [ours, apollo, subgraph]) await running.stop();
}
