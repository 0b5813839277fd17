// Promises of: what processes hint at reaches the others once, together, and nothing that anybody sends ends one.
import { Client } from 'pg';
import { PetitionFeed } from '#advocacy/petitions/liveCounts';
import { Petition } from '#advocacy/petitions/petition';
import { ChangeFeed } from '#kit/live/feed';
import { natsSettings } from '#kit/live/nats';
import { type Listening, listen, type Notices } from '#kit/live/notices';
import { readSettings } from '#kit/words/config';
import { silentLog } from '#kit/words/log';
import { demoDatabase, startAdvocacyAt } from '../support/advocacy';
import { createDatabase, type TestDatabase } from '../support/postgres';
import { eventually } from '../support/reader';

let database: TestDatabase;
let client: Client;
const stopping: { stop(): unknown }[] = [];
const use = (make: () => Promise<TestDatabase>) =>
  beforeEach(async () => {
    database = await make();
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
afterEach(async () => {
  for (const each of stopping.splice(0)) await each.stop();
  await client.end();
  await database.drop();
});

const send = (channel: string, ...payloads: string[]) =>
  client.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [channel, payloads]);

describe('whoever listens', () => {
  use(createDatabase);

  /** Notes what it is told; numbers are what it can read. */
  async function listening(more: Partial<Listening<number>> = {}) {
    const told = { gaps: 0, notices: [] as (readonly number[])[], warnings: [] as string[] };
    const warn = (fields: unknown, text?: string) => void told.warnings.push(JSON.stringify([fields, text]));
    const notices: Notices = listen<number>({
      url: database.url,
      channel: 'numbers',
      log: { ...silentLog, warn },
      read(payload) {
        if (!/^\d+$/.test(payload)) throw new Error(`this is no number: ${payload}`);
        return Number(payload);
      },
      onNotices: (together) => void told.notices.push(together),
      onGap: () => void told.gaps++,
      ...more,
    });
    stopping.push(notices);
    await eventually('it listens', () => told.gaps > 0, 20_000);
    return told;
  }

  it('is told of many notices together, in their order, each once', async () => {
    const told = await listening();
    const numbers = Array.from({ length: 500 }, (_, i) => i);
    for (const number of numbers) await send('numbers', String(number), String(number + 1_000));
    const all = () => told.notices.flat();
    await eventually('all have arrived', () => all().length === 1_000);
    expect(all()).toEqual(numbers.flatMap((number) => [number, number + 1_000]));
    expect(told.notices.length).toBeLessThan(100);
  });

  it('shares one connection with the others of its process, whenever they come and go, and the last of them ends it', async () => {
    const sessions = async () =>
      (
        await client.query(
          `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'listen notices'`,
        )
      ).rows[0].n;
    const [numbers, same] = await Promise.all([listening(), listening()]);
    const others = await listening({ channel: 'others' });
    expect(await sessions()).toBe(1);
    await send('numbers', '1');
    await send('others', '2');
    await eventually('each heard its own', () => [numbers, same, others].every(({ notices }) => notices.length > 0));
    expect([numbers, same, others].map(({ notices }) => notices.flat())).toEqual([[1], [1], [2]]);
    for (const each of stopping.splice(0, 2)) await each.stop();
    await send('others', '3');
    await eventually('the one that stayed heard more', () => others.notices.length > 1);
    for (const each of stopping.splice(0)) await each.stop();
    await eventually('the connection is over', async () => (await sessions()) === 0);
    const again = await listening();
    await send('numbers', '4');
    await eventually('one that comes later hears', () => again.notices.length > 0);
  });

  it('is told of a gap when the connection that it shares was lost, and hears again', async () => {
    const all = [await listening(), await listening({ channel: 'others' })];
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'listen notices'`,
    );
    await eventually('both were told', () => all.every(({ gaps }) => gaps > 1));
    await send('numbers', '1');
    await send('others', '1');
    await eventually('both hear', () => all.every(({ notices }) => notices.length > 0));
  });

  it('reads everything again after notices that it cannot read, and is warned once, without what stood in them', async () => {
    const told = await listening();
    await send('numbers', 'oops', 'null', '{"from":"x"}');
    await eventually('it was told of a gap', () => told.gaps >= 2);
    const before = told.gaps;
    await send('numbers', 'secret@example.org');
    await eventually('it was told of another gap', () => told.gaps > before);
    expect(told.notices).toEqual([]);
    expect(told.warnings).toEqual([expect.stringContaining('a notice could not be read')]);
    expect(told.warnings.join()).not.toMatch(/oops|secret/);
  });

  it('reads everything again when it could not read what changed', async () => {
    const told = await listening({ onNotices: () => Promise.reject(new Error('the database is away')) });
    await send('numbers', '1');
    await eventually('it was told of a gap', () => told.gaps >= 2);
  });

  it('is told of one gap, not of a backlog, after more notices than it keeps', async () => {
    const told = await listening();
    await client.query(`SELECT pg_notify('numbers', i::text) FROM generate_series(1, 5000) AS i`);
    await eventually('it was told of a gap', () => told.gaps >= 2);
    expect(told.notices.flat().length).toBeLessThan(1_001);
  });
});

describe('the address of NATS', () => {
  const read = (NATS_URL: string) => readSettings(natsSettings, { NATS_URL }).NATS_URL;

  it.each([
    ['nats://one', { servers: ['one:4222'] }],
    ['nats://one:4223, nats://two', { servers: ['one:4223', 'two:4222'] }],
    ['tls://ann:p%40ss@one/', { servers: ['one:4222'], user: 'ann', pass: 'p@ss', tls: {} }],
    ['nats://s3cret@[::1]:4222', { servers: ['[::1]:4222'], token: 's3cret' }],
  ])('%s is read', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    'one:4222',
    'http://one',
    'nats://',
    'nats://one/subject',
    'nats://one,tls://one',
    'tls://ann:secret@10.0.0.1:4222',
    'tls://nats.example,tls://[::1]',
    'nats://ann:secret@one,nats://two',
    'nats://ann:sec ret@one:port',
  ])('%s is refused, without a word of what stands in it', (text) => {
    expect(() => read(text)).toThrow(/NATS_URL: must /);
    expect(() => read(text)).not.toThrow(/secret|sec ret/);
  });
});

describe('the processes of a subgraph', () => {
  use(demoDatabase);

  it('outlive every notice that anybody sends, and show counts afterwards', async () => {
    const advocacy = await startAdvocacyAt(database.url);
    stopping.push(advocacy);
    const reader = await advocacy.app.feed.watch(['fair-ebook-terms']);
    await reader.next();
    const heard = new ChangeFeed({ url: database.url, log: silentLog });
    stopping.push(heard);
    const strange = [
      'oops',
      'null',
      '7',
      '"x"',
      '[]',
      '{"from":"x"}',
      '{"from":"x","ids":7}',
      '{"from":"x","ids":[7]}',
      '{"kind":1}',
    ];
    for (const channel of ['petition_counts', 'partnership_changes', 'policy_changes', 'statement_changes'])
      await send(channel, ...strange, '{"from":"x","petitions":[]}');
    await client.query(`UPDATE petition SET count = 7, revision = revision + 1 WHERE id = 'fair-ebook-terms'`);
    await send('petition_counts', '{"from":"x","ids":["fair-ebook-terms"]}');
    const { value } = await reader.next();
    expect(value).toMatchObject([{ id: 'fair-ebook-terms', count: 7 }]);
  });

  it('read and tell by time and not by each other: six of them with forty hot petitions', async () => {
    await client.query(`
      INSERT INTO petition (id, title, ask, target, organizers, state, historical, demo, listed_on)
      SELECT 'hot-' || i, 'Hot', 'Sell.', 'A publisher', '{}', 'OPEN', false, false, '2026-10-01' FROM generate_series(1, 40) AS i`);
    const statements: string[] = [];
    const advocacy = await startAdvocacyAt(database.url, { onStatement: (sql) => statements.push(sql) });
    stopping.push(advocacy);
    const petitions = await advocacy.database
      .getRepository(Petition)
      .createQueryBuilder('p')
      .where(`p.id LIKE 'hot-%'`)
      .getMany();
    const ids = petitions.map(({ id }) => id);
    const feeds = Array.from(
      { length: 6 },
      () => new PetitionFeed({ database: advocacy.database, url: database.url, log: silentLog }),
    );
    stopping.push(...feeds);
    for (const feed of feeds) await (await feed.watch(ids)).next();
    const change = async () => {
      await client.query(`UPDATE petition SET revision = revision + 1 WHERE id LIKE 'hot-%'`);
      for (const feed of feeds) feed.publish(petitions);
    };
    expect(feeds.map(({ pace }) => pace.intervalMs)).toEqual(feeds.map(() => 200));
    await eventually('each has heard all others', async () => {
      await change();
      return feeds.every(({ pace }) => pace.intervalMs === 750);
    });
    statements.length = 0;
    const began = performance.now();
    for (let round = 0; round < 40; round++) await change();
    const last = await feeds[0]?.watch(ids);
    expect((await last?.next())?.value).toHaveLength(40);
    const most = (intervalMs: number) => 6 * ((performance.now() - began) / intervalMs + 2);
    expect(statements.filter((sql) => sql.includes('pg_notify')).length).toBeLessThanOrEqual(most(750));
    expect(statements.filter((sql) => sql.includes('= ANY')).length).toBeLessThanOrEqual(most(200) + 1);
  });
});
