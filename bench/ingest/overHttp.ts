// How much of that is left when people sign over HTTP, against the servers one would write instead?
import { interleave, ratio, spread, written } from '../measure';
import { type Arena, type Contest, empty, expectExact } from './arena';
import { settingsOf, startClients, startScript, startSubgraph } from './processes';

/** Goals I4 to I7, and what remembering documents and a thin way through HTTP bring. */
export async function overHttp(arena: Arena, { rounds, seconds, say }: Contest): Promise<void> {
  const server = (kind: string) => startScript('bench/ingest/servers.js', settingsOf(arena), [kind]);
  const clients = startClients();
  const subgraph = await startSubgraph(arena);
  // Of its own, since what it remembers would burden the other.
  const forgetful = await startSubgraph(arena);
  const [alone, together, plain] = [await server('alone'), await server('together'), await server('plain')];
  for (const connections of [64, 256]) {
    const cell =
      (port: number, { parts = true, newDocuments = false } = {}) =>
      async () => {
        await empty(arena.pool);
        const { done, accepted, p50, p99 } = await clients.sign({ port, connections, seconds, newDocuments });
        await expectExact(arena.pool, accepted, { parts });
        return { rate: done / seconds, p50, p99 };
      };
    const { rate, p99 } = await interleave(rounds, {
      alone: cell(alone.port, { parts: false }),
      together: cell(together.port),
      plain: cell(plain.port),
      subgraph: cell(subgraph.port),
      newDocuments: cell(forgetful.port, { newDocuments: true }),
    });
    const over = (other: Exclude<keyof typeof rate, 'subgraph'>, digits = 1) => written(ratio(rate, 'subgraph', other), digits);
    say(`${connections} connections: the subgraph ${written(spread(rate.subgraph), 0)} signatures/s`);
    say(`  / Apollo standalone with a transaction each ${over('alone')} (goal: 12)`);
    say(`  / Apollo standalone with our schema and batch ${over('together')} (goal: 2): what the thin way through HTTP brings`);
    say(`  / node:http without GraphQL with our batch ${over('plain', 2)} (goal: 0.55)`);
    say(`  / itself when every document is new ${over('newDocuments')}: what remembering them brings`);
    say(`  p99 of waits / a transaction each ${written(ratio(p99, 'subgraph', 'alone'), 2)} (goal: at most 0.25)`);
  }
  clients.stop();
  for (const running of [subgraph, forgetful, alone, together, plain]) await running.stop();
}
