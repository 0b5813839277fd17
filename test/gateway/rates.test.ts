// Promises of: do several gateways keep one budget, and what when the database for it is away?
import { RateLimits } from '#gateway/limits/rates';
import { silentLog } from '#kit/log';
import { createDatabase } from '../support/postgres';

describe('several gateways that count in one database', () => {
  it('count together, and store no address', async () => {
    const database = await createDatabase();
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
    const asking = { subject: null, address: '192.0.2.7' };
    await one.countOperation(asking);
    await other.countOperation(asking);
    await one.countOperation(asking);
    await expect(other.countOperation(asking)).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
    await one.countMutations(['sign', 'other'], asking);
    await expect(other.countMutations(['sign', 'sign'], asking)).rejects.toMatchObject({
      message: expect.stringContaining('sign'),
    });
    const { Client } = await import('pg');
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query('SELECT key FROM gateway_rate');
    expect(rows.length).toBe(2);
    expect(JSON.stringify(rows)).not.toContain('192');
    await client.end();
    await Promise.all([one.close(), other.close()]);
    await database.drop();
  });

  it('count for themselves while the database is away', async () => {
    const alone = new RateLimits({
      operations: { points: 1, seconds: 60 },
      mutations: new Map(),
      databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
      clock: () => new Date(),
      log: silentLog,
    });
    await alone.countOperation({ subject: 'ana', address: undefined });
    await expect(alone.countOperation({ subject: 'ana', address: undefined })).rejects.toMatchObject({
      extensions: { code: 'RATE_LIMITED' },
    });
    await alone.close();
  });
});
