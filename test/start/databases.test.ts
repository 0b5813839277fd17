// Can one subgraph read, enter or change what belongs to the other?
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DatabaseUrls } from '#start/config';
import { freePort } from '#start/ports';
import { ensureDatabases, type Postgres, startPostgres } from '#start/postgres';

async function ask(url: string, sql: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('ensureDatabases', () => {
  let folder: string;
  let server: Postgres;
  let urls: DatabaseUrls;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shelfbridge-databases-'));
    chmodSync(folder, 0o711);
    server = await startPostgres({ folder, port: await freePort(), durable: false });
    urls = await ensureDatabases(server.port, server.passwords);
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['partnership', 'advocacy'] as const)(
    'gives %s a database it owns, with room for its tables and extensions',
    async (name) => {
      await ask(
        urls[name],
        'CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent; CREATE EXTENSION btree_gist; CREATE TABLE own (x int)',
      );
      expect(
        await ask(urls[name], 'SELECT current_user AS role, count(*)::int FROM own GROUP BY 1 UNION SELECT current_user, 0'),
      ).toEqual([{ role: name, count: 0 }]);
    },
  );

  it.each([
    ['partnership', 'advocacy'],
    ['advocacy', 'partnership'],
    ['partnership', 'postgres'],
    ['advocacy', 'template1'],
  ] as const)('keeps %s out of the database %s', async (name, database) => {
    const url = new URL(urls[name]);
    url.pathname = `/${database}`;
    await expect(ask(url.href, 'SELECT 1')).rejects.toThrow(`permission denied for database "${database}"`);
  });

  it('gives neither role rights over the server', async () => {
    const rights = await ask(
      server.adminUrl,
      "SELECT rolsuper OR rolcreatedb OR rolcreaterole AS mighty FROM pg_roles WHERE rolname !~ '^p(g_|ostgres)'",
    );
    expect(rights).toEqual([{ mighty: false }, { mighty: false }]);
  });

  it('changes nothing when repeated', async () => {
    await ask(urls.advocacy, 'INSERT INTO own VALUES (7)');
    expect(await ensureDatabases(server.port, server.passwords)).toEqual(urls);
    expect(await ask(urls.advocacy, 'SELECT x FROM own')).toEqual([{ x: 7 }]);
  });
});
