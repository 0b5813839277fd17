// Does every count stay exact while three of four sign again, two processes write and connections are killed?
import { randomBytes } from 'node:crypto';
import { type Arena, type Contest, empty, expectExact } from './arena';
import { usualDuplicates } from './load';
import { startClients, startSubgraph } from './processes';

const killEveryMs = 100;

/** Goal I8: no difference. What is killed with -9 is proved in `test/advocacy/petitions/underFire.long.test.ts`. */
export async function underFire(arena: Arena, { rounds, seconds, say }: Contest): Promise<void> {
  const servers = [await startSubgraph(arena), await startSubgraph(arena)];
  const crowds = servers.map(({ port }) => ({ port, ...startClients() }));
  for (const duplicates of [usualDuplicates, 0.75]) {
    for (const killing of [false, true]) {
      const total = { accepted: 0, killed: 0 };
      for (let round = 0; round < rounds; round++) {
        await empty(arena.pool);
        const run = randomBytes(4).toString('hex');
        const count = (killed: number) => {
          total.killed += killed;
        };
        const timer = killing ? setInterval(() => void kill(arena).then(count), killEveryMs) : undefined;
        const heard = await Promise.all(
          crowds.map(({ port, sign }) => sign({ port, connections: 64, seconds, duplicates, run })),
        ).finally(() => clearInterval(timer));
        const accepted = heard.reduce((sum, one) => sum + one.accepted, 0);
        await expectExact(arena.pool, accepted);
        total.accepted += accepted;
      }
      say(
        `exact, two processes, the same readers in both, ${duplicates * 100} % of each sign again, ${total.killed} connections killed: ` +
          `${total.accepted} accepted answers = rows = total = areas = hours`,
      );
    }
  }
  for (const { stop } of [...crowds, ...servers]) await stop();
}

/** Kills the connections that add signatures at this moment. */
async function kill({ pool }: Arena): Promise<number> {
  const { rows } = await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%INSERT INTO signature%'`,
  );
  return rows.length;
}
