// Promises of: of several hosts in the address of a database the one that takes changes is found, and followed when it changes.
import { type AddressInfo, createServer } from 'node:net';
import { Client, Pool } from 'pg';
import { connectionSettings } from '#kit/data/connection';
import { clientOf, leadOf } from '#kit/data/hosts';
import { isOutage } from '#kit/process/outage';
import { freePort } from '#start/ports';
import { demoDatabase, startAdvocacyAt } from '../support/advocacy';
import { afterwards } from '../support/afterwards';
import { operation, post } from '../support/graphql';
import { type TestDatabase, withAdmin } from '../support/postgres';

let database: TestDatabase;
beforeAll(async () => {
  database = await demoDatabase();
});
afterAll(() => database.drop());

/** The address of the database, with other hosts before its own. */
const behind = (...hosts: string[]) => {
  const url = new URL(database.url);
  return database.url.replace(url.host, [...hosts, url.host].join(','));
};
const clientAt = (url: string) => clientOf(connectionSettings(url, 'test'));
const faultOf = (url: string) =>
  clientAt(url)
    .connect()
    .then(
      () => undefined,
      (error: unknown) => error,
    );

/** A host that takes connections and says nothing. */
async function silentHost(): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  afterwards(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('an address with several hosts', () => {
  it('leads to the one that answers, past one that refuses and one that is silent', async () => {
    const url = behind(`127.0.0.1:${await freePort()}`, await silentHost());
    const pool = new Pool({ ...connectionSettings(url, 'test'), max: 3 });
    afterwards(() => pool.end());
    const asked = [1, 2, 3].map((n) => pool.query('SELECT $1::int AS n', [n]));
    expect((await Promise.all(asked)).map(({ rows }) => rows[0].n)).toEqual([1, 2, 3]);
  });

  it('leads past those that fail after another one was found', async () => {
    const [, host = ''] = /@([^/]+)\//.exec(database.url) ?? [];
    const url = database.url.replace(host, `${host},127.0.0.1:${await freePort()},${await silentHost()}`);
    const client = clientAt(url);
    afterwards(() => client.end());
    await client.connect();
    expect((await client.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  });

  it('is enough for a subgraph: it starts, signs and hears of it', async () => {
    const advocacy = await startAdvocacyAt(`${behind(`127.0.0.1:${await freePort()}`)}?target_session_attrs=read-write`);
    afterwards(() => advocacy.stop());
    const input = { petitionId: 'fair-ebook-terms', name: 'Reader', email: 'r@library.example', country: 'FI' };
    expect((await post(advocacy.url, operation('SignPetition'), { input })).data?.signPetition.outcome).toBe('SIGNED');
    expect((await fetch(new URL('/ready', advocacy.url))).status).toBe(200);
  });

  it('leads nowhere while none takes changes, and says so as PostgreSQL does', async () => {
    const name = new URL(database.url).pathname.slice(1);
    await withAdmin((admin) => admin.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`));
    const fault = await faultOf(behind(`127.0.0.1:${await freePort()}`));
    await withAdmin((admin) => admin.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`));
    expect(fault).toMatchObject({ code: '25006', message: 'None of the hosts of the database takes changes.' });
    expect(isOutage(fault)).toBe(true);
  });

  it('is an outage while no host answers', async () => {
    const fault = await faultOf(`postgres://me:secret@127.0.0.1:${await freePort()},127.0.0.1:${await freePort()}/x`);
    expect(isOutage(fault)).toBe(true);
    expect(String(fault)).not.toContain('secret');
  });
});

describe('an address', () => {
  it('with one host is handed on as it is', () => {
    expect(leadOf(database.url)).toEqual({ connectionString: database.url });
    expect(clientAt(database.url)).toBeInstanceOf(Client);
  });

  it.each([
    ['ports that differ', 'postgres://a:p%40b@one:5433,two/x', 'postgres://a:p%40b@one:5433/x'],
    ['no port', 'postgresql://one,two/x?sslmode=require', 'postgresql://one:5432/x?sslmode=require'],
    ['IPv6', 'postgres://a@[::1]:6000,[::2]/x', 'postgres://a@[::1]:6000/x'],
    ['one host that must take changes', 'postgres://one/x?target_session_attrs=primary', 'postgres://one:5432/x'],
  ])('may have %s', (_what, url, first) => {
    expect(leadOf(url)).toEqual({ connectionString: first, Client: expect.any(Function) });
  });

  it.each([
    ['that wants a standby', 'postgres://a:secret@one,two/x?target_session_attrs=standby', /cannot be "standby".*read-write/],
    ['that takes any', 'postgres://a:secret@one,two/x?target_session_attrs=any', /cannot be "any"/],
    ['with an empty host', 'postgres://a:secret@one,,two/x', /one of its hosts cannot be read/],
    ['with a port that is none', 'postgres://a:secret@one:70000,two/x', /one of its hosts cannot be read/],
  ])('%s is refused in words, and without its password', (_what, url, words) => {
    expect(() => leadOf(url)).toThrow(words);
    expect(() => leadOf(url)).not.toThrow(/secret/);
  });
});
