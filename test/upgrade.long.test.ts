// Promise of: a database of commit feb3641 with a hundred thousand listings or a million signatures is upgraded by the command, however long it takes.
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { projectFile } from '#kit/words/projectFile';
import { createDatabase } from './support/postgres';
import { finishProcess } from './support/processes';

/** Copies of one row of the fixture, each with what must be its own. */
const copies = (table: string, count: number, own: string, where: string) => `
  INSERT INTO ${table} SELECT copy.* FROM ${table} AS row, generate_series(1, ${count}) AS i,
  LATERAL jsonb_populate_record(row, jsonb_build_object(${own})) AS copy
  WHERE row.ctid = (SELECT ctid FROM ${table} WHERE ${where} LIMIT 1);`;

it.each([
  [
    'partnership',
    copies('library', 100_000, `'id', 'copy-' || i, 'isil', NULL`, `id = 'demo-accra-gh'`) +
      copies('listing', 100_000, `'id', 'seeking-copy-' || i, 'library_id', 'copy-' || i`, `id = 'seeking-demo-accra-gh'`),
    'SELECT count(*)::int AS n FROM listing_search',
    100_000,
  ],
  [
    'advocacy',
    copies('signature', 1_000_000, `'id', gen_random_uuid(), 'email_hash', sha256(i::text::bytea)`, 'true'),
    'SELECT count(*)::int AS n FROM signature',
    1_000_000,
  ],
] as const)(
  'the %s database keeps its many rows',
  async (name, fill, count, least) => {
    const database = await createDatabase();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      const fixture = readFileSync(projectFile('fixtures', 'feb3641', `${name}.sql`), 'utf8');
      await client.query(fixture);
      await client.query(fill);
      // As an operator may have set it for all others.
      await client.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET statement_timeout = '100ms'`);
      const { code, output } = finishProcess(`services/${name}/migrate.js`, { DATABASE_URL: database.url, LOG_LEVEL: 'debug' });
      expect([code, output]).toEqual([
        0,
        expect.stringMatching(/"number":2,"of":\d+,"msg":"a migration begins"[\s\S]*tables brought up to date/),
      ]);
      expect((await client.query(count)).rows[0].n).toBeGreaterThanOrEqual(least);
    } finally {
      await client.end();
      await database.drop();
    }
  },
  600_000,
);
