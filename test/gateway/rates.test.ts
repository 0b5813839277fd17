// Promises of: do several gateways keep one budget, and what when the database for it is away?
import { Client } from 'pg';
import { RateLimits } from '#gateway/operation/rates';
import { silentLog } from '#kit/words/log';
import { afterwards } from '../support/afterwards';
import { adminUrl, createDatabase } from '../support/postgres';
import { GatewayProcesses } from '../support/processes';
import { eventually } from '../support/reader';
import { startStage, startWhoami } from './support/stage';

describe('several gateways that count in one database', () => {
  it('count together, and store no address', async () => {
    const database = await createDatabase();
    afterwards(database.drop);
    const make = () =>
      new RateLimits({
        operations: { points: 3, seconds: 60 },
        mutations: new Map([['sign', { points: 2, seconds: 60 }]]),
        databaseUrl: database.url,
        key: Buffer.alloc(32),
        clock: () => new Date(),
        log: silentLog,
      });
    const [one, other] = [make(), make()];
    for (const each of [one, other]) afterwards(() => each.close());
    const asking = { subject: null, address: '192.0.2.7' };
    await one.countOperation(asking);
    await other.countOperation(asking);
    await one.countOperation(asking);
    await expect(other.countOperation(asking)).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
    await one.countMutations(['sign', 'other'], asking);
    await expect(other.countMutations(['sign', 'sign'], asking)).rejects.toMatchObject({
      message: expect.stringContaining('sign'),
    });
    const client = new Client({ connectionString: database.url });
    afterwards(() => client.end());
    await client.connect();
    const { rows } = await client.query('SELECT key FROM gateway_rate');
    expect(rows.length).toBe(2);
    expect(JSON.stringify(rows)).not.toContain('192');
  });

  it('write large budgets once a second for each account, count exactly from half of them on, and tell the rest when they stop', async () => {
    const database = await createDatabase();
    afterwards(database.drop);
    const make = () =>
      new RateLimits({
        operations: { points: 1_000, seconds: 600 },
        mutations: new Map(),
        databaseUrl: database.url,
        clock: () => new Date(),
        log: silentLog,
      });
    const [one, other] = [make(), make()];
    afterwards(() => other.close());
    const client = new Client({ connectionString: database.url });
    afterwards(() => client.end());
    await client.connect();
    const ask = (limits: RateLimits) => limits.countOperation({ subject: 'ana', address: undefined });
    const counted = async (): Promise<number> =>
      (await client.query(`SELECT sum(points)::int AS points FROM gateway_rate WHERE key LIKE 'operations:%'`)).rows[0].points ??
      0;
    await ask(one);
    await eventually('the first is told at once', async () => {
      const { rows } = await client.query(`SELECT to_regclass('gateway_rate') AS is_made`);
      return rows[0].is_made !== null && (await counted()) === 1;
    });
    await client.query(`
      CREATE SEQUENCE writes;
      CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('writes'); RETURN NULL; END $$;
      CREATE TRIGGER note AFTER INSERT ON gateway_rate FOR EACH STATEMENT EXECUTE FUNCTION note()`);
    const began = performance.now();
    for (let i = 0; i < 299; i++) await ask(one);
    await one.close();
    expect(await counted()).toBe(300);
    const { rows } = await client.query('SELECT last_value::int AS writes FROM writes');
    // A twentieth at a time, or a second, and the last at the end.
    expect(rows[0].writes).toBeLessThanOrEqual(300 / 50 + (performance.now() - began) / 1_000 + 2);
    let passed = 0;
    const all = async () => {
      for (; passed < 2_000; passed++) await ask(other);
    };
    await expect(all()).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED', limit: 1_000 } });
    expect(passed).toBe(700);
  });

  it('know of each other which sessions have ended', async () => {
    const database = await createDatabase();
    afterwards(database.drop);
    const make = (databaseUrl: string | undefined) =>
      new RateLimits({
        operations: { points: 2, seconds: 60 },
        mutations: new Map(),
        databaseUrl,
        clock: () => new Date(),
        log: silentLog,
      });
    const [one, other, alone, away] = [
      make(database.url),
      make(database.url),
      make(undefined),
      make('postgres://127.0.0.1:1/none'),
    ];
    for (const each of [one, other, alone, away]) afterwards(() => each.close());
    await one.end('a', 3_600);
    await away.end('a', 3_600);
    const known = [one, other, alone, away].map(async (each) => [await each.hasEnded('a'), await each.hasEnded('c')]);
    expect(await Promise.all(known)).toEqual([
      [true, false],
      [true, false],
      [false, false],
      [true, false],
    ]);
  });

  it('name accounts by a hash of one length, whatever providers call them', async () => {
    const database = await createDatabase();
    afterwards(database.drop);
    const warn = jest.fn();
    const limits = new RateLimits({
      operations: { points: 2, seconds: 60 },
      mutations: new Map(),
      databaseUrl: database.url,
      clock: () => new Date(),
      log: { ...silentLog, warn, error: warn },
    });
    afterwards(() => limits.close());
    for (const subject of [`urn:test#${'x'.repeat(1_000)}`, 'urn:test#a\u0000b', 'urn:test#ana@example.org', 'urn:test#\ud800']) {
      for (let i = 0; i < 2; i++) await limits.countOperation({ subject, address: undefined });
      await expect(limits.countOperation({ subject, address: undefined })).rejects.toThrow(/Too many requests/);
    }
    const client = new Client({ connectionString: database.url });
    afterwards(() => client.end());
    await client.connect();
    const { rows } = await client.query<{ key: string }>('SELECT key FROM gateway_rate');
    expect(rows).toHaveLength(4);
    for (const { key } of rows) expect(key).toMatch(/^operations:[\w-]{43}$/);
    expect(warn).not.toHaveBeenCalled();
  });

  it('go on counting together after the database refused one request for a reason of its own', async () => {
    const database = await createDatabase();
    afterwards(database.drop);
    const [warn, error] = [jest.fn(), jest.fn()];
    const make = () =>
      new RateLimits({
        operations: { points: 2, seconds: 60 },
        mutations: new Map(),
        databaseUrl: database.url,
        clock: () => new Date(),
        log: { ...silentLog, warn, error },
      });
    const [one, other] = [make(), make()];
    for (const each of [one, other]) afterwards(() => each.close());
    const ask = (limits: RateLimits, subject: string) => limits.countOperation({ subject, address: undefined });
    await ask(one, 'ana');
    const client = new Client({ connectionString: database.url });
    afterwards(() => client.end());
    await client.connect();
    await client.query('ALTER TABLE gateway_rate ADD CONSTRAINT no_more CHECK (points < 0) NOT VALID');
    await ask(one, 'ben');
    await client.query('ALTER TABLE gateway_rate DROP CONSTRAINT no_more');
    await ask(other, 'ana');
    await expect(ask(one, 'ana')).rejects.toThrow(/Too many requests/);
    expect([warn.mock.calls.length, error.mock.calls.length]).toEqual([0, 1]);
  });

  it('count for themselves while the database is away', async () => {
    const alone = new RateLimits({
      operations: { points: 1, seconds: 60 },
      mutations: new Map(),
      databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
      clock: () => new Date(),
      log: silentLog,
    });
    afterwards(() => alone.close());
    await alone.countOperation({ subject: 'ana', address: undefined });
    await expect(alone.countOperation({ subject: 'ana', address: undefined })).rejects.toMatchObject({
      extensions: { code: 'RATE_LIMITED' },
    });
  });
});

