// Promises of: a start that fails at any step leaves nothing open, and a stop closes everything in reverse order.
import { createServer, type Server } from 'node:net';
import { Query, Resolver } from 'type-graphql';
import { listen } from '#kit/live/notices';
import { type Opened, type Opening, type SubgraphOptions, type SubgraphParts, startSubgraph } from '#kit/subgraph/startSubgraph';
import { Audience, anyone } from '#kit/words/audience';
import { systemClock } from '#kit/words/clock';
import { silentLog } from '#kit/words/log';

import { createDatabase, type TestDatabase, withAdmin } from '../support/postgres';
import { eventually } from '../support/reader';

@Resolver()
class GreetingResolver {
  @Audience(anyone)
  @Query(() => String, { description: 'A greeting.' })
  greeting(): string {
    return 'Hello';
  }
}

const fault = new Error('this step fails');
const fail = (): never => {
  throw fault;
};

let database: TestDatabase;
let closed: string[];
beforeEach(async () => {
  closed = [];
  database = await createDatabase();
});
afterEach(() => database.drop());

/** Keeps a connection that listens and a timer, as features do. */
function openFeatures({ databaseUrl: url, log, closeWith }: Opening): Opened<string> {
  const notices = listen({ url, channel: 'changes', log, read: () => true, onNotices: () => undefined, onGap: () => undefined });
  closeWith(async () => {
    closed.push('notices');
    await notices.stop();
  });
  const timer = setInterval(() => undefined, 1_000);
  closeWith(() => {
    closed.push('timer');
    clearInterval(timer);
  });
  return { app: 'kept', tasks: {} };
}

const start = (parts: Partial<SubgraphParts<string>> = {}, options: Partial<SubgraphOptions> = {}) =>
  startSubgraph<string>(
    {
      name: 'greeting',
      features: [{ resolvers: [GreetingResolver] }],
      entities: [],
      migrations: 'services/advocacy/migrations',
      seed: async () => undefined,
      open: openFeatures,
      ...parts,
    },
    {
      databaseUrl: database.url,
      host: '127.0.0.1',
      port: 0,
      seed: 'none',
      mailer: { send: async () => undefined, stop: () => void closed.push('mailer') },
      publicUrl: 'https://shelfbridge.example/',
      log: silentLog,
      clock: systemClock,
      ...options,
    },
  );

/** Servers, sockets and timers of this process. */
const resources = () =>
  process
    .getActiveResourcesInfo()
    .filter((kind) => /Server|Socket|TCP|Timeout/.test(kind))
    .sort();

/** The connections of a database, as PostgreSQL sees them once those that end have ended. */
const connections = () =>
  withAdmin(async (admin) => {
    const name = new URL(database.url).pathname.slice(1);
    for (let tries = 0; ; tries++) {
      const { rows } = await admin.query('SELECT application_name FROM pg_stat_activity WHERE datname = $1', [name]);
      if (rows.length === 0 || tries === 200) return rows;
    }
  });

let taken: Server;
beforeAll(async () => {
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void taken.close());
const portTaken = () => (taken.address() as { port: number }).port;

const everything = ['timer', 'notices', 'mailer'];
it.each<[string, Partial<SubgraphParts<string>>, () => Partial<SubgraphOptions>, readonly string[]]>([
  ['the database cannot be reached', {}, () => ({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none' }), ['mailer']],
  ['the tables cannot be migrated', { migrations: 'data' }, () => ({}), ['mailer']],
  ['the schema cannot be built', { features: [{ resolvers: [] }] }, () => ({}), everything],
  ['seeding fails', { seed: async () => fail() }, () => ({}), ['mailer']],
  ['a feature cannot be opened', { open: (opening) => ({ ...openFeatures(opening), app: fail() }) }, () => ({}), everything],
  [
    'the jobs cannot be scheduled',
    { open: (opening) => ({ ...openFeatures(opening), schedules: [{ task: 'rest', cron: 'never' }] }) },
    () => ({}),
    everything,
  ],
  ['the port is taken', {}, () => ({ port: portTaken() }), ['mailer']],
])('leaves nothing open when %s', async (_what, parts, options, closedThen) => {
  const before = resources();
  await expect(start(parts, options())).rejects.toThrow();
  expect(closed).toEqual(closedThen);
  await eventually('PostgreSQL has seen that its connections ended', async () => (await connections()).length === 0);
  await eventually('servers, sockets and timers are as before', () => resources().join() === before.join());
});

it('closes in reverse order what it opened, each even when another cannot be closed, and says why', async () => {
  const before = resources();
  const serving = await start({
    open: (opening) => {
      const kept = openFeatures(opening);
      opening.closeWith(fail);
      return kept;
    },
  });
  expect(await (await fetch(serving.url.replace('graphql', 'ready'))).json()).toEqual({ ready: true });
  await expect(serving.stop()).rejects.toBe(fault);
  expect(closed).toEqual(everything);
  await eventually('PostgreSQL has seen that its connections ended', async () => (await connections()).length === 0);
  await eventually('servers, sockets and timers are as before', () => resources().join() === before.join());
});