describe('two gateway processes', () => {
  const processes = new GatewayProcesses();
  afterEach(() => processes.kill());

  it('share one budget for each address, and start at once on an empty database', async () => {
    const [database, whoami] = [await createDatabase(), await startWhoami()];
    for (const close of [database.drop, whoami.stop]) afterwards(close);
    const stage = await startStage({ whoami });
    afterwards(() => stage[Symbol.asyncDispose]());
    const environment = {
      SUPERGRAPH_SDL: stage.supergraphFile,
      RATE_LIMIT_DATABASE_URL: database.url,
      RATE_LIMIT: '10/600',
      TRUSTED_PROXIES: '1',
      PARTNERSHIP_KEY: '01'.repeat(32),
      ADVOCACY_KEY: '02'.repeat(32),
    };
    const gateways = await Promise.all([processes.run(environment), processes.run(environment)]);
    const ask = async (i: number, address: string) => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
      const url = gateways[i % 2]?.url ?? '';
      return (await fetch(url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' })).status;
    };
    // The very first requests of both, at the same moment.
    const statuses = await Promise.all(Array.from({ length: 10 }, (_, i) => ask(i, '192.0.2.1')));
    expect(statuses).toEqual(Array(10).fill(200));
    for (const i of [0, 1, 2, 3]) expect(await ask(i, '192.0.2.1')).toBe(429);
    for (const i of [0, 1]) expect(await ask(i, '192.0.2.2')).toBe(200);
    expect(await Promise.all(gateways.map((gateway) => gateway.stop()))).toEqual([0, 0]);
  }, 90_000);
});

describe('a gateway whose database for counting goes away', () => {
  it('counts for itself at once, answers all the while, and counts together again when it is back', async () => {
    const database = await createDatabase();
    afterwards(database.drop);
    const name = new URL(database.url).pathname.slice(1);
    const admin = new Client({ connectionString: adminUrl() });
    afterwards(() => admin.end());
    await admin.connect();
    const time = { now: new Date('2026-11-25T12:00:00Z') };
    const warn = jest.fn();
    const make = () =>
      new RateLimits({
        operations: { points: 2, seconds: 600 },
        mutations: new Map(),
        databaseUrl: database.url,
        key: Buffer.alloc(32),
        clock: () => time.now,
        log: { ...silentLog, warn },
      });
    const [one, other] = [make(), make()];
    for (const each of [one, other]) afterwards(() => each.close());
    const from = (last: number) => ({ subject: null, address: `192.0.2.${last}` });
    await one.countOperation(from(1));
    await other.countOperation(from(1));
    await expect(one.countOperation(from(1))).rejects.toThrow(/Too many requests/);

    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    for (const each of [one, other]) {
      await each.countOperation(from(2));
      await each.countOperation(from(2));
      await expect(each.countOperation(from(2))).rejects.toThrow(/Too many requests/);
    }
    expect(JSON.stringify(warn.mock.calls)).toMatch(/each gateway counts on its own/);
    expect(JSON.stringify(warn.mock.calls)).not.toMatch(/192\.0\.2|password/);

    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    time.now = new Date(time.now.getTime() + 60_000);
    await one.countOperation(from(3));
    await other.countOperation(from(3));
    for (const each of [one, other]) await expect(each.countOperation(from(3))).rejects.toThrow(/Too many requests/);
  });

  it('is not asked about a flood any more, once its budget is used up', async () => {
    const database = await createDatabase();
    afterwards(database.drop);
    const limits = new RateLimits({
      operations: { points: 3, seconds: 600 },
      mutations: new Map(),
      databaseUrl: database.url,
      clock: () => new Date(),
      log: silentLog,
    });
    afterwards(() => limits.close());
    const asking = { subject: 'ana', address: undefined };
    for (let i = 0; i < 3; i++) await limits.countOperation(asking);
    for (let i = 0; i < 50; i++) await expect(limits.countOperation(asking)).rejects.toThrow(/Too many requests/);
    const client = new Client({ connectionString: database.url });
    afterwards(() => client.end());
    await client.connect();
    const { rows } = await client.query('SELECT points FROM gateway_rate');
    expect(rows[0].points).toBeLessThanOrEqual(4);
  });
});

describe('a gateway that counts alone', () => {
  const make = (seconds: number) =>
    new RateLimits({
      operations: { points: 2, seconds },
      mutations: new Map([['sign', { points: 2, seconds }]]),
      clock: () => new Date(),
      log: silentLog,
    });
  const from = (address: string) => ({ subject: null, address });

  it('counts at once, each for itself, and says when to ask again', async () => {
    const limits = make(60);
    for (let i = 0; i < 2; i++) expect(limits.countOperation(from('192.0.2.1'))).toBeUndefined();
    await expect(limits.countOperation(from('192.0.2.1'))).rejects.toMatchObject({
      extensions: { code: 'RATE_LIMITED', limit: 2, retryAfterSeconds: expect.any(Number) },
    });
    expect(limits.countOperation(from('192.0.2.2'))).toBeUndefined();
  });

  it('counts each field of a mutation, and knows which was asked too often', async () => {
    const limits = make(60);
    expect(limits.countMutations(['other'], from('192.0.2.1'))).toBeUndefined();
    await limits.countMutations(['sign', 'other', 'sign'], from('192.0.2.1'));
    await expect(limits.countMutations(['sign'], from('192.0.2.1'))).rejects.toMatchObject({ extensions: { field: 'sign' } });
    await expect(limits.countMutations(['other', 'sign'], from('192.0.2.1'))).rejects.toMatchObject({
      extensions: { code: 'RATE_LIMITED' },
    });
  });

  it('begins anew when the time of a budget is over', async () => {
    const limits = make(0.05);
    const count = (times: number) =>
      Promise.allSettled(Array.from({ length: times }, () => limits.countOperation(from('192.0.2.1'))));
    const isCounted = async () => (await count(1))[0]?.status === 'fulfilled';
    await eventually('too many', async () => (await count(3)).some(({ status }) => status === 'rejected'));
    await eventually('the next time has begun', isCounted);
  });
});
